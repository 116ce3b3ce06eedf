import { type Decimal, dec, ratio } from '@/lib/core/decimal'
import { known } from '@/lib/core/known'
import { isTooFarApart, longestGap } from '@/lib/core/metrics/sampling'

const HOUR_MS = 3_600_000

/** Net outflows by size (methodology 3.3): a share of the units, lost within a window. Policy, not science. */
export const EPISODE_LEVELS = {
  minor: { share: '0.01', windowMs: 24 * HOUR_MS },
  material: { share: '0.05', windowMs: 24 * HOUR_MS },
  severe: { share: '0.3', windowMs: 8 * HOUR_MS },
} as const

export type EpisodeLevel = keyof typeof EPISODE_LEVELS
/** `unobservable`: samples lie further apart than the window, so a fall within it cannot be told from a slower one. */
export type LevelState = 'reached' | 'not_reached' | 'unobservable'
export type Severity = EpisodeLevel | 'unobservable'

/** What a fund held at one moment, free of price: units, or a flow-adjusted index. Times in ms. */
export interface LevelSample {
  readonly at: number
  readonly level: Decimal
  /** Not to be compared with what is before it: contracts moved between pools, or the venue announced the step. */
  readonly breaks?: boolean
}

export interface Episode<Sample extends LevelSample> {
  /** Last sample at the highest level before the first fall of at least a level. */
  readonly before: Sample
  /** First sample at which the fall was large enough. */
  readonly crossed: Sample
  /** Lowest sample, its first occurrence. */
  readonly trough: Sample
  /** Last sample that is still below an earlier one of its window by a level. */
  readonly until: Sample
  /** First sample after the trough at or above `before`; null while there is none. */
  readonly recovered: Sample | null
  /** 1 - trough / before, 0..1. */
  readonly fall: number
  /** Largest fall within a window, 0..1; null where no two samples lie within one. */
  readonly fall24h: number | null
  readonly fall8h: number | null
  readonly levels: Readonly<Record<EpisodeLevel, LevelState>>
  readonly severity: Severity
}

/** How far a sample lies below the highest of its window. */
interface Reading<Sample> {
  readonly peak: Sample
  readonly fall: number
}

interface Flagged<Sample> {
  readonly sample: Sample
  readonly peak: Sample
  readonly day: Reading<Sample> | null
  readonly eightHours: Reading<Sample> | null
}

const { windowMs: DAY_MS, share: SMALLEST } = EPISODE_LEVELS.minor
const EIGHT_HOURS_MS = EPISODE_LEVELS.severe.windowMs

/**
 * The net outflows in a series of levels (methodology 3.3). A sample counts when it lies at least 1 % below the highest
 * of the 24 hours before it, or below the sample before it where the gap is longer than that; samples that count and
 * lie at most 24 hours apart are one episode. The order of the samples does not matter; of two at one time the last
 * given stands.
 */
export function detectEpisodes<Sample extends LevelSample>(samples: readonly Sample[]): readonly Episode<Sample>[] {
  const ordered = [...new Map(samples.map((sample) => [sample.at, sample])).values()].sort((a, b) => a.at - b.at)
  return segmentsOf(ordered).flatMap((segment) =>
    runsOf(flagSamples(segment)).map((run) => describeEpisode(run, segment)),
  )
}

function segmentsOf<Sample extends LevelSample>(ordered: readonly Sample[]): readonly (readonly Sample[])[] {
  const segments: Sample[][] = []
  for (const sample of ordered) {
    const last = segments.at(-1)
    if (last === undefined || sample.breaks) segments.push([sample])
    else last.push(sample)
  }
  return segments
}

function flagSamples<Sample extends LevelSample>(segment: readonly Sample[]): readonly Flagged<Sample>[] {
  const [day, eightHours] = [readingsWithin(segment, DAY_MS), readingsWithin(segment, EIGHT_HOURS_MS)]
  return segment.flatMap((sample, index) => {
    const ownDay = day[index] ?? null
    const flagged = (peak: Sample) => [{ sample, peak, day: ownDay, eightHours: eightHours[index] ?? null }]
    if (ownDay !== null && hasFallen(ownDay.peak, sample, SMALLEST)) return flagged(ownDay.peak)
    const previous = segment[index - 1]
    const isStep = previous !== undefined && isTooFarApart(sample.at - previous.at, DAY_MS)
    return isStep && hasFallen(previous, sample, SMALLEST) ? flagged(previous) : []
  })
}

/** For each sample the latest highest one of the window that ends with it; null where it is alone in its window. */
function readingsWithin<Sample extends LevelSample>(
  segment: readonly Sample[],
  windowMs: number,
): readonly (Reading<Sample> | null)[] {
  // Candidates for the maximum, highest first.
  let candidates: Sample[] = []
  return segment.map((sample, index) => {
    const previous = segment[index - 1]
    const kept = candidates.findIndex(({ at }) => !isTooFarApart(sample.at - at, windowMs))
    candidates = kept === -1 ? [] : candidates.slice(kept)
    while (candidates.at(-1)?.level.lte(sample.level)) candidates.pop()
    candidates.push(sample)
    const [peak] = candidates
    if (peak === undefined || previous === undefined || isTooFarApart(sample.at - previous.at, windowMs)) return null
    return { peak, fall: fallBetween(peak, sample) ?? 0 }
  })
}

/** 1 - after / before, within 0 and 1; null when there was nothing to fall from. */
export function fallBetween(before: LevelSample, after: LevelSample): number | null {
  if (before.level.lte(0)) return null
  const share = known(ratio(before.level.minus(after.level), before.level), 'the share of a fall')
  return Math.min(1, Math.max(0, share))
}

function hasFallen(before: LevelSample, after: LevelSample, share: string): boolean {
  return before.level.gt(0) && before.level.minus(after.level).gte(before.level.times(dec(share)))
}

function runsOf<Sample extends LevelSample>(flagged: readonly Flagged<Sample>[]): readonly Flagged<Sample>[][] {
  const runs: Flagged<Sample>[][] = []
  for (const item of flagged) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && !isTooFarApart(item.sample.at - last.sample.at, DAY_MS)) run.push(item)
    else runs.push([item])
  }
  return runs
}

function describeEpisode<Sample extends LevelSample>(
  run: readonly Flagged<Sample>[],
  segment: readonly Sample[],
): Episode<Sample> {
  const [first] = run
  if (first === undefined) throw new RangeError('an episode has at least one sample')
  const before = first.peak
  const until = run.at(-1)?.sample ?? first.sample
  const within = segment.filter(({ at }) => at >= before.at && at <= until.at)
  const trough = within.reduce((low, sample) => (sample.level.lt(low.level) ? sample : low), before)
  const recovered = segment.find(({ at, level }) => at > trough.at && level.gte(before.level)) ?? null
  const gap = longestGap(within.map(({ at }) => at))
  const levels = {
    minor: stateOf(run, 'minor', gap),
    material: stateOf(run, 'material', gap),
    severe: stateOf(run, 'severe', gap),
  }
  return {
    before,
    crossed: first.sample,
    trough,
    until,
    recovered,
    fall: known(fallBetween(before, trough), 'the fall of an episode'),
    fall24h: largest(run.map(({ day }) => day)),
    fall8h: largest(run.map(({ eightHours }) => eightHours)),
    levels,
    severity: (['severe', 'material', 'minor'] as const).find((level) => levels[level] === 'reached') ?? 'unobservable',
  }
}

function stateOf<Sample extends LevelSample>(
  run: readonly Flagged<Sample>[],
  level: EpisodeLevel,
  gap: number,
): LevelState {
  const { share, windowMs } = EPISODE_LEVELS[level]
  const reached = run.some(({ sample, day, eightHours }) => {
    const reading = windowMs === EIGHT_HOURS_MS ? eightHours : day
    return reading !== null && hasFallen(reading.peak, sample, share)
  })
  if (reached) return 'reached'
  return isTooFarApart(gap, windowMs) ? 'unobservable' : 'not_reached'
}

function largest(readings: readonly (Reading<unknown> | null)[]): number | null {
  const falls = readings.flatMap((reading) => (reading === null ? [] : [reading.fall]))
  return falls.length === 0 ? null : falls.reduce((a, b) => Math.max(a, b))
}
