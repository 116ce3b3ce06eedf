import { describe, expect, test } from 'vitest'
import bingx from '@/lib/venues/bingx'
import { loadFixture, normaliseFixture, sourceOf, toReceived } from '../../support/venue-fixtures'

const source = sourceOf(bingx, 'open_interest')
const edges = loadFixture('bingx', 'open_interest', 'edges')
const context = { now: edges.checkedAt, largestMarkets: [] }

describe('BingX contracts', () => {
  const { observations } = normaliseFixture(source, edges)
  const markets = new Map(
    observations.flatMap((item) => (item.kind === 'market' ? [[item.market.market, item] as const] : [])),
  )
  const left = observations.flatMap((item) => (item.kind === 'open_interest' ? [item] : []))

  test('are listed while online, also when closed to programs', () => {
    const listed = [...markets.values()].filter((item) => item.listed).map((item) => item.market.market)
    expect(listed).toContain('CLOSED-USDT')
    for (const market of ['OLD-USDT', 'PRE-USDT', 'OFF-USDT']) expect(markets.get(market)?.listed).toBe(false)
  })

  test('have no open interest: its unit is disputed, and that is said of each', () => {
    const listed = [...markets.values()].filter((item) => item.listed)
    expect(left.map((item) => item.market.market)).toEqual(listed.map((item) => item.market.market))
    for (const item of left)
      expect(item).toMatchObject({ undocumented: true, valueUsd: null, contracts: null, status: 'M' })
  })

  test('have the higher leverage of both sides, or none', () => {
    expect(markets.get('ETH-USDT')?.maxLeverage?.toFixed()).toBe('100')
    expect(markets.get('ONESIDE-USDT')?.maxLeverage?.toFixed()).toBe('125')
    expect(markets.get('NCCOGOLD2USD-USDT')?.maxLeverage).toBeNull()
  })

  test('have a turnover only where it can be read', () => {
    const volumes = observations.flatMap((item) =>
      item.kind === 'volume' ? [[item.market, item.valueUsd?.toFixed()]] : [],
    )
    expect(volumes).toEqual([
      ['ETH-USDT', '1000.5'],
      ['BTC-USDC', '951635300.25'],
      ['NCCOGOLD2USD-USDT', '0'],
      ['ONESIDE-USDT', '951635300.25'],
    ])
  })
})

describe('the BingX module', () => {
  test('sends the time of the request, and reads books of what is traded most', () => {
    expect(source.requests(context).map((item) => new URL(item.url).searchParams.get('timestamp'))).toEqual([
      String(context.now.getTime()),
      String(context.now.getTime()),
    ])
    const depth = sourceOf(bingx, 'depth')
    const tickers = toReceived(depth, loadFixture('bingx', 'depth', 'books')).slice(0, 1)
    expect(depth.next?.(tickers, { ...context, round: 1 }).map((item) => item.subject)).toEqual([
      'BTC-USDT',
      'ETH-USDT',
      'SOL-USDT',
    ])
    expect(depth.next?.(tickers, { ...context, round: 2 })).toEqual([])
  })

  test('takes any code but 0 for an error, with HTTP 200 as well', () => {
    expect(source.vendorError?.({ code: 0, msg: '', data: [] }, 200)).toBeNull()
    expect(source.vendorError?.({ code: 109425, msg: 'NOPE-USDT not exist' }, 200)).toEqual({
      code: '109425',
      message: 'NOPE-USDT not exist',
      kind: 'request',
    })
    expect(source.vendorError?.({ code: 100410, msg: 'rate limit' }, 200)?.kind).toBe('busy')
    expect(source.vendorError?.({ code: 1 }, 418)?.kind).toBe('busy')
    expect(source.vendorError?.({ code: 100500, msg: 'x' }, 500)?.kind).toBe('server')
  })
})
