import { dec, plain, sum } from '@/lib/core/decimal'
import type { Database } from '@/lib/db/client'
import { readFundLabels, readVenueLatest, type VenueLatestRow } from '@/lib/db/repositories/latest'
import { type LeverageRow, readMaxLeverage } from '@/lib/db/repositories/market'
import { type RecordSpanRow, readRecordSpans } from '@/lib/db/repositories/record'
import { readDailyFunds, type SparkRow } from '@/lib/db/repositories/rollup'
import { readSourceStatus, type SourceStatusRow } from '@/lib/db/repositories/source'
import type { Meta } from '@/lib/queries/dto/common'
import type { VenueRemarks } from '@/lib/queries/dto/correction'
import type { Overview, OverviewRow, OverviewTotals } from '@/lib/queries/dto/overview'
import { venueHealth } from '@/lib/queries/health'
import { exhaustionReasonOf, latestOfVenue, venueRow } from '@/lib/queries/latest'
import { readRemarks } from '@/lib/queries/remarks'
import { isoTime, latestOf, orNull } from '@/lib/queries/words'
import { listProfiles, type VenueProfile } from '@/lib/record/profiles'

const DAY_MS = 86_400_000
const SPARK_DAYS = 30

interface Stored {
  readonly latest: ReadonlyMap<string, VenueLatestRow>
  readonly sources: readonly SourceStatusRow[]
  readonly leverage: ReadonlyMap<string, LeverageRow>
  readonly sparks: readonly SparkRow[]
  readonly spans: ReadonlyMap<string, RecordSpanRow>
  readonly labels: ReadonlyMap<string, string>
  readonly remarks: ReadonlyMap<string, VenueRemarks>
}

/**
 * Every venue with what the overview shows: those that report first, by coverage, unknowns last, ties by name; then
 * those without a fund figure by declaration, then closed ones, then those known from the record only. Amounts are
 * decimal text in US dollars, ratios numbers. Totals match money with the open interest it covers.
 */
export async function readOverview(db: Database, { now }: { readonly now: Date }): Promise<Overview> {
  const stored = await readStored(db, now)
  const rows = listProfiles().map((profile) => overviewRow(profile, stored, now))
  const ordered = [...rows].sort(compareRows)
  return { rows: ordered, totals: totalsOf(ordered), meta: metaOf(stored.sources, now) }
}

/** What every JSON answer carries: when it was made, and the newest check of any source behind it. */
export function metaOf(sources: readonly SourceStatusRow[], now: Date): Meta {
  const newest = latestOf(sources.map((source) => source.lastSuccessAt))
  return { generatedAt: isoTime(now), dataAsOf: orNull(newest, isoTime), asOf: null }
}

async function readStored(db: Database, now: Date): Promise<Stored> {
  const sparkFrom = new Date(sparkStart(now))
  const [latest, sources, leverage, sparks, spans, remarks] = await Promise.all([
    readVenueLatest(db),
    readSourceStatus(db),
    readMaxLeverage(db),
    readDailyFunds(db, sparkFrom),
    readRecordSpans(db),
    readRemarks(db, now),
  ])
  const weakest = latest.flatMap(({ venue, weakestFund }) =>
    weakestFund === null ? [] : [{ venue, fund: weakestFund }],
  )
  return {
    latest: new Map(latest.map((row) => [row.venue, row])),
    sources,
    leverage,
    sparks,
    spans,
    remarks,
    labels: await readFundLabels(db, weakest),
  }
}

function overviewRow(profile: VenueProfile, stored: Stored, now: Date): OverviewRow {
  const { venue } = profile
  const row = stored.latest.get(venue) ?? null
  const health = venueHealth(profile, stored.sources, now)
  const latest = latestOfVenue(profile, row, health)
  const span = stored.spans.get(venue)
  return {
    ...venueRow(profile, latest, stored.leverage.get(venue) ?? null, stored.remarks.get(venue)),
    statusNote: profile.statusNote,
    recordOnly: profile.recordOnly,
    exhaustionReason: exhaustionReasonOf(row, health, latest),
    declaredFund: profile.fundType,
    fundAbsence: profile.fundAbsence,
    weakestFundLabel: latest.weakestFund ? (stored.labels.get(`${venue} ${latest.weakestFund.fund}`) ?? null) : null,
    adl: adlOf(profile, row),
    expectedEveryS: health.expectedEveryS,
    sparkline: sparklineOf(venue, stored.sparks, now),
    recordFrom: span?.first ?? null,
    recordUntil: span?.last ?? null,
  }
}

/** How near ADL is: the highest level of any subject, and how many are above calm. */
function adlOf(profile: VenueProfile, row: VenueLatestRow | null): OverviewRow['adl'] {
  const subjects = row?.adlSubjects ?? null
  if (row !== null && subjects !== null) {
    if (row.adlLevel !== null) return { level: row.adlLevel, subjects, absence: null }
    return { level: null, subjects: 0, absence: 'raw signal, not graded' }
  }
  const signal = profile.module?.adl.signal ?? null
  const declared = profile.module?.adl.absence ?? (signal === null ? 'no public signal' : 'not yet collected')
  return { level: null, subjects: 0, absence: declared }
}

function sparkStart(now: Date): number {
  return Math.floor(now.getTime() / DAY_MS) * DAY_MS - (SPARK_DAYS - 1) * DAY_MS
}

function sparklineOf(venue: string, sparks: readonly SparkRow[], now: Date): readonly (number | null)[] {
  const values = new Map(
    sparks.filter((spark) => spark.venue === venue).map((spark) => [spark.bucketStart.getTime(), spark.fundUsd]),
  )
  return Array.from({ length: SPARK_DAYS }, (_, day) => {
    const value = values.get(sparkStart(now) + day * DAY_MS) ?? null
    return value === null ? null : dec(value).toNumber()
  })
}

function groupOf(row: OverviewRow): number {
  if (row.recordOnly) return 3
  if (row.status === 'closed') return 2
  return row.fundAbsence === null ? 0 : 1
}

function compareRows(a: OverviewRow, b: OverviewRow): number {
  const group = groupOf(a) - groupOf(b)
  if (group !== 0) return group
  const [left, right] = [a.latest.coverage, b.latest.coverage]
  if (left !== null && right !== null && left !== right) return right - left
  if ((left === null) !== (right === null)) return left === null ? 1 : -1
  return a.name.localeCompare(b.name, 'en')
}

function totalsOf(rows: readonly OverviewRow[]): OverviewTotals {
  const followed = rows.filter((row) => !row.recordOnly && row.status !== 'closed')
  const reporting = followed.filter((row) => row.latest.fundUsd !== null)
  const layer = (fundType: 'insurance' | 'vault' | null) => {
    const covering = reporting.flatMap(({ latest }) =>
      latest.coverage !== null &&
      latest.coveredFundUsd !== null &&
      latest.coveredOiUsd !== null &&
      (fundType === null || latest.fundType === fundType)
        ? [{ fund: latest.coveredFundUsd, oi: latest.coveredOiUsd }]
        : [],
    )
    return {
      venues: covering.length,
      fundUsd: covering.length > 0 ? plain(sum(covering.map(({ fund }) => dec(fund)))) : null,
      coveredOiUsd: covering.length > 0 ? plain(sum(covering.map(({ oi }) => dec(oi)))) : null,
    }
  }
  const all = layer(null)
  return {
    reporting: reporting.length,
    notReporting: followed.length - reporting.length,
    fundUsd: all.fundUsd,
    coveredOiUsd: all.coveredOiUsd,
    byType: { insurance: layer('insurance'), vault: layer('vault') },
  }
}
