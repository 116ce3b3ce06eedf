import { readText } from '@/lib/venues/_contract/fields'
import { type Readable, readEpoch } from '@/lib/venues/_contract/numeric'

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** Reads a time as the indexer writes it, ISO 8601 in UTC. */
export function readIsoTime(field: string, raw: unknown, checkedAt: Date): Readable<Date> {
  const text = readText(field, raw)
  if (!text.ok) return text
  if (!ISO.test(text.value)) {
    return { ok: false, reason: 'wrong_type', detail: `${field} is "${text.value.slice(0, 40)}", not a time in UTC` }
  }
  return readEpoch(field, Date.parse(text.value), 'ms', checkedAt)
}
