export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const
const QUARTER_LETTERS: Readonly<Record<number, string>> = { 2: 'H', 5: 'M', 8: 'U', 11: 'Z' }

/** The start of the interval `at` lies in; `offsetMs` moves the grid (08:00 UTC is 8 h on a grid of days). */
export function floorTo(at: Date, stepMs: number, offsetMs = 0): Date {
  return new Date(Math.floor((at.getTime() - offsetMs) / stepMs) * stepMs + offsetMs)
}

export function minuteOf(at: Date): number {
  return Math.floor(at.getTime() / MINUTE_MS)
}

/** Last Friday of the month at 08:00 UTC, when dated contracts expire. */
function lastFriday(year: number, month: number): Date {
  const lastDay = new Date(Date.UTC(year, month + 1, 0, 8))
  return new Date(lastDay.getTime() - ((lastDay.getUTCDay() + 2) % 7) * DAY_MS)
}

/** The next quarterly expiries after `at`, nearest first. */
export function quarterlyExpiries(at: Date, count: number): readonly Date[] {
  const expiries: Date[] = []
  for (let step = 0; expiries.length < count; step += 1) {
    const month = 3 * (Math.floor(at.getUTCMonth() / 3) + step) + 2
    const expiry = lastFriday(at.getUTCFullYear() + Math.floor(month / 12), month % 12)
    if (expiry > at) expiries.push(expiry)
  }
  return expiries
}

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** 26DEC25 */
export function dayMonthYear(date: Date): string {
  return `${date.getUTCDate()}${MONTHS[date.getUTCMonth()]}${twoDigits(date.getUTCFullYear() % 100)}`
}

/** 251226 */
export function yearMonthDay(date: Date): string {
  const [year, month, day] = [date.getUTCFullYear() % 100, date.getUTCMonth() + 1, date.getUTCDate()]
  return `${twoDigits(year)}${twoDigits(month)}${twoDigits(day)}`
}

/** Z25 */
export function quarterCode(date: Date): string {
  return `${QUARTER_LETTERS[date.getUTCMonth()] ?? ''}${twoDigits(date.getUTCFullYear() % 100)}`
}
