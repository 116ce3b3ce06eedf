import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Asking, bybitList, CALM, digits, okxData, startAsking } from './ask'

/** Twenty-five minutes into the stress hour; it spans half an hour, when Binance looks again. */
const START = new Date(CALM.getTime() - 25 * 60_000)

let asking: Asking
beforeAll(async () => {
  asking = await startAsking({ stressAt: [START] })
})
afterAll(() => asking.simulator.close())

test('bybit shows contracts beyond the trigger of ADL, and a pool below zero', async () => {
  const row = z.object({ symbol: z.string(), balance: digits, pnlRatio: digits, insurancePnlRatio: digits })
  const { result } = await asking.read(bybitList(row), 'api.bybit.com/v5/market/adlAlert')
  const triggered = result.list.filter(
    ({ balance, pnlRatio, insurancePnlRatio }) => Number(balance) <= 0 || Number(pnlRatio) < Number(insurancePnlRatio),
  )
  expect(triggered.length).toBeGreaterThanOrEqual(2)
  expect(triggered.filter(({ balance }) => Number(balance) < 0)).toHaveLength(1)
  expect(triggered.length).toBeLessThan(result.list.length / 4)
})

test('binance shows a high ADL risk for some symbols', async () => {
  const row = z.object({ adlRisk: z.enum(['low', 'medium', 'high']), updateTime: z.int() })
  const risks = await asking.read(z.array(row), 'fapi.binance.com/fapi/v1/symbolAdlRisk')
  const words = risks.map(({ adlRisk }) => adlRisk)
  expect(words.filter((word) => word === 'high').length).toBeGreaterThan(5)
  expect(words.filter((word) => word === 'low').length).toBeGreaterThan(3)
  expect(new Set(risks.map(({ updateTime }) => updateTime % 1_800_000))).toEqual(new Set([0]))
})

test('okx writes the loss down the next morning', async () => {
  const detail = z.object({ type: z.string(), amt: z.string(), balance: digits, ts: z.string() })
  const fund = okxData(z.object({ details: z.array(detail) }))
  const address = 'www.okx.com/api/v5/public/insurance-fund?instType=SWAP&instFamily=BTC-USDT&type=bankruptcy_loss'
  expect((await asking.read(fund, address)).data[0]?.details).toEqual([])
  asking.setClock(new Date('2026-11-24T09:00:00.000Z'))
  const [loss] = (await asking.read(fund, address)).data[0]?.details ?? []
  asking.setClock(CALM)
  expect(loss?.type).toBe('bankruptcy_loss')
  expect(Number(loss?.amt)).toBeLessThan(0)
  expect(new Date(Number(loss?.ts)).toISOString()).toBe('2026-11-24T08:00:00.000Z')
})

test('gate has many liquidations and trades taken over from inside', async () => {
  const liquidations = await asking.json('api.gateio.ws/api/v4/futures/usdt/liq_orders?limit=1000')
  expect(z.array(z.unknown()).parse(liquidations).length).toBe(1000)
  const trade = z.object({ is_internal: z.literal(true).optional() })
  const address = 'api.gateio.ws/api/v4/futures/usdt/trades?contract=BTC_USDT&limit=70'
  const trades = await asking.read(z.array(trade), address)
  expect(trades.filter((row) => row.is_internal).length).toBeGreaterThan(3)
})

test('dydx deleverages and sees an insolvent account', async () => {
  const markets = asking.simulator.world
    .truth('dydx-v4', CALM)
    .pools.flatMap((pool) => (pool.markets.length === 1 ? pool.markets : []))
  const trades = z.object({ trades: z.array(z.object({ type: z.string() })) })
  const types = await Promise.all(
    markets.map((ticker) => asking.read(trades, `indexer.dydx.trade/v4/trades/perpetualMarket/${ticker}?limit=60`)),
  )
  expect(
    types.filter((answer) => answer.trades.some(({ type }) => type === 'DELEVERAGED')).length,
  ).toBeGreaterThanOrEqual(2)
  const blocked = z.object({ negative_tnc_subaccount_seen_at_block: z.int() })
  const seen = await Promise.all(
    [11, 23, 42, 147].map((id) =>
      asking.read(
        blocked,
        `dydx-ops-rest.kingnodes.com/dydxprotocol/subaccounts/withdrawals_and_transfers_blocked_info/${id}`,
      ),
    ),
  )
  expect(seen.some((answer) => answer.negative_tnc_subaccount_seen_at_block > 80_000_000)).toBe(true)
})

test('hyperliquid liquidators take over and are deleveraged', async () => {
  const fill = z.object({ dir: z.string(), time: z.int(), liquidation: z.object({ method: z.literal('backstop') }) })
  const user = '0x2e3d94f0562703b25c83308a05046ddaf9a8dd14'
  const body = { type: 'userFillsByTime', user, startTime: START.getTime() }
  const fills = await asking.read(z.array(fill), 'api.hyperliquid.xyz/info', body)
  expect(fills.length).toBeGreaterThan(50)
  expect(fills.some(({ dir }) => dir === 'Auto-Deleveraging')).toBe(true)
  asking.setClock(new Date(START.getTime() + 2 * 3_600_000))
  const all = await asking.read(z.array(fill), 'api.hyperliquid.xyz/info', {
    ...body,
    endTime: START.getTime() + 7_200_000,
  })
  asking.setClock(CALM)
  expect(all.length).toBeGreaterThan(fills.length)
  expect(all.length).toBeLessThanOrEqual(2_000)
})

test('deribit reports a bankruptcy after the next settlement', async () => {
  asking.setClock(new Date('2026-11-24T09:00:00.000Z'))
  const row = z.object({
    type: z.literal('bankruptcy'),
    funded: z.number(),
    socialized: z.literal(0),
    timestamp: z.int(),
  })
  const page = z.object({ result: z.object({ settlements: z.array(row) }) })
  const address = 'www.deribit.com/api/v2/public/get_last_settlements_by_currency?currency=BTC&type=bankruptcy'
  const { result } = await asking.read(page, address)
  asking.setClock(CALM)
  expect(result.settlements).toHaveLength(1)
  expect(result.settlements[0]?.timestamp).toBeGreaterThan(START.getTime())
})
