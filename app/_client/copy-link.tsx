'use client'

import { useState, useSyncExternalStore } from 'react'
import styles from './copy-link.module.css'

const nothing = () => () => {}

/** A link, and beside it a button that copies its address where the browser lets it. */
export function CopyLink({ href, children }: { readonly href: string; readonly children: string }) {
  const [said, setSaid] = useState('')
  const canCopy = useSyncExternalStore(
    nothing,
    () => navigator.clipboard !== undefined,
    () => false,
  )
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(href, location.href).href)
      setSaid('Copied.')
    } catch {
      setSaid('The browser does not allow it; copy the address of the link.')
    }
  }
  return (
    <span className={styles.copy}>
      <a href={href}>{children}</a>
      <button
        type="button"
        className={canCopy ? styles.button : styles.waiting}
        aria-label={`Copy link: ${children}`}
        onClick={() => void copy()}
      >
        Copy link
      </button>
      <span role="status">{said}</span>
    </span>
  )
}
