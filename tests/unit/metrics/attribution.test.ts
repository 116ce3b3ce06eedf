import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Decimal, dec, plain, sum } from '@/lib/core/decimal'
import { type AssetPeriod, attributeAsset, boundFlow, sumParts } from '@/lib/core/metrics/attribution'

const end = (units: string, price: string | null) => ({
  units: dec(units),
  valueUsd: price === null ? null : dec(units).times(price),
})

const period = (overrides: Partial<AssetPeriod>): AssetPeriod => ({
  asset: 'BTC',
  before: end('100', '1000'),
  after: end('90', '1200'),
  known: [],
  typed: true,
  ...overrides,
})

const shown = (attribution: ReturnType<typeof attributeAsset>) =>
  attribution.parts.map(({ part, units, usd }) => [part, plain(units), usd === null ? null : plain(usd)])

describe('by hand', () => {
  test('typed flows, what they leave over, and the price', () => {
    // 108,000 - 100,000 = 8,000. Flows at 1,100: -15 and +3 typed, +2 left over; price (100+90)/2 x 200 = 19,000.
    const found = attributeAsset(
      period({
        known: [
          { part: 'bankruptcy_loss', units: dec('-10') },
          { part: 'surplus', units: dec('3') },
          { part: 'bankruptcy_loss', units: dec('-5') },
        ],
      }),
    )
    expect(plain(found.changeUnits)).toBe('-10')
    expect(found.changeUsd && plain(found.changeUsd)).toBe('8000')
    expect(shown(found)).toEqual([
      ['surplus', '3', '3300'],
      ['bankruptcy_loss', '-15', '-16500'],
      ['unexplained', '2', '2200'],
      ['price', '0', '19000'],
    ])
  })

  test('without a feed of flows all of it is net, cause not published', () => {
    expect(shown(attributeAsset(period({ typed: false })))).toEqual([
      ['untyped', '-10', '-11000'],
      ['price', '0', '19000'],
    ])
  })

  test('a steady price and typed flows that explain all leave nothing else', () => {
    const all = period({ after: end('90', '1000'), known: [{ part: 'withdrawal', units: dec('-10') }] })
    expect(shown(attributeAsset(all))).toEqual([['withdrawal', '-10', '-10000']])
  })

  test('without a price at one end there are units and no dollars', () => {
    const found = attributeAsset(period({ after: end('90', null) }))
    expect(found.changeUsd).toBeNull()
    expect(shown(found)).toEqual([['unexplained', '-10', null]])
  })

  test('an asset that comes or goes counts at the price it has', () => {
    expect(shown(attributeAsset(period({ before: end('0', '1') })))).toEqual([['unexplained', '90', '108000']])
    expect(shown(attributeAsset(period({ before: end('0', '0'), after: end('0', '0') })))).toEqual([])
  })

  test('a dollar total of unknown assets has a bound, whichever way the market went', () => {
    const text = ({ low, high }: { low: Decimal; high: Decimal }) => [plain(low), plain(high)]
    expect(text(boundFlow(dec(1000), dec(900), dec('-0.2')))).toEqual(['-100', '100'])
    expect(text(boundFlow(dec(1000), dec(1100), dec('0.3')))).toEqual(['-200', '100'])
  })
})

/** Up to 1e12, with 18 decimals as stored. */
const decimals = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((digits) => dec(digits.toString()).div('1e18'))
const positive = decimals.map((value) => value.abs())
/** From 1e-9 to 1e9. */
const prices = fc.bigInt({ min: 1n, max: 10n ** 18n }).map((digits) => dec(digits.toString()).div('1e9'))

test('the parts add up to the change, to the last digit, in units and in dollars', () => {
  fc.assert(
    fc.property(
      fc.record({ q0: positive, q1: positive, p0: prices, p1: prices }),
      fc.array(
        fc.record({
          part: fc.constantFrom('surplus', 'bankruptcy_loss', 'injection', 'announced', 'regrouped' as const),
          units: decimals,
        }),
        { maxLength: 6 },
      ),
      fc.boolean(),
      ({ q0, q1, p0, p1 }, known, typed) => {
        const usd = (units: Decimal, price: Decimal) => units.times(price).toDecimalPlaces(18)
        const found = attributeAsset({
          asset: 'BTC',
          before: { units: q0, valueUsd: usd(q0, p0) },
          after: { units: q1, valueUsd: usd(q1, p1) },
          known,
          typed,
        })
        expect(plain(sum(found.parts.map(({ units }) => units)))).toBe(plain(q1.minus(q0)))
        expect(plain(sum(found.parts.map((part) => part.usd ?? dec(0))))).toBe(plain(usd(q1, p1).minus(usd(q0, p0))))
        // As text, which is all that leaves the process, they add up as well.
        const texts = found.parts.map((part) => plain(part.usd ?? dec(0)))
        expect(plain(sum(texts.map((text) => dec(text))))).toBe(plain(usd(q1, p1).minus(usd(q0, p0))))
        expect(plain(sum(sumParts(found.parts).map((part) => part.usd)))).toBe(plain(found.changeUsd ?? dec(0)))
      },
    ),
  )
})
