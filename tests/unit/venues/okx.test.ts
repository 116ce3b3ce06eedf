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
import { readVendorError } from '@/lib/venues/okx/sources'
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

const family = (instFamily: string, total: string, details: readonly unknown[]) =>
  answer('security_fund_family', [{ instFamily, instType: 'SWAP', total, details }], instFamily)

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
      key: 'btc-usdt',
      partOf: 'platform',
      scope: 'group',
      cover: { kind: 'segment', segment: 'swap:BTC-USDT' },
    })
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
      ['surplus', '5', 'btc-usdt'],
      ['bankruptcy_loss', '-7.5', 'btc-usdt'],
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

  test('an empty dollar figure stays empty, with the reason', () => {
    const [found] = interests(read('open_interest', answer('open_interest', [row({ oiUsd: '' })])).observations)
    expect(found).toMatchObject({ valueUsd: null, status: 'M', reason: 'oiUsd is empty' })
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
    const instrument = {
      instType: 'FUTURES',
      instId: 'BTC-USD-260925',
      instFamily: 'BTC-USD',
      ctType: 'inverse',
      settleCcy: 'BTC',
      lever: '100',
      state: 'live',
    }
    const [listed] = read('leverage', answer('instruments', [instrument])).observations
    const [traded] = read(
      'open_interest',
      answer('open_interest', [row({ instType: 'FUTURES', instId: 'BTC-USD-260925' })]),
    ).observations
    expect(listed?.kind === 'market' && listed.market).toEqual(traded?.kind === 'open_interest' && traded.market)
  })
})

describe('requests', () => {
  const context = { now: CHECKED_AT }

  test('asks each listed swap family once, after the list', () => {
    const source = sourceOf(okx, 'families')
    const swap = (instFamily: string, state: string) => ({
      instType: 'SWAP',
      instId: `${instFamily}-SWAP`,
      instFamily,
      state,
    })
    const rows = [
      swap('BTC-USDT', 'live'),
      swap('BTC-USDT', 'live'),
      swap('ETH-USD', 'suspend'),
      swap('', 'preopen'),
      swap('T-USDT', 'test'),
      'row',
    ]
    const received = [receive(source, answer('instruments', rows), CHECKED_AT)]
    const planned = source.next?.(received, { ...context, round: 1 }) ?? []
    expect(planned.map((item) => item.subject)).toEqual(['BTC-USDT', 'ETH-USD'])
    expect(planned[0]?.url).toBe(`${HOST}/public/insurance-fund?instType=SWAP&instFamily=BTC-USDT`)
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
