import type { ChartRange } from '@/lib/queries/dto/chart'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Longer ranges are drawn by the day. */
const HOURLY_UP_TO_MS = 90 * DAY_MS

const SPANS: Readonly<Record<string, number>> = {
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
  '1y': 365 * DAY_MS,
}

/** A range of time as charts read it: half-open, with the interval it is drawn at. */
export interface ChartWindow {
  /** Null: from the first observation. */
  readonly from: Date | null
  readonly to: Date
  readonly interval: 'hour' | 'day'
}

/** The window of a range at a moment: whole buckets, by the hour up to 90 days, by the day beyond. */
export function chartWindow(range: ChartRange, now: Date): ChartWindow {
  if (typeof range === 'object') {
    const interval = range.to.getTime() - range.from.getTime() <= HOURLY_UP_TO_MS ? 'hour' : 'day'
    return { from: floorTo(range.from, interval), to: range.to, interval }
  }
  const span = SPANS[range]
  // A bucket that starts now still belongs in it.
  const to = new Date(now.getTime() + 1)
  if (span === undefined) return { from: null, to, interval: 'day' }
  const interval = span <= HOURLY_UP_TO_MS ? 'hour' : 'day'
  return { from: floorTo(new Date(now.getTime() - span), interval), to, interval }
}

/** Length of a bucket, in ms. */
export function intervalMs(interval: 'hour' | 'day'): number {
  return interval === 'hour' ? HOUR_MS : DAY_MS
}

/** Start of the UTC bucket a time lies in. */
export function floorTo(at: Date, interval: 'hour' | 'day'): Date {
  const size = intervalMs(interval)
  return new Date(Math.floor(at.getTime() / size) * size)
}
