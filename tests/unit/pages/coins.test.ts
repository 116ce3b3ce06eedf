import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { BackingTable } from '@/app/coins/[coin]/backing-table'
import { ContractsTable } from '@/app/coins/[coin]/contracts-table'
import { CoinsTable } from '@/app/coins/coins-table'
import type { CoinBacking, CoinContract, CoinPool, CoinSummary } from '@/lib/queries/dto/coin'
import { coinVerdict } from '@/lib/render/coin-text'
import { defaultCoinQuery, defaultCoinsQuery, groupBackings, selectCoins } from '@/lib/render/coins-query'

const NOW = '2026-11-20T12:30:00.000Z'
const none = { weakest: null, strongest: null, pools: 0, stated: 0 }

function summary(coin: string, extra: Partial<CoinSummary> = {}): CoinSummary {
  return {
    coin,
    names: [coin],
    venues: 2,
    contracts: 3,
    oiUsd: '1000',
    oiStated: 2,
    insurance: none,
    vault: none,
    adl: null,
    adlVenues: 0,
    ...extra,
  }
}

function contract(market: string, extra: Partial<CoinContract> = {}): CoinContract {
  return {
    market,
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset: 'BTC',
    coinsPerBase: 1,
    settleAsset: 'USDT',
    oiUsd: '1000',
    oiReason: null,
    observedAt: NOW,
    checkedAt: NOW,
    maxLeverage: 100,
    basis: 'collected',
    rawSha256: 'b'.repeat(64),
    adl: [],
    ...extra,
  }
}

const pool: CoinPool = {
  fund: 'usdt',
  label: 'USDT pool',
  fundType: 'insurance',
  scope: 'group',
  partOf: null,
  coverage: 0.042,
  valueUsd: '5000000',
  marketsCovered: 143,
  exhaustionMove: { low: 0.08, central: 0.1, high: 0.15 },
  exhaustionReason: null,
  state: 'live',
  checkedAt: NOW,
  expectedEveryS: 60,
  reason: null,
}

function backing(venue: string, extra: Partial<CoinBacking> = {}): CoinBacking {
  return {
    venue,
    name: venue.toUpperCase(),
    kind: 'cex',
    backing: 'insurance',
    pool,
    others: [],
    contracts: [contract('BTCUSDT')],
    oiUsd: '1000',
    oiStated: 1,
    oiReason: null,
    maxLeverage: 100,
    leverageReason: null,
    adl: [],
    adlAbsence: 'Shown to holders only.',
    state: 'live',
    checkedAt: NOW,
    expectedEveryS: 60,
    reason: null,
    ...extra,
  }
}

describe('the list of coins', () => {
  const html = (coins: readonly CoinSummary[]) =>
    renderToStaticMarkup(createElement(CoinsTable, { coins, query: defaultCoinsQuery }))

  test('gives both ends with their venue, and every absence its reason', () => {
    const end = { venue: 'a', name: 'Alpha', fund: 'usdt', label: 'USDT pool', coverage: 0.042 }
    const text = html([summary('BTC', { insurance: { weakest: end, strongest: end, pools: 1, stated: 1 } })])
    expect(text).toContain('href="/coins/BTC"')
    expect(text).toContain('4.2 %')
    expect(text).toContain('Alpha')
    expect(text).toContain('2 of 3 contracts')
    expect(text).toContain('no public signal for it')
    const bare = html([summary('ETH', { oiUsd: null, oiStated: 0, insurance: { ...none, pools: 2 } })])
    expect(bare).toContain('no contract states it')
    expect(bare).toContain('no coverage stated now')
    expect(html([summary('SOL')])).toContain('no pool of this kind')
  })

  test('sorts by links, with the direction on one header', () => {
    const text = html([summary('BTC')])
    expect(text.match(/aria-sort=/g)).toHaveLength(1)
    expect(text).toContain('aria-sort="descending"')
    expect(text).toContain('href="/coins?sort=oi_usd"')
    expect(text).toContain('href="/coins?sort=coin"')
  })

  test('finds a coin by another name of it, and by its ADL level', () => {
    const coins = [
      summary('PEPE', { names: ['1000PEPE'] }),
      summary('BTC', { adl: { level: 2, venue: 'a', name: 'A', subject: 'BTCUSDT' } }),
    ]
    const names = (extra: object) => selectCoins(coins, { ...defaultCoinsQuery, ...extra }).map(({ coin }) => coin)
    expect(names({ search: '1000pe' })).toEqual(['PEPE'])
    expect(names({ adl: 2 })).toEqual(['BTC'])
    expect(names({ adl: 3 })).toEqual([])
  })
})

describe('a coin', () => {
  const rows = [
    backing('thin', { pool: { ...pool, coverage: 0.01 } }),
    backing('deep', { oiUsd: '5' }),
    backing('vault', { backing: 'vault', pool: { ...pool, fundType: 'vault', coverage: 0.9 } }),
    backing('amm', {
      backing: 'counterparty',
      pool: { ...pool, fundType: 'counterparty', coverage: null, exhaustionMove: null },
    }),
    backing('mute', {
      backing: 'none',
      pool: null,
      reason: 'Mute publishes no fund.',
      oiUsd: null,
      oiReason: 'unit not documented',
    }),
  ]

  test('ranks each kind of money for itself', () => {
    const order = (sort: typeof defaultCoinQuery.sort) =>
      groupBackings(rows, { ...defaultCoinQuery, sort }).map((group) => [
        group.kind,
        group.rows.map(({ venue }) => venue),
      ])
    expect(order({ column: 'coverage', descending: true })).toEqual([
      ['insurance', ['deep', 'thin']],
      ['vault', ['vault']],
      ['counterparty', ['amm']],
      ['none', ['mute']],
    ])
    expect(order({ column: 'oi_usd', descending: true })[0]).toEqual(['insurance', ['thin', 'deep']])
    expect(groupBackings(rows, { ...defaultCoinQuery, backing: 'none' })).toHaveLength(1)
  })

  test('says in words what a venue has no pool or no figure for', () => {
    const groups = groupBackings(rows, defaultCoinQuery)
    const html = renderToStaticMarkup(
      createElement(BackingTable, { coin: 'BTC', groups, query: defaultCoinQuery, renderedAt: NOW }),
    )
    expect(html).toContain('Mute publishes no fund.')
    expect(html).toContain('unit not documented')
    expect(html).toContain('a counterparty pool has no coverage')
    expect(html).toContain('Shown to holders only.')
    expect(html).toContain('for 143 contracts')
    expect(html.match(/scope="rowgroup"/g)).toHaveLength(4)
  })

  test('leads each contract to its bytes, and says how many coins a unit is', () => {
    const pepe = contract('1000PEPEUSDT', { baseAsset: '1000PEPE', coinsPerBase: 1000 })
    const html = renderToStaticMarkup(
      createElement(ContractsTable, { backings: [backing('a', { contracts: [pepe] })] }),
    )
    expect(html).toContain('1000PEPE: 1,000 coins')
    expect(html).toContain(`/evidence/${'b'.repeat(64)}`)
  })

  test('has a verdict of facts', () => {
    const weakest = { venue: 'a', name: 'Alpha', fund: 'x', label: 'X', coverage: 0.01 }
    const ends = { weakest, strongest: { ...weakest, name: 'Beta', coverage: 0.2 }, pools: 3, stated: 2 }
    expect(coinVerdict(summary('BTC', { insurance: ends })).join(' ')).toBe(
      'BTC is listed on 2 venues in 3 contracts; 2 of them state $1.00K of open interest, one side. Coverage of the 3 insurance pools behind it runs from 1.0 % (Alpha) to 20 % (Beta), of the 2 that can be stated now. No venue that lists it has a public ADL signal for it.',
    )
    expect(coinVerdict(summary('ETH', { venues: 0 }))).toHaveLength(1)
  })
})
