import { describe, expect, test } from 'vitest'
import { drawPanel, labelMarks, PLOT_BOTTOM, PLOT_TOP, scales } from '@/lib/render/chart-geometry'
import { type PlotMark, plotPanels, valueAxis } from '@/lib/render/chart-plot'
import { makePoint, makeSeries } from '@/tests/support/dto-factories'

const HOUR = 3_600_000

function mark(number: number, at: number): PlotMark {
  return { number, at, title: `mark ${number}`, kind: 'adl', href: '/x' }
}

describe('scales', () => {
  test('places time in percent and values between the top and the bottom of the plot', () => {
    const { percent, y } = scales({ from: 0, to: 200 }, { min: 0, max: 10, ticks: [] }, false)
    expect([percent(0), percent(50), percent(200)]).toEqual([0, 25, 100])
    expect([y(0), y(10), y(5)]).toEqual([PLOT_BOTTOM, PLOT_TOP, (PLOT_TOP + PLOT_BOTTOM) / 2])
  })

  test('spaces powers of ten evenly on a logarithmic axis', () => {
    const { y } = scales({ from: 0, to: 1 }, { min: 1, max: 100, ticks: [] }, true)
    expect(y(10)).toBe((PLOT_TOP + PLOT_BOTTOM) / 2)
  })

  test('puts a single moment in the middle', () => {
    expect(scales({ from: 7, to: 7 }, { min: 0, max: 1, ticks: [] }, false).percent(7)).toBe(50)
  })
})

describe('drawPanel', () => {
  const points = [
    makePoint(0, { fundUsd: 100 }),
    makePoint(HOUR, { fundUsd: 50 }),
    makePoint(2 * HOUR, { fundUsd: null, status: 'M' }),
    makePoint(3 * HOUR, { fundUsd: 75 }),
  ]

  function draw(overrides = {}) {
    const [panel] = plotPanels([makeSeries(points, overrides)], 'fund', 4 * HOUR)
    if (panel === undefined) throw new Error('the fixture draws nothing')
    return drawPanel(panel, valueAxis(panel, false), false)
  }

  test('holds a balance until the next observation and leaves the gap open', () => {
    const [line] = draw().lines
    expect(line?.path).toMatch(/^M0 \d+(\.\d)?H3333V\d+(\.\d)?$/)
    expect(line?.dots).toHaveLength(1)
    expect(line?.dots[0]?.percent).toBe(100)
  })

  test('marks where a late source stopped', () => {
    expect(draw({ staleFrom: 3 * HOUR }).stalePercent).toBe(75)
    expect(draw().stalePercent).toBeNull()
  })

  test('says whose figure is missing where others go on', () => {
    const late = makeSeries(points, { fund: 'late', label: 'Late', staleFrom: 3 * HOUR })
    const [panel] = plotPanels([late, makeSeries(points, { fund: 'live', label: 'Live' })], 'fund', 4 * HOUR)
    if (panel === undefined) throw new Error('the fixture draws nothing')
    expect(drawPanel(panel, valueAxis(panel, false), false).staleText).toBe('no current figure: Late')
    expect(draw({ staleFrom: 3 * HOUR }).staleText).toBe('no current figure')
  })

  test('marks restated figures, unless they are so many that the line would not be seen', () => {
    const restated = points.map((point) => ({ ...point, restated: point.at === HOUR }))
    const [panel] = plotPanels([makeSeries(restated)], 'fund', 4 * HOUR)
    if (panel === undefined) throw new Error('the fixture draws nothing')
    expect(drawPanel(panel, valueAxis(panel, false), false).lines[0]?.restated.map(({ percent }) => percent)).toEqual([
      33.333,
    ])
    const many = makeSeries(Array.from({ length: 61 }, (_, at) => makePoint(at, { fundUsd: 1, restated: true })))
    const [crowded] = plotPanels([many], 'fund', 4 * HOUR)
    if (crowded === undefined) throw new Error('the fixture draws nothing')
    expect(drawPanel(crowded, valueAxis(crowded, false), false).lines[0]?.restated).toEqual([])
  })

  test('draws the axis down to zero, unless it is fitted', () => {
    const [panel] = plotPanels([makeSeries(points)], 'fund', 4 * HOUR)
    if (panel === undefined) throw new Error('the fixture draws nothing')
    const fitted = { ...panel, fit: true }
    expect(drawPanel(fitted, valueAxis(fitted, false), false).valueTicks[0]?.value).toBe(50)
    expect(draw().valueTicks[0]).toEqual({ value: 0, y: PLOT_BOTTOM })
  })
})

describe('labelMarks', () => {
  test('labels a lone incident with its kind and neighbours together', () => {
    const drawn = labelMarks([mark(1, 10), mark(2, 50), mark(3, 51), mark(4, 90), mark(5, 91), mark(6, 92)], (at) => at)
    expect(drawn.map(({ label }) => label)).toEqual(['1', '2, 3', null, '4–6', null, null])
    expect(drawn.map(({ word }) => word)).toEqual(['ADL', null, null, null, null, null])
    expect(drawn.map(({ sign }) => sign)).toEqual(Array.from({ length: 6 }, () => '▲'))
  })
})
