import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import { detectEpisodes, type LevelSample } from '@/lib/core/metrics/episode'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const at = (hours: number, level: string | number, breaks = false): LevelSample => ({
  at: hours * HOUR,
  level: dec(level),
  breaks,
})

const hourly = (levels: readonly (string | number)[]) => levels.map((level, index) => at(index, level))

const summary = (samples: readonly LevelSample[]) =>
  detectEpisodes(samples).map((found) => ({
    severity: found.severity,
    levels: found.levels,
    before: found.before.at / HOUR,
    crossed: found.crossed.at / HOUR,
    trough: found.trough.at / HOUR,
    until: found.until.at / HOUR,
    recovered: found.recovered === null ? null : found.recovered.at / HOUR,
    fall: found.fall,
  }))

describe('by hand', () => {
  test('a fall of exactly 1 % within a day is minor; a hair less is nothing', () => {
    expect(summary(hourly([100, 100, 99]))).toEqual([
      {
        severity: 'minor',
        levels: { minor: 'reached', material: 'not_reached', severe: 'not_reached' },
        before: 1,
        crossed: 2,
        trough: 2,
        until: 2,
        recovered: null,
        fall: 0.01,
      },
    ])
    expect(summary(hourly([100, 100, '99.000000000000000001']))).toEqual([])
  })

  test('5 % in a day is material; 30 % in 8 h is severe; 30 % over 20 h is not', () => {
    expect(summary(hourly([100, 95]))).toMatchObject([{ severity: 'material', fall: 0.05 }])
    expect(summary(hourly([100, 100, 70]))).toMatchObject([{ severity: 'severe', fall: 0.3 }])
    const slow = Array.from({ length: 21 }, (_, index) => 100 - 1.5 * index)
    expect(summary(hourly(slow))).toMatchObject([
      { severity: 'material', levels: { severe: 'not_reached' }, fall: 0.3, before: 0, trough: 20 },
    ])
  })

  test('a slow fall below every threshold is none', () => {
    const slow = Array.from({ length: 200 }, (_, index) => dec(100).times(dec('0.9996').pow(index)).toFixed(12))
    expect(summary(hourly(slow))).toEqual([])
  })

  test('before is the last sample at the highest, trough the first at the lowest, recovery the first at or above before', () => {
    const levels = [90, 100, 100, 80, 60, 60, 80, 100, 100]
    expect(summary(hourly(levels))).toMatchObject([
      { before: 2, crossed: 3, trough: 4, until: 6, recovered: 7, fall: 0.4 },
    ])
  })

  test('falls at most a day apart are one episode, further apart two', () => {
    const step = (second: number) => [
      ...Array.from({ length: second }, (_, hour) => at(hour, hour === 0 ? 100 : 90)),
      ...Array.from({ length: 5 }, (_, hour) => at(second + hour, 80)),
    ]
    // The first fall stays in its window until hour 25: a second within 25 h after that meets it.
    expect(summary(step(40))).toHaveLength(1)
    expect(summary(step(60))).toMatchObject([{ crossed: 1 }, { crossed: 60, before: 59 }])
  })

  test('samples a day apart show minor and material falls; a severe one is unobservable', () => {
    const daily = [at(0, 100), at(24, 100), at(48.1, 60), at(72, 60)]
    expect(summary(daily)).toMatchObject([
      {
        severity: 'material',
        levels: { minor: 'reached', material: 'reached', severe: 'unobservable' },
        before: 24,
        trough: 48.1,
      },
    ])
  })

  test('a fall between samples further apart than a day is told, with no level observable', () => {
    expect(summary([at(0, 100), at(70, 50), at(71, 50)])).toMatchObject([
      {
        severity: 'unobservable',
        levels: { minor: 'unobservable', material: 'unobservable', severe: 'unobservable' },
        before: 0,
        trough: 70,
        fall: 0.5,
      },
    ])
  })

  test('what comes after a break is not compared with what was before', () => {
    expect(summary([at(0, 100), at(1, 50, true), at(2, 50)])).toEqual([])
    expect(summary([at(0, 100), at(1, 50, true), at(2, 25)])).toMatchObject([{ before: 1, fall: 0.5 }])
  })

  test('a pool that goes below zero has lost all of it; one that is empty has nothing to lose', () => {
    expect(summary(hourly([100, -20]))).toMatchObject([{ severity: 'severe', fall: 1 }])
    expect(summary(hourly([0, -20, -40]))).toEqual([])
  })
})

const series = fc
  .array(fc.record({ step: fc.integer({ min: 1, max: 40 }), level: fc.integer({ min: 0, max: 1000 }) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((points) => {
    let hour = 0
    return points.map(({ step, level }) => {
      hour += step
      return at(hour, level)
    })
  })

describe('whatever the series', () => {
  test('scaling units changes nothing', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 1_000_000 }), (samples, factor) => {
        const scaled = samples.map((sample) => ({ ...sample, level: sample.level.times(factor).div(1000) }))
        expect(summary(scaled)).toEqual(summary(samples))
      }),
    )
  })

  test('a constant series has none, however it is sampled', () => {
    fc.assert(
      fc.property(series, (samples) => {
        expect(detectEpisodes(samples.map((sample) => ({ ...sample, level: dec(5) })))).toEqual([])
      }),
    )
  })

  test('the order of arrival changes nothing', () => {
    fc.assert(
      fc.property(
        series.chain((samples) =>
          fc.tuple(fc.constant(samples), fc.shuffledSubarray(samples, { minLength: samples.length })),
        ),
        ([samples, shuffled]) => {
          expect(summary(shuffled)).toEqual(summary(samples))
        },
      ),
    )
  })

  test('episodes do not overlap, each crosses on a day of its own, and falls to its trough', () => {
    let found = 0
    fc.assert(
      fc.property(series, (samples) => {
        const episodes = detectEpisodes(samples)
        found += episodes.length
        for (const [index, episode] of episodes.entries()) {
          expect(episode.before.at).toBeLessThan(episode.crossed.at)
          expect(episode.trough.level.lt(episode.before.level)).toBe(true)
          const next = episodes[index + 1]
          if (next) expect(Math.floor(next.crossed.at / DAY)).toBeGreaterThan(Math.floor(episode.crossed.at / DAY))
          if (next) expect(next.before.at).toBeGreaterThanOrEqual(episode.until.at)
        }
      }),
    )
    expect(found).toBeGreaterThan(50)
  })

  test('what follows after a quiet time does not change an episode but for its recovery', () => {
    fc.assert(
      fc.property(series, series, (samples, later) => {
        const end = (samples.at(-1)?.at ?? 0) + 3 * DAY
        const all = [...samples, ...later.map((sample) => ({ ...sample, at: sample.at + end }))]
        const without = (list: ReturnType<typeof summary>) => list.map(({ recovered: _, ...rest }) => rest)
        const alone = without(summary(samples))
        expect(without(summary(all)).slice(0, alone.length)).toEqual(alone)
      }),
    )
  })
})
