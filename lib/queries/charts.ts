import { groupBy } from '@/lib/core/collections'
import { dec } from '@/lib/core/decimal'
import type { Database } from '@/lib/db/client'
import { readAssetsHeld, readPublishedBalances } from '@/lib/db/repositories/balance'
import { type ChangeRow, readDisclosureChanges } from '@/lib/db/repositories/disclosure'
import { readBalanceLatest, readFunds, readVenueLatest, type StoredFundRow } from '@/lib/db/repositories/latest'
import { readEvents, type StoredEventRow } from '@/lib/db/repositories/record'
import { type BucketRow, readBuckets, readUnitsAt } from '@/lib/db/repositories/rollup'
import { readSourceStatus } from '@/lib/db/repositories/source'
import { annotationMarks, changeMarks, eventMarks, MARKED_CHANGES, outageMarks } from '@/lib/queries/chart-marks'
import { type ChartWindow, chartWindow, intervalMs } from '@/lib/queries/chart-range'
import type { ChartPoint, ChartRange, ChartSeries } from '@/lib/queries/dto/chart'
import { type VenueHealth, venueHealth } from '@/lib/queries/health'
import { basisOf, obsStatusOf } from '@/lib/queries/words'
import { findProfile, type VenueProfile } from '@/lib/record/profiles'

const TOTAL = 'total'
/** Month-end rows of the record are 28 to 31 days apart; two missing months break the line. */
const RECORD_BREAK_MS = 62 * 86_400_000
const MOST_CHANGES = 200

export interface ChartOptions {
  readonly now: Date
  readonly range: ChartRange
  /** A fund id; the venue's total when left out. */
  readonly fund?: string | undefined
  /**
   * Only what was known at `now`: recorded by then, of hours and days that had closed. Incidents are then left out, for
   * they are of the record of today.
   */
  readonly pinned?: boolean
}

/**
 * The lines of a venue's chart. One line of hourly (up to 90 days) or daily rollups for the venue or the fund asked
 * for; for a venue whose balances are published ones, a line per fund, in units. Empty for an unknown venue or one with
 * nothing to draw. Numbers are for drawing only. Incidents are snapped to the buckets of the line.
 */
export async function readVenueCharts(
  db: Database,
  venue: string,
  options: ChartOptions,
): Promise<readonly ChartSeries[]> {
  const profile = findProfile(venue)
  if (profile === null) return []
  const window = chartWindow(options.range, options.now)
  const [latest, incidents] = await Promise.all([readVenueLatest(db, venue), readIncidents(db, venue, options)])
  if (latest[0]?.basis === 'published') return publishedSeries(db, profile, incidents, window, options)
  const series = await collectedSeries(db, profile, incidents, window, options)
  return series === null ? [] : [series]
}

/** What may stand in a chart beside its lines: events of the record, and what the venue changed in what it publishes. */
interface Incidents {
  readonly events: readonly StoredEventRow[]
  readonly changes: readonly ChangeRow[]
}

async function readIncidents(db: Database, venue: string, { pinned = false }: ChartOptions): Promise<Incidents> {
  if (pinned) return { events: [], changes: [] }
  const [events, changes] = await Promise.all([
    readEvents(db, venue),
    readDisclosureChanges(db, { venue, kinds: MARKED_CHANGES, limit: MOST_CHANGES }),
  ])
  return { events, changes }
}

async function publishedSeries(
  db: Database,
  profile: VenueProfile,
  { events, changes }: Incidents,
  window: ChartWindow,
  { fund, now, pinned = false }: ChartOptions,
): Promise<readonly ChartSeries[]> {
  const asOf = pinned ? now : undefined
  const rows = await readPublishedBalances(db, { venue: profile.venue, from: window.from, to: window.to, asOf })
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
          restated: row.revision > 0,
        })),
        marks: [
          ...eventMarks(events, { ...window, interval: 'day' }),
          ...changeMarks(changes, { ...window, interval: 'day' }),
          ...(pinned ? [] : annotationMarks(profile.venue, first.fund, window)),
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
  { events, changes }: Incidents,
  window: ChartWindow,
  options: ChartOptions,
): Promise<ChartSeries | null> {
  const { venue } = profile
  const { now, fund = TOTAL } = options
  const asOf = options.pinned ? now : undefined
  const [{ buckets, interval }, funds, sources] = await Promise.all([
    bucketsOf(db, { venue, fund, asOf }, window),
    readFunds(db, venue),
    readSourceStatus(db, venue),
  ])
  const last = buckets.at(-1)
  if (last === undefined) return null
  const summed = funds.filter((row) => row.partOf === null && row.fundType === profile.fundType && isOpen(row, now))
  const single = fund === TOTAL ? (summed.length === 1 ? summed[0]?.fund : undefined) : fund
  const asset = single === undefined ? null : await onlyAsset(db, { venue, fund: single }, asOf)
  const units =
    asset === null || single === undefined ? [] : await unitsOf(db, { venue, fund: single, asset }, buckets, asOf)
  const points = buckets.map((row, index) => bucketPoint(row, units[index] ?? null, interval, now))
  const breakAfterMs = 2 * Math.max(intervalMs(interval), slowestMs(profile))
  const ofBuckets = { ...window, interval }
  return {
    venue,
    name: profile.name,
    fund,
    label: funds.find((row) => row.fund === fund)?.label ?? profile.module?.fundName ?? 'All funds',
    unit: asset,
    interval,
    breakAfterMs,
    points,
    marks: [
      ...eventMarks(events, ofBuckets),
      ...changeMarks(changes, ofBuckets),
      ...outageMarks(points, breakAfterMs),
    ].sort((a, b) => a.at - b.at),
    staleFrom: options.pinned
      ? pinnedStaleFrom(points, now, breakAfterMs)
      : staleFrom(venueHealth(profile, sources, now)),
    basis: basisOf(last.basis),
  }
}

function isOpen(row: StoredFundRow, now: Date): boolean {
  return row.firstSeenAt <= now && (row.withdrawnAt === null || row.withdrawnAt > now)
}

/** The asset of a fund that holds only one, as it stands or as known at a moment. */
async function onlyAsset(
  db: Database,
  key: { readonly venue: string; readonly fund: string },
  asOf: Date | undefined,
): Promise<string | null> {
  const assets =
    asOf === undefined
      ? (await readBalanceLatest(db, key.venue)).filter((row) => row.fund === key.fund).map((row) => row.asset)
      : await readAssetsHeld(db, key, asOf)
  return assets.length === 1 ? (assets[0] ?? null) : null
}

/** The buckets of a window by its own interval, or by the day where days reach further back: their hours are not known. */
async function bucketsOf(
  db: Database,
  key: { readonly venue: string; readonly fund: string; readonly asOf: Date | undefined },
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
  asOf: Date | undefined,
): Promise<readonly (string | null)[]> {
  const known = buckets.flatMap((row, index) => (row.fundObservedAt ? [{ index, at: row.fundObservedAt }] : []))
  const units = await readUnitsAt(
    db,
    key,
    known.map(({ at }) => at),
    asOf,
  )
  const byBucket = new Map(known.map(({ index }, position) => [index, units[position] ?? null]))
  return buckets.map((_, index) => byBucket.get(index) ?? null)
}

const NOTHING: Omit<ChartPoint, 'at' | 'status' | 'reason' | 'restated'> = {
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
    restated: row.revision > 0,
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

/** As of a moment how sources went is not kept: a line that ends well before it shows that figures were missing. */
function pinnedStaleFrom(points: readonly ChartPoint[], now: Date, breakAfterMs: number): number | null {
  const last = points.filter((point) => point.fundUsd !== null || point.units !== null).at(-1)
  return last !== undefined && now.getTime() - last.at > breakAfterMs ? last.at : null
}

function toNumber(value: string | null): number | null {
  return value === null ? null : dec(value).toNumber()
}
