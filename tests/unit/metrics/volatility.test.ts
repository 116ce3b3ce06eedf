import { describe, expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import { MARK_PRICE_RULES, realisedVolatility, thinnestMarginMoves } from '@/lib/core/metrics/volatility'

const NOW = new Date('2026-11-20T12:00:00Z')
const MINUTE = 60_000

/** Samples every `stepMinutes`, the last one at `NOW`. */
function samples(prices: readonly string[], stepMinutes = 15) {
  return prices.map((price, index) => ({
    at: new Date(NOW.getTime() - (prices.length - 1 - index) * stepMinutes * MINUTE),
    price: dec(price),
  }))
}

const zigzag = (count: number) => Array.from({ length: count }, (_, index) => (index % 2 === 0 ? '100' : '101'))

describe('realised volatility', () => {
  test('of 96 quarter-hour steps of ln 1.01 is √96 × 0.00995033 a day', () => {
    const found = realisedVolatility(samples(zigzag(97)), NOW)
    expect(found.daily).toBeCloseTo(0.0974929, 6)
    expect(found.annualised).toBeCloseTo(1.8626, 5)
    expect(found).toMatchObject({ returns: 96, reason: null, to: NOW, from: new Date('2026-11-19T12:00:00Z') })
  })

  test('of 100, 110, 99 an hour apart is √(12 × (0.0953102² + 0.1053605²)) a day', () => {
    const rules = { windowMs: 24 * 60 * MINUTE, longestStepMs: 60 * MINUTE, fewestReturns: 2, leastCovered: 0.9 }
    const found = realisedVolatility(samples(['100', '110', '99'], 60), NOW, rules)
    expect(found.daily).toBeCloseTo(0.4921569, 6)
  })

  test('is the same whatever the order of the samples, and takes a time once', () => {
    const some = samples(zigzag(97))
    const shuffled = [...some].reverse()
    expect(realisedVolatility(shuffled, NOW).daily).toBe(realisedVolatility(some, NOW).daily)
    const [first] = some
    const twice = first ? [first, ...some] : some
    expect(realisedVolatility(twice, NOW).returns).toBe(96)
  })

  test('of a price that does not move is 0, not absent', () => {
    expect(realisedVolatility(samples(Array(97).fill('7')), NOW)).toMatchObject({
      daily: 0,
      annualised: 0,
      reason: null,
    })
  })

  const refused: readonly (readonly [string, ReturnType<typeof samples>, string])[] = [
    ['without a sample', [], 'no mark price collected'],
    ['below the stated minimum', samples(zigzag(96)), '95 of 96 price steps so far'],
    ['with samples outside the window only', samples(['1', '2'], 60 * 24 * 8).slice(0, 1), 'no mark price collected'],
    [
      'with a hole of more than a tenth of the time',
      // Seven days minus a day: 577 samples, of which a day in the middle is missing.
      samples(zigzag(577)).filter((_, index) => index < 200 || index >= 200 + 96),
      'prices are missing for 17 % of the time',
    ],
  ]

  test.each(refused)('is absent %s, with the reason', (_name, given, reason) => {
    expect(realisedVolatility(given, NOW)).toMatchObject({ daily: null, annualised: null, reason })
  })

  test('takes no return across a gap, and none of its time', () => {
    const before = { at: new Date(NOW.getTime() - 25.5 * 60 * MINUTE), price: dec('1') }
    const found = realisedVolatility([before, ...samples(zigzag(97))], NOW)
    expect(found.reason).toBeNull()
    expect(found.returns).toBe(96)
    expect(found.daily).toBeLessThan(0.1)
  })

  test('states its rules: a week at most, a day at least', () => {
    expect(MARK_PRICE_RULES).toMatchObject({ windowMs: 604_800_000, fewestReturns: 96, leastCovered: 0.9 })
  })
})

describe('the thinnest margin', () => {
  test('at 100x and 2.5 % a day is 0.4 daily moves; at 20x it is 2', () => {
    expect(thinnestMarginMoves(100, 0.025)).toBeCloseTo(0.4, 12)
    expect(thinnestMarginMoves(20, 0.025)).toBeCloseTo(2, 12)
  })

  test('is absent, never infinite, without leverage, volatility or movement', () => {
    expect([
      thinnestMarginMoves(null, 0.02),
      thinnestMarginMoves(50, null),
      thinnestMarginMoves(50, 0),
      thinnestMarginMoves(0, 0.02),
    ]).toEqual([null, null, null, null])
  })
})
