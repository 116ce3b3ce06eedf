import { describe, expect, test } from 'vitest'
import { plain, sum } from '@/lib/core/decimal'
import type {
  AdlObservation,
  FundBalanceObservation,
  Observation,
  OpenInterestObservation,
} from '@/lib/core/observation'
import { poolKey, poolMembers, slugOf } from '@/lib/venues/_contract/pool-names'
import bybit from '@/lib/venues/bybit'
import { readVendorError } from '@/lib/venues/bybit/requests'
import { planNextPages } from '@/lib/venues/bybit/sources'
import { readSymbol } from '@/lib/venues/bybit/symbols'
import { type FixtureResponse, loadFixture, normaliseFixture, receive, sourceOf } from '@/tests/support/venue-fixtures'

const CHECKED_AT = new Date('2026-07-01T00:00:30.000Z')
const TIME = 1_782_864_010_000

const answer = (endpoint: string, url: `https://${string}`, result: unknown): FixtureResponse => ({
  endpoint,
  request: { method: 'GET', url },
  status: 200,
  body: { retCode: 0, retMsg: 'OK', result, time: TIME },
})

const read = (sourceId: string, ...responses: FixtureResponse[]) =>
  normaliseFixture(sourceOf(bybit, sourceId), { responses, checkedAt: CHECKED_AT })

const readPools = (list: readonly unknown[]) =>
  read('fund', answer('insurance', 'https://api.bybit.com/v5/market/insurance', { updatedTime: '1782864000000', list }))

const readTickers = (category: string, list: readonly unknown[]) =>
  read(
    'open_interest',
    answer('tickers', `https://api.bybit.com/v5/market/tickers?category=${category}`, { category, list }),
  )

const readAlerts = (list: readonly unknown[]) =>
  read('adl', answer('adl_alert', 'https://api.bybit.com/v5/market/adlAlert', { updatedTime: '1782864000000', list }))

const balances = (observations: readonly Observation[]): readonly FundBalanceObservation[] =>
  observations.filter((item) => item.kind === 'fund_balance')
const interests = (observations: readonly Observation[]): readonly OpenInterestObservation[] =>
  observations.filter((item) => item.kind === 'open_interest')
const alerts = (observations: readonly Observation[]): readonly AdlObservation[] =>
  observations.filter((item) => item.kind === 'adl')

describe('insurance pools', () => {
  test('counts the money of a shared pool once, whatever the number of its contracts', () => {
    const { observations } = readPools([
      { coin: 'USDT', symbols: 'AUSDT,BUSDT,CUSDT', balance: '100', value: '100' },
      { coin: 'USDT', symbols: 'DUSDT', balance: '7', value: '7' },
    ])
    const values = balances(observations).map((item) => item.valueUsd ?? expect.fail('no value'))
    expect(plain(sum(values))).toBe('107')
    expect(balances(observations)[0]?.fund.cover).toEqual({ kind: 'markets', markets: ['AUSDT', 'BUSDT', 'CUSDT'] })
  })

  test('expects an isolated pool every minute and a shared pool once a day', () => {
    const { observations } = readPools([
      { coin: 'USDT', symbols: 'AUSDT,BUSDT', balance: '1', value: '1' },
      { coin: 'USDT', symbols: 'CUSDT', balance: '1', value: '1' },
    ])
    expect(
      balances(observations).map(({ fund, expectedEveryMs }) => [fund.scope, fund.shared, expectedEveryMs]),
    ).toEqual([
      ['group', true, 86_400_000],
      ['market', false, 60_000],
    ])
  })

  test('keeps a negative pool as it is', () => {
    const [pool] = balances(
      readPools([{ coin: 'USDT', symbols: 'AUSDT', balance: '-5421.29', value: '-5420' }]).observations,
    )
    expect(pool && plain(pool.units)).toBe('-5421.29')
    expect(pool?.valueUsd && plain(pool.valueUsd)).toBe('-5420')
    expect(pool?.priceUsd?.gt(0)).toBe(true)
  })

  test('states no price for an empty pool and no value for a coin the venue did not value', () => {
    const found = balances(
      readPools([
        { coin: 'USDT', symbols: 'AUSDT', balance: '0', value: '0' },
        { coin: 'SOL', symbols: 'SOLUSD', balance: '10', value: '' },
      ]).observations,
    )
    expect(found.map(({ priceUsd, valueUsd, reason }) => [priceUsd, valueUsd && plain(valueUsd), reason])).toEqual([
      [null, '0', null],
      [null, null, 'SOL has no published dollar value'],
    ])
  })

  test('keys depend on membership only, not on the order of the symbols', () => {
    const keyOf = (symbols: string) =>
      balances(readPools([{ coin: 'USDT', symbols, balance: '1', value: '1' }]).observations)[0]?.fund.key
    expect(keyOf('BUSDT,AUSDT')).toBe('usdt-pool-ausdt')
    expect(keyOf('AUSDT,BUSDT')).toBe('usdt-pool-ausdt')
    expect(keyOf('AUSDT')).toBe('usdt-ausdt')
  })
})

describe('pool names', () => {
  test('a label names two contracts, known ones first, and counts the others', () => {
    const many = ['AAVEUSDT', ...Array.from({ length: 141 }, (_, index) => `Z${index}USDT`), 'ETHUSDT', 'BTCUSDT']
    expect(poolMembers(many)).toBe('BTCUSDT, ETHUSDT + 142 more')
    expect(poolMembers(['WUSDT', 'XLMUSDT'])).toBe('WUSDT, XLMUSDT')
  })

  test('slugs keep to a-z, 0-9 and dashes and keep other scripts apart', () => {
    const names = ['BTCUSDT_250627', 'BTC-27DEC24', '牛来USDT', '牛牛USDT', '__', 'BTC-USD_UM']
    const slugs = names.map(slugOf)
    expect(slugs).toEqual(['btcusdt-250627', 'btc-27dec24', 'u725b-u6765-usdt', 'u725b-u725b-usdt', '', 'btc-usd-um'])
    expect(poolKey('USDT', [])).toBe('usdt-pool')
  })
})

describe('open interest', () => {
  test('prefers the one-sided figure and falls back to half of the two-sided one, marked as an estimate', () => {
    const both = { symbol: 'AUSDT', markPrice: '2', openInterest: '10', openInterestValue: '20' }
    const found = interests(
      readTickers('linear', [
        both,
        { ...both, symbol: 'BUSDT', singleOpenInterest: '5', singleOpenInterestValue: '10' },
      ]).observations,
    )
    expect(
      found.map(({ valueUsd, baseUnits, sourceSides, status, reason }) => [
        valueUsd && plain(valueUsd),
        baseUnits && plain(baseUnits),
        sourceSides,
        status,
        reason,
      ]),
    ).toEqual([
      ['10', '5', 2, 'E', 'halved: only the two-sided figure is published'],
      ['10', '5', 1, 'A', null],
    ])
  })

  const inverse = (fields: Record<string, unknown>) => {
    const { observations, rejected } = readTickers('inverse', [{ symbol: 'BTCUSD', ...fields }])
    const [found] = interests(observations)
    const figures = [found?.valueUsd, found?.baseUnits].map((figure) => figure && plain(figure))
    return [...figures, ...rejected.map((item) => item.reason)]
  }

  test('an inverse contract counts dollars and coins as published, and its price changes neither', () => {
    const row = { singleOpenInterest: '120000000', singleOpenInterestValue: '2000.5' }
    const values = ['30000', '60000', ''].map((markPrice) => inverse({ ...row, markPrice }))
    expect(values).toEqual(Array.from({ length: 3 }, () => ['120000000', '2000.5']))
  })

  test('halves the coins of an inverse contract when only both sides are published', () => {
    // The documented sample: 240,113,967 dollars and 2,089.79 BTC on both sides.
    const both = { markPrice: '114898.43', openInterest: '240113967', openInterestValue: '2089.79' }
    expect(inverse(both)).toEqual(['120056983.5', '1044.895'])
  })

  test('derives the coins of an inverse contract from its price only where none are published', () => {
    const row = { markPrice: '60000', singleOpenInterest: '120000000' }
    expect(inverse({ ...row, openInterestValue: '' })).toEqual(['120000000', '2000'])
    expect(inverse({ ...row, singleOpenInterestValue: 'NaN' })).toEqual(['120000000', '2000', 'not_a_number'])
  })

  test('missing figures are refused and never become 0', () => {
    const { observations, rejected } = readTickers('linear', [
      { symbol: 'AUSDT', markPrice: '2', openInterestValue: '' },
    ])
    expect(observations).toEqual([])
    expect(rejected.map((item) => item.reason)).toEqual(['missing_field'])
  })

  test('names tell quote, settle coin and kind', () => {
    const cases = [
      ['linear', '10000000AIDOGEUSDT', '10000000AIDOGE', 'USDT', 'perpetual'],
      ['linear', 'BTCPERP', 'BTC', 'USDC', 'perpetual'],
      ['linear', 'BTC-27DEC24', 'BTC', 'USDC', 'future'],
      ['linear', 'BTCUSDT-3JAN25', 'BTC', 'USDT', 'future'],
      ['linear', 'USDCUSDT', 'USDC', 'USDT', 'perpetual'],
      ['linear', 'ETHBTCUSDT', 'ETHBTC', 'USDT', 'perpetual'],
      ['inverse', 'BTCUSD', 'BTC', 'USD', 'perpetual'],
      ['inverse', 'ETHUSDZ26', 'ETH', 'USD', 'future'],
    ] as const
    const seen = cases.map(([category, symbol, baseAsset, quoteAsset, marketKind]) => {
      const found = readSymbol(category, symbol)
      expect(found.ok && found.value).toMatchObject({
        market: symbol,
        baseAsset,
        quoteAsset,
        marketKind,
        segment: category,
      })
      return symbol
    })
    expect(seen).toHaveLength(8)
    expect(readSymbol('linear', 'BTCEUR')).toMatchObject({ ok: false, reason: 'unknown_unit' })
    expect(readSymbol('inverse', 'BTCEUR')).toMatchObject({ ok: false, reason: 'unknown_unit' })
  })
})

describe('ADL', () => {
  const alert = (fields: Record<string, unknown>) => ({
    coin: 'USDT',
    symbol: 'AUSDT',
    balance: '1000000',
    insurancePnlRatio: '-0.3',
    pnlRatio: '0',
    adlTriggerThreshold: '1',
    adlStopRatio: '-0.25',
    ...fields,
  })
  const graded = (fields: Record<string, unknown>) => {
    const [found] = alerts(readAlerts([alert(fields)]).observations)
    return found && [found.level, found.proximity]
  }

  test('the worked example of the documentation is active ADL at a proximity of 7/6', () => {
    expect(graded({ pnlRatio: '-0.35' })).toEqual([3, 1.1666666666666667])
  })

  test('levels follow proximity: 1 from 0.5, 2 from 0.8, 3 only past the limit', () => {
    const ratios = ['-0.149999', '-0.15', '-0.239999', '-0.24', '-0.3', '-0.300001', '0.2']
    expect(ratios.map((pnlRatio) => graded({ pnlRatio })?.[0])).toEqual([0, 1, 1, 2, 2, 3, 0])
    expect(graded({ pnlRatio: '0.2' })).toEqual([0, 0])
  })

  test('a pool at or below 0 is active ADL whatever the drawdown', () => {
    const found = ['0', '-5421.29', '-0.0000001'].map((balance) => graded({ balance, pnlRatio: '0' }))
    expect(found).toEqual([
      [3, null],
      [3, null],
      [3, null],
    ])
  })

  test('the drawdown rule is off at or below its threshold: no level, no proximity', () => {
    const off = ['453.36', '10000'].map((balance) =>
      graded({ balance, adlTriggerThreshold: '10000', pnlRatio: '-0.9' }),
    )
    expect(off).toEqual([
      [null, null],
      [null, null],
    ])
    expect(graded({ balance: '10000.01', adlTriggerThreshold: '10000', pnlRatio: '-0.9' })?.[0]).toBe(3)
  })

  test('reads numbers as well as text and keeps the raw value and the trigger', () => {
    const row = alert({ balance: 19873.46, pnlRatio: -0.1, insurancePnlRatio: -0.3, adlTriggerThreshold: 10_000 })
    const [found] = alerts(readAlerts([row]).observations)
    expect(found?.value).toBe('-0.1')
    expect(found?.trigger && [plain(found.trigger.drawdown), plain(found.trigger.threshold)]).toEqual(['0.3', '10000'])
  })
})

describe('requests', () => {
  const source = sourceOf(bybit, 'leverage')
  const page = (url: `https://${string}`, nextPageCursor: string | null, symbols: readonly string[]) =>
    receive(source, answer('instruments', url, { category: 'linear', list: symbols, nextPageCursor }), CHECKED_AT)
  const first = 'https://api.bybit.com/v5/market/instruments-info?category=linear&limit=1000' as const

  test('follows the cursor of each category until it is empty', () => {
    const one = page(first, 'first%3DA', ['a'])
    const [planned, ...others] = planNextPages([one], 1)
    expect(others).toEqual([])
    expect(planned?.url).toBe(`${first}&cursor=first%3DA`)
    expect(planned?.subject).toBe('linear')
    const two = page(planned?.url ?? expect.fail('no page'), '', ['b'])
    expect(planNextPages([one, two], 2)).toEqual([])
  })

  test('sends a cursor percent-encoded once, whether it came encoded or not', () => {
    const cursors = ['first%3DA%26last%3DB', 'first=A&last=B', 'A+B', '100%', 'BTCUSDT']
    const sent = cursors.map((cursor) => planNextPages([page(first, cursor, ['a'])], 1)[0]?.url.split('&cursor=')[1])
    expect(sent).toEqual(['first%3DA%26last%3DB', 'first%3DA%26last%3DB', 'A%2BB', '100%25', 'BTCUSDT'])
  })

  test('stops at an empty page, at a page read before and after 20 rounds', () => {
    expect(planNextPages([page(first, 'x', [])], 1)).toEqual([])
    expect(planNextPages([page(first, 'x', ['a']), page(`${first}&cursor=x`, 'x', ['a'])], 2)).toEqual([])
    expect(planNextPages([page(first, 'x', ['a'])], 20)).toEqual([])
  })

  test('asks both categories for open interest and contracts', () => {
    const now = { now: CHECKED_AT, largestMarkets: [] }
    const urls = ['open_interest', 'leverage'].flatMap((id) =>
      sourceOf(bybit, id)
        .requests(now)
        .map((item) => item.url),
    )
    expect(urls.map((url) => new URL(url).searchParams.get('category'))).toEqual([
      'linear',
      'inverse',
      'linear',
      'inverse',
    ])
  })
})

test('one bad row never takes a good one with it', () => {
  const fixture = loadFixture('bybit', 'fund', 'edges')
  const { observations, rejected } = normaliseFixture(sourceOf(bybit, 'fund'), fixture)
  expect(observations).toHaveLength(8)
  expect(rejected).toHaveLength(10)
})

test('a retCode other than 0 is an error of its kind', () => {
  const kinds = [10006, '10009', 10016, 10001, 10017].map((retCode) => readVendorError({ retCode, retMsg: 'no' })?.kind)
  expect(kinds).toEqual(['busy', 'region', 'server', 'request', 'request'])
  expect(readVendorError({ retCode: 10006, retMsg: 'Too many visits!' })).toEqual({
    code: '10006',
    message: 'Too many visits!',
    kind: 'busy',
  })
  expect([{ retCode: 0 }, {}, null, [], 'text', 5].map(readVendorError)).toEqual([null, null, null, null, null, null])
})

describe('order books', () => {
  test('says where a side of 500 levels ends', () => {
    const b = Array.from({ length: 500 }, (_, index) => [(60_000 - index / 10).toFixed(1), '1'])
    const url = 'https://api.bybit.com/v5/market/orderbook' as const
    const book = answer('order_book', url, { s: 'BTCUSDT', b, a: [['60000.1', '1']], ts: TIME })
    const [depth] = read('depth', book).observations
    expect(depth).toMatchObject({ bidUsd1: null, reason: 'bids: the answered book ends 0.08 % from the middle' })
  })

  test('asks each of the largest markets in its category, as deep as documented', () => {
    const planned = sourceOf(bybit, 'depth').requests({
      now: CHECKED_AT,
      largestMarkets: ['BTCUSDT', 'BTCUSD', 'BTCUSDH27', 'BTCPERP', 'BTC-25SEP26'],
    })
    expect(planned.map(({ url }) => new URL(url).searchParams.get('category'))).toEqual([
      'linear',
      'inverse',
      'inverse',
      'linear',
      'linear',
    ])
    expect(planned.every(({ url }) => url.endsWith('&limit=500'))).toBe(true)
    expect(planned.map(({ subject }) => subject)).toContain('BTCUSDH27')
  })
})

describe('open interest of the past', () => {
  const history = bybit.histories.find((item) => item.id === 'open_interest_history') ?? expect.fail('no history')
  const pageOf = (timestamps: readonly string[], nextPageCursor: string) =>
    receive(
      { ...history, normalise: () => ({ observations: [], rejected: [] }) },
      answer('open_interest_history', 'https://api.bybit.com/v5/market/open-interest', {
        list: timestamps.map((timestamp) => ({ singleOpenInterest: '1', timestamp })),
        nextPageCursor,
      }),
      CHECKED_AT,
    )
  const next = (from: string, timestamps: readonly string[], cursor: string) =>
    history.nextCursor('BTCUSDT', pageOf(timestamps, cursor), null, { now: CHECKED_AT, from: new Date(from) })

  test('goes on while a page is wholly wanted and has a cursor', () => {
    const times = ['1782777600000', '1782691200000']
    expect(next('2026-06-01T00:00:00Z', times, 'a%3D1')).toBe('a=1')
    expect(next('2026-06-30T00:00:00Z', times, 'a%3D1')).toBeNull()
    expect(next('2026-06-01T00:00:00Z', times, '')).toBeNull()
    expect(next('2026-06-01T00:00:00Z', [], 'a')).toBeNull()
  })

  test('sends a cursor percent-encoded once', () => {
    const { url } = history.page('BTCUSD', 'a=1', { now: CHECKED_AT, from: CHECKED_AT })
    expect(url).toContain('category=inverse&symbol=BTCUSD&intervalTime=1d&limit=200&cursor=a%3D1')
  })
})
