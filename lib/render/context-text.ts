import { dec } from '@/lib/core/decimal'
import type { DecimalText } from '@/lib/queries/dto/common'
import type { LiquidationWindow } from '@/lib/queries/dto/context'

/** Why something is missing: what the venue's declaration says of it, else the reason of the moment. */
export function missingText(absence: string | null, reason: string | null): string {
  if (absence === null) return reason ?? 'not yet collected'
  const text = absence.trim().replace(/\.$/, '')
  return /^not\b/i.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : `not collected: ${text}`
}

const WINDOW_WORDS: Readonly<Record<LiquidationWindow['window'], string>> = {
  '24h': '24\u00a0hours',
  '7d': '7\u00a0days',
}

/** `24 hours`, `7 days`, not to be broken. */
export function windowWords(window: LiquidationWindow['window']): string {
  return WINDOW_WORDS[window]
}

/** `at least ` where a figure may be less than the whole. */
export function boundWord(window: LiquidationWindow): string {
  return window.lowerBound ? 'at least ' : ''
}

/** True for an amount of 0 in a window that may miss some: nothing was seen, which is not a zero of the venue. */
export function isNoneSeen(window: LiquidationWindow, value: DecimalText | null): boolean {
  return value !== null && window.lowerBound && dec(value).isZero()
}
