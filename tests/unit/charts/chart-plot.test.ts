import { describe, expect, test } from 'vitest'
import {
  hasMeasure,
  logRefusal,
  MAX_LINES,
  plotPanels,
  preferredMeasure,
  runsOf,
  spreadLabels,
} from '@/lib/render/chart-plot'
import { makePoint, makeSeries } from '@/tests/support/dto-factories'

const HOUR = 3_600_000
const NOW = 100 * HOUR

describe('runsOf', () => {
  test('breaks at a missing value and at a gap longer than the series allows', () => {
    const runs = runsOf({
      breakAfterMs: 2 * HOUR,
      name: 'a',
      staleFrom: null,
      points: [
        [0, 1, null],
        [2 * HOUR, 2, null],
        [4 * HOUR + 1, 3, null],
        [5 * HOUR, null, 'missing'],
        [6 * HOUR, 4, null],
      ],
    })
    expect(runs.map((run) => run.map(({ value }) => value))).toEqual([[1, 2], [3], [4]])
  })
})

describe('plotPanels', () => {
  const btc = makeSeries([makePoint(0, { units: 5 }), makePoint(10 * HOUR, { units: 6 })], {
    fund: 'xbt',
    label: 'BTC fund',
    unit: 'XBT',
    marks: [{ at: HOUR, title: 'Rebalancing', kind: 'rebalancing', href: '/x' }],
  })
  const usdt = makeSeries([makePoint(5 * HOUR, { units: 1e6 }), makePoint(9 * HOUR, { units: 2e6 })], {
    fund: 'usdt',
    label: 'USDT fund',
    unit: 'USDT',
    marks: [
      { at: 6 * HOUR, title: 'Transfer', kind: 'transfer', href: '/y' },
      { at: HOUR, title: 'Rebalancing', kind: 'rebalancing', href: '/x' },
    ],
  })

  test('gives each asset a chart of its own on one time axis', () => {
    const panels = plotPanels([btc, usdt], 'units', NOW)
    expect(panels.map(({ title }) => title)).toEqual(['Fund in XBT', 'Fund in USDT'])
    for (const { from, to } of panels) expect([from, to]).toEqual([0, 10 * HOUR])
  })

  test('numbers each incident once over all charts and leaves out what is before a chart begins', () => {
    const [first, second] = plotPanels([btc, usdt], 'units', NOW)
    expect(first?.marks.map(({ number, title }) => [number, title])).toEqual([[1, 'Rebalancing']])
    expect(second?.marks.map(({ number, title }) => [number, title])).toEqual([[2, 'Transfer']])
  })

  test('runs to now where a source is late, so that the missing end is seen', () => {
    const late = makeSeries([makePoint(0, { fundUsd: 1 })], { staleFrom: 2 * HOUR })
    expect(plotPanels([late], 'fund', NOW)[0]?.to).toBe(NOW)
  })

  test('draws nothing of a measure that has no value', () => {
    expect(plotPanels([btc], 'coverage', NOW)).toEqual([])
    expect(plotPanels([], 'fund', NOW)).toEqual([])
    expect(hasMeasure([btc], 'coverage')).toBe(false)
  })

  test('draws the largest lines and names the rest', () => {
    const many = Array.from({ length: 9 }, (_, index) =>
      makeSeries([makePoint(0, { fundUsd: index })], { fund: `f${index}`, label: `f${index}` }),
    )
    const [panel] = plotPanels(many, 'fund', NOW)
    expect(panel?.series.map(({ name }) => name)).toEqual(['f8', 'f7', 'f6', 'f5', 'f4', 'f3'])
    expect(panel?.series).toHaveLength(MAX_LINES)
    expect(panel?.omitted).toEqual(['f2', 'f1', 'f0'])
  })

  test('says simulated when a series is, and how a point was made', () => {
    const series = makeSeries([makePoint(0, { fundUsd: 1, status: 'P', reason: 'open hour' })], { basis: 'simulated' })
    const [panel] = plotPanels([series], 'fund', NOW)
    expect(panel?.simulated).toBe(true)
    expect(panel?.series[0]?.points).toEqual([[0, 1, 'provisional: open hour', false]])
  })

  test('prefers units where dollars are missing or the balances are published ones', () => {
    const published = makeSeries([makePoint(0, { fundUsd: 1, units: 1 })], { unit: 'BTC', basis: 'published' })
    expect(preferredMeasure([published])).toBe('units')
    expect(preferredMeasure([btc])).toBe('units')
    expect(preferredMeasure([makeSeries([makePoint(0, { fundUsd: 1, units: 1 })], { unit: 'USDT' })])).toBe('fund')
    expect(preferredMeasure([])).toBe('fund')
  })
})

describe('logRefusal', () => {
  test('allows a logarithm only of positive values, and says why not', () => {
    const panelsOf = (...values: number[]) =>
      plotPanels([makeSeries(values.map((fundUsd, at) => makePoint(at, { fundUsd })))], 'fund', NOW)
    expect(logRefusal(panelsOf(1, 2))).toBeNull()
    expect(logRefusal(panelsOf(1, 0))).toMatch(/zero or less/)
    expect(logRefusal(panelsOf(1, -3))).toMatch(/zero or less/)
    expect(logRefusal([])).toBe('there is nothing to draw')
  })
})

describe('spreadLabels', () => {
  test('keeps labels apart, inside, and in order', () => {
    expect(spreadLabels([50, 52, 10], 15, 0, 100)).toEqual([50, 65, 10])
    expect(spreadLabels([98, 99], 15, 0, 100)).toEqual([85, 100])
    expect(spreadLabels([-5], 15, 0, 100)).toEqual([0])
    expect(spreadLabels([], 15, 0, 100)).toEqual([])
  })
})
