import { seededRandom, shuffle } from '@/lib/core/metrics/plausibility/random'

/** Ranks from 1, ties at their mean rank. */
export function rankOf(values: readonly number[]): readonly number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value)
  const ranks = new Array<number>(values.length).fill(0)
  for (let first = 0; first < order.length; ) {
    let next = first + 1
    while (next < order.length && order[next]?.value === order[first]?.value) next += 1
    for (const { index } of order.slice(first, next)) ranks[index] = (first + 1 + next) / 2
    first = next
  }
  return ranks
}

export interface RankCorrelation {
  /** Spearman's rho, -1 to 1. */
  readonly rho: number
  /** Two-sided permutation p; at least 1 / (permutations + 1). */
  readonly p: number
}

const PERMUTATIONS = 1999
const SEED = 20_261_125

/**
 * Spearman rank correlation with a two-sided permutation p. Deterministic: pairs are brought into one order and the
 * shuffles have a fixed seed, so neither units nor the order of days change the answer. Null when a side never differs.
 */
export function correlateRanks(pairs: readonly (readonly [number, number])[]): RankCorrelation | null {
  const xs = rankOf(pairs.map(([x]) => x))
  const ys = rankOf(pairs.map(([, y]) => y))
  const order = pairs
    .map((_, index) => index)
    .sort((a, b) => (xs[a] ?? 0) - (xs[b] ?? 0) || (ys[a] ?? 0) - (ys[b] ?? 0))
  const x = centred(order.map((index) => xs[index] ?? 0))
  const y = centred(order.map((index) => ys[index] ?? 0))
  const scale = Math.sqrt(product(x, x) * product(y, y))
  if (scale === 0) return null
  const found = product(x, y)
  const random = seededRandom(SEED)
  let asFar = 0
  for (let run = 0; run < PERMUTATIONS; run += 1) {
    shuffle(y, random)
    // Ties must count as as far, whatever the order of adding.
    if (Math.abs(product(x, y)) >= Math.abs(found) - 1e-9 * scale) asFar += 1
  }
  return { rho: found / scale, p: (asFar + 1) / (PERMUTATIONS + 1) }
}

function centred(values: readonly number[]): Float64Array {
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  return Float64Array.from(values, (value) => value - mean)
}

function product(a: Float64Array, b: Float64Array): number {
  let total = 0
  for (let index = 0; index < a.length; index += 1) total += (a[index] ?? 0) * (b[index] ?? 0)
  return total
}

/** The middle value; the mean of two where there is none. NaN of nothing. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2
}

export interface FitToShares {
  readonly chiSquare: number
  /** Upper tail of the chi-square distribution. */
  readonly p: number
  /** Half the sum of differences of shares, 0 to 1: how much of the counts sits elsewhere than expected. */
  readonly distance: number
}

/** How counts by digit fit expected shares (Pearson's chi-square). Shares add up to 1, none is 0. */
export function fitToShares(counts: readonly number[], shares: readonly number[]): FitToShares {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let [chiSquare, distance] = [0, 0]
  for (const [index, share] of shares.entries()) {
    const count = counts[index] ?? 0
    chiSquare += (count - total * share) ** 2 / (total * share)
    distance += Math.abs(count / total - share) / 2
  }
  return { chiSquare, p: chiSquareTail(chiSquare, shares.length - 1), distance }
}

/** P(X >= x) of a chi-square variable, by its recurrence in the degrees of freedom. */
export function chiSquareTail(x: number, degrees: number): number {
  if (x <= 0) return 1
  const even = degrees % 2 === 0
  let tail = even ? Math.exp(-x / 2) : 2 * normalTail(Math.sqrt(x))
  let term = even ? Math.exp(-x / 2) : Math.sqrt(2 / Math.PI) * Math.exp(-x / 2) * Math.sqrt(x)
  for (let step = even ? 2 : 1; step < degrees; step += 2) {
    if (step > 1 || even) term *= x / step
    tail += term
  }
  return Math.min(1, tail)
}

/** P(Z >= z) of a standard normal variable for z >= 0, absolute error below 1e-7 (Abramowitz and Stegun 26.2.17). */
function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const weights = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429]
  const series = weights.reduceRight((sum, weight) => (sum + weight) * t, 0)
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
}

/** Holm's adjustment: the chance of one false alarm among all tests stays below the level. In the order given. */
export function adjustByHolm(values: readonly number[]): readonly number[] {
  const order = values.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p)
  const adjusted = new Array<number>(values.length).fill(1)
  let highest = 0
  for (const [place, { p, index }] of order.entries()) {
    highest = Math.max(highest, Math.min(1, p * (values.length - place)))
    adjusted[index] = highest
  }
  return adjusted
}
