import { groupBy } from '@/lib/core/collections'
import { dec, ratio } from '@/lib/core/decimal'
import { measureSpan } from '@/lib/core/metrics/fund-span'
import { isTooFarApart, measureSampling } from '@/lib/core/metrics/sampling'
import type { Database } from '@/lib/db/client'
import type { StoredEventRow } from '@/lib/db/repositories/record'
import {
  type AdlInSpanRow,
  type BucketSpanRow,
  type FundInSpanRow,
  type OpenInterestAtRow,
  readAdlInSpan,
  readBucketSpans,
  readFundsInSpan,
  readOpenInterestAt,
  readUnitSpans,
  type SpanRange,
  type UnitSpanRow,
} from '@/lib/db/repositories/span'
import type { AdlAnswer, FundSpanRow, FundSpans, SpanPoint } from '@/lib/queries/dto/episode'
import { LEVELS, windowOf } from '@/lib/queries/episode-rows'
import { basisOf, isoTime } from '@/lib/queries/words'
import { findProfile, listProfiles } from '@/lib/record/profiles'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const TOTAL = 'total'
/** A venue with more funds than this is shown as one. */
const MOST_FUNDS = 3
/** How long after a span a recovery is looked for. */
const RECOVERY_REACH_MS = 90 * DAY_MS

type Measured = Omit<FundSpanRow, 'venueName' | 'label' | 'adl' | 'fallOverOi' | 'fallOverOiReason' | 'oiUsd'>

/**
 * What the funds of all venues held before a span, at their lowest in it, and when they had recovered, with ADL and how
 * densely each was sampled. `own` first, then by name. Published balances of the record are included and marked.
 */
export async function readFundSpans(
  db: Database,
  span: { readonly start: Date; readonly end: Date; readonly now: Date },
  { own, events }: { readonly own: string; readonly events: readonly StoredEventRow[] },
): Promise<FundSpans> {
  const range: SpanRange = {
    start: span.start,
    end: new Date(Math.min(span.end.getTime(), span.now.getTime())),
    until: new Date(Math.min(span.end.getTime() + RECOVERY_REACH_MS, span.now.getTime())),
  }
  const counted = (await readFundsInSpan(db, range)).filter(isCounted)
  const measured = await measureFunds(db, counted, range)
  const [interest, said] = await Promise.all([
    readOpenInterestAt(
      db,
      measured.map(({ venue, fund }) => ({ venue, fund })),
      range.start,
    ),
    readAdlInSpan(db, { from: range.start, to: range.end }),
  ])
  const labels = new Map(counted.map(({ venue, fund, label }) => [`${venue} ${fund}`, label]))
  const rows = measured.map((row): FundSpanRow => {
    const pools = counted.filter(({ venue }) => venue === row.venue).length
    return {
      ...row,
      venueName: nameOf(row.venue),
      label: row.fund === TOTAL ? `All ${pools} funds` : (labels.get(`${row.venue} ${row.fund}`) ?? row.fund),
      ...overOpenInterest(row, interest),
      adl: adlOf(row.venue, said, events),
    }
  })
  const first = (row: FundSpanRow) => (row.venue === own ? 0 : 1)
  return {
    start: isoTime(range.start),
    end: isoTime(range.end),
    rows: rows.sort((a, b) => first(a) - first(b) || a.venueName.localeCompare(b.venueName, 'en')),
    missing: missingVenues(rows, events),
  }
}

const nameOf = (venue: string) => findProfile(venue)?.name ?? venue

/** The layer a venue's total is made of; a venue known from the record only has what the record gives it. */
function isCounted({ venue, fundType }: FundInSpanRow): boolean {
  return fundType === (findProfile(venue)?.fundType ?? 'insurance')
}

async function measureFunds(
  db: Database,
  counted: readonly FundInSpanRow[],
  range: SpanRange,
): Promise<readonly Measured[]> {
  const venues = [...groupBy(counted, ({ venue }) => venue).values()]
  const few = venues.filter((funds) => funds.length <= MOST_FUNDS).flat()
  const single = few.flatMap(({ venue, fund, assets }) => {
    const [asset] = assets
    return assets.length === 1 && asset !== undefined ? [{ venue, fund, asset }] : []
  })
  const mixed = few.filter(({ assets }) => assets.length !== 1)
  const many = venues.filter((funds) => funds.length > MOST_FUNDS).flatMap(([first]) => first?.venue ?? [])
  const keys = [...mixed, ...many.map((venue) => ({ venue, fund: TOTAL }))]
  const [units, buckets] = await Promise.all([
    readUnitSpans(db, single, range),
    readBucketSpans(db, keys, { from: new Date(range.start.getTime() - 2 * DAY_MS), to: range.until }),
  ])
  const assets = new Map(single.map(({ venue, fund, asset }) => [`${venue} ${fund}`, asset]))
  return [
    ...units.flatMap((row) => fromUnits(row, assets.get(`${row.venue} ${row.fund}`) ?? null, range)),
    ...[...groupBy(buckets, ({ venue, fund }) => `${venue} ${fund}`).values()].flatMap((rows) =>
      fromBuckets(rows, range),
    ),
  ]
}

function fromUnits(row: UnitSpanRow, asset: string | null, range: SpanRange): readonly Measured[] {
  const before = pointOf(row.beforeAt, row.beforeUnits, row.beforeUsd, row.beforeSha256)
  const trough = pointOf(row.troughAt, row.troughUnits, row.troughUsd, row.troughSha256)
  if (before === null && trough === null) return []
  const samples = [before, trough].flatMap((point) =>
    point === null ? [] : [{ at: Date.parse(point.at), level: dec(point.units ?? 0) }],
  )
  const { fall } = measureSpan(samples, { start: range.start.getTime(), end: range.end.getTime() })
  const expected =
    row.everyS === null ? null : Math.floor((range.end.getTime() - range.start.getTime()) / 1000 / row.everyS) + 1
  return [
    {
      venue: row.venue,
      fund: row.fund,
      asset,
      measure: 'units',
      before,
      trough,
      recovered: pointOf(row.recoveredAt, row.recoveredUnits, row.recoveredUsd, row.recoveredSha256),
      fall,
      sampling: samplingOf(row.samples, expected, row.longestGapS),
      basis: basisOf(row.basis ?? 'collected'),
    },
  ]
}

function pointOf(at: Date | null, units: string | null, usd: string | null, sha256: string | null): SpanPoint | null {
  return at === null ? null : { at: isoTime(at), units, usd, sha256 }
}

function fromBuckets(rows: readonly BucketSpanRow[], range: SpanRange): readonly Measured[] {
  const [first] = rows
  if (first === undefined) return []
  const known = rows.flatMap((row) =>
    row.fundUsd === null || row.fundObservedAt === null ? [] : [{ ...row, usd: row.fundUsd, at: row.fundObservedAt }],
  )
  const hasLevels = known.length > 0 && known.every(({ level }) => level !== null)
  const samples = [...new Map(known.map((row) => [row.at.getTime(), row])).values()].map((row) => ({
    at: row.at.getTime(),
    level: dec((hasLevels ? row.level : null) ?? row.usd),
    usd: row.usd,
    expectedEveryMs: HOUR_MS,
  }))
  const bounds = { start: range.start.getTime(), end: range.end.getTime() }
  const { before, trough, recovered, fall } = measureSpan(samples, bounds)
  if (before === null && trough === null) return []
  const point = (sample: { readonly at: number; readonly usd: string } | null): SpanPoint | null =>
    sample === null ? null : { at: isoTime(new Date(sample.at)), units: null, usd: sample.usd, sha256: null }
  const sampling = measureSampling(samples, { from: bounds.start, to: bounds.end })
  return [
    {
      venue: first.venue,
      fund: first.fund,
      asset: null,
      measure: hasLevels ? 'flow_index' : 'usd',
      before: point(before),
      trough: point(trough),
      recovered: point(recovered),
      fall,
      sampling: samplingOf(sampling.samples, sampling.expected, Math.round(sampling.longestGapMs / 1000)),
      basis: basisOf(first.basis),
    },
  ]
}

function samplingOf(samples: number, expected: number | null, longestGapS: number): Measured['sampling'] {
  const state = (windowMs: number): 'observable' | 'unobservable' =>
    isTooFarApart(longestGapS * 1000, windowMs) ? 'unobservable' : 'observable'
  const [minor, material, severe] = LEVELS.map((level) => state(windowOf(level)))
  return {
    samples,
    expected,
    longestGapS,
    levels: { minor: minor ?? 'unobservable', material: material ?? 'unobservable', severe: severe ?? 'unobservable' },
  }
}

function overOpenInterest(
  { venue, fund, before, fall }: Measured,
  interest: readonly OpenInterestAtRow[],
): Pick<FundSpanRow, 'fallOverOi' | 'fallOverOiReason' | 'oiUsd'> {
  const oi = interest.find((row) => row.venue === venue && row.fund === fund)
  if (fall === null) return { fallOverOi: null, fallOverOiReason: 'no fall to measure', oiUsd: oi?.oiUsd ?? null }
  if (oi === undefined) return { fallOverOi: null, fallOverOiReason: 'open interest before it not known', oiUsd: null }
  const usd = before?.usd ?? null
  if (usd === null) return { fallOverOi: null, fallOverOiReason: 'no dollar price before it', oiUsd: oi.oiUsd }
  const share = ratio(dec(usd).times(fall), dec(oi.oiUsd))
  return { fallOverOi: share, fallOverOiReason: share === null ? 'no open interest' : null, oiUsd: oi.oiUsd }
}

function adlOf(venue: string, said: readonly AdlInSpanRow[], events: readonly StoredEventRow[]): AdlAnswer {
  const onRecord = events.find((event) => event.venue === venue && event.stages.includes('adl'))
  if (onRecord) return { answer: 'yes', why: 'on record' }
  const own = said.find((row) => row.venue === venue)
  if (own && own.executions > 0) return { answer: 'yes', why: `${own.executions} executions published` }
  if (own?.level === 3) return { answer: 'yes', why: 'a public signal was active' }
  if (own && own.level !== null) return { answer: 'no', why: `no public signal was active (${own.signals} stored)` }
  const silent = 'no public signal stored for these days'
  const isOnRecord = events.some((event) => event.venue === venue)
  return { answer: 'unknown', why: isOnRecord ? `no stage on record names it; ${silent}` : silent }
}

function missingVenues(rows: readonly FundSpanRow[], events: readonly StoredEventRow[]): FundSpans['missing'] {
  const shown = new Set(rows.map(({ venue }) => venue))
  return listProfiles()
    .filter(
      ({ venue, recordOnly }) => !shown.has(venue) && (!recordOnly || events.some((event) => event.venue === venue)),
    )
    .map(({ venue, name, fundAbsence, status }) => ({
      venue,
      name,
      why: fundAbsence ?? (status === 'closed' ? 'closed' : 'no balance stored for these days'),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}
