import { createHash } from 'node:crypto'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DELETE, GET, PATCH, POST, PUT } from '@/app/api/[[...path]]/route'
import * as series from '@/app/api/v1/[series]/route'
import * as status from '@/app/api/v1/status.json/route'
import * as venues from '@/app/api/v1/venues/route'
import * as raw from '@/app/evidence/[sha256]/raw/route'
import * as healthz from '@/app/healthz/route'
import * as metrics from '@/app/metrics/route'
import * as readyz from '@/app/readyz/route'
import robots from '@/app/robots'
import sitemap from '@/app/sitemap'
import { connect } from '@/lib/db/client'
import { replaceDatabase } from '@/lib/db/singleton'
import { loadRecord } from '@/lib/record/load'
import { proxy } from '@/proxy'
import { createEmptyDatabase } from '@/tests/support/database'
import { ask, openSite, type Site } from '@/tests/support/site'
import { insertStored, sourceStatus, storeBody } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return { venueModules: [fakeVenue('alpha')] }
})

const NOW = new Date('2026-11-20T12:00:00.000Z')
/** Nothing listens there: port 1 is reserved. */
const NOWHERE = 'postgresql://nobody@127.0.0.1:1/nothing'
let site: Site

beforeAll(async () => {
  site = await openSite()
  await loadRecord(site.db, { now: NOW })
  await insertStored(site.db.pool, 'source_status', [
    sourceStatus('alpha', 'fund', 'fund', {
      last_success_at: new Date(),
      last_attempt_at: new Date(),
      rows_written: 12,
      rows_rejected: 3,
    }),
    sourceStatus('alpha', 'oi', 'open_interest', {
      consecutive_failures: 4,
      error_kind: 'http',
      last_attempt_at: new Date(),
      last_success_at: null,
    }),
  ])
})
afterAll(async () => {
  await site.close()
})

async function withDatabase<T>(url: string, run: () => Promise<T>): Promise<T> {
  const other = connect(url)
  const before = replaceDatabase(other)
  try {
    return await run()
  } finally {
    replaceDatabase(before)
    await other.close()
  }
}

const problem = 'application/problem+json; charset=utf-8'

test('/api/v1/status.json gives the same as a status page, with an incident per failing source', async () => {
  const response = await status.GET(ask('/api/v1/status.json'))
  const body = await response.json()
  expect(response.status).toBe(200)
  expect(body.meta.generated_at).toMatch(/Z$/)
  expect(body.status.indicator).toBe('major')
  expect(body.components.map((item: { name: string; status: string }) => [item.name, item.status])).toEqual([
    ['Alpha', 'major_outage'],
    ['fund', 'operational'],
    ['oi', 'major_outage'],
  ])
  expect(body.incidents).toHaveLength(1)
  expect(body.incidents[0].name).toBe('Alpha oi: failing')
  const refused = await status.GET(ask('/api/v1/status.json?x=1'))
  expect(refused.status).toBe(400)
  expect((await refused.json()).errors[0].path).toBe('x')
})

describe('/healthz, /readyz, /metrics', () => {
  test('say that the process is up and the store is ready', async () => {
    expect([healthz.GET().status, (await readyz.GET()).status]).toEqual([200, 200])
  })

  test('say why the store is not ready', async () => {
    const down = await withDatabase(NOWHERE, () => readyz.GET())
    expect([down.status, await down.text()]).toEqual([503, 'not ready: the database does not answer\n'])
    const empty = await createEmptyDatabase()
    const unmigrated = await withDatabase(empty.url, () => readyz.GET())
    await empty.drop()
    expect([unmigrated.status, await unmigrated.text()]).toEqual([
      503,
      expect.stringMatching(/^not ready: migrations not applied: \d{14}_/),
    ])
  })

  test('count per source in the Prometheus text format', async () => {
    const response = await metrics.GET()
    const text = await response.text()
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(text).toContain('coverline_database_up 1\n')
    expect(text).toContain('coverline_source_up{venue="alpha",source="fund",kind="fund"} 1\n')
    expect(text).toContain('coverline_source_up{venue="alpha",source="oi",kind="open_interest"} 0\n')
    expect(text).toContain('coverline_source_consecutive_failures{venue="alpha",source="oi",kind="open_interest"} 4\n')
    expect(text).toContain('coverline_source_rows_written_total{venue="alpha",source="fund",kind="fund"} 12\n')
    expect(text).toContain('coverline_source_rows_rejected_total{venue="alpha",source="fund",kind="fund"} 3\n')
    expect(text).toContain('coverline_source_state{venue="alpha",source="oi",kind="open_interest",state="failing"} 1\n')
    expect(text).toMatch(/coverline_source_lag_cadences\{venue="alpha",source="fund",kind="fund"\} 0\.\d+\n/)
    expect(text).not.toContain('coverline_source_last_success_age_seconds{venue="alpha",source="oi"')
    const lines = text.trimEnd().split('\n')
    expect(lines.filter((line) => !/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [\d.]+)$/.test(line))).toEqual([])
    expect(lines.length).toBeGreaterThan(20)
    const down = await withDatabase(NOWHERE, () => metrics.GET())
    expect([down.status, (await down.text()).split('\n')[2]]).toEqual([200, 'coverline_database_up 0'])
  })
})

describe('when the database is down', () => {
  test('the API answers 503 with a problem and says when to try again', async () => {
    await withDatabase(NOWHERE, async () => {
      const context = { params: Promise.resolve({ series: 'coverage.csv' }) }
      const page = { params: Promise.resolve({ series: 'events.json' }) }
      const answers = [
        await venues.GET(ask('/api/v1/venues')),
        await series.GET(ask('/api/v1/coverage.csv'), context),
        await series.GET(ask('/api/v1/events.json'), page),
        await raw.GET(ask('/evidence/x/raw'), { params: Promise.resolve({ sha256: 'a'.repeat(64) }) }),
      ]
      for (const response of answers) {
        expect([response.status, response.headers.get('content-type'), response.headers.get('retry-after')]).toEqual([
          503,
          problem,
          '10',
        ])
        expect(response.headers.get('cache-control')).toBe('no-store')
        expect(await response.text()).not.toMatch(/127\.0\.0\.1|nobody|ECONN/)
      }
      expect(answers).toHaveLength(4)
    })
    expect((await venues.GET(ask('/api/v1/venues'))).status).toBe(200)
  })

  test('a database without the tables is not available either', async () => {
    const empty = await createEmptyDatabase()
    const response = await withDatabase(empty.url, () => venues.GET(ask('/api/v1/venues?')))
    await empty.drop()
    // The answer of the test before is kept for ten seconds: ask for something that is not.
    const file = await createEmptyDatabase()
    const csv = await withDatabase(file.url, () =>
      series.GET(ask('/api/v1/adl.csv'), { params: Promise.resolve({ series: 'adl.csv' }) }),
    )
    await file.drop()
    expect([response.status, csv.status]).toEqual([200, 503])
  })
})

describe('the proxy', () => {
  const page = (path: string) => proxy(new NextRequest(`http://coverline.test${path}`))
  const nonceOf = (text: string | null) => /'nonce-([^']+)'/.exec(text ?? '')?.[1]

  test('gives each answer its own nonce, and the page being rendered the same one', async () => {
    const [first, second] = await Promise.all([page('/'), page('/')])
    const nonce = nonceOf(first.headers.get('content-security-policy'))
    expect(nonce?.length).toBeGreaterThan(20)
    expect(nonce).not.toBe(nonceOf(second.headers.get('content-security-policy')))
    expect(first.headers.get('x-middleware-request-x-nonce')).toBe(nonce)
    expect(nonceOf(first.headers.get('x-middleware-request-content-security-policy'))).toBe(nonce)
    expect(first.headers.get('x-content-type-options')).toBe('nosniff')
    expect(first.headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(first.headers.get('permissions-policy')).toContain('camera=()')
  })

  test('answers pages with a plain 503 while the store does not answer, and lets the rest through', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 })
    await withDatabase(NOWHERE, async () => {
      for (const path of ['/', '/venues/bybit', '/events', '/evidence/abc']) {
        const response = await page(path)
        expect([path, response.status, response.headers.get('retry-after')]).toEqual([path, 503, '30'])
        expect(await response.text()).toContain('The database does not answer')
        expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
      }
      for (const path of [
        '/api/v1/venues',
        '/healthz',
        '/readyz',
        '/metrics',
        '/icon.svg',
        '/badge/bybit.svg',
        '/evidence/abc/raw',
      ]) {
        expect([path, (await page(path)).status]).toEqual([path, 200])
      }
    })
    vi.useRealTimers()
  })
})

describe('evidence bytes', () => {
  const bytes = Buffer.from([123, 34, 0, 255, 10, 125])
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const expired = 'b'.repeat(64)
  const get = (hash: string, init: RequestInit = {}) =>
    raw.GET(ask(`/evidence/${hash}/raw`, init), { params: Promise.resolve({ sha256: hash }) })

  test('come back as received, never to be run by a browser', async () => {
    await storeBody(site.db.pool, sha256, bytes, NOW)
    const response = await get(sha256)
    expect(
      createHash('sha256')
        .update(Buffer.from(await response.arrayBuffer()))
        .digest('hex'),
    ).toBe(sha256)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="${sha256}.bin"`,
      etag: `"${sha256}"`,
    })
    expect((await get(sha256, { headers: { 'if-none-match': `"${sha256}"` } })).status).toBe(304)
  })

  test('are gone when expired, not found otherwise', async () => {
    await storeBody(site.db.pool, expired, null, NOW)
    expect([(await get(expired)).status, (await get('c'.repeat(64))).status, (await get('../x')).status]).toEqual([
      410, 404, 404,
    ])
  })
})

describe('other addresses', () => {
  test('an unknown API address is a 404 problem for every method', async () => {
    const handlers = { GET, POST, PUT, PATCH, DELETE }
    for (const [method, handler] of Object.entries(handlers)) {
      const response = handler(ask(`/api/v2/${'x'.repeat(900)}`, { method }))
      expect([response.status, response.headers.get('content-type')]).toEqual([404, problem])
      expect((await response.text()).length).toBeLessThan(500)
    }
  })

  test('robots and the sitemap name the pages by their public address', async () => {
    const map = await sitemap()
    const urls = map.map((entry) => entry.url)
    expect(urls).toEqual(
      expect.arrayContaining([
        'http://127.0.0.1:3000/',
        'http://127.0.0.1:3000/venues/alpha',
        'http://127.0.0.1:3000/venues/ftx',
        'http://127.0.0.1:3000/events/2026-04-01-drift-exploit',
      ]),
    )
    expect(new Set(urls).size).toBe(urls.length)
    expect(robots()).toMatchObject({ sitemap: 'http://127.0.0.1:3000/sitemap.xml' })
  })
})
