import { groupBy } from '@/lib/core/collections'
import { dec } from '@/lib/core/decimal'
import { testChangeAgainst } from '@/lib/core/metrics/plausibility/change-against'
import { type LiquidationDay, testFlatLining, testNeverDecreasing } from '@/lib/core/metrics/plausibility/days'
import { testFixedDigits, testLastDigit, testLeadingDigit } from '@/lib/core/metrics/plausibility/digits'
import { type FundStep, testJumps } from '@/lib/core/metrics/plausibility/jumps'
import type { Measured } from '@/lib/core/metrics/plausibility/measured'
import type { DailyVolumeRow, LiquidatedDayRow, TypedFlowDayRow } from '@/lib/db/repositories/plausibility'
import type { StoredEventRow } from '@/lib/db/repositories/record'

const DAY_MS = 86_400_000
/** An event explains a change this long before and after it. */
const EVENT_SLACK_MS = 3 * DAY_MS

/** The amount in a fund at a time: units, dollars or the flow index, as text. */
export interface Sample {
  readonly at: Date
  readonly amount: string
}

/** What is tested of one series, with its name in words and the days looked at. */
export interface NamedTest {
  readonly measured: Measured
  readonly series: string
  readonly from: string | null
  readonly to: string | null
}

export interface StepContext {
  readonly events: readonly StoredEventRow[]
  /** Null where the venue types none. */
  readonly typed: readonly TypedFlowDayRow[] | null
}

/** A calendar date in UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}

/** A test with its series and the days it covers. */
export function named(measured: Measured, series: string, days: readonly string[]): NamedTest {
  const sorted = [...days].sort()
  return { measured, series, from: sorted[0] ?? null, to: sorted.at(-1) ?? null }
}

/** Changes from each sample to the next, at most `longestMs` apart, with what may explain them. */
export function stepsOf(
  samples: readonly Sample[],
  longestMs: number,
  { events, typed }: StepContext,
): readonly FundStep[] {
  const booked = typed === null ? null : new Map(typed.map(({ day, units }) => [dayOf(day), Number(units)]))
  return samples.slice(1).flatMap((sample, index) => {
    const previous = samples[index]
    const ms = previous === undefined ? 0 : sample.at.getTime() - previous.at.getTime()
    if (previous === undefined || ms > longestMs) return []
    const change = dec(sample.amount).minus(previous.amount).toNumber()
    return [
      {
        day: dayOf(sample.at),
        ms,
        before: Number(previous.amount),
        change,
        typed: booked === null ? null : (booked.get(dayOf(sample.at)) ?? 0),
        announced: events.some((event) => isNear(event, previous.at, sample.at)),
      },
    ]
  })
}

function isNear({ startAt, endAt }: StoredEventRow, from: Date, to: Date): boolean {
  if (startAt === null) return false
  const until = endAt ?? startAt
  return startAt.getTime() - EVENT_SLACK_MS <= to.getTime() && until.getTime() + EVENT_SLACK_MS >= from.getTime()
}

/** The tests of the digits of published amounts. */
export function testAmounts(samples: readonly Sample[], series: string): readonly NamedTest[] {
  const amounts = samples.map(({ amount }) => amount)
  const days = samples.map(({ at }) => dayOf(at))
  return [testLastDigit(amounts), testFixedDigits(amounts)].map((measured) => named(measured, series, days))
}

/** The tests of changes that need nothing beside the series. */
export function testSteps(steps: readonly FundStep[], series: string): readonly NamedTest[] {
  const days = steps.map(({ day }) => day)
  return [testLeadingDigit(steps.map(({ change }) => change)), testJumps(steps)].map((measured) =>
    named(measured, series, days),
  )
}

/** Changes by day against what the venue’s markets did on the same day. */
export function testAgainstMarkets(
  steps: readonly FundStep[],
  beside: {
    readonly volume: ReadonlyMap<string, number>
    readonly volumeSeries: string
    readonly openInterest: ReadonlyMap<string, number>
    readonly liquidated: readonly LiquidatedDayRow[]
  },
): readonly NamedTest[] {
  const against = (
    test: 'change_volume' | 'change_open_interest',
    sizes: ReadonlyMap<string, number>,
    series: string,
  ) => {
    const known = steps.filter(({ day }) => sizes.has(day))
    const measured = testChangeAgainst(
      test,
      known.map(({ day, change }) => [change, sizes.get(day) ?? 0]),
    )
    return named(
      measured,
      series,
      known.map(({ day }) => day),
    )
  }
  const liquidated = new Map(beside.liquidated.map(({ day, usd }) => [dayOf(day), Number(usd)]))
  const days = steps.flatMap(({ day, change }): LiquidationDay[] => {
    const liquidatedUsd = liquidated.get(day)
    return liquidatedUsd === undefined ? [] : [{ day, change, liquidatedUsd }]
  })
  const watched = days.map(({ day }) => day)
  return [
    against('change_volume', beside.volume, beside.volumeSeries),
    against('change_open_interest', beside.openInterest, 'the summed fund, and open interest'),
    named(testNeverDecreasing(days), 'the summed fund, and the liquidation feed', watched),
    named(testFlatLining(days), 'the summed fund, and the liquidation feed', watched),
  ]
}

/** Share of the days of the longest series a market must have to be counted. */
const MOSTLY = 0.9

/**
 * Volume by day over the markets that were read on nearly all days; a day on which one of them was not is left out: a
 * part of a sum would look like a fall.
 */
export function sumVolumes(rows: readonly DailyVolumeRow[]): {
  readonly byDay: ReadonlyMap<string, number>
  readonly markets: number
} {
  const known = rows.filter(({ valueUsd }) => valueUsd !== null)
  const byMarket = [...groupBy(known, ({ market }) => market).values()]
  const longest = Math.max(0, ...byMarket.map((own) => own.length))
  const counted = byMarket.filter((own) => own.length >= MOSTLY * longest)
  const days = groupBy(counted.flat(), ({ day }) => dayOf(day))
  const whole = [...days].filter(([, own]) => own.length === counted.length)
  return {
    byDay: new Map(whole.map(([day, own]) => [day, own.reduce((sum, { valueUsd }) => sum + Number(valueUsd), 0)])),
    markets: counted.length,
  }
}
