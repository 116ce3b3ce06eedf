import { dec, plain, sum } from '@/lib/core/decimal'
import { levelChange } from '@/lib/core/metrics/level'
import { weakestPool } from '@/lib/core/metrics/venue-summary'
import type { Database } from '@/lib/db/client'
import { readFunds, type StoredFundRow } from '@/lib/db/repositories/latest'
import { type PinnedAdl, type PinnedRow, readPinnedAdl, readPinnedRows } from '@/lib/db/repositories/pinned'
import { readVenueCharts } from '@/lib/queries/charts'
import type { ChartRange } from '@/lib/queries/dto/chart'
import type {
  PinnedComparison,
  PinnedOverview,
  PinnedPool,
  PinnedVenue,
  PinnedVenuePage,
} from '@/lib/queries/dto/pinned'
import { bandOf } from '@/lib/queries/latest'
import { waitUntilSettled } from '@/lib/queries/series/as-of'
import { basisOf, isoTime, orNull, usableBasisOf } from '@/lib/queries/words'
import { findProfile, listProfiles, type VenueProfile } from '@/lib/record/profiles'

const TOTAL = 'total'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Coverage is not stated from what was last read more cadences ago than this; hours are kept when they close. */
const CADENCES_KEPT = 4
/** As in the rollup: an unchanged fund without a venue time is kept hourly. */
const EARLIER_SLACK_MS = 2 * HOUR_MS
/** Venues read at once: as many as a comparison has, so that other pages keep their connections. */
const AT_ONCE = 6

/**
 * Venues side by side as they were known at a moment: only rows recorded by then, of passes and of hours and days that
 * had closed. The same moment gives the same answer for ever, so nothing of it is read from rows that are overwritten.
 * Names, labels and kinds of funds are those of this release. Slugs nobody knows are left out. Amounts are decimal
 * text in US dollars, ratios plain numbers. Throws DatabaseUnavailableError when a write begun before it stays open.
 */
export async function readPinnedComparison(
  db: Database,
  slugs: readonly string[],
  { asOf, range }: { readonly asOf: Date; readonly range: ChartRange },
): Promise<PinnedComparison> {
  await waitUntilSettled(db, asOf)
  const profiles = [...new Set(slugs)].flatMap((slug) => findProfile(slug) ?? [])
  const [venues, series] = await Promise.all([
    Promise.all(profiles.map((profile) => readPinnedVenue(db, profile, asOf))),
    Promise.all(profiles.map(({ venue }) => readVenueCharts(db, venue, { now: asOf, range, pinned: true }))),
  ])
  const figures = venues.map(({ figure }) => figure)
  return { venues: figures, series: series.flat(), ...momentOf(figures, asOf) }
}

/** One venue with its pools and the line of its fund, under the rules of `readPinnedComparison`; null for an unknown slug. */
export async function readPinnedVenuePage(
  db: Database,
  slug: string,
  { asOf, range, fund }: { readonly asOf: Date; readonly range: ChartRange; readonly fund?: string | undefined },
): Promise<PinnedVenuePage | null> {
  const profile = findProfile(slug)
  if (profile === null) return null
  await waitUntilSettled(db, asOf)
  const [{ figure, pools }, series] = await Promise.all([
    readPinnedVenue(db, profile, asOf),
    readVenueCharts(db, slug, { now: asOf, range, fund, pinned: true }),
  ])
  return { venue: figure, pools, series, ...momentOf([figure], asOf) }
}

/** Every venue but those known from the record only, under the rules of `readPinnedComparison`. */
export async function readPinnedOverview(db: Database, { asOf }: { readonly asOf: Date }): Promise<PinnedOverview> {
  await waitUntilSettled(db, asOf)
  const profiles = listProfiles().filter(({ recordOnly }) => !recordOnly)
  const venues: PinnedVenue[] = []
  for (let start = 0; start < profiles.length; start += AT_ONCE) {
    const some = profiles.slice(start, start + AT_ONCE).map((profile) => readPinnedVenue(db, profile, asOf))
    venues.push(...(await Promise.all(some)).map(({ figure }) => figure))
  }
  return { venues: venues.sort(byCoverage), ...momentOf(venues, asOf) }
}

function byCoverage(a: PinnedVenue, b: PinnedVenue): number {
  const [left, right] = [a.coverage ?? Number.NEGATIVE_INFINITY, b.coverage ?? Number.NEGATIVE_INFINITY]
  return left === right ? a.name.localeCompare(b.name, 'en') : right - left
}

function momentOf(venues: readonly PinnedVenue[], asOf: Date) {
  const clocks = venues.flatMap(({ fundObservedAt, oiObservedAt }) => [fundObservedAt ?? [], oiObservedAt ?? []].flat())
  const at = isoTime(asOf)
  return { asOf: at, meta: { generatedAt: at, dataAsOf: [...clocks].sort().at(-1) ?? null, asOf: at } }
}

interface ReadVenue {
  readonly figure: PinnedVenue
  readonly pools: readonly PinnedPool[]
}

async function readPinnedVenue(db: Database, profile: VenueProfile, asOf: Date): Promise<ReadVenue> {
  const { venue } = profile
  const before = (spanMs: number) => new Date(asOf.getTime() - spanMs)
  const keptMs = HOUR_MS + CADENCES_KEPT * slowestMs(profile)
  const earlier = (spanMs: number) =>
    readPinnedRows(db, venue, { at: before(spanMs), after: before(spanMs + EARLIER_SLACK_MS), asOf })
  const [rows, dayAgo, weekAgo, funds, adl] = await Promise.all([
    readPinnedRows(db, venue, { at: asOf, after: before(keptMs), asOf }),
    earlier(DAY_MS),
    earlier(7 * DAY_MS),
    readFunds(db, venue),
    readPinnedAdl(db, venue, asOf),
  ])
  const total = rows.find(({ fund }) => fund === TOTAL) ?? null
  const pools = summedPools(profile, rows, funds)
  const figure: PinnedVenue = {
    venue,
    name: profile.name,
    status: profile.status,
    recordOnly: profile.recordOnly,
    fundType: profile.fundType,
    fundAbsence: profile.fundAbsence,
    at: orNull(total?.at ?? null, isoTime),
    fundUsd: total?.fundUsd ?? null,
    usableUsd: total?.usableUsd ?? null,
    usableBasis: orNull(total?.usableBasis ?? null, usableBasisOf),
    oiUsd: total?.oiUsd ?? null,
    coveredOiUsd: total?.coveredOiUsd ?? null,
    coverage: total?.coverage ?? null,
    exhaustionMove: total === null ? null : bandOf({ ...total, exhaustionReason: null }).band,
    change24h: changeSince(total, dayAgo),
    change7d: changeSince(total, weekAgo),
    negativePoolsUsd: total?.fundUsd == null ? null : negativeSum(pools),
    pools: pools.length,
    weakestFund: weakest(total, pools, funds),
    adl: adlOf(profile, adl),
    fundObservedAt: orNull(total?.fundObservedAt ?? null, isoTime),
    oiObservedAt: orNull(total?.oiObservedAt ?? null, isoTime),
    basis: orNull(total?.basis ?? null, basisOf),
    reason: reasonOf(profile, total),
  }
  return { figure, pools: poolsOf(rows, funds) }
}

function poolsOf(rows: readonly PinnedRow[], funds: readonly StoredFundRow[]): readonly PinnedPool[] {
  const known = new Map(funds.map((row) => [row.fund, row]))
  const ranked = rows
    .filter(({ fund }) => fund !== TOTAL)
    .map((row) => ({
      row,
      value: row.fundUsd === null ? null : dec(row.fundUsd),
      partOf: known.get(row.fund)?.partOf ?? null,
    }))
    .sort(
      (a, b) =>
        Number(a.partOf !== null) - Number(b.partOf !== null) ||
        Number(a.value === null) - Number(b.value === null) ||
        (a.value === null || b.value === null ? 0 : b.value.cmp(a.value)) ||
        (a.row.fund < b.row.fund ? -1 : 1),
    )
  return ranked.map(({ row, partOf }) => ({
    fund: row.fund,
    label: known.get(row.fund)?.label ?? row.fund,
    partOf: partOf === null ? null : (known.get(partOf)?.label ?? partOf),
    at: isoTime(row.at),
    fundUsd: row.fundUsd,
    usableUsd: row.usableUsd,
    oiUsd: row.oiUsd,
    coverage: row.coverage,
    exhaustionMove: bandOf({ ...row, exhaustionReason: null }).band,
    fundObservedAt: orNull(row.fundObservedAt, isoTime),
    reason: row.reason,
  }))
}

function slowestMs(profile: VenueProfile): number {
  const needed = (profile.module?.sources ?? []).filter(({ kind }) => kind === 'fund' || kind === 'open_interest')
  return Math.max(0, ...needed.map(({ cadenceMs }) => cadenceMs))
}

/** The rows of funds that are summed into the venue's. */
function summedPools(
  profile: VenueProfile,
  rows: readonly PinnedRow[],
  funds: readonly StoredFundRow[],
): readonly PinnedRow[] {
  const summed = new Set(
    funds.filter((row) => row.partOf === null && row.fundType === profile.fundType).map(({ fund }) => fund),
  )
  return rows.filter(({ fund }) => summed.has(fund))
}

function changeSince(total: PinnedRow | null, earlier: readonly PinnedRow[]): number | null {
  const before = earlier.find(({ fund }) => fund === TOTAL)?.level ?? null
  return total === null || total.level === null ? null : levelChange(dec(total.level), orNull(before, dec))
}

function negativeSum(pools: readonly PinnedRow[]): string {
  return plain(sum(pools.flatMap(({ fundUsd }) => (fundUsd?.startsWith('-') ? [dec(fundUsd)] : []))))
}

function weakest(
  total: PinnedRow | null,
  pools: readonly PinnedRow[],
  funds: readonly StoredFundRow[],
): PinnedVenue['weakestFund'] {
  const found = weakestPool(
    pools.map(({ fund, oiUsd, coverage }) => ({ fund, oiUsd: orNull(oiUsd, dec), coverage })),
    orNull(total?.oiUsd ?? total?.coveredOiUsd ?? null, dec),
  )
  if (found === null) return null
  return { label: funds.find(({ fund }) => fund === found.fund)?.label ?? found.fund, coverage: found.coverage }
}

function adlOf(profile: VenueProfile, adl: PinnedAdl): PinnedVenue['adl'] {
  if (adl.level !== null) return { level: adl.level, subjects: adl.raised, absence: null }
  if (adl.subjects > 0) return { level: null, subjects: 0, absence: 'signal shown, not graded' }
  const declared = profile.module?.adl
  const none = declared?.signal === null || declared === undefined ? 'no public signal' : 'not collected then'
  return { level: null, subjects: 0, absence: declared?.absence ?? none }
}

function reasonOf(profile: VenueProfile, total: PinnedRow | null): string | null {
  if (total !== null) return total.reason
  if (profile.recordOnly) return 'on record only'
  if (profile.status === 'closed') return 'closed'
  return profile.fundAbsence ?? 'nothing collected then'
}
