import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { chapters } from '@/app/methodology/contents'
import MethodologyPage from '@/app/methodology/page'
import {
  adlExample,
  bandAt,
  drawdownExample,
  exampleCoverages,
  exampleLaws,
  exhaustionAt,
  flowExample,
  openInterestExamples,
  poolExample,
  sensitivityRows,
  stateExamples,
  usableExamples,
} from '@/app/methodology/worked'
import { criteria } from '@/lib/render/criteria'

const html = renderToStaticMarkup(createElement(MethodologyPage))
const text = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1] ?? '')

describe('the page', () => {
  test('has every chapter under its id, once, in the order of the contents', () => {
    expect(ids.filter((id) => chapters.some((chapter) => chapter.id === id))).toEqual(chapters.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('keeps the anchors other pages link to', () => {
    for (const id of [
      'coverage',
      'open-interest',
      'exhaustion-move',
      'usable',
      'states',
      'drawdown',
      'episodes',
      'attribution',
      'prices',
      'adl',
      'fund-types',
      'record',
      'disclosure',
      'corrections',
    ]) {
      expect(ids).toContain(id)
    }
  })

  test('leads every link within the site to an id that is there', () => {
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(targets.length).toBeGreaterThanOrEqual(chapters.length)
    for (const target of targets) expect(ids).toContain(target)
  })

  test('promises nothing and judges nobody', () => {
    expect(text).not.toMatch(/\b(safe|safer|healthy|risky|guaranteed)\b/i)
  })

  test('has one heading of the first level, tables with captions, and no inline style', () => {
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html.match(/<table/g)?.length).toBe(html.match(/<caption/g)?.length)
    expect(html).not.toContain(' style=')
  })

  test('lists every disclosure criterion', () => {
    for (const { criterion } of criteria) expect(text).toContain(` ${criterion} `)
    expect(criteria).toHaveLength(14)
  })
})

/** The table of the method note, section 4.4, in percent. */
const EXPECTED_MOVES = [
  [2.87, 4.28, 7.98, 1.88, 6.08],
  [3.82, 5.39, 9.34, 2.35, 8.18],
  [5.34, 7.11, 11.4, 3.13, 11.81],
  [7.79, 9.83, 14.55, 4.48, 17.08],
  [13.65, 16.14, 21.58, 8.03, 24.4],
  [21.69, 24.59, 30.67, 13.5, 33.09],
]

describe('worked examples', () => {
  test('the exhaustion table gives the moves of the method note', () => {
    let cases = 0
    for (const [row, coverage] of exampleCoverages.entries()) {
      for (const [column, { law }] of exampleLaws.entries()) {
        const move = exhaustionAt(law, coverage)
        expect(move).not.toBeNull()
        expect((move ?? 0) * 100).toBeCloseTo(EXPECTED_MOVES[row]?.[column] ?? Number.NaN, 1)
        cases += 1
      }
    }
    expect(cases).toBe(30)
  })

  test('the band is ordered and holds the moves of its laws', () => {
    const band = bandAt(0.01, 100)
    expect(band.present).toBe(true)
    if (!band.present) return
    expect(band.low * 100).toBeCloseTo(5.34, 1)
    expect(band.central ?? 0).toBeGreaterThanOrEqual(band.low)
    expect((band.high ?? 0) * 100).toBeCloseTo(11.81, 1)
  })

  test('the total of the pools hides the thinnest', () => {
    const { pools, total } = poolExample()
    const thinnest = Math.min(...pools.map(({ coverage }) => coverage ?? 0))
    expect(total.coverage).toBeCloseTo(57_250_000 / 1_560_000_000, 12)
    expect(thinnest).toBeLessThan((total.coverage ?? 0) / 5)
  })

  test('the same book is worth the same however it is told, and inverse dollars do not follow the price', () => {
    const examples = openInterestExamples()
    expect(examples.slice(0, 4).map(({ valueUsd }) => valueUsd)).toEqual(Array(4).fill('60000000'))
    expect(examples[4]).toMatchObject({ valueUsd: '60000000', baseUnits: '1250' })
  })

  test('a trigger of 30 % leaves nothing usable at 70 % of the peak', () => {
    expect(usableExamples().map(({ usable }) => usable)).toEqual(['300000', '200000', '100000', '0', '0'])
  })

  test('the ADL example is the one the venue publishes', () => {
    const example = adlExample()
    expect(example).toMatchObject({ triggered: true, byPool: '300000', byAdl: '50000' })
    expect(example.proximity).toBeCloseTo(7 / 6, 12)
  })

  test('drawdown and flow are those of the inputs', () => {
    expect(drawdownExample()).toBeCloseTo(0.2, 12)
    expect(flowExample()).toEqual({ flowUsd: '-540000', priceUsd: '-11940000', changeUsd: '-12480000' })
  })

  test('states show every word the clocks of a followed source can give', () => {
    expect(stateExamples().map(({ state }) => state)).toEqual([
      'live',
      'unchanged',
      'unchanged',
      'late',
      'failing',
      'failing',
    ])
    expect(stateExamples().map(({ coverageStated }) => coverageStated)).toEqual([true, true, true, true, true, false])
  })

  test('the stress rows move as the method note says', () => {
    const byChange = new Map(sensitivityRows().map((row) => [row.change, row]))
    expect(byChange.get('base case')?.result.shortfall).toBeCloseTo(20_991_852.7, 0)
    expect(byChange.get('highest leverage 50x')?.against).toBeCloseTo(-0.5, 2)
    expect(byChange.get('highest leverage 25x')?.against).toBeCloseTo(-0.93, 2)
    expect(byChange.get('slippage 2 %')?.against).toBeCloseTo(0.54, 2)
    const hard = byChange.get('gap 10 %')?.result
    expect(hard?.fundDraw).toBe(40_000_000)
    expect(hard?.residualToAdl).toBeGreaterThan(0)
  })
})
