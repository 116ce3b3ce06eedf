import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { SeriesName } from '@/lib/export/series'
import type { SeriesFilter } from '@/lib/queries/series/source'
import { keyTypes } from '@/lib/queries/series/sql'

const LONGEST = 4000
/** As PostgreSQL prints the type; text may hold anything but NUL, which it cannot store. */
const VALUE_FORMS = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what must not come through
  text: /^[^\u0000]*$/,
  integer: /^\d{1,9}$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
} as const

const cursorSchema = z.strictObject({ q: z.string(), k: z.array(z.string()) })

/** Names the question a cursor belongs to: a cursor of another filter would skip rows. */
function questionOf(series: SeriesName, filter: SeriesFilter): string {
  const { venues, from, to, interval, asOf } = filter
  const text = JSON.stringify([series, venues, from, to, interval, asOf])
  return createHash('sha256').update(text).digest('base64url').slice(0, 10)
}

/** The opaque cursor for the page behind a place. */
export function writeCursor(series: SeriesName, filter: SeriesFilter, place: readonly string[]): string {
  return Buffer.from(JSON.stringify({ q: questionOf(series, filter), k: place })).toString('base64url')
}

/** The place a cursor stands for; null when it is not one this API gave for this series and filter. */
export function readCursor(series: SeriesName, filter: SeriesFilter, cursor: string): readonly string[] | null {
  if (cursor.length > LONGEST) return null
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (!parsed.success || parsed.data.q !== questionOf(series, filter)) return null
  const types = keyTypes(series)
  const place = parsed.data.k
  const fits = place.length === types.length && types.every((type, index) => VALUE_FORMS[type].test(place[index] ?? ''))
  return fits ? place : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
