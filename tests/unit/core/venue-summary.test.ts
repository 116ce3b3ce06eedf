import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import type { BalanceNow } from '@/lib/core/metrics/fund-money'
import type { MarketNow } from '@/lib/core/metrics/market-set'
import { type FundNow, summariseVenue, type VenueSummaryInput } from '@/lib/core/metrics/venue-summary'

const now = new Date('2026-11-20T12:00:00.000Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

const balance = (fund: string, units: number, extra: Partial<BalanceNow> = {}): BalanceNow => ({
  fund,
  asset: 'USDT',
  units: dec(units),
  priceUsd: dec(1),
  valueUsd: dec(units),
  observedAt: now,
  checkedAt: now,
  source: 'fund',
  sourceCadenceMs: 60_000,
  status: 'A',
  reason: null,
  ...extra,
})
const fund = (id: string, markets: readonly string[], extra: Partial<FundNow> = {}): FundNow => ({
  fund: id,
  label: id,
  fundType: 'insurance',
  partOf: null,
  coversNothing: false,
  markets,
  ...extra,
})
const market = (id: string, usd: number | null, extra: Partial<MarketNow> = {}): MarketNow => ({
  market: id,
  contractType: 'linear',
  valueUsd: usd === null ? null : dec(usd),
  undocumented: false,
  observedAt: now,
  checkedAt: now,
  sourceCadenceMs: 60_000,
  status: 'A',
  reason: null,
  maxLeverage: dec(100),
  ...extra,
})
const summarise = (input: Partial<VenueSummaryInput>) =>
  summariseVenue({
    now,
    fundType: 'insurance',
    funds: [],
    balances: [],
    markets: [],
    passes: { openInterest: null, funds: new Map() },
    peaks: new Map(),
    triggers: new Map(),
    leverage: { max: null, reason: 'not published by API' },
    fundAbsence: null,
    ...input,
  })

describe('the venue row', () => {
  test('components and protection reserves are never summed', () => {
    const { venue } = summarise({
      funds: [
        fund('platform', ['A']),
        fund('family', ['A'], { partOf: 'platform' }),
        fund('reserve', [], { fundType: 'protection', coversNothing: true }),
      ],
      balances: [balance('platform', 100), balance('family', 40), balance('reserve', 1000)],
      markets: [market('A', 1000)],
    })
    expect(venue.fundUsd?.toNumber()).toBe(100)
    expect(venue.coverage).toBe(0.1)
  })
  test('counterparty pools are no fund of the venue, even where they are all it has', () => {
    const pool = fund('pool', [], { fundType: 'counterparty', coversNothing: true })
    const { venue, funds } = summarise({
      fundType: 'counterparty',
      funds: [pool],
      balances: [balance('pool', 500)],
      markets: [market('A', 1000)],
    })
    expect(venue).toMatchObject({ fundUsd: null, coverage: null, fundsCounted: 0 })
    expect(venue.oiUsd?.toNumber()).toBe(1000)
    expect(venue.reason).toContain('counterparty pools are not an insurance fund')
    expect(funds[0]?.fundUsd?.toNumber()).toBe(500)
    expect(summarise({ fundType: 'counterparty' }).venue.reason).toContain('not yet collected')
  })
  test('a market covered by two funds counts once in the covered open interest', () => {
    const { venue } = summarise({
      funds: [fund('a', ['A']), fund('b', ['A'])],
      balances: [balance('a', 10), balance('b', 20)],
      markets: [market('A', 1000)],
    })
    expect(venue.coveredOiUsd?.toNumber()).toBe(1000)
    expect(venue.coverage).toBe(0.03)
  })
  test('without a fund, says why and still states open interest', () => {
    const { venue } = summarise({ fundAbsence: 'balance on a web page only', markets: [market('A', 1000)] })
    expect(venue.fundUsd).toBeNull()
    expect(venue.coverage).toBeNull()
    expect(venue.oiUsd?.toNumber()).toBe(1000)
    expect(venue.reason).toBe('balance on a web page only')
  })
  test('the weakest fund is one whose markets carry at least $1m and 0.1 %', () => {
    const { venue } = summarise({
      funds: [fund('dust', ['D']), fund('thin', ['T']), fund('main', ['M'])],
      balances: [balance('dust', 1), balance('thin', 20_000), balance('main', 50_000_000)],
      markets: [market('D', 900_000), market('T', 2_000_000), market('M', 1_000_000_000)],
    })
    expect(venue.weakest).toEqual({ fund: 'thin', coverage: 0.01 })
  })
  test('a fund of a venue whose leverage no source gives has no exhaustion move, with that reason', () => {
    const { venue } = summarise({
      funds: [fund('a', ['A'])],
      balances: [balance('a', 10)],
      markets: [market('A', 1000, { maxLeverage: null })],
    })
    expect(venue.exhaustion).toEqual({ present: false, reason: 'leverage: not published by API' })
  })
  test('leverage is the mean of the markets weighted by open interest', () => {
    const { venue } = summarise({
      funds: [fund('a', ['A', 'B'])],
      balances: [balance('a', 10)],
      markets: [market('A', 750, { maxLeverage: dec(100) }), market('B', 250, { maxLeverage: dec(20) })],
    })
    expect(venue.maxLeverage?.toNumber()).toBe(80)
  })
})

describe('usable capacity', () => {
  const rule = {
    funds: [fund('a', ['A'])],
    markets: [market('A', 100_000_000)],
    triggers: new Map([['A', { drawdown: dec('0.3'), threshold: dec(10_000) }]]),
  }
  test('of a single-contract pool is what lies above the trigger, with 8 h of samples (vector E02)', () => {
    const { funds } = summarise({
      ...rule,
      balances: [balance('a', 900_000)],
      peaks: new Map([['a', { peakUnits: dec(1_000_000), since: hoursAgo(8) }]]),
    })
    expect(funds[0]?.usableUsd?.toNumber()).toBe(200_000)
    expect(funds[0]?.usableBasis).toBe('rule')
  })
  test('is the full balance with fewer samples, below the threshold, or for a shared pool', () => {
    const peak = new Map([['a', { peakUnits: dec(1_000_000), since: hoursAgo(7) }]])
    expect(summarise({ ...rule, balances: [balance('a', 900_000)], peaks: peak }).funds[0]?.usableBasis).toBe('full')
    const long = new Map([['a', { peakUnits: dec(9_000), since: hoursAgo(9) }]])
    expect(summarise({ ...rule, balances: [balance('a', 9_000)], peaks: long }).funds[0]?.usableBasis).toBe('full')
    expect(
      summarise({ ...rule, funds: [fund('a', ['A', 'B'])], balances: [balance('a', 900_000)], peaks: long }).funds[0]
        ?.usableBasis,
    ).toBe('full')
  })
  test('is never below zero', () => {
    expect(summarise({ ...rule, balances: [balance('a', -5)] }).venue.usableUsd?.toNumber()).toBe(0)
  })
})

test('coverage is null or finite, and scale does not change it', () => {
  const amount = fc.integer({ min: -1_000_000, max: 1_000_000_000 })
  const oi = fc.integer({ min: 0, max: 1_000_000_000 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(amount, oi), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 1000 }),
      (pools, scale) => {
        const build = (factor: number) =>
          summarise({
            funds: pools.map((_, index) => fund(`f${index}`, [`M${index}`])),
            balances: pools.map(([units], index) => balance(`f${index}`, units * factor)),
            markets: pools.map(([, usd], index) => market(`M${index}`, usd * factor)),
          })
        const one = build(1)
        const scaled = build(scale)
        for (const figures of [one.venue, ...one.funds]) {
          expect(figures.coverage === null || Number.isFinite(figures.coverage)).toBe(true)
        }
        expect(scaled.venue.coverage).toBe(one.venue.coverage)
        const summed = one.funds.reduce((total, item) => total.plus(item.fundUsd ?? 0), dec(0))
        expect(one.venue.fundUsd?.eq(summed)).toBe(true)
      },
    ),
  )
})
