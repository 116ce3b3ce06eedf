import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atFixedPrice, priceMovement } from '@/lib/core/metrics/fixed-price'
import { chartCells, chartColumns } from '@/lib/export/chart'
import { csvHeader, csvRow } from '@/lib/export/csv'
import { fittedAxis } from '@/lib/render/chart-axis'
import { chartRows, drawnUnit } from '@/lib/render/chart-cells'
import type { ChartMeasure, ChartScale } from '@/lib/render/chart-query'
import { axisSentence, measureRefusal, viewPanels } from '@/lib/render/chart-view'
import { makePoint, makeSeries } from '@/tests/support/dto-factories'

const HOUR = 3_600_000
const NOW = 10 * HOUR

/** Two coins at 100, then at 150, then one sold at 150. */
const coins = makeSeries(
  [
    makePoint(0, { fundUsd: 200, units: 2, oiUsd: 1000, coverage: 0.2 }),
    makePoint(HOUR, { fundUsd: 300, units: 2, oiUsd: 1000, coverage: 0.3 }),
    makePoint(2 * HOUR, { fundUsd: 150, units: 1, oiUsd: null, reason: 'open interest: late' }),
  ],
  { unit: 'BTC', label: 'Coins' },
)
const dollars = makeSeries([makePoint(0, { fundUsd: 50, units: 50 }), makePoint(HOUR, { fundUsd: 60, units: 60 })], {
  fund: 'usdt',
  unit: 'USDT',
  label: 'Dollars',
})
const basket = makeSeries([makePoint(0, { fundUsd: 5 }), makePoint(HOUR, { fundUsd: 0 })], { fund: 'basket' })

const view = (
  series: Parameters<typeof viewPanels>[0],
  measure: ChartMeasure,
  scale: ChartScale = 'lin',
  fit = false,
) => viewPanels(series, { measure, scale, fit }, NOW)

describe('a fixed price', () => {
  test('takes the price of the first point that has one, and leaves unknown units unknown', () => {
    expect(
      atFixedPrice([
        { valueUsd: null, units: 3 },
        { valueUsd: 200, units: 2 },
        { valueUsd: 150, units: 1 },
        { valueUsd: 9, units: null },
      ]),
    ).toEqual({ price: 100, values: [300, 200, 100, null] })
    expect(atFixedPrice([{ valueUsd: 1, units: 0 }])).toBeNull()
    expect(
      priceMovement([
        { valueUsd: 200, units: 2 },
        { valueUsd: 150, units: 1 },
      ]),
    ).toBe(0.5)
    expect(priceMovement([{ valueUsd: 200, units: 2 }])).toBe(0)
  })

  test('leaves what flowed: with the units unchanged there is no difference but the price', () => {
    const positive = fc.double({ min: 0.01, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(positive, fc.array(positive, { minLength: 1, maxLength: 20 }), (units, prices) => {
        const fixed = atFixedPrice(prices.map((price) => ({ valueUsd: units * price, units })))
        const first = units * (prices[0] ?? 0)
        for (const value of fixed?.values ?? []) expect(Math.abs((value ?? 0) / first - 1)).toBeLessThan(1e-9)
        expect(fixed?.values).toHaveLength(prices.length)
      }),
    )
  })
})

describe('what is drawn', () => {
  test('the price effect stands beside the value, and is refused with the reason', () => {
    const [panel] = view([coins], 'price').panels
    expect(panel?.series.map(({ name, points }) => [name, points.map(([, value]) => value)])).toEqual([
      ['at the price of the time', [200, 300, 150]],
      ['at $100 per BTC', [200, 200, 100]],
    ])
    expect(measureRefusal([coins], 'price')).toBeNull()
    expect(measureRefusal([dollars], 'price')).toBe('no price of the asset moves in this range')
    expect(measureRefusal([basket], 'price')).toBe('the fund holds several assets')
    expect(measureRefusal([basket], 'units')).toBe('the fund holds several assets')
    expect(measureRefusal([basket], 'coverage')).toBe('no coverage in this range')
  })

  test('a logarithm is offered only where all values in view are above zero', () => {
    expect(view([coins], 'fund', 'log')).toMatchObject({ scale: 'log', noLog: null })
    const refused = view([basket], 'fund', 'log')
    expect(refused).toMatchObject({ scale: 'lin', noLog: expect.stringMatching(/zero or less/) })
    expect(refused.panels[0]?.series[0]?.points.map(([, value]) => value)).toEqual([5, 0])
  })

  test('amounts of different assets share a chart only from 100', () => {
    expect(view([coins, dollars], 'units').panels).toHaveLength(2)
    const [panel, ...others] = view([coins, dollars], 'units', 'index').panels
    expect(others).toEqual([])
    expect(panel?.series.map(({ points }) => points.map(([, value]) => value))).toEqual([
      [100, 100, 50],
      [100, 120],
    ])
  })

  test('a fitted axis holds all values, and is said to leave out zero', () => {
    expect(view([coins], 'fund', 'lin', true).panels[0]?.fit).toBe(true)
    expect(axisSentence({ scale: 'lin', fit: true })).toContain('does not start at zero')
    expect(axisSentence({ scale: 'lin', fit: false })).toContain('starts at zero')
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const axis = fittedAxis(values, 5)
        const slack = 1e-9 * Math.max(1, ...values.map(Math.abs))
        expect(axis.min).toBeLessThanOrEqual(Math.min(...values) + slack)
        expect(axis.max).toBeGreaterThanOrEqual(Math.max(...values) - slack)
        expect(axis.max).toBeGreaterThan(axis.min)
        expect(axis.ticks.length).toBeLessThan(14)
      }),
    )
  })
})

describe('the rows beside a chart', () => {
  test('are every point of every line, newest first, with what is drawn where it is made', () => {
    const { panels } = view([coins, dollars], 'fund', 'index')
    const rows = chartRows([coins, dollars], panels)
    expect(rows.map(({ at, series, drawn }) => [at / HOUR, series.label, drawn])).toEqual([
      [2, 'Coins', '75'],
      [1, 'Coins', '150'],
      [1, 'Dollars', '120'],
      [0, 'Coins', '100'],
      [0, 'Dollars', '100'],
    ])
    expect(drawnUnit(panels)).toBe('first value in view = 100')
    expect(drawnUnit(view([coins], 'fund').panels)).toBeNull()
  })

  test('are the same cells in the file, empty with a note where a figure is missing', () => {
    const { panels } = view([coins], 'price')
    const rows = chartRows([coins], panels)
    const unit = drawnUnit(panels)
    const text = csvHeader(chartColumns) + rows.map((row) => csvRow(chartColumns, chartCells(row, unit))).join('')
    const [header, newest] = text.split('\r\n')
    expect(header?.split(',')).toHaveLength(chartColumns.length)
    expect(newest).toBe(
      '"acme","total","Coins",1970-01-01T02:00:00.000Z,"hour",150,1,"BTC",,,100,"US dollars at a fixed price","collected","open interest: late"',
    )
  })
})
