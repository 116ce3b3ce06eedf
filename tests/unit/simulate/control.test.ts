import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Asking, CALM, startAsking } from './ask'

let asking: Asking
beforeEach(async () => {
  asking = await startAsking()
})
afterEach(() => asking.simulator.close())

async function control(method: string, path: string, body?: unknown) {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`${asking.simulator.url}/_control${path}`, { method, ...init })
  return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) }
}

describe('faults', () => {
  test('are set, listed and taken away', async () => {
    const target = 'api.bybit.com/v5/market/insurance'
    const set = await control('PUT', `/faults/${encodeURIComponent(target)}`, { kind: 'server_error', status: 502 })
    expect(set).toEqual({ status: 200, body: { faults: [{ target, fault: { kind: 'server_error', status: 502 } }] } })
    expect((await asking.fetch(target)).status).toBe(502)
    expect((await control('GET', '/faults')).body).toEqual(set.body)
    expect((await control('DELETE', `/faults/${encodeURIComponent(target)}`)).body).toEqual({ faults: [] })
    expect((await asking.fetch(target)).status).toBe(200)
    await control('PUT', '/faults/okx', { kind: 'html' })
    expect((await control('DELETE', '/faults')).body).toEqual({ faults: [] })
  })

  test('are refused when they make no sense', async () => {
    for (const body of [{ kind: 'nope' }, { kind: 'html', surprise: 1 }, { kind: 'latency', ms: -1 }, []]) {
      expect((await control('PUT', '/faults/bybit', body)).status).toBe(400)
    }
    expect((await control('PUT', '/faults', { kind: 'html' })).status).toBe(400)
    expect((await control('POST', '/faults', { kind: 'html' })).status).toBe(405)
    expect((await control('GET', '/nothing')).status).toBe(404)
    const form = await fetch(`${asking.simulator.url}/_control/faults/bybit`, {
      method: 'PUT',
      body: '{"kind":"html"}',
    })
    expect(form.status).toBe(415)
  })
})

test('a stress hour begins when it is asked for', async () => {
  const { world } = asking.simulator
  const before = Number(world.index('okx', 'BTC', CALM))
  const now = await control('POST', '/stress', {})
  expect(now.status).toBe(200)
  expect(now.body).toMatchObject({ start_at: '2026-11-23T10:00:00.000Z', active_until: '2026-11-23T11:30:00.000Z' })
  expect(Math.abs(Number(world.index('okx', 'BTC', CALM)) / before - 1)).toBeGreaterThan(0.045)
  expect(world.stress(CALM).phase).toBe('active')
  expect((await control('POST', '/stress', { at: '2026-11-20T00:00:00Z' })).body).toMatchObject({
    start_at: '2026-11-20T00:00:00.000Z',
  })
  expect((await control('POST', '/stress', { at: 'yesterday' })).status).toBe(400)
})

test('simulated time is shifted', async () => {
  const time = z.object({ time: z.number() })
  const address = 'api.bybit.com/v5/market/insurance'
  expect((await control('POST', '/clock', { offset_ms: -86_400_000 })).body).toMatchObject({
    now: '2026-11-22T10:00:30.000Z',
  })
  expect((await asking.read(time, address)).time).toBe(CALM.getTime() - 86_400_000)
  await control('POST', '/clock', { offset_ms: 0 })
  expect((await asking.read(time, address)).time).toBe(CALM.getTime())
  expect((await control('POST', '/clock', { offset_ms: 'a day' })).status).toBe(400)
})

test('what was served and what is true can be read back', async () => {
  await asking.json('fapi.binance.com/fapi/v1/openInterest?symbol=BTCUSDT')
  await asking.json('fapi.binance.com/fapi/v1/insuranceBalance')
  const served = z.object({
    venue: z.literal('binance'),
    requests: z.literal(2),
    pools: z.array(
      z.object({ pool: z.string(), units: z.string(), usd: z.string().nullable(), served_at: z.string() }),
    ),
    markets: z.array(z.object({ market: z.string(), base_units: z.string(), usd: z.string(), served_at: z.string() })),
  })
  const log = served.parse((await control('GET', '/served?venue=binance')).body)
  expect(log.pools).toHaveLength(9)
  expect(log.markets.map(({ market }) => market)).toEqual(['BTCUSDT'])
  const truth = z.object({ oi_usd: z.string(), markets: z.array(z.object({ market: z.string(), usd: z.string() })) })
  const all = truth.parse((await control('GET', `/truth?venue=binance&at=${CALM.toISOString()}`)).body)
  expect(all.markets.find(({ market }) => market === 'BTCUSDT')?.usd).toBe(log.markets[0]?.usd)
  expect(all.oi_usd).toBe(asking.simulator.world.truth('binance', CALM).oiUsd)
  for (const path of ['/served', '/served?venue=nope', '/truth?venue=binance&at=soon']) {
    expect((await control('GET', path)).status).toBe(400)
  }
})

test('closing ends requests that are still being answered', async () => {
  const other = await startAsking({ faults: { '*': { kind: 'latency', ms: 600_000 } } })
  const pending = other.fetch('api.bybit.com/v5/market/insurance')
  const outcome = pending.then(
    () => 'answered',
    () => 'broken',
  )
  await new Promise((done) => setTimeout(done, 50))
  await other.simulator.close()
  expect(await outcome).toBe('broken')
})
