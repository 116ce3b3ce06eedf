import { describe, expect, test } from 'vitest'
import { plain, sum } from '@/lib/core/decimal'
import type { FundBalanceObservation, Observation, OpenInterestObservation } from '@/lib/core/observation'
import binance from '@/lib/venues/binance'
import { tradingSymbols } from '@/lib/venues/binance/normalise-markets'
import { readVendorError } from '@/lib/venues/binance/requests'
import {
  type FixtureResponse,
  loadFixture,
  normaliseFixture,
  receive,
  sourceOf,
  toReceived,
} from '@/tests/support/venue-fixtures'

const CHECKED_AT = new Date('2026-07-01T00:00:30.000Z')
const T = 1_782_864_000_000
const HOST = 'https://fapi.binance.com/fapi/v1'

const answer = (endpoint: string, path: string, body: unknown, subject?: string): FixtureResponse => ({
  endpoint,
  request: { method: 'GET', url: `${HOST}${path}` as `https://${string}` },
  status: 200,
  body,
  ...(subject === undefined ? {} : { subject }),
})

const read = (sourceId: string, responses: readonly FixtureResponse[]) =>
  normaliseFixture(sourceOf(binance, sourceId), { responses, checkedAt: CHECKED_AT })

const prices = (...rows: readonly unknown[]) => answer('premium_index', '/premiumIndex', rows)
const contract = (symbol: string, quoteAsset: string, fields: Record<string, unknown> = {}) => ({
  symbol,
  contractType: 'PERPETUAL',
  status: 'TRADING',
  baseAsset: symbol.slice(0, -quoteAsset.length),
  quoteAsset,
  marginAsset: quoteAsset,
  ...fields,
})
const contracts = (...symbols: readonly unknown[]) => answer('exchange_info', '/exchangeInfo', { symbols })
const interest = (symbol: string, openInterest: unknown) =>
  answer('open_interest', `/openInterest?symbol=${symbol}`, { symbol, openInterest, time: T }, symbol)

const balances = (observations: readonly Observation[]): readonly FundBalanceObservation[] =>
  observations.filter((item) => item.kind === 'fund_balance')
const interests = (observations: readonly Observation[]): readonly OpenInterestObservation[] =>
  observations.filter((item) => item.kind === 'open_interest')

describe('insurance funds', () => {
  test('counts a fund once, whatever the number of its contracts', () => {
    const fixture = loadFixture('binance', 'fund', 'documented')
    const found = balances(normaliseFixture(sourceOf(binance, 'fund'), fixture).observations)
    const usdt = found.filter((item) => item.asset === 'USDT').map((item) => item.units)
    expect(plain(sum(usdt))).toBe('1113248677.22499429')
    expect(new Set(found.map((item) => item.fund.key)).size).toBe(3)
  })

  test('leaves BNFCR unpriced and says so, beside priced wallets of the same fund', () => {
    const fixture = loadFixture('binance', 'fund', 'documented')
    const wallets = balances(normaliseFixture(sourceOf(binance, 'fund'), fixture).observations).slice(0, 4)
    expect(
      wallets.map(({ asset, priceSource, valueUsd, reason }) => [
        asset,
        priceSource,
        valueUsd && plain(valueUsd),
        reason,
      ]),
    ).toEqual([
      ['USDC', 'par', '299999998.6497832', null],
      ['USDT', 'par', '793930579.315848', null],
      ['BTC', 'index', '727307.733414572847738', null],
      ['BNFCR', null, null, 'BNFCR has no published dollar price'],
    ])
  })

  test('prices a coin by its index, by its mark when the index is empty, and not at all without either', () => {
    const fund = {
      symbols: ['AUSDT', 'BUSDT'],
      assets: ['A', 'B', 'C'].map((asset) => ({ asset, marginBalance: '2', updateTime: T })),
    }
    const { observations } = read('fund', [
      answer('insurance_balance', '/insuranceBalance', [fund]),
      prices(
        { symbol: 'AUSDT', indexPrice: '10', markPrice: '11' },
        { symbol: 'BUSDT', indexPrice: '', markPrice: '5' },
      ),
    ])
    expect(balances(observations).map((item) => item.valueUsd && plain(item.valueUsd))).toEqual(['20', '10', null])
  })

  test('refuses a wallet it cannot read and keeps the others', () => {
    const assets = [
      { asset: 'USDT', marginBalance: 'NaN', updateTime: T },
      { asset: 'USDC', marginBalance: '-3', updateTime: String(T) },
      { asset: 'FDUSD', marginBalance: null, updateTime: T },
    ]
    const { observations, rejected } = read('fund', [
      answer('insurance_balance', '/insuranceBalance', [{ symbols: ['AUSDT'], assets }]),
      prices(),
    ])
    expect(balances(observations).map(({ asset, units }) => [asset, plain(units)])).toEqual([['USDC', '-3']])
    expect(rejected.map((item) => item.reason)).toEqual(['not_a_number', 'missing_field'])
  })
})

describe('open interest', () => {
  test('turns a BTC quote into dollars through the mark price of BTCUSDT', () => {
    const { observations } = read('open_interest', [
      contracts(contract('ETHBTC', 'BTC'), contract('BTCUSDT', 'USDT')),
      prices({ symbol: 'ETHBTC', markPrice: '0.05' }, { symbol: 'BTCUSDT', markPrice: '60000', indexPrice: '1' }),
      interest('ETHBTC', '1000'),
    ])
    const [found] = interests(observations)
    expect(found?.valueUsd && plain(found.valueUsd)).toBe('3000000')
    expect(found?.markPrice && plain(found.markPrice)).toBe('0.05')
  })

  test('marks every figure as an estimate, because the side convention is not stated', () => {
    const { observations } = read('open_interest', [
      contracts(contract('AUSDT', 'USDT')),
      prices({ symbol: 'AUSDT', markPrice: '2' }),
      interest('AUSDT', '5'),
    ])
    expect(interests(observations).map(({ status, sourceSides, reason }) => [status, sourceSides, reason])).toEqual([
      ['E', 1, 'venue does not state its side convention; taken as one-sided'],
    ])
  })

  test('a quote never priced is left out by rule; a price missing in this pass is a gap', () => {
    const unread = { symbol: 'BTCUSDT', markPrice: 'NaN' }
    const { observations } = read('open_interest', [
      contracts(contract('AQ', 'Q'), contract('ETHBTC', 'BTC')),
      prices({ symbol: 'AQ', markPrice: '2' }, { symbol: 'ETHBTC', markPrice: '0.05' }, unread),
      interest('AQ', '5'),
      interest('ETHBTC', '5'),
    ])
    expect(
      interests(observations).map(({ valueUsd, undocumented, status, reason }) => [
        valueUsd,
        undocumented,
        status,
        reason,
      ]),
    ).toEqual([
      [null, true, 'M', 'no dollar price for the quote asset'],
      [null, false, 'M', 'no dollar price for the quote asset'],
    ])
  })

  test('refuses an answer about another symbol', () => {
    const { observations, rejected } = read('open_interest', [
      contracts(contract('AUSDT', 'USDT'), contract('BUSDT', 'USDT')),
      prices(),
      { ...interest('AUSDT', '1'), body: { symbol: 'BUSDT', openInterest: '1', time: T } },
    ])
    expect(interests(observations)).toEqual([])
    expect(rejected.map((item) => item.reason)).toEqual(['inconsistent'])
  })

  test('describes listed and no longer trading contracts without a leverage limit', () => {
    const { observations } = read('open_interest', [
      contracts(
        contract('AUSDT', 'USDT', { contractType: 'TRADIFI_PERPETUAL' }),
        contract('BUSDT', 'USDT', { contractType: 'NEXT_QUARTER' }),
        contract('CUSDT', 'USDT', { status: 'SETTLING' }),
      ),
      prices(),
    ])
    const markets = observations.filter((item) => item.kind === 'market')
    expect(markets.map(({ market, listed, maxLeverage }) => [market.marketKind, listed, maxLeverage])).toEqual([
      ['perpetual', true, null],
      ['future', true, null],
      ['perpetual', false, null],
    ])
  })
})

describe('requests', () => {
  const source = sourceOf(binance, 'open_interest')
  const context = { now: CHECKED_AT, largestMarkets: [] }

  test('asks each trading perpetual and dated future once, after the list and the prices', () => {
    const received = toReceived(source, loadFixture('binance', 'open_interest', 'edges')).slice(0, 2)
    const planned = source.next?.(received, { ...context, round: 1 }) ?? []
    expect(planned.map((item) => item.subject)).toEqual(tradingSymbols(received))
    expect(planned.map((item) => item.subject)).toContain('BTCUSDT_260925')
    expect(planned.map((item) => item.subject)).not.toContain('OLDUSDT')
    expect(planned.map((item) => item.subject)).not.toContain('BTCUSD_PERP')
    expect(new Set(planned.map((item) => item.url)).size).toBe(planned.length)
    expect(source.next?.(received, { ...context, round: 2 })).toEqual([])
  })

  test('writes a symbol of another script into the address', () => {
    const received = [receive(source, contracts(contract('牛来USDT', 'USDT')), CHECKED_AT)]
    const [planned] = source.next?.(received, { ...context, round: 1 }) ?? []
    expect(planned?.url).toBe(`${HOST}/openInterest?symbol=%E7%89%9B%E6%9D%A5USDT`)
  })

  test('declares the weight of the lists', () => {
    const weights = ['fund', 'open_interest', 'adl'].map((id) =>
      sourceOf(binance, id)
        .requests(context)
        .map((item) => item.weight ?? 1),
    )
    expect(weights).toEqual([[1, 10], [1, 10, 40], [1]])
  })
})

test('a body with a code and a message is an error of its kind', () => {
  const cases = [
    [{ code: -1003, msg: 'Too many requests' }, 429, 'busy'],
    [{ code: -1121, msg: 'Invalid symbol.' }, 400, 'request'],
    [{ code: '-1001', msg: 'Internal error' }, 200, 'server'],
    [{ code: 0, msg: "Service unavailable from a restricted location according to 'b. Eligibility'" }, 451, 'region'],
    [{ code: -1000, msg: 'x' }, 503, 'server'],
    [{ code: -1, msg: 'x' }, 418, 'busy'],
  ] as const
  expect(cases.map(([body, status]) => readVendorError(body, status)?.kind)).toEqual(cases.map(([, , kind]) => kind))
  const fine = [[], {}, null, 'text', { symbols: [] }, { code: 200, msg: 'success' }]
  expect(fine.map((body) => readVendorError(body, 200))).toEqual(fine.map(() => null))
})

describe('books and the past', () => {
  const context = { now: CHECKED_AT, largestMarkets: ['BTCUSDT', 'ETHUSDT'] }

  test('asks for the books at their weight, and for the list that names their quotes', () => {
    const depth = sourceOf(binance, 'depth')
    expect(depth.requests({ ...context, largestMarkets: [] })).toEqual([])
    expect(depth.requests(context).map(({ subject, weight }) => [subject, weight])).toEqual([
      [undefined, undefined],
      ['BTCUSDT', 20],
      ['ETHUSDT', 20],
    ])
  })

  test('keeps the statistics below their own limit of 1,000 requests in 5 minutes', () => {
    const history = binance.histories.find((item) => item.id === 'open_interest_history') ?? expect.fail('no history')
    const planned = history.page('BTCUSDT', null, { now: CHECKED_AT, from: CHECKED_AT })
    const { weight, perMs } = binance.rateLimit
    expect((weight / (planned.weight ?? 1)) * (300_000 / perMs)).toBeLessThanOrEqual(1000)
    expect(history.reachMs).toBe(30 * 86_400_000)
  })
})
