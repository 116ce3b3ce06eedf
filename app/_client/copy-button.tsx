'use client'

import { useState, useSyncExternalStore } from 'react'
import styles from './copy-button.module.css'

const nothing = () => () => {}

/**
 * Puts a text on the clipboard and says so; an address is made whole first. Takes its place, unseen, until scripts run
 * and where the browser has no clipboard to give.
 */
export function CopyButton({
  text,
  label,
  what,
  isAddress = false,
}: {
  readonly text: string
  readonly label: string
  readonly what: string
  readonly isAddress?: boolean
}) {
  const [said, setSaid] = useState('')
  const canCopy = useSyncExternalStore(
    nothing,
    () => navigator.clipboard !== undefined,
    () => false,
  )
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(isAddress ? new URL(text, location.href).href : text)
      setSaid('Copied.')
    } catch {
      setSaid('The browser does not allow it; copy it by hand.')
    }
  }
  return (
    <>
      <button
        type="button"
        className={canCopy ? styles.button : styles.waiting}
        aria-label={`${label}: ${what}`}
        onClick={() => void copy()}
      >
        {label}
      </button>{' '}
      <span role="status" className={styles.said}>
        {said}
      </span>
    </>
  )
}
