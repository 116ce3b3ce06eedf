'use client'

import { type ComponentType, type MouseEvent, useEffect, useState } from 'react'
import styles from './search-link.module.css'
import { isShortcutOn } from './search-shortcut'

type PaletteComponent = ComponentType<{ readonly onClose: () => void }>

/** A reader who is writing means the character. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
}

/** A link to the search page; with scripts, it and the `/` key open the palette, whose code loads then. */
export function SearchLink() {
  const [Palette, setPalette] = useState<PaletteComponent | null>(null)
  const [isOpen, setOpen] = useState(false)

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.altKey || event.ctrlKey || event.metaKey) return
      if (isWriting(event.target) || !isShortcutOn()) return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  useEffect(() => {
    if (!isOpen || Palette !== null) return
    import('./search-palette').then(
      (loaded) => setPalette(() => loaded.SearchPalette),
      () => location.assign('/search'),
    )
  }, [isOpen, Palette])

  const onClick = (event: MouseEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    setOpen(true)
  }

  return (
    <>
      <a className={styles.link} href="/search" onClick={onClick}>
        Search <kbd>/</kbd>
      </a>
      {isOpen && Palette !== null ? <Palette onClose={() => setOpen(false)} /> : null}
    </>
  )
}
