'use client'

import { useSyncExternalStore } from 'react'
import styles from './theme-switch.module.css'

const THEMES = ['system', 'light', 'dark'] as const
type Theme = (typeof THEMES)[number]

const STORAGE_KEY = 'theme'
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    if (theme === 'system') localStorage.removeItem(STORAGE_KEY)
    else localStorage.setItem(STORAGE_KEY, theme)
  } catch {
    // Storage may be forbidden; the choice then holds for this page.
  }
  for (const listener of listeners) listener()
}

/** Goes round system, light and dark. Takes its place, unseen, until scripts run. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore<Theme | null>(subscribe, currentTheme, () => null)
  const next = THEMES[(THEMES.indexOf(theme ?? 'system') + 1) % THEMES.length] ?? 'system'
  return (
    <button type="button" className={theme === null ? styles.waiting : styles.switch} onClick={() => chooseTheme(next)}>
      <span className={styles.label}>Theme: </span>
      {theme ?? 'system'}
    </button>
  )
}
