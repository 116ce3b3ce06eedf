import { describe, expect, test } from 'vitest'
import { plain } from '@/lib/core/decimal'
import type {
  FlowObservation,
  FundBalanceObservation,
  Observation,
  OpenInterestObservation,
} from '@/lib/core/observation'
import okx from '@/lib/venues/okx'
import { readInstrumentName } from '@/lib/venues/okx/instruments'
import { readVendorError } from '@/lib/venues/okx/requests'
import { type FixtureResponse, loadFixture, normaliseFixture, receive, sourceOf } from '@/tests/support/venue-fixtures'

const CHECKED_AT = new Date('2026-07-01T00:00:30.000Z')
const DAY_1 = '1782720000000'
const DAY_2 = '1782806400000'
const HOST = 'https://www.okx.com/api/v5'

const answer = (endpoint: string, data: readonly unknown[], subject?: string): FixtureResponse => ({
  endpoint,
  request: { method: 'GET', url: `${HOST}/public/x` },
  status: 200,
  body: { code: '0', msg: '', data },
  ...(subject === undefined ? {} : { subject }),
})

const read = (sourceId: string, ...responses: readonly FixtureResponse[]) =>
  normaliseFixture(sourceOf(okx, sourceId), { responses, checkedAt: CHECKED_AT })

const family = (instFamily: string, total: string, details: readonly unknown[], instType = 'SWAP') =>
  answer('security_fund_family', [{ instFamily, instType, total, details }], `${instType.toLowerCase()}:${instFamily}`)

const booking = (fields: Record<string, unknown>) => ({
  ccy: 'USDT',
  balance: '100',
  amt: '1',
  type: 'liquidation_balance_deposit',
  ts: DAY_1,
  ...fields,
})

const balances = (observations: readonly Observation[]): readonly FundBalanceObservation[] =>
  observations.filter((item) => item.kind === 'fund_balance')
const flows = (observations: readonly Observation[]): readonly FlowObservation[] =>
  observations.filter((item) => item.kind === 'flow')
const interests = (observations: readonly Observation[]): readonly OpenInterestObservation[] =>
  observations.filter((item) => item.kind === 'open_interest')

describe('platform total', () => {
  test('is one fund over the whole venue, taken once', () => {
    const row = (instFamily: string) => ({ instFamily, instType: 'SWAP', total: '700000000', details: [] })
    const { observations } = read('fund', answer('security_fund_total', [row('BTC-USDT'), row('ETH-USDT')]))
    expect(
      balances(observations).map(({ fund, valueUsd }) => [
        fund.key,
        fund.scope,
        fund.cover,
        fund.partOf,
        valueUsd && plain(valueUsd),
      ]),
    ).toEqual([['platform', 'venue', { kind: 'all' }, null, '700000000']])
  })

  test('is an estimate without a venue time, priced by the venue', () => {
    const fixture = loadFixture('okx', 'fund', 'documented')
    const [total] = balances(normaliseFixture(sourceOf(okx, 'fund'), fixture).observations)
    expect(total).toMatchObject({ status: 'E', observedAt: null, priceSource: 'venue', asset: 'USD' })
    expect(total && plain(total.units)).toBe('1369179138.7489')
  })
})

describe('family pools', () => {
  test('are parts of the platform total and cover the swaps of their family', () => {
    const { observations } = read('families', family('BTC-USDT', '500', [booking({})]))
    expect(balances(observations)[0]?.fund).toMatchObject({
      key: 'swap-btc-usdt',
      partOf: 'platform',
      scope: 'group',
      cover: { kind: 'segment', segment: 'swap:BTC-USDT' },
    })
  })

  test('the swaps and the futures of a family have a pool each, over their own contracts', () => {
    const { observations } = read(
      'families',
      family('BTC-USDT', '500', [booking({})]),
      family('BTC-USDT', '500', [booking({ balance: '40', amt: '' })], 'FUTURES'),
    )
    expect(balances(observations).map(({ fund, units }) => [fund.key, fund.label, fund.cover, plain(units)])).toEqual([
      ['swap-btc-usdt', 'BTC-USDT swaps', { kind: 'segment', segment: 'swap:BTC-USDT' }, '100'],
      ['futures-btc-usdt', 'BTC-USDT futures', { kind: 'segment', segment: 'futures:BTC-USDT' }, '40'],
    ])
    expect(new Set(balances(observations).map(({ fund }) => fund.partOf))).toEqual(new Set(['platform']))
  })

  test('a family worth more than the total is refused whole', () => {
    const { observations, rejected } = read('families', family('BTC-USDT', '99.99', [booking({})]))
    expect(observations).toEqual([])
    expect(rejected.map((item) => item.reason)).toEqual(['inconsistent'])
    expect(read('families', family('BTC-USDT', '100', [booking({})])).rejected).toEqual([])
  })

  test('the newest booking with a balance counts, in whatever order they come', () => {
    const rows = [
      booking({ balance: '90' }),
      booking({ balance: '120', ts: DAY_2 }),
      booking({ balance: '', ts: DAY_2, type: 'bankruptcy_loss' }),
    ]
    const orders = [rows, [...rows].reverse()].map((details) => {
      const [found] = balances(read('families', family('BTC-USDT', '500', details)).observations)
      return found && [plain(found.units), found.observedAt?.getTime(), found.status]
    })
    expect(orders).toEqual([
      ['120', Number(DAY_2), 'A'],
      ['120', Number(DAY_2), 'A'],
    ])
  })

  test('types bookings as flows with the sign given, and counts a repeated row once', () => {
    const rows = [
      booking({ amt: '5' }),
      booking({ amt: '5' }),
      booking({ amt: '-7.5', type: 'bankruptcy_loss' }),
      booking({ amt: '3', type: 'platform_revenue' }),
      booking({ amt: '', type: 'regular_update', ts: DAY_2 }),
      booking({ amt: '0', ts: DAY_2 }),
    ]
    const { observations, rejected } = read('families', family('BTC-USDT', '500', rows))
    expect(flows(observations).map(({ flow, units, fundKey }) => [flow, plain(units), fundKey])).toEqual([
      ['surplus', '5', 'swap-btc-usdt'],
      ['bankruptcy_loss', '-7.5', 'swap-btc-usdt'],
    ])
    expect(rejected).toEqual([])
  })

  test('a legacy type still gives a balance', () => {
    const details = [booking({ amt: '', type: 'regular_update', balance: '42' })]
    const { observations } = read('families', family('BTC-USDT', '500', details))
    expect(balances(observations).map((item) => plain(item.units))).toEqual(['42'])
    expect(flows(observations)).toEqual([])
  })

  test('values coins by index and names those without one', () => {
    const { observations } = read(
      'families',
      answer('index_tickers', [{ instId: 'BTC-USD', idxPx: '60000' }]),
      family('BTC-USD', '1000000', [booking({ ccy: 'BTC', balance: '2' })]),
      family('SOL-USD', '1000000', [booking({ ccy: 'SOL', balance: '2' })]),
    )
    expect(
      balances(observations).map(({ priceSource, valueUsd, reason }) => [
        priceSource,
        valueUsd && plain(valueUsd),
        reason,
      ]),
    ).toEqual([
      ['index', '120000', null],
      [null, null, 'SOL has no published dollar price'],
    ])
  })
})

describe('open interest', () => {
  const row = (fields: Record<string, unknown>) => ({
    instType: 'SWAP',
    instId: 'BTC-USDT-SWAP',
    oi: '2660239.59',
    oiCcy: '26602.3959',
    oiUsd: '2433776053.9429064',
    ts: DAY_2,
    ...fields,
  })

  test('takes dollars, contracts and coins as published', () => {
    const { observations } = read('open_interest', answer('open_interest', [row({})]))
    const [found] = interests(observations)
    expect([found?.contracts, found?.baseUnits, found?.valueUsd].map((value) => value && plain(value))).toEqual([
      '2660239.59',
      '26602.3959',
      '2433776053.9429064',
    ])
    expect(found).toMatchObject({
      sourceSides: 1,
      status: 'E',
      reason: 'venue does not state its side convention; taken as one-sided',
    })
  })

  const withoutDollars = row({ oi: '250000', oiCcy: '2500', oiUsd: '' })
  const instrument = (fields: Record<string, unknown>) =>
    answer('instruments', [
      { instId: 'BTC-USDT-SWAP', ctType: 'linear', ctVal: '0.01', ctMult: '1', ctValCcy: 'BTC', ...fields },
    ])
  const marks = answer('mark_price', [{ instId: 'BTC-USDT-SWAP', markPx: '60000' }])
  const computed = (...others: readonly FixtureResponse[]) => {
    const [found] = interests(read('open_interest', answer('open_interest', [withoutDollars]), ...others).observations)
    return [found?.valueUsd && plain(found.valueUsd), found?.status, found?.reason?.split('; ')[1] ?? found?.reason]
  }

  test('an empty dollar figure is computed from contracts: 250,000 x 0.01 BTC x 60,000', () => {
    const how = 'computed from contracts, contract size and mark price'
    expect(computed(marks, instrument({}))).toEqual(['150000000', 'E', how])
    expect(computed(marks, instrument({ ctMult: '2' }))).toEqual(['300000000', 'E', how])
  })

  test('an inverse contract has a face value and needs no price: 250,000 x 100 dollars', () => {
    const inverse = instrument({ ctType: 'inverse', ctVal: '100', ctValCcy: 'USD' })
    expect(computed(inverse)).toEqual(['25000000', 'E', 'computed from contracts and face value'])
  })

  test('without a contract size coins count, and without a price nothing does', () => {
    const coins = ['150000000', 'E', 'computed from coins and mark price']
    expect(computed(marks)).toEqual(coins)
    expect(computed(marks, instrument({ ctVal: '' }))).toEqual(coins)
    expect(computed(marks, instrument({ ctValCcy: 'USDT' }))).toEqual(coins)
    const gap = [null, 'M', 'oiUsd is empty and cannot be computed: no mark price']
    expect(computed()).toEqual(gap)
    expect(computed(instrument({}))).toEqual(gap)
  })

  test('asks for the instruments of a line only where dollars are missing', () => {
    const source = sourceOf(okx, 'open_interest')
    const lines = (...rows: readonly unknown[]) => {
      const received = [receive(source, answer('open_interest', rows), CHECKED_AT)]
      return source.next?.(received, { now: CHECKED_AT, largestMarkets: [], round: 1 }).map((item) => item.subject)
    }
    expect(lines(row({}), row({ oiUsd: '0' }), row({ oiUsd: 'NaN' }))).toEqual([])
    expect(lines(row({}), row({ instType: 'FUTURES', oiUsd: null }))).toEqual(['FUTURES'])
    expect(
      lines(row({ oiUsd: '' }), row({ instType: 'FUTURES', instId: 'BTC-USDT-260925', oiUsd: undefined })),
    ).toEqual(['FUTURES', 'SWAP'])
    expect(lines(row({ instType: 'OPTION', oiUsd: '' }))).toEqual([])
  })

  test('event contracts and options are not counted and not refused', () => {
    const others = ['EVENTS', 'OPTION', 'SPOT'].map((instType) => row({ instType }))
    expect(read('open_interest', answer('open_interest', others))).toEqual({ observations: [], rejected: [] })
  })

  test('names give family, base and quote', () => {
    const names = ['BTC-USDT-SWAP', 'BTC-USD-260925', 'BTC-USD_UM-SWAP'].map((instId) => {
      const found = readInstrumentName(instId)
      return found.ok ? [found.value.family, found.value.baseAsset, found.value.quoteAsset] : found.reason
    })
    expect(names).toEqual([
      ['BTC-USDT', 'BTC', 'USDT'],
      ['BTC-USD', 'BTC', 'USD'],
      ['BTC-USD_UM', 'BTC', 'USD'],
    ])
    expect(readInstrumentName('BTCUSDT')).toMatchObject({ ok: false, reason: 'unknown_unit' })
  })

  test('open interest and contract list put a market into the same segment', () => {
    const dated = {
      instType: 'FUTURES',
      instId: 'BTC-USD-260925',
      instFamily: 'BTC-USD',
      ctType: 'inverse',
      settleCcy: 'BTC',
      lever: '100',
      state: 'live',
    }
    const [listed] = read('leverage', answer('instruments', [dated])).observations
    const [traded] = read(
      'open_interest',
      answer('open_interest', [row({ instType: 'FUTURES', instId: 'BTC-USD-260925' })]),
    ).observations
    expect(listed?.kind === 'market' && listed.market).toEqual(traded?.kind === 'open_interest' && traded.market)
  })
})

describe('requests', () => {
  const context = { now: CHECKED_AT, largestMarkets: [] }

  test('asks each listed family of swaps and of futures once, after the lists', () => {
    const source = sourceOf(okx, 'families')
    expect(source.requests(context).map((item) => item.subject)).toEqual(['SWAP', 'FUTURES', undefined])
    const listed = (instType: string) => (instFamily: string, state: string) => ({
      instType,
      instId: `${instFamily}-X`,
      instFamily,
      state,
    })
    const [swap, dated] = [listed('SWAP'), listed('FUTURES')]
    const rows = [
      swap('BTC-USDT', 'live'),
      swap('BTC-USDT', 'live'),
      swap('ETH-USD', 'suspend'),
      swap('', 'preopen'),
      swap('T-USDT', 'test'),
      'row',
    ]
    const futures = [dated('BTC-USDT', 'live'), dated('BTC-USDT', 'live'), listed('OPTION')('BTC-USD', 'live')]
    const received = [rows, futures].map((data) => receive(source, answer('instruments', data), CHECKED_AT))
    const planned = source.next?.(received, { ...context, round: 1 }) ?? []
    expect(planned.map((item) => item.subject)).toEqual(['swap:BTC-USDT', 'swap:ETH-USD', 'futures:BTC-USDT'])
    expect([planned[0]?.url, planned[2]?.url]).toEqual(
      ['SWAP', 'FUTURES'].map((line) => `${HOST}/public/insurance-fund?instType=${line}&instFamily=BTC-USDT`),
    )
    expect(source.next?.(received, { ...context, round: 2 })).toEqual([])
  })

  test('the total costs one request, open interest two with two for marks', () => {
    expect(['fund', 'open_interest', 'leverage'].map((id) => sourceOf(okx, id).requests(context).length)).toEqual([
      1, 4, 2,
    ])
  })
})

test('a code other than "0" is an error of its kind, also with HTTP 200', () => {
  const kinds = ['50011', '50013', '50026', '50001', '51001', 50014].map(
    (code) => readVendorError({ code, msg: 'no', data: [] })?.kind,
  )
  expect(kinds).toEqual(['busy', 'busy', 'server', 'server', 'request', 'request'])
  expect([{ code: '0', data: [] }, {}, null, [], 'text'].map(readVendorError)).toEqual([null, null, null, null, null])
})

describe('order books and the past', () => {
  test('says where a book of 5,000 levels a side ends', () => {
    const bids = Array.from({ length: 5000 }, (_, index) => [(60_000 - index / 100).toFixed(2), '1', '1'])
    const instrument = { instId: 'BTC-USDT-SWAP', ctType: 'linear', ctVal: '0.01', ctMult: '1', ctValCcy: 'BTC' }
    const { observations } = read(
      'depth',
      answer('instruments', [instrument], 'BTC-USDT-SWAP'),
      answer('order_book', [{ bids, asks: [['60000.01', '100', '1']], ts: DAY_1 }], 'BTC-USDT-SWAP'),
    )
    expect(observations[0]).toMatchObject({
      kind: 'depth',
      bidUsd1: null,
      bidUsd2: null,
      reason: 'bids: the answered book ends 0.08 % from the middle',
    })
  })

  const historyOf = (id: string) => okx.histories.find((item) => item.id === id) ?? expect.fail(`no history ${id}`)
  const received = (endpoint: string, data: readonly unknown[]) => ({
    endpoint,
    request: { endpoint, method: 'GET', url: `${HOST}/x` } as const,
    body: { code: '0', data },
    checkedAt: CHECKED_AT,
  })
  const context = { now: CHECKED_AT, from: new Date('2026-01-01T00:00:00Z') }

  test('asks for the oldest time of a full page of bookings again, once', () => {
    const history = historyOf('families_history')
    const page = (count: number) =>
      received('security_fund_history', [{ details: Array.from({ length: count }, () => ({ ts: DAY_1 })) }])
    const again = String(Number(DAY_1) + 1)
    expect(history.nextCursor('swap:BTC-USDT', page(100), null, context)).toBe(again)
    expect(history.nextCursor('swap:BTC-USDT', page(100), again, context)).toBe(DAY_1)
    expect(history.nextCursor('swap:BTC-USDT', page(99), null, context)).toBeNull()
    expect(history.nextCursor('swap:BTC-USDT', page(0), null, context)).toBeNull()
    expect(history.nextCursor('swap:BTC-USDT', page(100), null, { ...context, from: CHECKED_AT })).toBeNull()
    expect(history.page('futures:BTC-USD', again, context).url).toBe(
      `${HOST}/public/insurance-fund?instType=FUTURES&instFamily=BTC-USD&limit=100&after=${again}`,
    )
  })

  test('pages open interest by the oldest time, and never twice the same page', () => {
    const history = historyOf('open_interest_history')
    const page = received(
      'open_interest_history',
      Array.from({ length: 100 }, () => [DAY_1, '1', '1', '1']),
    )
    expect(history.nextCursor('BTC-USDT-SWAP', page, null, context)).toBe(DAY_1)
    expect(history.nextCursor('BTC-USDT-SWAP', page, DAY_1, context)).toBeNull()
  })

  test('names the row types as part of what is disclosed', () => {
    const endpoints = [sourceOf(okx, 'families'), historyOf('families_history')].flatMap((item) => item.endpoints)
    const watched = endpoints.filter((endpoint) => endpoint.vocabulary?.includes('data[].details[].type'))
    expect(watched.map((endpoint) => endpoint.id).sort()).toEqual(['security_fund_family', 'security_fund_history'])
  })
})
