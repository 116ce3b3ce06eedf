import { type Decimal, dec, sum } from '@/lib/core/decimal'
import type { PoolSpec } from '@/lib/simulate/world/book'
import { floorTo, HOUR_MS, minuteOf } from '@/lib/simulate/world/calendar'
import type { Prices } from '@/lib/simulate/world/prices'
import { between, keyOf, unit } from '@/lib/simulate/world/random'
import { drawShape, type StressCalendar, type StressEvent } from '@/lib/simulate/world/stress'

/** A pool as the venue publishes it. */
export interface PoolState {
  readonly spec: PoolSpec
  readonly units: Decimal
  /** Null where nobody prices the asset. */
  readonly usd: Decimal | null
  /** When the venue wrote the balance down. */
  readonly sampledAt: Date
}

interface Sources {
  readonly seed: number
  readonly prices: Prices
  readonly stress: StressCalendar
}

const GROWTH_EPOCH_MS = Date.UTC(2025, 0, 1)
/** 9 % in a year. */
const GROWTH_PER_HOUR = 0.00001
/** A stablecoin's own USD value, where a venue publishes one. */
const PUBLISHED_STABLECOIN_USD: Readonly<Record<string, string>> = { USDT: '0.9997', USDC: '1.0001' }

/** The isolated pools an event hits hardest: one loses more than 30 %, one everything. */
export interface Victims {
  readonly drained: string | null
  readonly emptied: string | null
}

export function findVictims(venue: string, pools: readonly PoolSpec[], event: StressEvent): Victims {
  const open = pools.filter((pool) => pool.role !== 'main' && pool.base > 0)
  const first = Math.floor(unit(keyOf(event.key, venue), 0) * open.length)
  const step = 1 + Math.floor(unit(keyOf(event.key, venue), 1) * (open.length - 1))
  const emptied = open.length > 1 ? open[(first + step) % open.length] : undefined
  return { drained: open[first]?.pool ?? null, emptied: emptied?.pool ?? null }
}

function drawOf(venue: string, spec: PoolSpec, event: StressEvent, { drained, emptied }: Victims): number {
  const draw = (low: number, high: number) => between(keyOf(event.key, venue, spec.pool), 2, low, high)
  if (spec.pool === drained) return draw(0.45, 0.7)
  if (spec.pool === emptied) return draw(1.15, 1.5)
  if (spec.role === 'main') return draw(0.005, 0.03)
  return draw(0, 0.12)
}

/** Grows in steps of hours that differ and never go back. */
function grownShare(key: number, ms: number): number {
  const hours = Math.floor((ms - GROWTH_EPOCH_MS) / HOUR_MS)
  return 1 + GROWTH_PER_HOUR * (hours + unit(key, hours))
}

export function readPoolState(
  sources: Sources,
  venue: string,
  spec: PoolSpec,
  pools: readonly PoolSpec[],
  at: Date,
): PoolState {
  const sampledAt = floorTo(at, spec.everyMs, spec.offsetMs)
  const units =
    spec.sumOf.length > 0
      ? sum(spec.sumOf.map((part) => readPoolState(sources, venue, part, pools, sampledAt).units))
      : dec(unitsAt(sources, venue, spec, pools, sampledAt).toFixed(spec.decimals))
  return { spec, units, usd: priceUnits(sources, venue, spec, units, at), sampledAt }
}

function unitsAt(sources: Sources, venue: string, spec: PoolSpec, pools: readonly PoolSpec[], sampledAt: Date): number {
  const minute = minuteOf(sampledAt)
  const grown = grownShare(keyOf(sources.seed, 'pool', venue, spec.pool), sampledAt.getTime())
  const drawn = sources.stress.eventsAt(minute).reduce((share, event) => {
    const shape = drawShape(minute - event.startMinute)
    return shape === 0 ? share : share + shape * drawOf(venue, spec, event, findVictims(venue, pools, event))
  }, 0)
  const units = spec.base * (grown - drawn)
  return spec.mayBeNegative ? units : Math.max(units, 0)
}

function priceUnits(sources: Sources, venue: string, spec: PoolSpec, units: Decimal, at: Date): Decimal | null {
  switch (spec.price) {
    case 'none':
      return null
    case 'par':
      return units
    case 'index':
      return units.times(sources.prices.index(venue, spec.asset, minuteOf(at)))
    case 'published': {
      const sampled = minuteOf(floorTo(at, spec.everyMs, spec.offsetMs))
      return units.times(PUBLISHED_STABLECOIN_USD[spec.asset] ?? sources.prices.index(venue, spec.asset, sampled))
    }
  }
}
