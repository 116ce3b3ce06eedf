import { type BookInput, type BookLevel, measureDepth } from '@/lib/core/depth'
import type { DepthObservation } from '@/lib/core/observation'
import { type Readable, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, refuse } from '@/lib/venues/_contract/rows'

/** Reads price levels written as lists of which the first two are price and size: `[["86512.3", "0.42"], ...]`. */
export function readLevelPairs(field: string, raw: unknown): Readable<readonly BookLevel[]> {
  return readLevels(field, raw, (level) => (Array.isArray(level) ? [level[0], level[1]] : []))
}

/** Reads price levels with `pick` naming price and size of one level as printed. */
export function readLevels(
  field: string,
  raw: unknown,
  pick: (level: unknown) => readonly unknown[],
): Readable<readonly BookLevel[]> {
  if (!Array.isArray(raw)) return { ok: false, reason: 'wrong_type', detail: `${field} is not a list` }
  const levels: BookLevel[] = []
  for (const [index, level] of raw.entries()) {
    const [first, second] = pick(level)
    const price = readPositive(`${field}[${index}] price`, first)
    if (!price.ok) return price
    const size = readNonNegative(`${field}[${index}] size`, second)
    if (!size.ok) return size
    levels.push({ price: price.value, size: size.value })
  }
  return { ok: true, value: levels }
}

interface BookRow extends Omit<BookInput, 'bids' | 'asks'> {
  readonly payload: number
  readonly market: string
  readonly bids: Readable<readonly BookLevel[]>
  readonly asks: Readable<readonly BookLevel[]>
  readonly observedAt: Date | null
}

/** The depth of one answered book. Only to be called inside `RowReader.row`: an unreadable, empty or crossed book is refused. */
export function describeDepth({ payload, market, observedAt, ...row }: BookRow): DepthObservation {
  const depth = measureDepth({ ...row, bids: need(row.bids), asks: need(row.asks) })
  if (depth === null) return refuse('inconsistent', `the book of ${market} has an empty side or is crossed`)
  return { kind: 'depth', payload, market, ...depth, observedAt, status: 'A', reason: depth.reason }
}
