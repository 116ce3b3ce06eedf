import { groupBy } from '@/lib/core/collections'
import type { Database } from '@/lib/db/client'
import { type AdlBucketRow, readAdlBuckets } from '@/lib/db/repositories/adl'
import type { AdlAround, AdlCell, AdlStrip, AdlStrips } from '@/lib/queries/dto/adl'
import { isoTime } from '@/lib/queries/words'
import { isFollowed, listProfiles } from '@/lib/record/profiles'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SIZE: Readonly<Record<AdlStrip['interval'], number>> = { hour: HOUR_MS, day: DAY_MS }
const HOURS_SHOWN = 7 * 24
const DAYS_SHOWN = 90
/** A window up to this long is drawn by hour. */
const LONGEST_BY_HOUR_MS = 14 * DAY_MS

interface Range {
  readonly interval: AdlStrip['interval']
  readonly from: number
  readonly to: number
}

/** The last buckets up to and with the open one. */
function lastBuckets(interval: AdlStrip['interval'], count: number, now: Date): Range {
  const size = SIZE[interval]
  const to = Math.floor(now.getTime() / size) * size + size
  return { interval, from: to - count * size, to }
}

function stripOf({ interval, from, to }: Range, rows: readonly AdlBucketRow[]): AdlStrip {
  const size = SIZE[interval]
  const byStart = new Map(rows.map((row) => [row.bucketStart.getTime(), row]))
  const cells = Array.from({ length: Math.round((to - from) / size) }, (_, index): AdlCell => {
    const start = from + index * size
    const row = byStart.get(start)
    const at = isoTime(new Date(start))
    if (row === undefined) return { at, read: false, level: null, subject: null, hours: 0 }
    return { at, read: true, level: row.level, subject: row.subject, hours: row.hours }
  })
  const simulated = rows.some(({ basis }) => basis === 'simulated')
  return { interval, from: isoTime(new Date(from)), to: isoTime(new Date(to)), cells, simulated }
}

async function readRange(db: Database, range: Range, venue: string | null) {
  const filter = { venue, interval: range.interval, from: new Date(range.from), to: new Date(range.to) }
  return groupBy(await readAdlBuckets(db, filter), (row) => row.venue)
}

/**
 * How high the signal of every venue that publishes one (or of one venue) stood, by UTC hour over 7 days and by UTC day
 * over 90. A bucket is the highest level of any subject at any check in it; levels are those of decision 11, 0 to 3.
 */
export async function readAdlStrips(
  db: Database,
  { now, venue = null }: { readonly now: Date; readonly venue?: string | null },
): Promise<readonly AdlStrips[]> {
  const [hours, days] = [lastBuckets('hour', HOURS_SHOWN, now), lastBuckets('day', DAYS_SHOWN, now)]
  const [byHour, byDay] = await Promise.all([readRange(db, hours, venue), readRange(db, days, venue)])
  return listProfiles()
    .filter(isFollowed)
    .filter((profile) => profile.module?.adl.signal && (venue === null || profile.venue === venue))
    .map((profile) => ({
      venue: profile.venue,
      name: profile.name,
      hours: stripOf(hours, byHour.get(profile.venue) ?? []),
      days: stripOf(days, byDay.get(profile.venue) ?? []),
    }))
}

/**
 * The strips of the venues with any reading in a window, up to now: by hour where the window is at most 14 days long,
 * else by day. Empty when nothing was read in it.
 */
export async function readAdlAround(
  db: Database,
  window: { readonly from: Date; readonly to: Date },
  { now }: { readonly now: Date },
): Promise<readonly AdlAround[]> {
  const end = Math.min(window.to.getTime(), now.getTime())
  const interval = end - window.from.getTime() <= LONGEST_BY_HOUR_MS ? 'hour' : 'day'
  const size = SIZE[interval]
  const range = {
    interval,
    from: Math.floor(window.from.getTime() / size) * size,
    to: Math.ceil(end / size) * size,
  } as const
  if (range.to <= range.from) return []
  const found = await readRange(db, range, null)
  return [...found].map(([venue, rows]) => ({ venue, strip: stripOf(range, rows) }))
}
