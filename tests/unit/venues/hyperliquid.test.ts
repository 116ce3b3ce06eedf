import { describe, expect, test } from 'vitest'
import type { FundBalanceObservation } from '@/lib/core/observation'
import hyperliquid from '@/lib/venues/hyperliquid'
import { loadFixture, normaliseFixture, serialiseObservation, sourceOf, toReceived } from '../../support/venue-fixtures'

const fund = sourceOf(hyperliquid, 'fund')
const openInterest = sourceOf(hyperliquid, 'open_interest')
const now = new Date('2026-11-23T12:00:00Z')
const unordered = loadFixture('hyperliquid', 'fund', 'unordered')
const mixed = loadFixture('hyperliquid', 'open_interest', 'mixed')

const balances = normaliseFixture(fund, unordered).observations.filter(
  (item): item is FundBalanceObservation => item.kind === 'fund_balance',
)

describe('HLP', () => {
  test('is a vault over the main dex and is never called an insurance fund', () => {
    const [parent] = balances
    expect(parent?.fund).toMatchObject({
      key: 'hlp',
      fundType: 'vault',
      scope: 'group',
      cover: { kind: 'segment', segment: 'main' },
      partOf: null,
    })
    expect([hyperliquid.fundType, hyperliquid.fundName]).toEqual(['vault', 'HLP'])
    for (const { fund: described } of balances) expect(described.label.toLowerCase()).not.toContain('insurance')
  })

  test('is read from the newest point of the day, not of another period', () => {
    expect(balances[0]?.units.toFixed()).toBe('181000000.25')
    expect(balances[0]?.observedAt?.toISOString()).toBe('2026-11-23T12:00:00.000Z')
  })

  test('shows its liquidators as parts that cover nothing of their own, below zero as they are', () => {
    const parts = balances.filter((item) => item.fund.partOf === 'hlp')
    expect(parts.map((item) => [item.fund.key, item.units.toFixed()])).toEqual([
      ['liquidator-a8dd14', '-1250.5'],
      ['liquidator-6e9540', '2000000'],
      ['liquidator-b68308', '7'],
    ])
    for (const part of parts) expect(part.fund.cover).toEqual({ kind: 'none' })
  })

  test('names a child by its known address only where its own name was not served', () => {
    const [vault] = unordered.responses
    const known = '0x2ed5c4484ea3ff8b57d5f2fb152a40d9f2b68308'
    const labels = (address: string, name?: string) => {
      const answered = unordered.responses.filter((item) => item.endpoint === 'child_state').slice(0, 1)
      const [state] = answered.map((item) => ({ ...item, subject: address }))
      if (!vault || !state) throw new Error('the fixture has no vault or no child')
      const named = { ...vault, endpoint: 'child_vault', subject: address, body: { name } }
      const responses = [vault, ...(name === undefined ? [] : [named]), state]
      return normaliseFixture(fund, { ...unordered, responses }).observations.flatMap((item) =>
        item.kind === 'fund_balance' && item.fund.partOf === 'hlp' ? [item.fund.label] : [],
      )
    }
    expect(labels(known)).toEqual(['HLP Liquidator 4'])
    expect(labels(known.toUpperCase().replace('0X', '0x'))).toEqual(['HLP Liquidator 4'])
    expect(labels(known, 'HLP Liquidator 9')).toEqual(['HLP Liquidator 9'])
    expect(labels(known, 'HLP Strategy B')).toEqual([])
    expect(labels('0x0000000000000000000000000000000000000001')).toEqual([])
  })

  test('is read without its children when they are not stated, and says so', () => {
    const relations = [undefined, null, 'parent', { type: 'normal' }, { type: 'parent', data: { childAddresses: 5 } }]
    const results = relations.map((relationship) => {
      const responses = unordered.responses.slice(0, 1).map((item) => {
        if (typeof item.body !== 'object' || item.body === null) throw new Error('the vault is not an object')
        return { ...item, body: { ...item.body, relationship } }
      })
      const received = toReceived(fund, { ...unordered, responses })
      expect(fund.next?.(received, { now, largestMarkets: [], round: 1 })).toEqual([])
      const { observations, rejected } = fund.normalise(received, { checkedAt: now })
      const said = rejected.filter((item) => item.detail.startsWith('relationship'))
      return [observations.length, said.map((item) => item.reason).join()]
    })
    expect(results).toEqual([
      [1, 'missing_field'],
      [1, 'missing_field'],
      [1, 'wrong_type'],
      [1, 'wrong_type'],
      [1, 'wrong_type'],
    ])
  })

  test('does not take a strategy for a liquidator', () => {
    const { observations } = normaliseFixture(fund, loadFixture('hyperliquid', 'fund', 'recorded'))
    expect(observations.map((item) => item.kind === 'fund_balance' && item.fund.label)).toEqual([
      'Hyperliquidity Provider (HLP)',
      'HLP Liquidator',
    ])
  })
})

describe('Hyperliquid requests', () => {
  test('ask every child of the vault once, in its second round only', () => {
    const [parent] = toReceived(fund, unordered)
    const received = parent ? [parent] : []
    const planned = fund.next?.(received, { now, largestMarkets: [], round: 1 }) ?? []
    expect(planned.map((item) => item.endpoint)).toEqual(
      Array.from({ length: 4 }, () => ['child_vault', 'child_state']).flat(),
    )
    expect(fund.next?.(received, { now, largestMarkets: [], round: 2 })).toEqual([])
  })

  test('do not follow a child that is not an address', () => {
    const responses = unordered.responses.slice(0, 1).map((item) => ({
      ...item,
      body: { name: 'HLP', portfolio: [], relationship: { data: { childAddresses: ['0x12', 'x'] } } },
    }))
    const received = toReceived(fund, { ...unordered, responses })
    expect(fund.next?.(received, { now, largestMarkets: [], round: 1 })).toEqual([])
  })

  test('ask every named dex by name', () => {
    const planned =
      openInterest.next?.(toReceived(openInterest, mixed).slice(0, 2), { now, largestMarkets: [], round: 1 }) ?? []
    expect(planned.map((item) => item.body)).toEqual(
      ['abc', 'oth', 'unk', 'cut'].map((dex) => ({ type: 'metaAndAssetCtxs', dex })),
    )
  })

  test('take a bare null for an error', () => {
    expect(fund.vendorError?.(null, 200)).toMatchObject({ kind: 'request' })
    expect(fund.vendorError?.({ code: 429, msg: 'slow' }, 429)).toMatchObject({ kind: 'busy' })
    expect(fund.vendorError?.([null, { name: 'xyz' }], 200)).toBeNull()
  })
})

describe('Hyperliquid open interest', () => {
  const { observations, rejected } = normaliseFixture(openInterest, mixed)
  const found = new Map(
    observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
  )

  test('keeps the markets of a dex apart from the main ones of the same name', () => {
    expect(found.get('BTC')?.market.segment).toBe('main')
    expect(found.get('abc:BTC')?.market.segment).toBe('abc')
    expect(found.has('abc:GOLD')).toBe(true)
    expect(found.has('abc:abc:GOLD')).toBe(false)
  })

  test('estimates a dex with another collateral token and says so', () => {
    expect(found.get('oth:SPX')).toMatchObject({ status: 'E', market: { settleAsset: 'TOKEN-235' } })
    expect(found.get('oth:SPX')?.reason).toContain('235')
    expect(found.get('abc:GOLD')).toMatchObject({ status: 'A', reason: null })
  })

  test('refuses a dex whose two lists differ in length and keeps the others', () => {
    expect(rejected.filter((item) => item.reason === 'inconsistent')).toHaveLength(1)
    expect([...found.keys()].some((market) => market.startsWith('cut:'))).toBe(false)
    expect(found.size).toBe(8)
  })

  test('of the main dex is an estimate of the whole only while the other dexes are not listed', () => {
    const main = (dexs: readonly unknown[] | null) => {
      const responses = mixed.responses.flatMap((item) => {
        if (item.endpoint === 'main_contexts') return [item]
        return item.endpoint === 'perp_dexs' && dexs ? [{ ...item, body: dexs }] : []
      })
      const btc = normaliseFixture(openInterest, { ...mixed, responses }).observations.find(
        (item) => item.kind === 'open_interest' && item.market.market === 'BTC',
      )
      return btc?.kind === 'open_interest' ? [btc.status, btc.reason, btc.valueUsd?.toFixed()] : null
    }
    const value = found.get('BTC')?.valueUsd?.toFixed()
    const unknown = 'HIP-3 dexes could not be listed in this pass; their markets are not in it'
    expect([main([null]), main([]), main(null)]).toEqual([
      ['A', null, value],
      ['E', unknown, value],
      ['E', unknown, value],
    ])
  })

  test('does not count a delisted market', () => {
    expect(found.has('LOOM')).toBe(false)
    const loom = observations.find((item) => item.kind === 'market' && item.market.market === 'LOOM')
    expect(loom).toMatchObject({ listed: false })
  })

  test('does not let a dex called main pass for the covered segment', () => {
    const responses = mixed.responses.map((item) => (item.subject === 'abc' ? { ...item, subject: 'main' } : item))
    const segments = normaliseFixture(openInterest, { ...mixed, responses }).observations.flatMap((item) =>
      item.kind === 'open_interest' && item.payload === 2 ? [[item.market.market, item.market.segment]] : [],
    )
    expect(segments).toEqual([
      ['main:BTC', 'dex-main'],
      ['main:abc:GOLD', 'dex-main'],
    ])
  })
})

describe('Hyperliquid books', () => {
  const depth = sourceOf(hyperliquid, 'depth')
  const side = (first: number, step: number, sz: string) =>
    Array.from({ length: 20 }, (_, index) => ({ px: String(first + index * step), sz, n: 1 }))
  const book = (nSigFigs: number | null, bids: readonly unknown[], asks: readonly unknown[]) => ({
    endpoint: 'l2_book',
    request: {
      endpoint: 'l2_book',
      method: 'POST',
      url: 'https://api.hyperliquid.xyz/info',
      subject: 'BTC',
      body: { type: 'l2Book', coin: 'BTC', ...(nSigFigs === null ? {} : { nSigFigs }) },
    } as const,
    body: { coin: 'BTC', time: now.getTime(), levels: [bids, asks] },
    checkedAt: now,
  })
  const whole = book(null, side(104_210, -1, '0.5'), side(104_212, 1, '0.25'))
  const four = book(4, side(104_200, -100, '3'), side(104_300, 100, '2'))
  const three = book(3, side(104_000, -1_000, '20'), side(105_000, 1_000, '10'))
  const measure = (...books: readonly (typeof whole)[]) => depth.normalise(books, { checkedAt: now }).observations[0]

  test('are asked whole and added up, for each of the largest markets', () => {
    expect(depth.requests({ now, largestMarkets: ['BTC', 'xyz:TSLA'] }).map(({ body }) => body)).toEqual(
      ['BTC', 'xyz:TSLA'].flatMap((coin) => [
        { type: 'l2Book', coin },
        { type: 'l2Book', coin, nSigFigs: 4 },
        { type: 'l2Book', coin, nSigFigs: 3 },
      ]),
    )
  })

  test('give each band from the finest book that reaches it, in any order', () => {
    // 4 figures, middle 104,250: bids from 103,207.5 are ten levels of 3 x (104,200 - 103,300), asks as many of 2.
    const expected = {
      midPrice: '104211',
      bidUsd1: '3112500',
      askUsd1: '2095000',
      bidUsd2: '4140000',
      askUsd2: '2110000',
      status: 'E',
      reason: 'levels added up by the venue to 4 and 3 significant figures',
    }
    for (const books of [
      [whole, four, three],
      [three, four, whole],
    ]) {
      const found = measure(...books)
      expect(found && serialiseObservation(found)).toMatchObject(expected)
    }
  })

  test('say what no answered book reaches', () => {
    const found = measure(whole)
    expect(found && serialiseObservation(found)).toMatchObject({
      bidUsd1: null,
      status: 'A',
      reason:
        'bids: the answered book ends 0.02 % from the middle; asks: the answered book ends 0.02 % from the middle',
    })
  })

  test('never give a wider band less than the narrower one', () => {
    const thin = book(3, side(104_000, -1_000, '1'), side(105_000, 1_000, '1'))
    const found = measure(four, thin)
    expect(found && serialiseObservation(found)).toMatchObject({ bidUsd1: '3112500', bidUsd2: '3112500' })
  })
})

test('the fills of the last hour are asked of every liquidator, and of no strategy', () => {
  const liquidations = sourceOf(hyperliquid, 'liquidations')
  const fixture = loadFixture('hyperliquid', 'liquidations', 'takeovers')
  const received = toReceived(liquidations, fixture).slice(0, 3)
  const context = { now: fixture.checkedAt, largestMarkets: [] }
  const planned = liquidations.next?.(received, { ...context, round: 2 }) ?? []
  // The second liquidator is known by its address: its name was not served.
  expect(planned.map(({ subject }) => subject)).toEqual([
    '0x2e3d94f0562703b25c83308a05046ddaf9a8dd14',
    '0xb0a55f13d22f66e6d495ac98113841b2326e9540',
  ])
  expect(planned[0]?.body).toMatchObject({ startTime: fixture.checkedAt.getTime() - 3_600_000 })
  expect(liquidations.next?.(received, { ...context, round: 3 })).toEqual([])
})
