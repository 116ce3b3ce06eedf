const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export interface Tick {
  readonly at: number
  readonly text: string
}

type TimeStep = { readonly unit: 'ms'; readonly size: number } | { readonly unit: 'month'; readonly size: number }

const TIME_STEPS: readonly TimeStep[] = [
  ...[5, 10, 15, 30].map((minutes) => ({ unit: 'ms' as const, size: minutes * MINUTE_MS })),
  ...[1, 2, 3, 6, 12].map((hours) => ({ unit: 'ms' as const, size: hours * HOUR_MS })),
  ...[1, 2, 7, 14].map((days) => ({ unit: 'ms' as const, size: days * DAY_MS })),
  ...[1, 3, 6, 12, 24, 60].map((months) => ({ unit: 'month' as const, size: months })),
]

const AVERAGE_MONTH_MS = 30.44 * DAY_MS

function stepLength(step: TimeStep): number {
  return step.unit === 'ms' ? step.size : step.size * AVERAGE_MONTH_MS
}

function timeText(at: number, step: TimeStep): string {
  const iso = new Date(at).toISOString()
  if (step.unit === 'month') return step.size >= 12 ? iso.slice(0, 4) : iso.slice(0, 7)
  return step.size >= DAY_MS ? iso.slice(5, 10) : iso.slice(11, 16)
}

/** Ticks at whole UTC times between two moments (epoch ms), at most `most` of them. */
export function timeTicks(from: number, to: number, most: number): readonly Tick[] {
  const step = TIME_STEPS.find((candidate) => (to - from) / stepLength(candidate) <= most) ?? {
    unit: 'month' as const,
    size: 120,
  }
  const ticks: Tick[] = []
  if (step.unit === 'ms') {
    for (let at = Math.ceil(from / step.size) * step.size; at <= to; at += step.size) {
      ticks.push({ at, text: timeText(at, step) })
    }
    return ticks
  }
  const start = new Date(from)
  let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step.size) * step.size
  for (;;) {
    const at = Date.UTC(Math.floor(month / 12), month % 12)
    if (at > to) return ticks
    if (at >= from) ticks.push({ at, text: timeText(at, step) })
    month += step.size
  }
}

/** The range of a linear axis: from zero (or below, for negative values) to a round number above the largest value. */
export interface LinearAxis {
  readonly min: number
  readonly max: number
  readonly ticks: readonly number[]
}

/** Narrower than this share of the values an axis is not fitted; smaller than this they count as zero. */
const LEAST_SPAN = 1e-6
const TINY = 1e-12

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10
  return factor * power
}

/** An axis that holds all values and zero, with about `count` round steps. */
export function linearAxis(values: readonly number[], count: number): LinearAxis {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const step = roundStep((high - low || 1) / count)
  const min = Math.floor(low / step) * step
  const steps = Math.max(1, Math.ceil(high / step) - Math.floor(low / step))
  const ticks = Array.from({ length: steps + 1 }, (_, index) => Number((min + index * step).toPrecision(12)))
  return { min, max: ticks.at(-1) ?? step, ticks }
}

/** An axis that holds all values and need not hold zero, with about `count` round steps. */
export function fittedAxis(values: readonly number[], count: number): LinearAxis {
  if (values.length === 0) return linearAxis(values, count)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const magnitude = Math.max(Math.abs(low), Math.abs(high))
  // Values that hardly differ stand on an axis as wide as themselves: finer ticks would read the same.
  const span = high - low > magnitude * LEAST_SPAN ? high - low : magnitude
  const step = roundStep((span > TINY ? span : 1) / count)
  const min = Math.floor(low / step) * step
  const steps = Math.max(1, Math.ceil(high / step) - Math.floor(low / step))
  const ticks = Array.from({ length: steps + 1 }, (_, index) => Number((min + index * step).toPrecision(12)))
  return { min: ticks[0] ?? min, max: ticks.at(-1) ?? min + step, ticks }
}

/** A logarithmic axis over positive values: whole powers of ten at both ends. */
export function logAxis(values: readonly number[]): LinearAxis {
  const low = Math.floor(Math.log10(Math.min(...values)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))))
  const powers = Array.from({ length: high - low + 1 }, (_, index) => low + index)
  const ticks = powers.flatMap((power) =>
    high - low <= 2 && power < high ? [1, 2, 5].map((factor) => factor * 10 ** power) : [10 ** power],
  )
  return { min: 10 ** low, max: 10 ** high, ticks }
}
