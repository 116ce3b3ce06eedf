import { readEpoch } from '@/lib/venues/_contract/numeric'
import type { RowReader } from '@/lib/venues/_contract/rows'
import type { StampedResult } from '@/lib/venues/bybit/schemas'

/**
 * The time Bybit puts on a whole list. An unreadable one is refused by itself: the rows then carry no venue time,
 * and their amounts stay.
 */
export function readStamp(reader: RowReader, payload: number, result: StampedResult, checkedAt: Date): Date | null {
  const raw = result.updatedTime ?? result.updateTime
  const read = readEpoch('updatedTime', raw, 'ms', checkedAt)
  if (read.ok) return read.value
  reader.reject(payload, { updatedTime: raw }, read)
  return null
}
