import { describe, expect, test } from 'vitest'
import { plotPanels } from '@/lib/render/chart-plot'
import { chartHref, parseChartQuery } from '@/lib/render/chart-query'
import { describePanel, describeStop, formatPlotValue, formatTick, stopsOf } from '@/lib/render/chart-text'
import { nextStop } from '@/lib/render/chart-walk'
import { makePoint, makeSeries } from '@/tests/support/dto-factories'

const DAY = 86_400_000

const [panel] = plotPanels(
  [
    makeSeries(
      [
        makePoint(0, { units: 5.5 }),
        makePoint(DAY, { units: null, status: 'M' }),
        makePoint(2 * DAY, { units: 6, status: 'E', reason: 'half of two sides' }),
        makePoint(3 * DAY, { units: 7 }),
      ],
      {
        unit: 'XBT',
        label: 'BTC fund',
        basis: 'simulated',
        marks: [{ at: 1.5 * DAY, title: 'It moved.', kind: 'transfer', href: '/x' }],
      },
    ),
  ],
  'units',
  4 * DAY,
)
if (panel === undefined) throw new Error('the fixture draws nothing')

describe('the keyboard', () => {
  const stops = stopsOf(panel)

  test('stops where there is a value, and nowhere else', () => {
    expect(stops).toEqual([0, 2 * DAY, 3 * DAY])
  })

  test('walks by one, to the ends, and no further', () => {
    const walk = (key: string, current: number | null) => nextStop(key, current, stops, panel.marks)
    expect([walk('ArrowRight', null), walk('ArrowRight', 0), walk('ArrowRight', 2)]).toEqual([0, 1, 2])
    expect([walk('ArrowLeft', null), walk('ArrowLeft', 1), walk('ArrowLeft', 0)]).toEqual([2, 0, 0])
    expect([walk('Home', 2), walk('End', 0)]).toEqual([0, 2])
    expect(walk('x', 1)).toBeNull()
    expect(nextStop('End', null, [], [])).toBeNull()
  })

  test('goes to incidents, which belong to the first stop at or after them', () => {
    const walk = (key: string, current: number | null) => nextStop(key, current, stops, panel.marks)
    expect([walk(']', null), walk(']', 0), walk(']', 1)]).toEqual([1, 1, null])
    expect([walk('[', null), walk('[', 2), walk('[', 1)]).toEqual([1, 1, null])
  })

  test('says the time, the value, how it was made, and the incident', () => {
    expect(describeStop(panel, stops, 0)).toBe('1970-01-01 00:00 UTC: BTC fund 5.5 XBT.')
    expect(describeStop(panel, stops, 1)).toBe(
      '1970-01-03 00:00 UTC: BTC fund 6 XBT (estimated: half of two sides). Incident 1: It moved.',
    )
    expect(describeStop(panel, stops, 9)).toBe('')
  })
})

describe('words of a chart', () => {
  test('describe what it shows, and that it is simulated', () => {
    expect(describePanel(panel)).toBe(
      'SIMULATED. Fund in XBT, 1970-01-01 to 1970-01-04. BTC fund from 5.5 XBT to 7 XBT.',
    )
  })

  test('keep ticks short', () => {
    expect(formatTick(2e8, { kind: 'usd' })).toBe('$200M')
    expect(formatTick(0, { kind: 'usd' })).toBe('$0')
    expect(formatTick(2.5e9, { kind: 'usd' })).toBe('$2.5B')
    expect(formatTick(40_000, { kind: 'asset', asset: 'XBT' })).toBe('40K')
    expect(formatTick(0.5, { kind: 'asset', asset: 'XBT' })).toBe('0.5')
    expect(formatTick(0.05, { kind: 'ratio' })).toBe('5 %')
    expect(formatTick(0.005, { kind: 'ratio' })).toBe('0.5 %')
    expect(formatPlotValue(0.0452, { kind: 'ratio' })).toBe('4.5 %')
  })
})

describe('the address of a chart', () => {
  test('reads back what it writes', () => {
    const query = {
      measure: 'units',
      range: '90d',
      scale: 'log',
      fit: false,
      allRows: false,
      fund: 'BTC & ETH',
      asOf: null,
    } as const
    const href = chartHref('bitmex', query)
    expect(href).toBe('/venues/bitmex?m=units&range=90d&scale=log&fund=BTC+%26+ETH#history')
    expect(parseChartQuery(Object.fromEntries(new URL(href, 'http://localhost').searchParams))).toEqual(query)
  })

  test('is bare when nothing was chosen, and leaves unknown words aside', () => {
    const nothing = {
      measure: null,
      range: null,
      scale: 'lin',
      fit: false,
      allRows: false,
      fund: null,
      asOf: null,
    } as const
    expect(chartHref('bitmex', nothing)).toBe('/venues/bitmex#history')
    expect(parseChartQuery({ m: 'profit', range: '5y', scale: 'sqrt', fund: 'x'.repeat(201) })).toEqual(nothing)
  })
})
