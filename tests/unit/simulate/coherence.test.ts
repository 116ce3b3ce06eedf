import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Decimal, dec, plain, sum } from '@/lib/core/decimal'
import type { MarketTruth, PoolTruth } from '@/lib/simulate/world/world'
import { type Asking, bybitList, CALM, digits, okxData, startAsking } from './ask'

let asking: Asking
beforeAll(async () => {
  // Half an hour into a stress hour: the hardest minute to agree on.
  asking = await startAsking({ quiet: false, stressAt: [new Date(CALM.getTime() - 30 * 60_000)] })
})
afterAll(() => asking.simulator.close())

const truthOf = (venue: string) => asking.simulator.world.truth(venue, CALM)
const marketsOf = (venue: string) =>
  new Map(truthOf(venue).markets.map((market): [string, MarketTruth] => [market.market, market]))
const listedOf = (venue: string) => truthOf(venue).markets.filter((market) => market.listed)
const poolsOf = (venue: string) => new Map(truthOf(venue).pools.map((pool): [string, PoolTruth] => [pool.pool, pool]))
const half = (text: string) => plain(dec(text).div(2))
const total = (values: readonly string[]): Decimal => sum(values.map((value) => dec(value)))

describe('what bybit prints is the truth', () => {
  test('pool by pool, to the last digit', async () => {
    const row = z.object({ coin: z.string(), symbols: z.string(), balance: digits, value: digits })
    const { result } = await asking.read(bybitList(row), 'api.bybit.com/v5/market/insurance')
    const printed = result.list.map(({ coin, symbols, balance, value }) => [coin, symbols, balance, value])
    expect(printed).toEqual(
      truthOf('bybit').pools.map((pool) => [pool.asset, pool.markets.join(','), pool.units, pool.usd]),
    )
    expect(printed.length).toBe(52)
    expect(result.list.filter(({ value }) => value.startsWith('-')).length).toBeGreaterThanOrEqual(1)
  })

  test('market by market, both sides being twice one side', async () => {
    const truth = marketsOf('bybit')
    const row = z.object({ symbol: z.string(), openInterest: digits, openInterestValue: digits })
    const linear = await asking.read(bybitList(row), 'api.bybit.com/v5/market/tickers?category=linear')
    for (const { symbol, openInterest, openInterestValue } of linear.result.list) {
      expect(half(openInterest)).toBe(truth.get(symbol)?.baseUnits)
      expect(half(openInterestValue)).toBe(truth.get(symbol)?.usd)
    }
    const inverse = await asking.read(bybitList(row), 'api.bybit.com/v5/market/tickers?category=inverse')
    for (const { symbol, openInterest, openInterestValue } of inverse.result.list) {
      expect(half(openInterest)).toBe(truth.get(symbol)?.usd)
      expect(half(openInterestValue)).toBe(truth.get(symbol)?.baseUnits)
    }
    expect(linear.result.list.length + inverse.result.list.length).toBe(truth.size)
  })
})

test('what binance prints is the truth', async () => {
  const row = z.object({ openInterest: digits })
  for (const { market, baseUnits } of listedOf('binance')) {
    const { openInterest } = await asking.read(row, `fapi.binance.com/fapi/v1/openInterest?symbol=${market}`)
    expect(plain(dec(openInterest))).toBe(baseUnits)
  }
  expect(listedOf('binance')).toHaveLength(60)
  const fund = z.object({ assets: z.array(z.object({ asset: z.string(), marginBalance: digits })) })
  const funds = await asking.read(z.array(fund), 'fapi.binance.com/fapi/v1/insuranceBalance')
  const wallets = funds.flatMap(({ assets }) => assets.map(({ asset, marginBalance }) => [asset, marginBalance]))
  expect(wallets).toEqual(truthOf('binance').pools.map((pool) => [pool.asset, pool.units]))
  expect(truthOf('binance').pools.find((pool) => pool.asset === 'BNFCR')?.usd).toBeNull()
  const index = await asking.read(z.object({ index: digits }), 'fapi.binance.com/fapi/v1/assetIndex?symbol=BTCUSD')
  const btc = truthOf('binance').pools.find((pool) => pool.asset === 'BTC')
  expect(plain(dec(btc?.units ?? 'NaN').times(index.index))).toBe(btc?.usd)
})

test('what okx prints is the truth', async () => {
  const row = z.object({ instId: z.string(), oiCcy: digits, oiUsd: digits })
  const lines = await Promise.all(
    ['SWAP', 'FUTURES'].map((line) =>
      asking.read(okxData(row), `www.okx.com/api/v5/public/open-interest?instType=${line}`),
    ),
  )
  const printed = lines.flatMap(({ data }) => data.map(({ instId, oiCcy, oiUsd }) => [instId, oiCcy, oiUsd]))
  expect(printed).toEqual(truthOf('okx').markets.map(({ market, baseUnits, usd }) => [market, baseUnits, usd]))
  expect(plain(total(printed.map(([, , usd]) => usd ?? 'NaN')))).toBe(truthOf('okx').oiUsd)
  const fund = okxData(z.object({ total: digits, details: z.array(z.object({ balance: digits })) }))
  const address = 'www.okx.com/api/v5/public/insurance-fund?instType=SWAP&instFamily=XRP-USDT'
  const { data } = await asking.read(fund, address)
  expect(data[0]?.total).toBe(poolsOf('okx').get('platform')?.units)
  expect(data[0]?.details[0]?.balance).toBe(poolsOf('okx').get('SWAP:XRP-USDT')?.units)
})

test('what gate prints is the truth', async () => {
  const truth = marketsOf('gate')
  const contract = z.object({
    name: z.string(),
    quanto_multiplier: digits,
    position_size: z.union([z.number(), digits]),
    mark_price: digits,
  })
  const contracts = await asking.read(z.array(contract), 'api.gateio.ws/api/v4/futures/usdt/contracts?limit=1000')
  for (const { name, quanto_multiplier, position_size, mark_price } of contracts) {
    const base = dec(position_size).times(quanto_multiplier)
    expect(plain(base)).toBe(truth.get(name)?.baseUnits)
    expect(plain(base.times(mark_price))).toBe(truth.get(name)?.usd)
  }
  expect(contracts).toHaveLength(90)
  const points = await asking.read(
    z.array(z.object({ b: digits })),
    'api.gateio.ws/api/v4/futures/btc/insurance?limit=1',
  )
  expect(points[0]?.b).toBe(poolsOf('gate').get('btc')?.units)
})

test('what dydx prints is the truth', async () => {
  const truth = marketsOf('dydx-v4')
  const market = z.object({ openInterest: digits, oraclePrice: digits, status: z.string() })
  const { markets } = await asking.read(
    z.object({ markets: z.record(z.string(), market) }),
    'indexer.dydx.trade/v4/perpetualMarkets',
  )
  for (const [ticker, { openInterest, oraclePrice }] of Object.entries(markets)) {
    expect(openInterest).toBe(truth.get(ticker)?.baseUnits)
    expect(plain(dec(openInterest).times(oraclePrice))).toBe(truth.get(ticker)?.usd)
  }
  expect(Object.keys(markets)).toHaveLength(truth.size)
  const balances = z.object({ balances: z.array(z.object({ denom: z.string(), amount: digits })) })
  const address = 'dydx1c7ptc87hkd54e3r7zjy92q29xkq7t79w64slrq'
  const held = await asking.read(balances, `dydx-ops-rest.kingnodes.com/cosmos/bank/v1beta1/balances/${address}`)
  const usdc = held.balances.find(({ denom }) => denom.startsWith('ibc/'))
  expect(plain(dec(usdc?.amount ?? 'NaN').div(1e6))).toBe(poolsOf('dydx-v4').get('insurance_fund')?.units)
})

test('what hyperliquid prints is the truth', async () => {
  const truth = marketsOf('hyperliquid')
  const contexts = z.tuple([
    z.object({ universe: z.array(z.object({ name: z.string() })) }),
    z.array(z.object({ openInterest: digits, markPx: digits })),
  ])
  let checked = 0
  for (const dex of ['', 'xyz', 'hyna']) {
    const [meta, rows] = await asking.read(contexts, 'api.hyperliquid.xyz/info', { type: 'metaAndAssetCtxs', dex })
    for (const [index, { openInterest, markPx }] of rows.entries()) {
      const market = truth.get(meta.universe[index]?.name ?? '')
      expect(plain(dec(openInterest))).toBe(market?.baseUnits)
      expect(plain(dec(openInterest).times(markPx))).toBe(market?.usd)
      checked += 1
    }
  }
  expect(checked).toBe(truth.size)
})

test('what deribit prints is the truth', async () => {
  const truth = marketsOf('deribit')
  const row = z.object({ instrument_name: z.string(), open_interest: z.number(), mark_price: z.number() })
  let checked = 0
  for (const currency of ['BTC', 'ETH', 'USDC']) {
    const address = `www.deribit.com/api/v2/public/get_book_summary_by_currency?currency=${currency}&kind=future`
    const { result } = await asking.read(z.object({ result: z.array(row) }), address)
    for (const { instrument_name, open_interest, mark_price } of result) {
      const market = truth.get(instrument_name)
      expect(plain(dec(open_interest))).toBe(currency === 'USDC' ? market?.baseUnits : market?.usd)
      if (currency === 'USDC') expect(plain(dec(open_interest).times(mark_price))).toBe(market?.usd)
      checked += 1
    }
  }
  expect(checked).toBe(truth.size)
  expect(truthOf('deribit').pools).toEqual([])
})

test('the same seed and the same minute give the same bytes', async () => {
  const other = await startAsking({ quiet: false, stressAt: [new Date(CALM.getTime() - 30 * 60_000)] })
  const addresses = [
    'api.bybit.com/v5/market/tickers?category=linear',
    'api.bybit.com/v5/market/adlAlert',
    'fapi.binance.com/fapi/v1/insuranceBalance',
    'www.okx.com/api/v5/public/insurance-fund?instType=SWAP&instFamily=BTC-USDT',
    'api.gateio.ws/api/v4/futures/usdt/liq_orders',
    'indexer.dydx.trade/v4/perpetualMarkets',
    'www.deribit.com/api/v2/public/get_book_summary_by_currency?currency=BTC',
  ]
  try {
    for (const address of addresses) {
      const [one, two] = await Promise.all([asking.fetch(address), other.fetch(address)])
      expect(await one.text()).toBe(await two.text())
    }
  } finally {
    await other.simulator.close()
  }
  expect(addresses).toHaveLength(7)
})
