import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AdlCell, AdlStrip } from '@/lib/queries/dto/adl'
import { describeStrip, drawStrip, heatRuns, runBounds } from '@/lib/render/heat-strip'

const START = Date.parse('2026-11-20T00:00:00.000Z')
const HOUR_MS = 3_600_000

type Given = number | null | 'unread'

function stripOf(levels: readonly Given[]): AdlStrip {
  const cells = levels.map((level, index): AdlCell => {
    const at = new Date(START + index * HOUR_MS).toISOString()
    if (level === 'unread') return { at, read: false, level: null, subject: null, hours: 0 }
    return { at, read: true, level, subject: level !== null && level > 0 ? `M${level}` : null, hours: 1 }
  })
  const to = new Date(START + levels.length * HOUR_MS).toISOString()
  return { interval: 'hour', from: new Date(START).toISOString(), to, cells, simulated: false }
}

describe('a heat strip', () => {
  test('joins neighbours that say the same, and keeps nothing read apart from calm', () => {
    const runs = heatRuns(stripOf([0, 0, 'unread', 0, null, 2, 2, 3]))
    expect(runs.map(({ kind, cells }) => [kind, cells])).toEqual([
      [0, 2],
      ['unread', 1],
      [0, 1],
      ['ungraded', 1],
      [2, 2],
      [3, 1],
    ])
    expect(runs[4]?.subjects).toEqual(['M2'])
  })

  test('says in words what is drawn', () => {
    expect(describeStrip(stripOf([0, 0, 'unread', 2]))).toBe(
      'near in 1 hour, none in 2 hours, no reading in 1 hour, of 4',
    )
  })

  test('places runs in percent of the width', () => {
    const { runs } = drawStrip(stripOf([0, 0, 1, 'unread']))
    expect(runs.map(({ x, width }) => [x, width])).toEqual([
      [0, 50],
      [50, 25],
      [75, 25],
    ])
  })

  test('gives the bounds of a run of days as days', () => {
    const [run] = heatRuns({ ...stripOf([1]), interval: 'day' })
    expect(run && runBounds(run, 'day')).toEqual(['2026-11-20', '2026-11-20'])
  })

  test('covers its range without gap or overlap, whatever it holds', () => {
    const given = fc.array(fc.constantFrom<Given>(0, 1, 2, 3, null, 'unread'), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(given, (levels) => {
        const strip = stripOf(levels)
        const runs = heatRuns(strip)
        expect(runs[0]?.from).toBe(Date.parse(strip.from))
        expect(runs.at(-1)?.to).toBe(Date.parse(strip.to))
        runs.slice(1).forEach((run, index) => {
          expect(run.from).toBe(runs[index]?.to)
          expect(run.kind).not.toBe(runs[index]?.kind)
        })
        expect(runs.reduce((total, run) => total + run.cells, 0)).toBe(levels.length)
      }),
    )
  })
})
