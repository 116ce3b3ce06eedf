import { groupBy } from '@/lib/core/collections'
import { type Measured, tooFew } from '@/lib/core/metrics/plausibility/measured'

/** What a pool held of an asset at the end of a day, as text. */
export interface PoolDay {
  readonly pool: string
  readonly day: string
  readonly units: string
}

const ENOUGH_DAYS = 5

/**
 * Whether several pools hold the same amount and move together, day by day (methodology 6, items 1 and 6). Equal amounts
 * that stand still are seeds, not copies. The sample is the days; the statistic counts the pools that are alike.
 */
export function testIdenticalPools(rows: readonly PoolDay[]): Measured {
  const days = [...new Set(rows.map(({ day }) => day))].sort()
  const pools = groupBy(rows, ({ pool }) => pool)
  if (days.length < ENOUGH_DAYS || pools.size < 2)
    return tooFew('identical_pools', pools.size < 2 ? 0 : days.length, ENOUGH_DAYS)
  const whole = [...pools].flatMap(([pool, own]) => {
    const byDay = new Map(own.map(({ day, units }) => [day, units]))
    const amounts = days.map((day) => byDay.get(day) ?? '')
    const moves = new Set(amounts).size > 1
    return moves && !amounts.includes('') && !amounts.includes('0') ? [{ pool, amounts: amounts.join(' ') }] : []
  })
  const alike = [...groupBy(whole, ({ amounts }) => amounts).values()].filter((group) => group.length > 1).flat()
  return {
    ...tooFew('identical_pools', days.length, ENOUGH_DAYS),
    statistic: alike.length,
    large: alike.length > 0,
    where: alike.map(({ pool }) => pool).sort(),
  }
}
