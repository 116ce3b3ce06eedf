import type { LiquidationWindow } from '@/lib/queries/dto'

/** Why something is missing: what the venue's declaration says of it, else the reason of the moment. */
export function missingText(absence: string | null, reason: string | null): string {
  if (absence === null) return reason ?? 'not yet collected'
  const text = absence.trim().replace(/\.$/, '')
  return /^not\b/i.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : `not collected: ${text}`
}

const WINDOW_WORDS: Readonly<Record<LiquidationWindow['window'], string>> = { '24h': '24 hours', '7d': '7 days' }

/** `24 hours`, `7 days`. */
export function windowWords(window: LiquidationWindow['window']): string {
  return WINDOW_WORDS[window]
}

/** `at least ` where a figure may be less than the whole. */
export function boundWord(window: LiquidationWindow): string {
  return window.lowerBound ? 'at least ' : ''
}
