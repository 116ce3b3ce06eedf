import { describe, expect, test } from 'vitest'
import type { Received } from '@/lib/venues/_contract/module'
import dydx from '@/lib/venues/dydx-v4'
import { isolatedFundAddress, moduleAddress, sharedFundAddress } from '@/lib/venues/dydx-v4/addresses'
import { loadFixture, normaliseFixture, sourceOf, toReceived } from '../../support/venue-fixtures'

const fund = sourceOf(dydx, 'fund')
const openInterest = sourceOf(dydx, 'open_interest')
const adl = sourceOf(dydx, 'adl')
const now = new Date('2026-11-23T12:00:00Z')

const pages = loadFixture('dydx-v4', 'fund', 'pages')
const docs = loadFixture('dydx-v4', 'fund', 'docs')
const bank = (fixture: typeof docs, balances: unknown, nextKey: string | null = null) => ({
  ...fixture,
  responses: fixture.responses.map((item) =>
    item.endpoint === 'shared_balance' ? { ...item, body: { balances, pagination: { next_key: nextKey } } } : item,
  ),
})
const USDC = 'ibc/8E27BA2D5493AF5636760E354E46004562C46AB7EC0CC4C1CA14E9E20E2545B5'

/** What the collector holds after some rounds: the first answers of the fixture. */
const received = (count: number): readonly Received[] => toReceived(fund, pages).slice(0, count)
const asked = (items: readonly Received[], round: number) =>
  (fund.next?.(items, { now, largestMarkets: [], round }) ?? []).map((item) => item.url.replace(/^https:\/\/[^/]+/, ''))

describe('fund addresses', () => {
  test('come out as in the tests of the chain', () => {
    expect(sharedFundAddress()).toBe('dydx1c7ptc87hkd54e3r7zjy92q29xkq7t79w64slrq')
    expect(isolatedFundAddress(37)).toBe('dydx10mlrxmaquwjwsj59ywp8xttc8rfxn9jfvzswtn')
    expect(moduleAddress('insurance_fund:37')).toBe(isolatedFundAddress(37))
  })
})

describe('dYdX fund requests', () => {
  test('read a further page of perpetuals and of balances, with the key encoded', () => {
    expect(asked(received(3), 1)).toEqual([
      '/dydxprotocol/perpetuals/perpetual?pagination.limit=1000&pagination.key=AAAAZA%3D%3D',
      `/cosmos/bank/v1beta1/balances/${sharedFundAddress()}?pagination.limit=1000&pagination.key=dXNkYw%3D%3D`,
    ])
  })

  test('ask each isolated market once, by params.id, when the list is complete', () => {
    const urls = asked(received(5), 2)
    const ids = [37, 250, 260, 261, 262]
    expect(urls).toEqual(
      ids.map((id) => `/cosmos/bank/v1beta1/balances/${isolatedFundAddress(id)}?pagination.limit=1000`),
    )
    // FLOKI-USD has market_id 41; the ended market has id 99.
    for (const id of [41, 99]) expect(urls.join()).not.toContain(isolatedFundAddress(id))
  })

  test('follow the balances of an isolated market that says there is more, and do not repeat a failed page', () => {
    const all = toReceived(fund, pages)
    expect(asked(all, 3)).toEqual([
      `/cosmos/bank/v1beta1/balances/${isolatedFundAddress(261)}?pagination.limit=1000&pagination.key=bW9yZQ%3D%3D`,
    ])
    expect(asked(all, 4)).toEqual([])
  })

  test('include ended markets when the indexer does not say which have ended', () => {
    const withoutStatus = received(5).filter((item) => item.endpoint !== 'market_status')
    expect(asked(withoutStatus, 2).join()).toContain(isolatedFundAddress(99))
  })
})

describe('dYdX fund balances', () => {
  test('an account without coins holds zero', () => {
    const { observations } = normaliseFixture(fund, bank(docs, []))
    expect(observations[0]).toMatchObject({ kind: 'fund_balance', asset: 'USDC', status: 'A' })
    expect(observations[0]?.kind === 'fund_balance' && observations[0].units.isZero()).toBe(true)
  })

  test('an account without coins is not taken for empty when the node lists no perpetuals either', () => {
    const gone = loadFixture('dydx-v4', 'fund', 'empty-list')
    const { observations, rejected } = normaliseFixture(fund, gone)
    expect(observations).toEqual([])
    expect(rejected.map((item) => item.reason)).toEqual(['missing_field', 'inconsistent'])
    const coins = [{ denom: USDC, amount: '21000000' }]
    const [shared] = normaliseFixture(fund, bank(gone, coins)).observations
    expect(shared?.kind === 'fund_balance' && shared.units.toFixed()).toBe('21')
  })

  test('coins of strangers are not counted', () => {
    const dust = [
      { denom: 'ibc/OTHER', amount: '999999999999' },
      { denom: USDC, amount: '1500000' },
      { denom: 'adydx', amount: '1' },
    ]
    const [shared] = normaliseFixture(fund, bank(docs, dust)).observations
    expect(shared?.kind === 'fund_balance' && shared.units.toFixed()).toBe('1.5')
  })

  test('a list that goes on elsewhere, or a row that cannot be read, is not zero', () => {
    const cut = bank(docs, [{ denom: 'ibc/OTHER', amount: '1' }], 'more')
    const broken = [[{ denom: USDC, amount: '' }], [{ amount: '5' }], ['coins'], [{ denom: USDC, amount: '-5' }]]
    const results = [cut, ...broken.map((rows) => bank(docs, rows))].map((fixture) => normaliseFixture(fund, fixture))
    for (const { observations, rejected } of results) {
      expect(observations).toHaveLength(1)
      expect(rejected).toHaveLength(1)
    }
    expect(results).toHaveLength(5)
  })

  test('the shared fund covers the cross segment, an isolated fund its own market', () => {
    const covers = normaliseFixture(fund, docs).observations.map(
      (item) => item.kind === 'fund_balance' && { scope: item.fund.scope, cover: item.fund.cover },
    )
    expect(covers).toEqual([
      { scope: 'group', cover: { kind: 'segment', segment: 'cross' } },
      { scope: 'market', cover: { kind: 'markets', markets: ['FLOKI-USD'] } },
    ])
  })
})

describe('dYdX open interest and leverage', () => {
  const mixed = normaliseFixture(openInterest, loadFixture('dydx-v4', 'open_interest', 'mixed'))
  const of = (market: string) =>
    mixed.observations.find((item) => item.kind === 'open_interest' && item.market.market === market)

  test('without an oracle price there is a reason and no value', () => {
    expect(of('NOPRICE-USD')).toMatchObject({ valueUsd: null, reason: 'no oracle price', status: 'M' })
  })

  test('a market before its first trade is worth nothing at any price', () => {
    const init = of('INIT-USD')
    expect(init?.kind === 'open_interest' && init.valueUsd?.isZero()).toBe(true)
  })

  test('a market in final settlement is neither listed nor counted', () => {
    expect(of('ENDED-USD')).toBeUndefined()
    const ended = mixed.observations.find((item) => item.kind === 'market' && item.market.market === 'ENDED-USD')
    expect(ended).toMatchObject({ listed: false })
  })

  test('the highest leverage is one over the initial margin fraction', () => {
    const leverage = mixed.observations.flatMap((item) =>
      item.kind === 'market' ? [[item.market.market, item.maxLeverage?.toFixed() ?? null]] : [],
    )
    expect(Object.fromEntries(leverage)).toMatchObject({ 'ETH-USD': '50', 'PAUSED-USD': '5', 'NOMARGIN-USD': null })
  })
})

describe('the dYdX stress signal', () => {
  const fixture = loadFixture('dydx-v4', 'adl', 'seen')

  test('is asked for the cross pool at once, and for each isolated market once the list is read', () => {
    const list = toReceived(adl, fixture).slice(0, 2)
    const planned = [
      ...adl.requests({ now, largestMarkets: [] }),
      ...(adl.next?.(list, { now, largestMarkets: [], round: 1 }) ?? []),
    ]
    const ids = planned.flatMap((item) => (item.url.includes('blocked_info') ? [item.url.split('/').at(-1)] : []))
    expect(ids).toEqual(['0', '37', '250', '260'])
    expect(adl.next?.(list, { now, largestMarkets: [], round: 2 })).toEqual([])
  })

  test('keeps the block as printed and grades nothing', () => {
    const found = normaliseFixture(adl, fixture).observations
    expect(found).toHaveLength(3)
    for (const item of found) expect(item).toMatchObject({ kind: 'adl', level: null, proximity: null, trigger: null })
  })
})

test('errors of the indexer and of a node are told apart', () => {
  const busy = { errors: [{ msg: 'Too many requests' }] }
  expect(openInterest.vendorError?.(busy, 429)).toMatchObject({ kind: 'busy', message: 'Too many requests' })
  expect(openInterest.vendorError?.({ errors: [{ msg: 'no such market' }, null] }, 400)).toMatchObject({
    kind: 'request',
    message: 'no such market; no message',
  })
  expect(fund.vendorError?.({ code: 13, message: 'panic', details: [] }, 500)).toMatchObject({
    code: '13',
    kind: 'server',
  })
  expect(fund.vendorError?.({ balances: [], pagination: { next_key: null } }, 200)).toBeNull()
})

describe('trades, books and the past', () => {
  const checkedAt = now
  const answerOf = (endpoint: string, body: unknown, subject = 'BTC-USD') => ({
    endpoint,
    request: { endpoint, method: 'GET', url: 'https://indexer.dydx.trade/v4/x', subject } as const,
    body,
    checkedAt,
  })

  test('are asked for by ticker, encoded', () => {
    const context = { now, largestMarkets: ['BTC-USD', 'BUFFI,UNISWAP_V3,0X4C-USD'] }
    const urls = ['liquidations', 'depth'].flatMap((id) =>
      sourceOf(dydx, id)
        .requests(context)
        .map(({ url }) => url.replace('https://indexer.dydx.trade/v4', '')),
    )
    expect(urls).toEqual([
      '/trades/perpetualMarket/BTC-USD?limit=1000',
      '/trades/perpetualMarket/BUFFI%2CUNISWAP_V3%2C0X4C-USD?limit=1000',
      '/orderbooks/perpetualMarket/BTC-USD',
      '/orderbooks/perpetualMarket/BUFFI%2CUNISWAP_V3%2C0X4C-USD',
    ])
    expect(sourceOf(dydx, 'liquidations').requests({ now, largestMarkets: [] })).toEqual([])
  })

  test('a book of 100 levels a side may go on beyond them', () => {
    const bids = Array.from({ length: 100 }, (_, index) => ({ price: String(3000 - index / 10), size: '1' }))
    const book = answerOf('order_book', { bids, asks: [{ price: '3000.2', size: '1' }] })
    const { observations } = sourceOf(dydx, 'depth').normalise([book], { checkedAt })
    expect(observations[0]).toMatchObject({
      bidUsd1: null,
      reason: 'bids: the answered book ends 0.33 % from the middle',
    })
  })

  test('candles are paged by the oldest day of a full page', () => {
    const history = dydx.histories.find((item) => item.id === 'open_interest_history') ?? expect.fail('no history')
    const candles = (length: number) =>
      answerOf('candles', { candles: Array.from({ length }, () => ({ startedAt: '2026-08-16T00:00:00.000Z' })) })
    const context = { now, from: new Date('2026-01-01T00:00:00Z') }
    const next = history.nextCursor('BTC-USD', candles(100), null, context)
    expect(next).toBe('2026-08-16T00:00:00.000Z')
    expect(history.page('BTC-USD', next, context).url).toContain('&toISO=2026-08-16T00%3A00%3A00.000Z')
    expect(history.nextCursor('BTC-USD', candles(100), next, context)).toBeNull()
    expect(history.nextCursor('BTC-USD', candles(99), null, context)).toBeNull()
    expect(history.nextCursor('BTC-USD', candles(100), null, { now, from: now })).toBeNull()
  })
})
