import { gaussian } from '@/lib/simulate/world/random'

export interface Walk {
  /** Names the stream of random numbers. */
  readonly key: number
  /** Standard deviation over one day. */
  readonly daily: number
  /** Standard deviation of the level the walk is tied to every 45 days, which keeps it near where it began. */
  readonly anchor: number
}

export type Paths = (walk: Walk, minute: number) => number

/** Minutes between two anchors: 45.5 days, a power of two so that halving ends on whole minutes. */
const BLOCK = 2 ** 16
const MINUTES_PER_HOUR = 60
/** Hours of one walk kept; 480 bytes each. */
const MAX_HOURS = 8_192

/**
 * A random walk that can be read at any minute without walking there: a Brownian bridge between anchors, refined by
 * halving (Lévy's construction), at most 16 draws for a value.
 */
function walkAt(walk: Walk, minute: number): number {
  const perMinute = walk.daily / Math.sqrt(1_440)
  let left = Math.floor(minute / BLOCK) * BLOCK
  let right = left + BLOCK
  let atLeft = walk.anchor * gaussian(walk.key ^ 0x5bd1e995, left / BLOCK)
  let atRight = walk.anchor * gaussian(walk.key ^ 0x5bd1e995, right / BLOCK)
  while (right - left > 1 && minute !== left) {
    const middle = (left + right) / 2
    const spread = perMinute * Math.sqrt((right - left) / 4)
    const value = (atLeft + atRight) / 2 + spread * gaussian(walk.key, middle)
    if (minute < middle) {
      right = middle
      atRight = value
    } else {
      left = middle
      atLeft = value
    }
  }
  return atLeft
}

/** Reads walks through a cache of hours; the oldest hours go first. */
export function createPaths(): Paths {
  const hours = new Map<number, Float64Array>()
  return (walk, minute) => {
    const hour = Math.floor(minute / MINUTES_PER_HOUR)
    const id = walk.key * 2 ** 20 + (hour % 2 ** 20)
    let values = hours.get(id)
    if (!values) {
      values = new Float64Array(MINUTES_PER_HOUR).fill(Number.NaN)
      hours.set(id, values)
      const [oldest] = hours.keys()
      if (hours.size > MAX_HOURS && oldest !== undefined) hours.delete(oldest)
    }
    const slot = minute - hour * MINUTES_PER_HOUR
    const known = values[slot]
    if (known !== undefined && !Number.isNaN(known)) return known
    const value = walkAt(walk, minute)
    values[slot] = value
    return value
  }
}
