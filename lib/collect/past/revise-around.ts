import type { ClientBase, Pool } from 'pg'
import { fillRollups } from '@/lib/collect/past/fill-rollups'
import { monthsOf } from '@/lib/collect/past/months'
import { type ReviseRange, reviseMoney, reviseOpenInterest } from '@/lib/collect/past/revise-rollups'
import { prepareMonths } from '@/lib/db/partitions'
import type { VenueModule } from '@/lib/venues/_contract/module'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** When the revised observations were made, by table. */
export type RevisedTimes = Readonly<Record<'fund_balance' | 'open_interest', readonly Date[]>>

export interface AroundOptions {
  /** Only rows recorded since then have changed anything. */
  readonly since: Date
  /** Buckets that close later are the collector's. */
  readonly startedAt: Date
  /** The source whose balances ask for rollups that are missing; null: none are made. */
  readonly fillFrom: string | null
}

/** Makes sure that the rollups around these observations have their months. */
export async function prepareRollups(pool: Pool, times: readonly Date[]): Promise<void> {
  if (times.length === 0) return
  const around = monthsOf(spanOf(times, DAY_MS))
  for (const rollup of ['coverage_raw', 'coverage_hour', 'coverage_day'] as const)
    await prepareMonths(pool, rollup, around)
}

/** The rollups that revised balances and open interest go into, as revisions of closed buckets. Returns rows written. */
export async function reviseAround(
  client: ClientBase,
  module: VenueModule,
  revised: RevisedTimes,
  { since, startedAt, fillFrom }: AroundOptions,
): Promise<number> {
  let written = 0
  for (const table of ['fund_balance', 'open_interest'] as const) {
    const times = revised[table]
    if (times.length === 0) continue
    const revise = table === 'fund_balance' ? reviseMoney : reviseOpenInterest
    for (const interval of ['raw', 'hour', 'day'] as const) {
      const size = interval === 'day' ? DAY_MS : HOUR_MS
      const { from, to } = closedSpan(times, size, startedAt)
      if (from >= to) continue
      const common = { venue: module.id, fundType: module.fundType, from, to }
      const range: ReviseRange = { ...common, since, openInterestEveryS: slowestOpenInterest(module) }
      written += await revise(client, interval, range)
      if (interval === 'raw' || table !== 'fund_balance' || fillFrom === null) continue
      written += await fillRollups(client, interval, { ...common, sources: [fillFrom], notUpTo: {} })
    }
  }
  return written
}

/** From the start of the first bucket to the end of the one after the last: an observation stands into the next. */
function spanOf(times: readonly Date[], size: number): { readonly from: Date; readonly to: Date } {
  const at = times.map((time) => time.getTime())
  const floor = (time: number) => Math.floor(time / size) * size
  return {
    from: new Date(floor(at.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY))),
    to: new Date(floor(at.reduce((a, b) => Math.max(a, b), 0)) + 2 * size),
  }
}

/** The same without buckets that are still open. */
export function closedSpan(
  times: readonly Date[],
  size: number,
  now: Date,
): { readonly from: Date; readonly to: Date } {
  const { from, to } = spanOf(times, size)
  const closed = Math.floor(now.getTime() / size) * size
  return { from, to: new Date(Math.min(to.getTime(), closed)) }
}

function slowestOpenInterest(module: VenueModule): number {
  const cadences = module.sources.filter((source) => source.kind === 'open_interest').map((source) => source.cadenceMs)
  return Math.round(Math.max(60_000, ...cadences) / 1000)
}
