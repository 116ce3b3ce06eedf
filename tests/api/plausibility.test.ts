import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as series from '@/app/api/v1/[series]/route'
import * as route from '@/app/api/v1/venues/[venue]/plausibility/route'
import * as venue from '@/app/api/v1/venues/[venue]/route'
import { parseCsv } from '@/tests/support/csv'
import { insertLedger } from '@/tests/support/plausibility-rows'
import { ask, openSite, type Site } from '@/tests/support/site'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return { venueModules: [fakeVenue('alpha'), fakeVenue('bare')] }
})

let site: Site

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-20T09:30:00.000Z') })
  site = await openSite()
  await insertLedger(site.db.pool, 'alpha', { midnight: new Date('2026-11-20T00:00:00Z'), days: 70, honest: false })
})
afterAll(async () => {
  vi.useRealTimers()
  await site.close()
})

const get = (slug: string, query = '', init: RequestInit = {}) =>
  route.GET(ask(`/api/v1/venues/${slug}/plausibility${query}`, init), { params: Promise.resolve({ venue: slug }) })

describe('GET /api/v1/venues/{venue}/plausibility', () => {
  test('gives every test with its sample, p and finding, those with too few samples too', async () => {
    const response = await get('alpha')
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const { data, meta } = await response.json()
    expect(Object.keys(meta)).toEqual(['generated_at', 'data_as_of', 'as_of'])
    expect(data).toMatchObject({ venue: 'alpha', family_level: 0.01, absence: null })
    const byTest = new Map<string, Record<string, unknown>>(data.tests.map((row: { test: string }) => [row.test, row]))
    expect(byTest.get('change_volume')).toMatchObject({ outcome: 'pattern', sample: 69, minimum: 60, p_value: 0.0005 })
    expect(byTest.get('last_digit')).toMatchObject({
      outcome: 'too_few',
      finding: 'too few samples: 70 of 100',
      p_value: null,
    })
    const etag = response.headers.get('etag') ?? ''
    expect((await get('alpha', '', { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  test('says of a venue without a series that nothing is tested', async () => {
    const { data } = await (await get('bare')).json()
    expect(data).toMatchObject({ tests: [], absence: 'no series of a fund is stored' })
  })

  test('refuses what it does not know', async () => {
    expect((await get('nobody')).status).toBe(404)
    const bad = await get('alpha', '?days=9')
    expect(bad.status).toBe(400)
    expect((await bad.json()).errors[0].path).toBe('days')
  })
})

describe('the table of tests', () => {
  test('gives the same as CSV', async () => {
    const response = await series.GET(ask('/api/v1/plausibility.csv?venue=alpha'), {
      params: Promise.resolve({ series: 'plausibility.csv' }),
    })
    const [header, ...rows] = parseCsv(await response.text())
    expect(header?.slice(0, 4)).toEqual(['venue', 'test', 'series', 'basis'])
    expect(rows[0]?.slice(0, 2)).toEqual(['alpha', 'change_volume'])
    expect(rows).toHaveLength((await (await get('alpha')).json()).data.tests.length)
  })
})

describe('GET /api/v1/venues/{venue}', () => {
  test('carries the measures, each with a value or its reason', async () => {
    const response = await venue.GET(ask('/api/v1/venues/alpha'), { params: Promise.resolve({ venue: 'alpha' }) })
    const { measures } = (await response.json()).data
    expect(Object.keys(measures)).toEqual(['usable_share', 'usable_share_reason', 'worst_draws', 'assets', 'stress'])
    expect(measures.worst_draws.windows.map((row: { window: string }) => row.window)).toEqual(['1d', '7d'])
    expect(measures.assets).toMatchObject({ hhi: 1, hhi_reason: null, unpriced: [] })
    expect(measures.stress).toHaveLength(4)
    expect(measures.stress[0].laws.length > 0 || measures.stress[0].reason !== null).toBe(true)
  })
})
