import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FundBalanceObservation, OpenInterestObservation } from '@/lib/core/observation'
import gate from '@/lib/venues/gate'
import {
  loadFixture,
  normaliseFixture,
  receive,
  serialiseObservation,
  sourceOf,
  type VenueFixture,
} from '../../support/venue-fixtures'

const fund = sourceOf(gate, 'fund')
const openInterest = sourceOf(gate, 'open_interest')
const checkedAt = new Date('2026-11-22T03:10:00Z')
const HOST = 'https://api.gateio.ws/api/v4/futures'

/** A fixture with one response's body replaced. */
function withBody(fixture: VenueFixture, endpoint: string, body: unknown): VenueFixture {
  return {
    ...fixture,
    responses: fixture.responses.map((item) => (item.endpoint === endpoint ? { ...item, body } : item)),
  }
}

const balances = (fixture: VenueFixture) =>
  normaliseFixture(fund, fixture).observations.filter(
    (item): item is FundBalanceObservation => item.kind === 'fund_balance',
  )

function openInterestOf(row: Record<string, unknown>, ticker?: Record<string, unknown>) {
  const base = loadFixture('gate', 'open_interest', 'docs')
  const contract = {
    name: 'ABC_USDT',
    type: 'direct',
    quanto_multiplier: '10',
    leverage_max: '50',
    mark_price: '2',
    position_size: '100',
    in_delisting: false,
    status: 'trading',
    ...row,
  }
  const fixture = withBody(withBody(base, 'contracts', [contract]), 'tickers', ticker ? [ticker] : [])
  const { observations, rejected } = normaliseFixture(openInterest, fixture)
  const found = observations.filter((item): item is OpenInterestObservation => item.kind === 'open_interest')
  return { market: observations.find((item) => item.kind === 'market'), openInterest: found[0], rejected }
}

describe('the Gate fund', () => {
  const points = [
    { t: 1795219200, b: '900' },
    { t: 1795305600, b: '1000' },
    { t: 1795309200, b: '1250.5' },
  ]
  const base = loadFixture('gate', 'fund', 'unordered')

  test('takes the newest point whatever the order of the list', () => {
    let ran = 0
    fc.assert(
      fc.property(fc.shuffledSubarray(points, { minLength: 3 }), (order) => {
        ran += 1
        const [usdt] = balances(withBody(base, 'insurance', order))
        expect(usdt?.units.toFixed()).toBe('1250.5')
        expect(usdt?.observedAt?.toISOString()).toBe('2026-11-22T01:00:00.000Z')
      }),
      { numRuns: 50 },
    )
    expect(ran).toBe(50)
  })

  test('expects the next point after the spacing of the last two', () => {
    expect(balances(withBody(base, 'insurance', points))[0]?.expectedEveryMs).toBe(3_600_000)
    expect(balances(withBody(base, 'insurance', points.slice(0, 2)))[0]?.expectedEveryMs).toBe(86_400_000)
    expect(balances(withBody(base, 'insurance', points.slice(0, 1)))[0]?.expectedEveryMs).toBe(86_400_000)
  })

  test('never expects a point more often than it asks', () => {
    const close = [
      { t: 1795309200, b: '1' },
      { t: 1795309260, b: '2' },
    ]
    expect(balances(withBody(base, 'insurance', close))[0]?.expectedEveryMs).toBe(fund.cadenceMs)
  })

  test('keeps bitcoin without a price in bitcoin', () => {
    const btc = balances(withBody(base, 'btc_index', [])).find((item) => item.asset === 'BTC')
    expect(btc?.units.toFixed()).toBe('-0.25')
    expect(btc?.valueUsd).toBeNull()
    expect(btc?.reason).toContain('BTC')
  })

  test('values bitcoin at the index of the same pass, never at the last trade', () => {
    const index = [{ contract: 'BTC_USDT', last: '1', mark_price: '2', index_price: '80000' }]
    const btc = balances(withBody(base, 'btc_index', index)).find((item) => item.asset === 'BTC')
    expect(btc?.valueUsd?.toFixed()).toBe('-20000')
    expect(btc?.priceSource).toBe('index')
  })

  test('refuses a history without a readable point', () => {
    const { observations, rejected } = normaliseFixture(fund, withBody(base, 'insurance', []))
    expect(observations).toHaveLength(1)
    expect(rejected.map((item) => item.detail)).toContain('no readable point in the usdt insurance history')
  })
})

describe('Gate open interest', () => {
  test('reads a size as text, integer or decimal alike', () => {
    for (const size of ['100', 100, '100.0', 100.0]) {
      expect(openInterestOf({ position_size: size }).openInterest?.valueUsd?.toFixed()).toBe('2000')
    }
    expect(openInterestOf({ position_size: '0.5' }).openInterest?.valueUsd?.toFixed()).toBe('10')
  })

  test('prefers the long side and marks the other size as an estimate', () => {
    const ticker = { contract: 'ABC_USDT', total_size: '300', mark_price: '3' }
    const preferred = openInterestOf({}, ticker).openInterest
    expect([preferred?.contracts?.toFixed(), preferred?.status, preferred?.reason]).toEqual(['100', 'A', null])
    const fallback = openInterestOf({ position_size: undefined }, ticker).openInterest
    expect([fallback?.contracts?.toFixed(), fallback?.status, fallback?.payload]).toEqual(['300', 'E', 1])
    expect(fallback?.reason).toContain('total_size')
  })

  test('gives no dollars for contracts whose size Gate does not document', () => {
    for (const row of [{ type: 'inverse' }, { type: 'inverse', quanto_multiplier: '' }, { quanto_multiplier: '0' }]) {
      const found = openInterestOf(row).openInterest
      expect([found?.valueUsd, found?.undocumented, found?.status]).toEqual([null, true, 'M'])
      expect(found?.contracts?.toFixed()).toBe('100')
      expect(found?.reason).not.toBeNull()
    }
  })

  test('says of each contract left out why it is', () => {
    expect(openInterestOf({ quanto_multiplier: '0' }).openInterest?.reason).toBe(
      'Gate gives this contract a size of zero, so its open interest is left out',
    )
    expect(openInterestOf({ type: 'inverse' }).openInterest?.reason).toContain('does not document the contract size')
  })

  test('keeps a market listed when only its size cannot be read', () => {
    const { market, openInterest: size, rejected } = openInterestOf({ position_size: 'many' })
    expect(market && serialiseObservation(market).listed).toBe(true)
    expect(size).toBeUndefined()
    expect(rejected.map((item) => item.reason)).toEqual(['not_a_number'])
  })

  test('does not count a contract that is being delisted', () => {
    for (const row of [{ status: 'delisting' }, { status: 'delisted' }, { in_delisting: true }]) {
      const { market, openInterest: size } = openInterestOf(row)
      expect(market && serialiseObservation(market).listed).toBe(false)
      expect(size).toBeUndefined()
    }
  })
})

describe('Gate requests', () => {
  const page = (settle: string, offset: number, rows: number) =>
    receive(
      openInterest,
      {
        endpoint: settle === 'usdt' ? 'contracts' : 'contracts_btc',
        subject: settle,
        request: { method: 'GET', url: `${HOST}/${settle}/contracts?limit=1000&offset=${offset}` as const },
        status: 200,
        body: Array.from({ length: rows }, () => ({})),
      },
      checkedAt,
    )

  test('asks for the next page only after a full one', () => {
    const context = { now: checkedAt, largestMarkets: [] }
    const first = [page('usdt', 0, 1000), page('btc', 0, 3)]
    expect(openInterest.next?.(first, { ...context, round: 1 }).map((item) => item.url)).toEqual([
      `${HOST}/usdt/contracts?limit=1000&offset=1000`,
    ])
    const second = [...first, page('usdt', 1000, 4)]
    expect(openInterest.next?.(second, { ...context, round: 2 })).toEqual([])
    expect(openInterest.next?.([page('usdt', 0, 1200)], { ...context, round: 1 })).toEqual([])
  })

  test('does not ask again for a page that failed, and stops at twenty', () => {
    expect(openInterest.next?.([page('usdt', 0, 1000)], { now: checkedAt, largestMarkets: [], round: 2 })).toEqual([])
    const endless = Array.from({ length: 20 }, (_, index) => page('usdt', index * 1000, 1000))
    expect(openInterest.next?.(endless, { now: checkedAt, largestMarkets: [], round: 20 })).toEqual([])
  })

  test('reads errors by label', () => {
    expect(fund.vendorError?.({ label: 'TOO_MANY_REQUESTS', message: 'slow down' }, 429)).toEqual({
      code: 'TOO_MANY_REQUESTS',
      message: 'slow down',
      kind: 'busy',
    })
    expect(fund.vendorError?.({ label: 'SERVER_ERROR', detail: 'later' }, 500)?.kind).toBe('server')
    expect(fund.vendorError?.({ label: 'INVALID_PARAM_VALUE', message: 'no' }, 400)?.kind).toBe('request')
    expect(fund.vendorError?.([{ t: 1, b: '2' }], 200)).toBeNull()
  })
})

describe('what Gate gives beside the fund', () => {
  const context = { now: new Date('2026-11-23T12:00:00Z'), largestMarkets: ['BTC_USDT', 'BTC_USD'] }

  test('asks for a book and the size of its contract under the settlement currency of its name', () => {
    expect(
      sourceOf(gate, 'depth')
        .requests(context)
        .map(({ url }) => url.replace(HOST, '')),
    ).toEqual([
      '/usdt/contracts/BTC_USDT',
      '/usdt/order_book?contract=BTC_USDT&limit=100',
      '/btc/contracts/BTC_USD',
      '/btc/order_book?contract=BTC_USD&limit=100',
    ])
  })

  test('walks open interest back in hundreds of days until a page has none of its own', () => {
    const history = gate.histories.find((item) => item.id === 'open_interest_history') ?? expect.fail('no history')
    const past = { now: context.now, from: new Date('2026-01-01T00:00:00Z') }
    const startOf = (url: string) => Number(new URL(url).searchParams.get('from'))
    const first = history.page('BTC_USDT', null, past)
    expect(startOf(first.url)).toBe(Date.UTC(2026, 7, 16) / 1000)
    const answered = (time: number) => ({
      endpoint: 'contract_stats',
      request: first,
      body: [{ time, open_interest: 1 }],
      checkedAt: context.now,
    })
    const next = history.nextCursor('BTC_USDT', answered(startOf(first.url)), null, past)
    expect(next).toBe(String(Date.UTC(2026, 4, 8) / 1000))
    expect(startOf(history.page('BTC_USDT', next, past).url)).toBe(Date.UTC(2026, 4, 8) / 1000)
    // The same latest rows again: the venue keeps nothing older.
    expect(history.nextCursor('BTC_USDT', answered(startOf(first.url)), next, past)).toBeNull()
    const wanted = { ...past, from: new Date('2026-10-01T00:00:00Z') }
    expect(history.nextCursor('BTC_USDT', answered(startOf(first.url)), null, wanted)).toBeNull()
  })
})
