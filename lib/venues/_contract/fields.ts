import type { Readable } from '@/lib/venues/_contract/numeric'
import { refuse } from '@/lib/venues/_contract/rows'

/** Reads a vendor's row as an object with unknown fields; anything else is `wrong_type`. */
export function readRow(raw: unknown): Readable<Readonly<Record<string, unknown>>> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { ok: false, reason: 'wrong_type', detail: 'the row is not an object' }
  }
  return { ok: true, value: { ...raw } }
}

/** Reads a vendor's text without the blanks around it; empty text, null and absence are `missing_field`. */
export function readText(field: string, raw: unknown): Readable<string> {
  if (raw === undefined || raw === null) return { ok: false, reason: 'missing_field', detail: `${field} is empty` }
  if (typeof raw !== 'string') {
    return {
      ok: false,
      reason: 'wrong_type',
      detail: `${field} is ${Array.isArray(raw) ? 'a list' : `a ${typeof raw}`}`,
    }
  }
  const value = raw.trim()
  if (value === '') return { ok: false, reason: 'missing_field', detail: `${field} is empty` }
  return { ok: true, value }
}

/** A field the row can do without: `missing_field` becomes null, every other refusal stays one. */
export function given<T>(read: Readable<T>): Readable<T | null> {
  return !read.ok && read.reason === 'missing_field' ? { ok: true, value: null } : read
}

/**
 * Refuses a row whose key was met before in this reading, and remembers it otherwise. Only to be called inside
 * `RowReader.row`, last, so that a refused row does not take the key.
 */
export function refuseSecond(seen: Set<string>, key: string, detail = `${key} is listed twice`): void {
  if (seen.has(key)) refuse('duplicate', detail)
  seen.add(key)
}
