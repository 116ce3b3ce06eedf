const STORAGE_KEY = 'search-key'

/** Whether `/` opens the palette; a reader whose speech or hands press it by accident can turn it off. */
export function isShortcutOn(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== 'off'
  } catch {
    return true
  }
}

export function setShortcut(on: boolean): void {
  try {
    if (on) localStorage.removeItem(STORAGE_KEY)
    else localStorage.setItem(STORAGE_KEY, 'off')
  } catch {
    // Storage may be forbidden; the key then stays as it is.
  }
}
