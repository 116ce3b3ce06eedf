import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Asking, bybitList, CALM, digits, msText, okxData, startAsking } from './ask'

let asking: Asking
beforeAll(async () => {
  asking = await startAsking()
})
afterAll(() => asking.simulator.close())

/** Reads pages until there is no next address; more than 100 is an endless list. */
async function readPages<T>(first: string, read: (address: string) => Promise<{ rows: T[]; next: string | null }>) {
  const pages: T[][] = []
  let address: string | null = first
  while (address !== null) {
    const page: { rows: T[]; next: string | null } = await read(address)
    pages.push(page.rows)
    address = page.next
    expect(pages.length).toBeLessThan(100)
  }
  return { pages: pages.length, rows: pages.flat() }
}

test.each(['instruments-info', 'risk-limit'])('bybit %s gives every symbol once over its pages', async (name) => {
  const first = `api.bybit.com/v5/market/${name}?category=linear&limit=50`
  const row = z.object({ symbol: z.string() })
  const { pages, rows } = await readPages(first, async (address) => {
    const { result } = await asking.read(bybitList(row), address)
    const next = result.nextPageCursor ? `${first}&cursor=${encodeURIComponent(result.nextPageCursor)}` : null
    return { rows: result.list.map(({ symbol }) => symbol), next }
  })
  const tickers = await asking.read(bybitList(row), 'api.bybit.com/v5/market/tickers?category=linear')
  expect([...new Set(rows)].sort()).toEqual(tickers.result.list.map(({ symbol }) => symbol).sort())
  expect(pages).toBe(name === 'risk-limit' ? 8 : 3)
})

test('bybit open interest history has no gap between its pages', async () => {
  const end = CALM.getTime()
  const first = `api.bybit.com/v5/market/open-interest?category=inverse&symbol=BTCUSD&intervalTime=1h&limit=48&startTime=${end - 7 * 86_400_000}&endTime=${end}`
  const { pages, rows } = await readPages(first, async (address) => {
    const { result } = await asking.read(bybitList(z.object({ timestamp: msText })), address)
    const next = result.nextPageCursor ? `${first}&cursor=${result.nextPageCursor}` : null
    return { rows: result.list.map(({ timestamp }) => Number(timestamp)), next }
  })
  expect(pages).toBe(4)
  expect(rows).toHaveLength(168)
  for (const [index, time] of rows.slice(1).entries()) expect((rows[index] ?? 0) - time).toBe(3_600_000)
})

test('okx pages its fund by ts, older with after and newer with before', async () => {
  const fund = okxData(z.object({ details: z.array(z.object({ ts: msText, type: z.string(), balance: digits })) }))
  const first =
    'www.okx.com/api/v5/public/insurance-fund?instType=SWAP&instFamily=ETH-USDT&type=liquidation_balance_deposit'
  const { pages, rows } = await readPages(first, async (address) => {
    const { data } = await asking.read(fund, address)
    const times = (data[0]?.details ?? []).map(({ ts }) => Number(ts))
    return { rows: times, next: times.length === 0 ? null : `${first}&after=${times.at(-1)}` }
  })
  expect(pages).toBe(8)
  expect(rows).toHaveLength(692)
  expect(new Date(rows.at(-1) ?? 0).toISOString()).toBe('2025-01-01T08:00:00.000Z')
  expect(new Set(rows).size).toBe(rows.length)
  const newer = await asking.read(fund, `${first}&before=${rows[3]}`)
  expect(newer.data[0]?.details.map(({ ts }) => Number(ts))).toEqual(rows.slice(0, 3))
})

test('gate pages its contracts by offset until a short page', async () => {
  const first = 'api.gateio.ws/api/v4/futures/usdt/contracts?limit=40'
  const { pages, rows } = await readPages(`${first}&offset=0`, async (address) => {
    const names = (await asking.read(z.array(z.object({ name: z.string() })), address)).map(({ name }) => name)
    const offset = Number(new URLSearchParams(address.split('?')[1]).get('offset'))
    return { rows: names, next: names.length < 40 ? null : `${first}&offset=${offset + 40}` }
  })
  expect(pages).toBe(3)
  expect(new Set(rows).size).toBe(90)
})

test('dydx gives every perpetual once over its pages, the newest live ones last', async () => {
  const first = 'dydx-ops-rest.kingnodes.com/dydxprotocol/perpetuals/perpetual?pagination.limit=1000'
  const page = z.object({
    perpetual: z.array(z.object({ params: z.object({ id: z.int(), ticker: z.string(), market_type: z.string() }) })),
    pagination: z.object({ next_key: z.string().nullable() }),
  })
  const { pages, rows } = await readPages(first, async (address) => {
    const { perpetual, pagination } = await asking.read(page, address)
    const key = pagination.next_key
    const next = key === null ? null : `${first}&pagination.key=${encodeURIComponent(key)}`
    return { rows: perpetual.map(({ params }) => params), next }
  })
  expect(pages).toBe(2)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(114)
  const last = rows.slice(100).filter(({ market_type }) => market_type === 'PERPETUAL_MARKET_TYPE_ISOLATED')
  expect(last).toHaveLength(1)
})

test('deribit continues where a page ended', async () => {
  const first = 'www.deribit.com/api/v2/public/get_last_settlements_by_currency?currency=ETH&count=70'
  const row = z.object({ instrument_name: z.string(), timestamp: z.int() })
  const page = z.object({ result: z.object({ settlements: z.array(row), continuation: z.string() }) })
  const { pages, rows } = await readPages(first, async (address) => {
    const { result } = await asking.read(page, address)
    const next = result.continuation === 'none' ? null : `${first}&continuation=${result.continuation}`
    return { rows: result.settlements.map((entry) => `${entry.instrument_name} ${entry.timestamp}`), next }
  })
  expect(pages).toBe(3)
  expect(new Set(rows).size).toBe(180)
})
