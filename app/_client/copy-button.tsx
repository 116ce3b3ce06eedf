'use client'

import { useState, useSyncExternalStore } from 'react'
import styles from './copy-button.module.css'

type Said = 'copied' | 'select and copy it by hand' | null

const never = () => () => undefined

/** Puts a text on the clipboard and says so. Takes its place, unseen, until scripts run. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const hasScripts = useSyncExternalStore(never, () => true, () => false)
  const [said, setSaid] = useState<Said>(null)
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid('copied'),
      () => setSaid('select and copy it by hand'),
    )
  return (
    <span className={hasScripts ? undefined : styles.waiting}>
      <button type="button" className={styles.copy} onClick={copy}>
        Copy <span className="visually-hidden">{what}</span>
      </button>{' '}
      <span role="status" className={styles.said}>
        {said}
      </span>
    </span>
  )
}
