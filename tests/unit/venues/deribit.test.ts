import { describe, expect, test } from 'vitest'
import deribit from '@/lib/venues/deribit'
import { loadFixture, normaliseFixture, sourceOf, toReceived, type VenueFixture } from '../../support/venue-fixtures'

const source = sourceOf(deribit, 'open_interest')
const mixed = loadFixture('deribit', 'open_interest', 'mixed')
const docs = loadFixture('deribit', 'open_interest', 'docs')

function openInterest(fixture: VenueFixture) {
  const { observations } = normaliseFixture(source, fixture)
  return new Map(
    observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
  )
}

describe('Deribit open interest', () => {
  const found = openInterest(mixed)

  test('of an inverse contract is dollars, whatever the price', () => {
    const values = [20_000, 36_288.31, 90_000].map((price) => {
      const responses = docs.responses.map((item) =>
        item.subject === 'BTC'
          ? {
              ...item,
              body: {
                result: [{ instrument_name: 'BTC-PERPETUAL', open_interest: 502231260, mark_price: price }],
              },
            }
          : item,
      )
      return openInterest({ ...docs, responses })
        .get('BTC-PERPETUAL')
        ?.valueUsd?.toFixed()
    })
    expect(values).toEqual(['502231260', '502231260', '502231260'])
  })

  test('of a linear contract is base coin at the mark price', () => {
    expect(found.get('BTC_USDC-25DEC26')?.valueUsd?.toFixed()).toBe('1080000')
    expect(found.get('BTC_USDC-PERPETUAL')?.valueUsd?.toFixed()).toBe('130778585.125')
  })

  test('is an estimate, as its sides are not stated; for linear perpetuals neither is its unit', () => {
    for (const market of ['BTC-PERPETUAL', 'BTC-25DEC26', 'BTC_USDC-25DEC26', 'BTC_USDC-PERPETUAL']) {
      expect(found.get(market)).toMatchObject({ status: 'E', reason: expect.stringContaining('one-sided') })
    }
    expect(found.get('BTC_USDC-PERPETUAL')?.reason).toContain('base coin')
    expect(found.get('BTC_USDC-25DEC26')?.reason).not.toContain('base coin')
  })

  test('is left out when the instrument has no type', () => {
    expect(found.get('NOTYPE_USDC-PERPETUAL')).toMatchObject({ valueUsd: null, undocumented: true, status: 'M' })
  })

  test('has no dollars without a mark price or a dollar quote', () => {
    expect(found.get('NOMARK_USDC-PERPETUAL')).toMatchObject({ valueUsd: null, reason: 'no mark price' })
    expect(found.get('EUR_EURR-PERPETUAL')).toMatchObject({
      valueUsd: null,
      reason: 'no dollar price for the quote asset',
    })
  })

  test('leaves out combinations and instruments that are not active', () => {
    expect([...found.keys()].filter((market) => market.includes('FS'))).toEqual([])
    expect(found.has('OLD_USDC-PERPETUAL')).toBe(false)
  })

  test('carries the time of the snapshot', () => {
    expect(found.get('BTC_USDC-PERPETUAL')?.observedAt?.toISOString()).toBe('2026-11-23T11:40:00.123Z')
    expect(found.get('LEV_USDC-25DEC26')?.observedAt).toBeNull()
  })
})

describe('the Deribit module', () => {
  test('asks for the small currencies only while a future settles in them, and tolerates their failure', () => {
    const context = { now: mixed.checkedAt, largestMarkets: [] }
    expect(source.requests(context).map((item) => item.subject)).toEqual(['any', 'BTC', 'ETH', 'USDC'])
    const first = (fixture: VenueFixture) => toReceived(source, fixture).slice(0, 1)
    const further = source.next?.(first(mixed), { ...context, round: 1 }) ?? []
    expect(further.map((item) => item.subject)).toEqual(['EURR'])
    expect(source.endpoints.find((item) => item.id === further[0]?.endpoint)?.tolerateFailure).toBe(true)
    expect(source.next?.(first(docs), { ...context, round: 1 })).toEqual([])
    expect(source.next?.(first(mixed), { ...context, round: 2 })).toEqual([])
  })

  test('finds an error by its key, whatever the HTTP status', () => {
    const busy = { jsonrpc: '2.0', error: { code: 10028, message: 'too_many_requests' }, testnet: false }
    for (const status of [200, 400, 429]) {
      expect(source.vendorError?.(busy, status)).toEqual({ code: '10028', message: 'too_many_requests', kind: 'busy' })
    }
    expect(source.vendorError?.({ error: { code: 11050, message: 'bad_request' } }, 400)?.kind).toBe('request')
    expect(source.vendorError?.({ error: null }, 500)).toMatchObject({ code: 'unknown', kind: 'server' })
    expect(source.vendorError?.({ jsonrpc: '2.0', result: [] }, 200)).toBeNull()
  })

  test('has no fund source and no deleveraging step', () => {
    expect(deribit.sources.map((item) => item.kind)).toEqual(['open_interest', 'liquidations', 'depth'])
    expect(deribit.fundAbsence).not.toBeNull()
    expect(deribit.waterfall.map((step) => step.name)).toEqual([
      'Incremental liquidation',
      'Insurance fund',
      'Socialised loss',
    ])
  })
})

describe('Deribit bankruptcies and books', () => {
  const history = deribit.histories.find((item) => item.id === 'bankruptcy_history') ?? expect.fail('no history')
  const context = { now: mixed.checkedAt, from: new Date('2026-01-01T00:00:00Z') }
  const page = (continuation: string | null, timestamps: readonly number[]) => ({
    endpoint: 'bankruptcy_pages',
    request: history.page('BTC', null, context),
    body: { result: { settlements: timestamps.map((timestamp) => ({ timestamp })), continuation } },
    checkedAt: mixed.checkedAt,
  })
  const recent = Date.UTC(2026, 5, 1)

  test('page by the continuation until it is none, empty, repeated or beyond what is wanted', () => {
    expect(history.nextCursor('BTC', page('2Z7m', [recent]), null, context)).toBe('2Z7m')
    for (const last of [null, '', 'none'])
      expect(history.nextCursor('BTC', page(last, [recent]), null, context)).toBeNull()
    expect(history.nextCursor('BTC', page('2Z7m', [recent]), '2Z7m', context)).toBeNull()
    expect(history.nextCursor('BTC', page('2Z7m', []), null, context)).toBeNull()
    expect(history.nextCursor('BTC', page('2Z7m', [recent, Date.UTC(2025, 0, 1)]), null, context)).toBeNull()
    expect(history.page('ETH', 'a/b', context).url).toMatch(
      /currency=ETH&type=bankruptcy&count=1000&continuation=a%2Fb$/,
    )
  })

  test('ask for no list of instruments while no book is wanted', () => {
    const depth = sourceOf(deribit, 'depth')
    expect(depth.requests({ now: mixed.checkedAt, largestMarkets: [] })).toEqual([])
    expect(depth.requests({ now: mixed.checkedAt, largestMarkets: ['BTC-PERPETUAL'] }).map(({ url }) => url)).toEqual([
      'https://www.deribit.com/api/v2/public/get_instruments?currency=any&kind=future',
      'https://www.deribit.com/api/v2/public/get_order_book?instrument_name=BTC-PERPETUAL&depth=10000',
    ])
  })
})
