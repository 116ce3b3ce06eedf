import { groupBy } from '@/lib/core/collections'
import { dec } from '@/lib/core/decimal'
import type { Database } from '@/lib/db/client'
import { readPublishedBalances } from '@/lib/db/repositories/balance'
import { readBalanceLatest, readFunds, readVenueLatest } from '@/lib/db/repositories/latest'
import { readEvents, type StoredEventRow } from '@/lib/db/repositories/record'
import { type BucketRow, readBuckets, readUnitsAt } from '@/lib/db/repositories/rollup'
import { readSourceStatus } from '@/lib/db/repositories/source'
import { annotationMarks, eventMarks } from '@/lib/queries/chart-marks'
import { type ChartWindow, chartWindow, intervalMs } from '@/lib/queries/chart-range'
import type { ChartPoint, ChartRange, ChartSeries } from '@/lib/queries/dto/chart'
import { type VenueHealth, venueHealth } from '@/lib/queries/health'
import { basisOf, obsStatusOf } from '@/lib/queries/words'
import { findProfile, type VenueProfile } from '@/lib/record/profiles'

const TOTAL = 'total'
/** Month-end rows of the record are 28 to 31 days apart; two missing months break the line. */
const RECORD_BREAK_MS = 62 * 86_400_000

export interface ChartOptions {
  readonly now: Date
  readonly range: ChartRange
  /** A fund id; the venue's total when left out. */
  readonly fund?: string | undefined
}

/**
 * The lines of a venue's chart. One line of hourly (up to 90 days) or daily rollups for the venue or the fund asked
 * for; for a venue whose balances are published ones, a line per fund, in units. Empty for an unknown venue or one with
 * nothing to draw. Numbers are for drawing only.
 */
export async function readVenueCharts(
  db: Database,
  venue: string,
  options: ChartOptions,
): Promise<readonly ChartSeries[]> {
  const profile = findProfile(venue)
  if (profile === null) return []
  const window = chartWindow(options.range, options.now)
  const [latest, events] = await Promise.all([readVenueLatest(db, venue), readEvents(db, venue)])
  if (latest[0]?.basis === 'published') return publishedSeries(db, profile, events, window, options.fund)
  const series = await collectedSeries(db, profile, events, window, options)
  return series === null ? [] : [series]
}

async function publishedSeries(
  db: Database,
  profile: VenueProfile,
  events: readonly StoredEventRow[],
  window: ChartWindow,
  fund: string | undefined,
): Promise<readonly ChartSeries[]> {
  const rows = await readPublishedBalances(db, { venue: profile.venue, from: window.from, to: window.to })
  const wanted = fund === undefined || fund === TOTAL ? rows : rows.filter((row) => row.fund === fund)
  // The longest-kept wallet first: it is the one a reader looks for.
  const wallets = [...groupBy(wanted, (row) => `${row.fund} ${row.asset}`).values()].sort(
    (a, b) => (a[0]?.observedAt.getTime() ?? 0) - (b[0]?.observedAt.getTime() ?? 0),
  )
  return wallets.flatMap((points) => {
    const [first] = points
    if (!first) return []
    return [
      {
        venue: profile.venue,
        name: profile.name,
        fund: first.fund,
        label: first.label,
        unit: first.asset,
        interval: 'record' as const,
        breakAfterMs: RECORD_BREAK_MS,
        points: points.map((row) => ({
          ...NOTHING,
          at: row.observedAt.getTime(),
          fundUsd: toNumber(row.valueUsd),
          units: toNumber(row.units),
          status: obsStatusOf(row.obsStatus),
          reason: row.reason,
        })),
        marks: [
          ...eventMarks(events, { ...window, interval: 'day' }),
          ...annotationMarks(profile.venue, first.fund, window),
        ].sort((a, b) => a.at - b.at),
        staleFrom: null,
        basis: 'published' as const,
      },
    ]
  })
}

async function collectedSeries(
  db: Database,
  profile: VenueProfile,
  events: readonly StoredEventRow[],
  window: ChartWindow,
  options: ChartOptions,
): Promise<ChartSeries | null> {
  const { venue } = profile
  const fund = options.fund ?? TOTAL
  const [{ buckets, interval }, funds, balances, sources] = await Promise.all([
    bucketsOf(db, { venue, fund }, window),
    readFunds(db, venue),
    readBalanceLatest(db, venue),
    readSourceStatus(db, venue),
  ])
  const last = buckets.at(-1)
  if (last === undefined) return null
  const summed = funds.filter(
    (row) => row.partOf === null && row.fundType === profile.fundType && row.withdrawnAt === null,
  )
  const single = fund === TOTAL ? (summed.length === 1 ? summed[0]?.fund : undefined) : fund
  const assets = balances.filter((row) => row.fund === single).map((row) => row.asset)
  const asset = assets.length === 1 ? (assets[0] ?? null) : null
  const units = asset === null || single === undefined ? [] : await unitsOf(db, { venue, fund: single, asset }, buckets)
  const health = venueHealth(profile, sources, options.now)
  return {
    venue,
    name: profile.name,
    fund,
    label: funds.find((row) => row.fund === fund)?.label ?? profile.module?.fundName ?? 'All funds',
    unit: asset,
    interval,
    breakAfterMs: 2 * Math.max(intervalMs(interval), slowestMs(profile)),
    points: buckets.map((row, index) => bucketPoint(row, units[index] ?? null, interval, options.now)),
    marks: eventMarks(events, window),
    staleFrom: staleFrom(health),
    basis: basisOf(last.basis),
  }
}

/** The buckets of a window by its own interval, or by the day where days reach further back: their hours are not known. */
async function bucketsOf(
  db: Database,
  key: { readonly venue: string; readonly fund: string },
  { from, to, interval }: ChartWindow,
): Promise<{ readonly buckets: readonly BucketRow[]; readonly interval: 'hour' | 'day' }> {
  const buckets = await readBuckets(db, { ...key, interval, from, to })
  if (interval === 'day') return { buckets, interval }
  const days = await readBuckets(db, { ...key, interval: 'day', from, to })
  const [firstHour, firstDay] = [buckets[0]?.bucketStart ?? to, days[0]?.bucketStart ?? to]
  const reachFurther = firstHour.getTime() - firstDay.getTime() > 2 * intervalMs('day')
  return reachFurther ? { buckets: days, interval: 'day' } : { buckets, interval }
}

async function unitsOf(
  db: Database,
  key: { readonly venue: string; readonly fund: string; readonly asset: string },
  buckets: readonly BucketRow[],
): Promise<readonly (string | null)[]> {
  const known = buckets.flatMap((row, index) => (row.fundObservedAt ? [{ index, at: row.fundObservedAt }] : []))
  const units = await readUnitsAt(
    db,
    key,
    known.map(({ at }) => at),
  )
  const byBucket = new Map(known.map(({ index }, position) => [index, units[position] ?? null]))
  return buckets.map((_, index) => byBucket.get(index) ?? null)
}

const NOTHING: Omit<ChartPoint, 'at' | 'status' | 'reason'> = {
  fundUsd: null,
  units: null,
  oiUsd: null,
  coverage: null,
}

function bucketPoint(row: BucketRow, units: string | null, interval: 'hour' | 'day', now: Date): ChartPoint {
  const at = row.bucketStart.getTime()
  return {
    at,
    fundUsd: toNumber(row.fundUsd),
    // Of the past, units may be known and a price of that time not; what is too old has neither.
    units: row.fundUsd === null && !row.backfilled ? null : toNumber(units),
    oiUsd: toNumber(row.oiUsd),
    coverage: row.coverage,
    status: at + intervalMs(interval) > now.getTime() ? 'P' : obsStatusOf(row.obsStatus),
    reason: row.reason,
  }
}

/** The slowest fund source decides how far apart points may be. */
function slowestMs(profile: VenueProfile): number {
  const cadences = (profile.module?.sources ?? [])
    .filter((source) => source.kind === 'fund')
    .map((source) => source.cadenceMs)
  return Math.max(...cadences, 1)
}

function staleFrom(health: VenueHealth): number | null {
  const stale = health.state === 'late' || health.state === 'failing' || health.state === 'withdrawn'
  return stale ? (health.checkedAt?.getTime() ?? null) : null
}

function toNumber(value: string | null): number | null {
  return value === null ? null : dec(value).toNumber()
}
