import { z } from 'zod'

/** How exactly a date of the record is known. `approx` is a date the source gives as approximate. */
export const DATE_PRECISIONS = ['day', 'month', 'year', 'approx', 'undated'] as const

/** How exactly the start or end of an event is written. */
export const EVENT_PRECISIONS = ['second', 'day', 'month', 'year'] as const
type EventPrecision = (typeof EVENT_PRECISIONS)[number]

const FORMS: ReadonlyArray<readonly [EventPrecision, RegExp]> = [
  ['year', /^\d{4}$/],
  ['month', /^\d{4}-\d{2}$/],
  ['day', /^\d{4}-\d{2}-\d{2}$/],
  ['second', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/],
]

/** The form a partial date is written in; null when it is not a date of the record or not in the calendar. */
export function precisionOf(text: string): EventPrecision | null {
  const form = FORMS.find(([, pattern]) => pattern.test(text))
  if (form === undefined) return null
  const first = firstInstant(text, form[0])
  return !Number.isNaN(first.getTime()) && first.toISOString().startsWith(text.replace('Z', '')) ? form[0] : null
}

function firstInstant(text: string, precision: EventPrecision): Date {
  if (precision === 'year') return new Date(`${text}-01-01T00:00:00Z`)
  if (precision === 'month') return new Date(`${text}-01T00:00:00Z`)
  return new Date(precision === 'day' ? `${text}T00:00:00Z` : text)
}

/**
 * The half-open UTC interval `[from, until)` a date of the record stands for: a month date is its whole month.
 * Throws a RangeError when the text is not a year, a month, a day or a UTC time to the second.
 */
export function periodOf(text: string): { from: Date; until: Date } {
  const precision = precisionOf(text)
  if (precision === null) {
    throw new RangeError(`date: got "${text}", accepted are YYYY, YYYY-MM, YYYY-MM-DD and YYYY-MM-DDTHH:MM:SSZ`)
  }
  const from = firstInstant(text, precision)
  const until = new Date(from)
  if (precision === 'year') until.setUTCFullYear(from.getUTCFullYear() + 1)
  else if (precision === 'month') until.setUTCMonth(from.getUTCMonth() + 1)
  else if (precision === 'day') until.setUTCDate(from.getUTCDate() + 1)
  else until.setUTCSeconds(from.getUTCSeconds() + 1)
  return { from, until }
}

export const partialDateSchema = z
  .string()
  .refine((text) => precisionOf(text) !== null, 'expected YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ')

export const daySchema = z.string().refine((text) => precisionOf(text) === 'day', 'expected a calendar day YYYY-MM-DD')
