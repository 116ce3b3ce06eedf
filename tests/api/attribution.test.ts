import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as route from '@/app/api/v1/venues/[venue]/attribution/route'
import { dec, plain, sum } from '@/lib/core/decimal'
import { ask, openSite, type Site } from '@/tests/support/site'
import { balance, flow, fund, insertStored } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return { venueModules: [fakeVenue('alpha')] }
})

let site: Site

beforeAll(async () => {
  site = await openSite()
  const { pool } = site.db
  const at = (day: number) => new Date(Date.UTC(2026, 9, day))
  await insertStored(pool, 'fund', [fund('alpha', 'btc')])
  await insertStored(
    pool,
    'fund_balance',
    [
      balance('alpha', 'btc', 'BTC', at(1), { units: '100.1', price_usd: '1000', value_usd: '100100' }),
      balance('alpha', 'btc', 'BTC', at(9), { units: '90', price_usd: '1200', value_usd: '108000' }),
    ],
    'observed_at',
  )
  await insertStored(pool, 'fund_flow', [flow('alpha', 'btc', at(5), { asset: 'BTC' })], 'observed_at')
})
afterAll(() => site.close())

async function get(query: string, venue = 'alpha') {
  const response = await route.GET(ask(`/api/v1/venues/${venue}/attribution${query}`), {
    params: Promise.resolve({ venue }),
  })
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() }
}

describe('attribution', () => {
  test('gives parts that add up to the change, to the last digit, under snake_case names', async () => {
    const { status, body } = await get('?from=2026-10-02&to=2026-10-10')
    expect(status).toBe(200)
    expect(Object.keys(body.data)).toEqual([
      'venue',
      'name',
      'from',
      'to',
      'measured_from',
      'total',
      'total_reason',
      'funds',
      'announced',
    ])
    expect(body.data).toMatchObject({ from: '2026-10-02T00:00:00.000Z', to: '2026-10-10T00:00:00.000Z' })
    const [only] = body.data.funds
    expect(only).toMatchObject({ fund: 'btc', flows_typed: true, change_usd: '7900' })
    const total = (parts: readonly { readonly usd: string; readonly units: string }[], key: 'usd' | 'units') =>
      plain(sum(parts.map((part) => dec(part[key]))))
    expect(total(only.parts, 'usd')).toBe(only.change_usd)
    expect(total(only.assets[0].parts, 'units')).toBe(only.assets[0].change_units)
    expect(total(body.data.total.parts, 'usd')).toBe(body.data.total.change_usd)
    expect(body.meta).toMatchObject({ as_of: null })
  })

  test('is half-open: a balance at `to` is not in it', async () => {
    const { body } = await get('?from=2026-10-02&to=2026-10-09')
    expect(body.data.funds[0].change_usd).toBe('0')
  })

  test('names each bad parameter as a problem', async () => {
    for (const [query, path] of [
      ['?from=2026-13-01', 'from'],
      ['?to=yesterday', 'to'],
      ['?from=2026-10-05&to=2026-10-05', 'to'],
      ['?from=2126-01-01', 'from'],
      ['?since=2026-10-05', 'since'],
    ]) {
      const { status, type, body } = await get(query ?? '')
      expect([query, status, type]).toEqual([query, 400, 'application/problem+json; charset=utf-8'])
      expect(body.errors.map((error: { readonly path: string }) => error.path)).toContain(path)
    }
    expect((await get('', 'nobody')).status).toBe(404)
  })
})
