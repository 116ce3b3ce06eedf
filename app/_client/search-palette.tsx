'use client'

import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { findEntries, LONGEST_QUERY, type SearchEntry, searchKindWords } from '@/lib/render/search'
import styles from './search-palette.module.css'
import { isShortcutOn, setShortcut } from './search-shortcut'

const MOST_SHOWN = 8
const REQUEST_MS = 10_000

type Index = readonly SearchEntry[] | 'loading' | 'failed'
let kept: readonly SearchEntry[] | null = null

async function loadIndex(): Promise<readonly SearchEntry[]> {
  if (kept !== null) return kept
  const answer = await fetch('/search/index.json', { signal: AbortSignal.timeout(REQUEST_MS) })
  if (!answer.ok) throw new Error(`the index answered ${answer.status}`)
  kept = (await answer.json()) as readonly SearchEntry[]
  return kept
}

/** What the palette says of its list, also to those who do not see it. */
function statusOf(index: Index, query: string, count: number): string {
  if (index === 'loading') return 'Loading the index…'
  if (index === 'failed') return 'The index could not be read.'
  if (query.trim() === '') return 'Type the beginning of a venue, an event or a page.'
  if (count === 0) return `Nothing begins with “${query.trim()}”.`
  return count === 1 ? '1 result' : `${count} results`
}

/** A dialog over the page: type, choose with the arrow keys, go with Enter, leave with Escape. */
export function SearchPalette({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [index, setIndex] = useState<Index>(kept ?? 'loading')
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const [hasShortcut, setHasShortcut] = useState(isShortcutOn)
  const listId = useId()

  useEffect(() => {
    dialog.current?.showModal()
    loadIndex().then(setIndex, () => setIndex('failed'))
  }, [])

  const found = typeof index === 'string' ? [] : findEntries(index, query, MOST_SHOWN)
  const optionId = (position: number) => `${listId}-${position}`

  const go = (entry: SearchEntry | undefined) => {
    if (entry === undefined) return
    dialog.current?.close()
    router.push(entry.href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) {
      event.preventDefault()
      setChosen((now) => (now + step + found.length) % found.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (found.length > 0) go(found[chosen])
      else if (query.trim() !== '') location.assign(`/search?q=${encodeURIComponent(query.trim())}`)
    }
  }

  return (
    <dialog ref={dialog} className={styles.palette} aria-label="Search" onClose={onClose}>
      <input
        className={styles.input}
        type="text"
        role="combobox"
        aria-label="Search venues, events and pages"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? optionId(chosen) : undefined}
        maxLength={LONGEST_QUERY}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="Results" className={styles.list}>
        {found.map((entry, position) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox
          <div
            key={entry.href}
            id={optionId(position)}
            role="option"
            tabIndex={-1}
            aria-selected={position === chosen}
            className={styles.option}
            onClick={() => go(entry)}
            onMouseMove={() => setChosen(position)}
          >
            <span>{entry.title}</span>
            <span className={styles.text}>
              {searchKindWords[entry.kind]} · {entry.text}
            </span>
          </div>
        ))}
      </div>
      <p className={styles.status} role="status">
        {statusOf(index, query, found.length)}
      </p>
      <div className={styles.foot}>
        <label>
          <input
            type="checkbox"
            checked={hasShortcut}
            onChange={(event) => {
              setShortcut(event.target.checked)
              setHasShortcut(event.target.checked)
            }}
          />{' '}
          open with the / key
        </label>
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  )
}
