import { groupBy } from '@/lib/core/collections'
import { dec } from '@/lib/core/decimal'
import { declaredTests, sayOutcome } from '@/lib/core/metrics/plausibility/declared'
import { testIdenticalPools } from '@/lib/core/metrics/plausibility/identical'
import { FAMILY_LEVEL, judgeTogether } from '@/lib/core/metrics/plausibility/judge'
import { testTurnover } from '@/lib/core/metrics/plausibility/turnover'
import type { Basis } from '@/lib/core/observation'
import type { Database } from '@/lib/db/client'
import { readPublishedBalances } from '@/lib/db/repositories/balance'
import {
  readBalanceLatest,
  readFundLatest,
  readFunds,
  readVenueLatest,
  type StoredFundRow,
} from '@/lib/db/repositories/latest'
import { readListedMarkets } from '@/lib/db/repositories/market'
import {
  readDailyFund,
  readLiquidatedByDay,
  readTurnoverByDay,
  readTypedFlowByDay,
  readUnitsByDay,
  readVolumeByDay,
  type Span,
} from '@/lib/db/repositories/plausibility'
import { readEvents } from '@/lib/db/repositories/record'
import { readSourceStatus } from '@/lib/db/repositories/source'
import type { Plausibility, PlausibilityRow } from '@/lib/queries/dto/plausibility'
import { metaOf } from '@/lib/queries/overview'
import {
  dayOf,
  type NamedTest,
  named,
  type Sample,
  stepsOf,
  sumVolumes,
  testAgainstMarkets,
  testAmounts,
  testSteps,
} from '@/lib/queries/plausibility-series'
import { basisOf, isoTime } from '@/lib/queries/words'
import { findProfile, type VenueProfile } from '@/lib/record/profiles'

const DAY_MS = 86_400_000
/** What is read at most: days of rollups, of liquidations, of hourly market rows, of pools side by side. */
const DAYS = 400
const LIQUIDATION_DAYS = 120
const MARKET_DAYS = 30
const POOL_DAYS = 10
const MARKETS = 10
const BALANCES = 3
const POOLS = 200
/** Month-end rows of the record are at most so far apart. */
const RECORD_STEP_MS = 62 * DAY_MS

/**
 * The declared tests of what a venue publishes of its fund, judged together; null for an unknown slug. Collected series
 * up to the last whole day; for a venue on record its published balances. Nothing is tested of a venue without a fund.
 */
export async function readPlausibility(
  db: Database,
  venue: string,
  { now }: { readonly now: Date },
): Promise<Plausibility | null> {
  const profile = findProfile(venue)
  if (profile === null) return null
  const [[latest], sources] = await Promise.all([readVenueLatest(db, venue), readSourceStatus(db, venue)])
  const basis = latest?.basis === undefined || latest.basis === null ? null : basisOf(latest.basis)
  const tests =
    basis === null
      ? []
      : basis === 'published'
        ? await recordTests(db, venue, now)
        : await collectedTests(db, profile, now)
  return {
    venue,
    rows: basis === null ? [] : rowsOf(tests, basis),
    familyLevel: FAMILY_LEVEL,
    absence: tests.length > 0 ? null : (profile.fundAbsence ?? 'no series of a fund is stored'),
    computedAt: isoTime(now),
    meta: metaOf(sources, now),
  }
}

function rowsOf(tests: readonly NamedTest[], basis: Basis): readonly PlausibilityRow[] {
  const judged = judgeTogether(tests.map(({ measured }) => measured))
  return tests.flatMap(({ series, from, to }, index) => {
    const row = judged[index]
    if (row === undefined) return []
    const declared = declaredTests[row.test]
    return [
      {
        test: row.test,
        title: declared.title,
        series,
        basis,
        from,
        to,
        outcome: row.outcome,
        sample: row.sample,
        minimum: row.minimum,
        statistic: row.statistic,
        pValue: row.p,
        pAdjusted: row.pAdjusted,
        finding: sayOutcome(row),
        innocent: row.outcome === 'pattern' ? declared.innocent : null,
        where: row.where,
      },
    ]
  })
}

/** Each wallet of a venue whose balances are on record. */
async function recordTests(db: Database, venue: string, now: Date): Promise<readonly NamedTest[]> {
  const [rows, events] = await Promise.all([
    readPublishedBalances(db, { venue, from: null, to: now }),
    eventsOf(db, venue),
  ])
  return [...groupBy(rows, ({ fund, asset }) => `${fund} ${asset}`).values()].flatMap((own) => {
    const samples = own.slice(-DAYS).map(({ observedAt, units }) => ({ at: observedAt, amount: units }))
    const series = `${own[0]?.label ?? ''}, as published`
    const steps = stepsOf(samples, RECORD_STEP_MS, { events, typed: null })
    return [...testAmounts(samples, series), ...testSteps(steps, series)]
  })
}

async function eventsOf(db: Database, venue: string) {
  const [own, shared] = await Promise.all([readEvents(db, venue), readEvents(db, 'all')])
  return [...own, ...shared]
}

/** A fund and asset that make the headline, largest first. */
interface Held {
  readonly fund: string
  readonly asset: string
  readonly label: string
}

async function heldBalances(db: Database, { venue, fundType }: VenueProfile): Promise<readonly Held[]> {
  const [funds, latest, balances] = await Promise.all([
    readFunds(db, venue),
    readFundLatest(db, venue),
    readBalanceLatest(db, venue),
  ])
  const counted = new Map(funds.filter((fund) => isSummed(fund, fundType)).map((fund) => [fund.fund, fund.label]))
  const current = new Set(latest.map(({ fund }) => fund))
  return balances
    .flatMap(({ fund, asset, valueUsd }) => {
      const label = counted.get(fund)
      return label === undefined || !current.has(fund) ? [] : [{ fund, asset, label, value: dec(valueUsd ?? 0) }]
    })
    .sort((a, b) => b.value.comparedTo(a.value) || a.fund.localeCompare(b.fund, 'en'))
}

function isSummed(fund: StoredFundRow, fundType: VenueProfile['fundType']): boolean {
  return fund.partOf === null && fund.fundType === fundType && fund.withdrawnAt === null && !fund.historyOnly
}

async function collectedTests(db: Database, profile: VenueProfile, now: Date): Promise<readonly NamedTest[]> {
  const { venue, fundType } = profile
  if (fundType === null || fundType === 'counterparty') return []
  const held = await heldBalances(db, profile)
  if (held.length === 0) return []
  const to = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS)
  const last = (days: number): Span => ({ from: new Date(to.getTime() - days * DAY_MS), to })
  const [only, second] = held
  const single = only !== undefined && second === undefined ? only : null
  const markets = (await readListedMarkets(db, venue)).filter(({ valueUsd }) => valueUsd !== null).slice(0, MARKETS)
  const names = markets.map(({ market }) => market)
  const [days, amounts, pools, volumes, turnover, liquidated, typed, events] = await Promise.all([
    readDailyFund(db, venue, last(DAYS)),
    readUnitsByDay(db, venue, held.slice(0, BALANCES), last(DAYS)),
    second === undefined ? [] : readUnitsByDay(db, venue, held.slice(0, POOLS), last(POOL_DAYS)),
    readVolumeByDay(db, venue, names, last(DAYS)),
    readTurnoverByDay(db, venue, names, last(MARKET_DAYS)),
    readLiquidatedByDay(db, venue, last(LIQUIDATION_DAYS)),
    single === null ? [] : readTypedFlowByDay(db, { venue, ...single }, last(DAYS)),
    eventsOf(db, venue),
  ])
  const labels = new Map(held.map(({ fund, asset, label }) => [`${fund} ${asset}`, `${label}, ${asset}`]))
  const labelOf = (row: { readonly fund: string; readonly asset: string }) =>
    labels.get(`${row.fund} ${row.asset}`) ?? row.fund
  const published = [...groupBy(amounts, labelOf)].map(([series, own]) => ({
    series,
    samples: own.map(({ day, units }) => ({ at: day, amount: units })),
  }))
  const levels = days.flatMap(({ day, level }): Sample[] => (level === null ? [] : [{ at: day, amount: level }]))
  const steps = stepsOf(single === null ? levels : (published[0]?.samples ?? []), DAY_MS, {
    events,
    typed: typed.length === 0 ? null : typed,
  })
  const summed = single === null ? 'the summed fund, free of price' : labelOf(single)
  const volume = sumVolumes(volumes)
  const moved = turnover.filter(({ samples }) => samples >= FEWEST_SAMPLES)
  return [
    ...testAgainstMarkets(steps, {
      volume: volume.byDay,
      volumeSeries: `the summed fund, and the volume of its ${volume.markets} largest markets`,
      openInterest: new Map(days.flatMap(({ day, oiUsd }) => (oiUsd === null ? [] : [[dayOf(day), Number(oiUsd)]]))),
      liquidated,
    }),
    ...published.flatMap(({ series, samples }) => testAmounts(samples, series)),
    ...testSteps(steps, summed),
    ...(second === undefined
      ? []
      : [
          named(
            testIdenticalPools(pools.map((row) => ({ pool: labelOf(row), day: dayOf(row.day), units: row.units }))),
            `${Math.min(held.length, POOLS)} balances of pools side by side`,
            pools.map(({ day }) => dayOf(day)),
          ),
        ]),
    named(
      testTurnover(
        moved.map((row) => ({
          market: row.market,
          day: dayOf(row.day),
          range: Number(row.range),
          volume: Number(row.volume),
        })),
      ),
      `the ${names.length} largest markets`,
      moved.map(({ day }) => dayOf(day)),
    ),
  ]
}

/** Fewer readings of open interest in a day say nothing of its range. */
const FEWEST_SAMPLES = 12
