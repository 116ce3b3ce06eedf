import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Asking, bybitList, digits, msText, okxData, startAsking } from './ask'

let asking: Asking
beforeAll(async () => {
  asking = await startAsking()
})
afterAll(() => asking.simulator.close())

describe('bybit', () => {
  test('prints insurance pools as its documentation does', async () => {
    const row = z.strictObject({ coin: z.string(), symbols: z.string().min(1), balance: digits, value: digits })
    const { result } = await asking.read(bybitList(row), 'api.bybit.com/v5/market/insurance')
    expect(result.list.filter(({ symbols }) => !symbols.includes(',')).length).toBeGreaterThanOrEqual(40)
    expect(result.list.filter(({ symbols }) => symbols.includes(',')).length).toBeGreaterThanOrEqual(7)
    expect(new Set(result.list.map(({ coin }) => coin))).toEqual(new Set(['USDT', 'USDC', 'BTC', 'ETH', 'XRP', 'SOL']))
    const { result: btc } = await asking.read(bybitList(row), 'api.bybit.com/v5/market/insurance?coin=BTC')
    expect(btc.list.map(({ coin }) => coin)).toEqual(['BTC'])
  })

  test('counts both sides, and one side except in a few tickers', async () => {
    const row = z.object({
      symbol: z.string(),
      openInterest: digits,
      openInterestValue: digits,
      singleOpenInterest: digits.optional(),
      singleOpenInterestValue: digits.optional(),
      markPrice: digits,
      indexPrice: digits,
      deliveryTime: z.string(),
      predictedDeliveryPrice: z.literal(''),
    })
    const { result } = await asking.read(bybitList(row), 'api.bybit.com/v5/market/tickers?category=linear')
    expect(result.list.length).toBeGreaterThanOrEqual(115)
    const oneSided = result.list.flatMap((ticker) => (ticker.singleOpenInterest ? [ticker] : []))
    for (const ticker of oneSided) {
      expect(Number(ticker.openInterest)).toBeCloseTo(2 * Number(ticker.singleOpenInterest), 6)
    }
    expect(oneSided.length).toBeGreaterThan(100)
    expect(oneSided.length).toBeLessThan(result.list.length)
    expect(result.list.find(({ symbol }) => symbol === 'BTCUSDT-25DEC26')?.deliveryTime).toBe('1798185600000')
  })

  test('counts inverse contracts in dollars and their value in coins', async () => {
    const row = z.object({ symbol: z.string(), openInterest: digits, openInterestValue: digits, markPrice: digits })
    const { result } = await asking.read(bybitList(row), 'api.bybit.com/v5/market/tickers?category=inverse')
    for (const { openInterest, openInterestValue, markPrice } of result.list) {
      expect(Number(openInterestValue) * Number(markPrice)).toBeCloseTo(Number(openInterest), -1)
    }
    expect(result.list.map(({ symbol }) => symbol)).toContain('BTCUSDZ26')
  })

  test('gives the levels of a book best first, 25 unless asked for more', async () => {
    const level = z.tuple([digits, digits])
    const book = z.object({ result: z.object({ s: z.string(), b: z.array(level), a: z.array(level), ts: z.number() }) })
    const address = 'api.bybit.com/v5/market/orderbook?category=linear&symbol=BTCUSDT'
    const { result } = await asking.read(book, address)
    expect([result.b.length, result.a.length]).toEqual([25, 25])
    expect(Number(result.b[0]?.[0])).toBeLessThan(Number(result.a[0]?.[0]))
    expect((await asking.read(book, `${address}&limit=500`)).result.b.length).toBeGreaterThan(100)
  })

  test('prints ADL alerts as text, with an empty maxBalance', async () => {
    const row = z.strictObject({
      coin: z.string(),
      symbol: z.string(),
      balance: digits,
      maxBalance: z.literal(''),
      insurancePnlRatio: z.literal('-0.3'),
      pnlRatio: digits,
      adlTriggerThreshold: digits,
      adlStopRatio: z.literal('-0.25'),
    })
    const { result } = await asking.read(bybitList(row), 'api.bybit.com/v5/market/adlAlert')
    expect(result.list.length).toBeGreaterThan(120)
    for (const { pnlRatio } of result.list) expect(Number(pnlRatio)).toBeGreaterThan(-0.3)
  })

  test('gives risk limits in percent and the launch of its history', async () => {
    const tier = z.object({
      symbol: z.string(),
      riskLimitValue: digits,
      maintenanceMargin: digits,
      maxLeverage: digits,
    })
    const risk = await asking.read(bybitList(tier), 'api.bybit.com/v5/market/risk-limit?category=inverse&symbol=BTCUSD')
    expect(risk.result.list[0]).toEqual({
      symbol: 'BTCUSD',
      riskLimitValue: '2000000',
      maintenanceMargin: '0.50',
      maxLeverage: '100.00',
    })
    const point = z.object({ openInterest: digits, singleOpenInterest: digits, timestamp: msText })
    const address = 'api.bybit.com/v5/market/open-interest?category=linear&symbol=BTCUSDT&intervalTime=1h&limit=200'
    const { result } = await asking.read(bybitList(point), address)
    expect(result.list).toHaveLength(200)
    const times = result.list.map(({ timestamp }) => Number(timestamp))
    expect(times).toEqual([...times].sort((a, b) => b - a))
  })
})

describe('binance', () => {
  test('gives a list of funds, and one fund for a symbol', async () => {
    const fund = z.strictObject({
      symbols: z.array(z.string()).min(1),
      assets: z.array(z.strictObject({ asset: z.string(), marginBalance: digits, updateTime: z.int() })).min(1),
    })
    const funds = await asking.read(z.array(fund), 'fapi.binance.com/fapi/v1/insuranceBalance')
    expect(funds).toHaveLength(5)
    expect(funds[0]?.assets.map(({ asset }) => asset)).toEqual(['USDC', 'USDT', 'BTC', 'BNFCR'])
    expect(funds[0]?.symbols).toEqual(expect.arrayContaining(['BTCUSDT', 'BTCUSDT_261225', 'ETHBTC']))
    const one = await asking.read(fund, 'fapi.binance.com/fapi/v1/insuranceBalance?symbol=BTCUSDT')
    expect(one).toEqual(funds[0])
  })

  test('gives open interest per symbol, prices and risk words for all', async () => {
    const open = z.strictObject({ openInterest: digits, symbol: z.string(), time: z.int() })
    await asking.read(open, 'fapi.binance.com/fapi/v1/openInterest?symbol=BTCUSDT')
    const price = z.object({ symbol: z.string(), markPrice: digits, indexPrice: digits, time: z.int() })
    const prices = await asking.read(z.array(price), 'fapi.binance.com/fapi/v1/premiumIndex')
    const risk = z.strictObject({ symbol: z.string(), adlRisk: z.enum(['low', 'medium', 'high']), updateTime: z.int() })
    const risks = await asking.read(z.array(risk), 'fapi.binance.com/fapi/v1/symbolAdlRisk')
    expect(risks.map(({ symbol }) => symbol)).toEqual(prices.map(({ symbol }) => symbol))
    const info = z.object({
      symbols: z.array(z.object({ symbol: z.string(), status: z.string(), deliveryDate: z.int() })),
    })
    const { symbols } = await asking.read(info, 'fapi.binance.com/fapi/v1/exchangeInfo')
    expect(symbols.filter(({ status }) => status === 'TRADING').length).toBe(60)
    expect(symbols.filter(({ status }) => status !== 'TRADING').length).toBe(2)
    const index = z.object({ symbol: z.string(), index: digits })
    expect(await asking.read(index, 'fapi.binance.com/fapi/v1/assetIndex?symbol=BTCUSD')).toMatchObject({
      symbol: 'BTCUSD',
    })
  })

  test('keeps 30 days of history, oldest first', async () => {
    const point = z.object({ sumOpenInterest: digits, sumOpenInterestValue: digits, timestamp: z.int() })
    const address = 'fapi.binance.com/futures/data/openInterestHist?symbol=BTCUSDT&period=1d&limit=500'
    const points = await asking.read(z.array(point), address)
    expect(points).toHaveLength(30)
    expect(points[0]?.timestamp).toBeLessThan(points[1]?.timestamp ?? 0)
  })
})

describe('okx', () => {
  const detail = z.object({
    adlType: z.literal(''),
    amt: z.union([digits, z.literal('')]),
    balance: digits,
    ccy: z.string(),
    decRate: z.literal(''),
    maxBal: z.literal(''),
    maxBalTs: z.literal(''),
    ts: msText,
    type: z.string(),
  })
  const fund = okxData(
    z.object({ details: z.array(detail), instFamily: z.string(), instType: z.string(), total: digits }),
  )
  const address = (family: string) =>
    `www.okx.com/api/v5/public/insurance-fund?instType=SWAP&instFamily=${family}` as const

  test('gives the same total for every family, and the legacy rows of some', async () => {
    const families = ['BTC-USDT', 'ETH-USDT', 'SOL-USDT', 'BTC-USD']
    const answers = await Promise.all(families.map((family) => asking.read(fund, address(family))))
    expect(new Set(answers.map(({ data }) => data[0]?.total)).size).toBe(1)
    const types = answers.map(({ data }) => new Set(data[0]?.details.map(({ type }) => type)))
    expect(types.filter((seen) => seen.has('regular_update')).length).toBeGreaterThan(0)
    expect(types.filter((seen) => !seen.has('regular_update')).length).toBeGreaterThan(0)
    expect(answers[3]?.data[0]?.details[0]?.ccy).toBe('BTC')
  })

  test('writes balances that follow from the amounts', async () => {
    const { data } = await asking.read(fund, `${address('ETH-USDT')}&type=liquidation_balance_deposit`)
    const details = data[0]?.details ?? []
    expect(details).toHaveLength(100)
    for (const [index, { amt, balance, type }] of details.slice(0, -1).entries()) {
      expect(type).toBe('liquidation_balance_deposit')
      expect(Number(balance) - Number(amt)).toBeCloseTo(Number(details[index + 1]?.balance), 3)
    }
  })

  test('gives open interest three ways and prices as text', async () => {
    const row = z.strictObject({
      instType: z.literal('SWAP'),
      instId: z.string(),
      oi: digits,
      oiCcy: digits,
      oiUsd: digits,
      ts: msText,
    })
    const { data } = await asking.read(okxData(row), 'www.okx.com/api/v5/public/open-interest?instType=SWAP')
    expect(data).toHaveLength(60)
    const instrument = z.object({
      instId: z.string(),
      ctVal: digits,
      ctType: z.string(),
      lever: digits,
      state: z.literal('live'),
    })
    const listed = await asking.read(okxData(instrument), 'www.okx.com/api/v5/public/instruments?instType=SWAP')
    for (const [index, { ctVal, ctType }] of listed.data.entries()) {
      const open = data[index]
      const units = ctType === 'linear' ? open?.oiCcy : open?.oiUsd
      expect(Number(open?.oi) * Number(ctVal)).toBeCloseTo(Number(units), 4)
    }
    const history = okxData(z.tuple([msText, digits, digits, digits]))
    const address = 'www.okx.com/api/v5/rubik/stat/contracts/open-interest-history?instId=BTC-USDT-SWAP&period=1D'
    expect((await asking.read(history, address)).data).toHaveLength(100)
  })
})

describe('gate', () => {
  const host = 'api.gateio.ws/api/v4'

  test('gives daily points of a fund, seconds and text', async () => {
    const points = await asking.read(
      z.array(z.strictObject({ t: z.int(), b: digits })),
      `${host}/futures/usdt/insurance?limit=7`,
    )
    expect(points).toHaveLength(7)
    expect(new Set(points.map(({ t }) => t % 86_400))).toEqual(new Set([0]))
    expect(await asking.json(`${host}/delivery/usdt/insurance?limit=7`)).toEqual(points)
    expect(await asking.json(`${host}/futures/btc/insurance?limit=1`)).toHaveLength(1)
  })

  test('gives sizes as numbers, and as text where lots are decimal', async () => {
    const row = z.object({
      name: z.string(),
      type: z.enum(['direct', 'inverse']),
      quanto_multiplier: digits,
      position_size: z.union([z.number(), digits]),
      enable_decimal: z.boolean().optional(),
      in_delisting: z.boolean(),
    })
    const contracts = await asking.read(z.array(row), `${host}/futures/usdt/contracts?limit=1000`)
    expect(contracts).toHaveLength(90)
    for (const contract of contracts) {
      expect(typeof contract.position_size).toBe(contract.enable_decimal ? 'string' : 'number')
    }
    expect(contracts.filter(({ enable_decimal }) => enable_decimal).length).toBeGreaterThan(0)
    expect(contracts.filter(({ in_delisting }) => in_delisting)).toHaveLength(1)
    const [inverse] = await asking.read(z.array(row), `${host}/futures/btc/contracts`)
    expect(inverse).toMatchObject({ name: 'BTC_USD', type: 'inverse', quanto_multiplier: '0' })
  })

  test('marks no trade as internal on a calm day', async () => {
    const trade = z.object({ id: z.int(), size: z.int(), price: digits, is_internal: z.literal(true).optional() })
    const trades = await asking.read(z.array(trade), `${host}/futures/usdt/trades?contract=BTC_USDT&limit=50`)
    expect(trades).toHaveLength(50)
    expect(trades.filter((row) => row.is_internal)).toHaveLength(0)
    const stat = z.object({ time: z.int(), open_interest: z.number(), open_interest_usd: z.number() })
    const stats = await asking.read(
      z.array(stat),
      `${host}/futures/usdt/contract_stats?contract=BTC_USDT&interval=1h&limit=5`,
    )
    expect(stats).toHaveLength(5)
    const liquidation = z.object({ time: z.int(), contract: z.string(), size: digits, fill_price: digits })
    await asking.read(z.array(liquidation), `${host}/futures/usdt/liq_orders`)
  })
})

describe('deribit', () => {
  const host = 'www.deribit.com/api/v2/public'
  const result = <T extends z.ZodType>(row: T) =>
    z.object({
      jsonrpc: z.literal('2.0'),
      result: row,
      testnet: z.literal(false),
      usIn: z.int(),
      usOut: z.int(),
      usDiff: z.int(),
    })

  test('gives JSON numbers: dollars for inverse, base units for linear contracts', async () => {
    const row = z.object({
      instrument_name: z.string(),
      open_interest: z.number(),
      mark_price: z.number(),
      ask_price: z.number().nullable(),
    })
    const address = (currency: string) => `${host}/get_book_summary_by_currency?currency=${currency}&kind=future`
    const btc = await asking.read(result(z.array(row)), address('BTC'))
    expect(btc.result.map(({ instrument_name }) => instrument_name)).toEqual([
      'BTC-PERPETUAL',
      'BTC-25DEC26',
      'BTC-26MAR27',
      'BTC-25JUN27',
    ])
    expect(btc.result.every(({ open_interest }) => open_interest % 10 === 0)).toBe(true)
    expect(btc.result.some(({ ask_price }) => ask_price === null)).toBe(true)
    const linear = await asking.read(result(z.array(row)), address('USDC'))
    expect(linear.result[0]?.open_interest).toBeLessThan(100_000)
    const instrument = z.object({
      instrument_name: z.string(),
      instrument_type: z.enum(['reversed', 'linear']),
      max_leverage: z.int(),
    })
    const listed = await asking.read(result(z.array(instrument)), `${host}/get_instruments?currency=any&kind=future`)
    expect(listed.result).toHaveLength(21)
  })

  test('gives settlements of each day and the index', async () => {
    const row = z.object({ type: z.string(), timestamp: z.int(), instrument_name: z.string() })
    const page = result(z.object({ settlements: z.array(row), continuation: z.string() }))
    const { result: settled } = await asking.read(page, `${host}/get_last_settlements_by_currency?currency=BTC`)
    expect(settled.settlements).toHaveLength(20)
    expect(new Set(settled.settlements.map(({ type }) => type))).toEqual(new Set(['settlement']))
    await asking.read(result(z.object({ index_price: z.number() })), `${host}/get_index_price?index_name=btc_usd`)
  })
})
