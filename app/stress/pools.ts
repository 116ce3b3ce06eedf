import { readStressInput, type StressInput, type StressResult } from '@/lib/core/metrics/stress'
import { type IsolatedStress, stressIsolated } from '@/lib/core/metrics/stress-pools'
import type { StressPool, StressVenue } from '@/lib/queries/dto/stress'
import type { StressFields } from '@/lib/render/stress-fields'
import { buildInputs } from './inputs'

export interface PoolRow {
  readonly pool: StressPool
  /** In dollars at the price before the move; null with the reason of the pool. */
  readonly result: StressResult | null
  readonly reason: string | null
}

export interface PoolsTogether {
  readonly rows: readonly PoolRow[]
  readonly counted: number
  readonly sum: IsolatedStress
}

/** The same move and law on every pool of a venue, each with its own highest leverage. Null for a venue with one pool. */
export function poolsTogether(fields: StressFields, venue: StressVenue): PoolsTogether | null {
  if (venue.pools.length < 2 || fields.money !== null || fields.openInterest !== null) return null
  const built = venue.pools.map((pool) => ({ pool, ...inDollars(fields, pool) }))
  const sum = stressIsolated(built.flatMap(({ input }) => (input === null ? [] : [input])))
  let next = 0
  const rows = built.map(({ pool, input, reason }): PoolRow => {
    if (input === null) return { pool, result: null, reason }
    const result = sum.pools[next] ?? null
    next += 1
    return { pool, result, reason: null }
  })
  return { rows, counted: sum.pools.length, sum }
}

/** Pools of different coins can only be added in dollars; for coins these are dollars at the price before the move. */
function inDollars(
  fields: StressFields,
  pool: StressPool,
): { readonly input: StressInput | null; readonly reason: string | null } {
  const { openInterestUsd, fundUsd, usableUsd } = pool
  const dollars = { ...pool, unit: 'USD', openInterest: openInterestUsd, fundAmount: fundUsd, usable: usableUsd }
  const built = buildInputs(fields, dollars)
  if (built.ok) return { input: readStressInput(built.inputs.request), reason: null }
  return { input: null, reason: pool.reason ?? pool.leverageReason ?? 'not stated' }
}
