/** A moment as the project carries it: ISO 8601 text, epoch milliseconds or a Date. */
export type Moment = string | number | Date

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const HOURS_UNTIL_DAYS = 48
const DAYS_UNTIL_YEARS = 730

function toIso(at: Moment): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) throw new RangeError(`not a time: ${String(at)}`)
  return date.toISOString()
}

/** `2025-10-11 05:00`, in UTC. The page says `UTC` beside it or once per view. */
export function formatTime(at: Moment): string {
  return toIso(at).slice(0, 16).replace('T', ' ')
}

/** `2025-10-11 05:00:12`, in UTC. */
export function formatTimeSeconds(at: Moment): string {
  return toIso(at).slice(0, 19).replace('T', ' ')
}

/** `2025-10-11`, the UTC day. */
export function formatDay(at: Moment): string {
  return toIso(at).slice(0, 10)
}

/** An age or a cadence: `under 1 min`, `1 min`, `3 h`, `2 d`, `4 y`; rounded down, never below zero. */
export function formatAge(ms: number): string {
  if (ms < MINUTE_MS) return 'under 1 min'
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < HOURS_UNTIL_DAYS * HOUR_MS) return `${Math.floor(ms / HOUR_MS)} h`
  const days = Math.floor(ms / DAY_MS)
  return days < DAYS_UNTIL_YEARS ? `${days} d` : `${Math.floor(days / 365.25)} y`
}

/** A date of the record, no more precise than the record is: `2017`, `2017-03`, `2017-03-10`, `2020-03-13 02:15 UTC`. */
export function formatDatePartial(date: string): string {
  return date.includes('T') ? `${formatTime(date)} UTC` : date
}
