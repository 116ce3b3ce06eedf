import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Fault, faultKinds, parseFaultFlag } from '@/lib/simulate/faults'
import { type Asking, bybitList, startAsking } from './ask'

let asking: Asking
beforeEach(async () => {
  asking = await startAsking()
})
afterEach(() => asking.simulator.close())

const FUND = 'api.bybit.com/v5/market/insurance'
const rows = bybitList(z.record(z.string(), z.unknown()))

async function listUnder(fault: Fault) {
  asking.simulator.setFault('bybit', fault)
  return (await asking.read(rows, FUND)).result.list
}

describe('each fault does what its name says', () => {
  test('latency', async () => {
    asking.simulator.setFault('bybit', { kind: 'latency', ms: 60_000 })
    await expect(fetch(`${asking.simulator.url}/${FUND}`, { signal: AbortSignal.timeout(150) })).rejects.toThrow()
    asking.simulator.setFault('bybit', { kind: 'latency', ms: 20 })
    expect((await asking.read(rows, FUND)).result.list).toHaveLength(52)
  })

  test('rate_limited', async () => {
    asking.simulator.setFault('bybit', { kind: 'rate_limited', retryAfterS: 7 })
    const response = await asking.fetch(FUND)
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(await response.json()).toMatchObject({ retCode: 10006 })
    asking.simulator.setFault('dydx-v4', { kind: 'rate_limited', retryAfterS: 7 })
    expect((await asking.fetch('indexer.dydx.trade/v4/perpetualMarkets')).headers.get('retry-after')).toBe('7000')
  })

  test('server_error', async () => {
    asking.simulator.setFault('bybit', { kind: 'server_error', status: 503 })
    expect((await asking.fetch(FUND)).status).toBe(503)
  })

  test('region', async () => {
    asking.simulator.setFault('*', { kind: 'region' })
    const binance = await asking.fetch('fapi.binance.com/fapi/v1/premiumIndex')
    expect(binance.status).toBe(451)
    expect(await binance.json()).toMatchObject({ code: 0, msg: expect.stringContaining('restricted location') })
    expect((await asking.fetch(FUND)).status).toBe(403)
  })

  test('envelope_error', async () => {
    asking.simulator.setFault('*', { kind: 'envelope_error' })
    const expected = [
      [FUND, { retCode: 10016 }],
      ['www.okx.com/api/v5/public/open-interest?instType=SWAP', { code: '50011' }],
      ['fapi.binance.com/fapi/v1/premiumIndex', { code: -1000 }],
      ['api.gateio.ws/api/v4/futures/usdt/tickers', { label: 'SERVER_ERROR' }],
      ['indexer.dydx.trade/v4/perpetualMarkets', { errors: [{ msg: 'Internal Server Error' }] }],
      ['www.deribit.com/api/v2/public/get_index_price?index_name=btc_usd', { error: { code: 11094 } }],
    ] as const
    for (const [address, body] of expected) {
      const response = await asking.fetch(address)
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject(body)
    }
    expect(await asking.json('api.hyperliquid.xyz/info', { type: 'perpDexs' })).toBeNull()
  })

  test('html', async () => {
    asking.simulator.setFault('bybit', { kind: 'html' })
    const response = await asking.fetch(FUND)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(await response.text()).toContain('<!doctype html>')
  })

  test('cut_off', async () => {
    asking.simulator.setFault('bybit', { kind: 'cut_off' })
    const response = await asking.fetch(FUND)
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
  })

  test('refuse', async () => {
    asking.simulator.setFault('bybit', { kind: 'refuse' })
    await expect(asking.fetch(FUND)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  })

  test('slow_body', async () => {
    asking.simulator.setFault('bybit', { kind: 'slow_body', ms: 20 })
    const response = await asking.fetch(FUND)
    expect(response.status).toBe(200)
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect(first?.value?.byteLength).toBeLessThan(200)
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(2_000)
    await reader?.cancel()
    asking.simulator.setFault('bybit', { kind: 'slow_body', ms: 0 })
    expect((await asking.read(rows, FUND)).result.list).toHaveLength(52)
  })

  test('oversized', async () => {
    asking.simulator.setFault('bybit', { kind: 'oversized' })
    const response = await asking.fetch(FUND)
    let size = 0
    for await (const chunk of response.body ?? []) size += chunk.byteLength
    expect(size).toBeGreaterThan(64 * 1024 * 1024)
  })

  test('changed_field', async () => {
    const list = await listUnder({ kind: 'changed_field' })
    expect(list[0]).toHaveProperty('balance_v2')
    expect(list[0]).not.toHaveProperty('balance')
    expect((await listUnder({ kind: 'changed_field', field: 'symbols' }))[0]).toHaveProperty('symbols_v2')
  })

  test('wrong_type', async () => {
    expect((await listUnder({ kind: 'wrong_type' }))[0]?.balance).toEqual({ value: expect.any(String) })
  })

  test('nan', async () => {
    const list = await listUnder({ kind: 'nan' })
    expect(list.map((row) => row.balance)).toEqual(list.map(() => 'NaN'))
    expect(list[0]?.value).not.toBe('NaN')
  })

  test('negative', async () => {
    const balances = (await listUnder({ kind: 'negative' })).map((row) => Number(row.balance))
    expect(balances.filter((balance) => balance < 0).length).toBe(52)
  })

  test('empty', async () => {
    expect(await listUnder({ kind: 'empty' })).toEqual([])
    asking.simulator.setFault('*', { kind: 'empty' })
    expect(await asking.json('indexer.dydx.trade/v4/perpetualMarkets')).toEqual({ markets: {} })
    expect(await asking.json('api.hyperliquid.xyz/info', { type: 'metaAndAssetCtxs' })).toMatchObject([
      { universe: [] },
      [],
    ])
  })

  test('partial', async () => {
    expect(await listUnder({ kind: 'partial' })).toHaveLength(39)
    asking.simulator.setFault('hyperliquid', { kind: 'partial' })
    const contexts = z.tuple([z.object({ universe: z.array(z.unknown()) }), z.array(z.unknown())])
    const [meta, list] = await asking.read(contexts, 'api.hyperliquid.xyz/info', { type: 'metaAndAssetCtxs' })
    expect(meta.universe).toHaveLength(53)
    expect(list).toHaveLength(53)
  })

  test('and none of them is left untested here', () => {
    expect([...faultKinds].sort()).toEqual(
      [
        'changed_field',
        'cut_off',
        'empty',
        'envelope_error',
        'html',
        'latency',
        'nan',
        'negative',
        'oversized',
        'partial',
        'rate_limited',
        'refuse',
        'region',
        'server_error',
        'slow_body',
        'wrong_type',
      ].sort(),
    )
  })
})

describe('a fault applies', () => {
  test('to the most precise target', async () => {
    asking.simulator.setFault('*', { kind: 'html' })
    asking.simulator.setFault('bybit', { kind: 'empty' })
    asking.simulator.setFault('fapi.binance.com/fapi/v1/openInterest?symbol=BTCUSDT', { kind: 'server_error' })
    expect((await asking.read(rows, FUND)).result.list).toEqual([])
    expect((await asking.fetch('fapi.binance.com/fapi/v1/openInterest?symbol=BTCUSDT')).status).toBe(500)
    expect((await asking.fetch('fapi.binance.com/fapi/v1/openInterest?symbol=ETHUSDT')).status).toBe(200)
  })

  test('once, when it says so', async () => {
    asking.simulator.setFault('bybit', { kind: 'server_error', once: true })
    expect((await asking.fetch(FUND)).status).toBe(500)
    expect((await asking.fetch(FUND)).status).toBe(200)
  })

  test('to a share of the requests', async () => {
    asking.simulator.setFault('bybit', { kind: 'server_error', probability: 0.5 })
    const statuses: number[] = []
    for (let index = 0; index < 40; index += 1) {
      const response = await asking.fetch('api.bybit.com/v5/market/risk-limit?category=inverse')
      statuses.push(response.status)
      await response.arrayBuffer()
    }
    const failed = statuses.filter((status) => status === 500).length
    expect(failed).toBeGreaterThan(8)
    expect(failed).toBeLessThan(32)
  })

  test('until it is taken away', async () => {
    asking.simulator.setFault('bybit', { kind: 'server_error' })
    asking.simulator.setFault('bybit', null)
    expect((await asking.fetch(FUND)).status).toBe(200)
  })
})

test('what went out spoilt is not counted as served', async () => {
  await asking.json(FUND)
  const served = asking.simulator.served.latest('bybit')
  expect(served.pools).toHaveLength(52)
  expect(served.pools[0]).toMatchObject({ pool: 'main', asset: 'USDT', servedAt: '2026-11-23T10:00:00.000Z' })
  asking.simulator.setFault('bybit', { kind: 'negative' })
  await asking.json('api.bybit.com/v5/market/tickers?category=linear')
  expect(asking.simulator.served.latest('bybit').markets).toEqual([])
  expect(asking.simulator.served.requests.map(({ status, fault }) => [status, fault])).toEqual([
    [200, null],
    [200, 'negative'],
  ])
})

test('faults are read from the short form', () => {
  expect(parseFaultFlag('bybit=rate_limited')).toEqual({ target: 'bybit', fault: { kind: 'rate_limited' } })
  expect(parseFaultFlag('okx=latency:2000')).toEqual({ target: 'okx', fault: { kind: 'latency', ms: 2000 } })
  expect(parseFaultFlag('fapi.binance.com/fapi/v1/openInterest?symbol=BTCUSDT=server_error:503')).toEqual({
    target: 'fapi.binance.com/fapi/v1/openInterest?symbol=BTCUSDT',
    fault: { kind: 'server_error', status: 503 },
  })
  const bad = ['bybit', '=html', 'bybit=nope', 'bybit=html:3', 'bybit=latency:x', 'bybit=server_error:200']
  for (const text of bad) expect(() => parseFaultFlag(text), text).toThrow(/accepted: TARGET=KIND/)
  expect(bad).toHaveLength(6)
})
