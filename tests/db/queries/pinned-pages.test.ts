import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { PinnedOverviewView } from '@/app/_components/pinned-overview'
import * as embed from '@/app/embed/[venue]/route'
import OverviewPage, { generateMetadata as overviewMetadata } from '@/app/page'
import { PinnedVenueView } from '@/app/venues/[venue]/_pinned/view'
import VenueRoute, { generateMetadata as venueMetadata } from '@/app/venues/[venue]/page'
import { connect, type Database } from '@/lib/db/client'
import { replaceDatabase } from '@/lib/db/singleton'
import { readPinnedOverview, readPinnedVenuePage } from '@/lib/queries/pinned'
import { parseChartQuery, readRange } from '@/lib/render/chart-query'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import { ask } from '@/tests/support/site'
import { adlSignal, balance, bucket, fund, insertStored } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeSource, fakeVenue } = await import('@/tests/support/fake-venues')
  const sources = [fakeSource('fund', 'fund', 60), fakeSource('oi', 'open_interest', 60)]
  return { venueModules: [fakeVenue('alpha', { sources }), fakeVenue('beta', { sources })] }
})
// Every reading is from the store: nothing of a page may be the same only because it was kept.
vi.mock('@/app/_data/memo', () => ({ memoise: (run: unknown) => run }))

const at = (text: string) => new Date(`2026-11-20T${text}Z`)
const AS_OF = at('12:30:00.500')
const ADDRESS = '2026-11-20T12:30:00.500Z'
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  replaceDatabase(db)
  await insertStored(db.pool, 'fund', [
    fund('alpha', 'usdt', { label: 'USDT fund' }),
    fund('alpha', 'thin', { label: 'Thin pool' }),
    fund('alpha', 'family', { label: 'Family', part_of: 'usdt' }),
  ])
  const row = (id: string, start: Date, overrides = {}) =>
    bucket('alpha', id, start, { recorded_at: start, ...overrides })
  await insertStored(
    db.pool,
    'coverage_raw',
    [
      row('total', at('12:29:00'), { fund_usd: '412000000', covered_oi_usd: '9100000000', coverage: 0.045 }),
      row('usdt', at('12:29:00'), { fund_usd: '411000000', oi_usd: '9000000000' }),
      row('thin', at('12:28:00'), { fund_usd: '-100', coverage: -0.1, reason: 'below zero' }),
      row('family', at('12:28:00'), { fund_usd: '500000000' }),
    ],
    'bucket_start',
  )
  await insertStored(
    db.pool,
    'coverage_hour',
    [row('total', at('10:00:00'), { fund_usd: '400000000' }), row('total', at('11:00:00'), { fund_usd: '410000000' })],
    'bucket_start',
  )
})
afterAll(async () => {
  replaceDatabase(null)
  await db.close()
  await store.drop()
})

const publicUrl = 'https://coverline.test'
async function venuePage(): Promise<string> {
  const page = await readPinnedVenuePage(db, 'alpha', { asOf: AS_OF, range: '24h' })
  if (page === null) throw new Error('no page')
  const params = { as_of: ADDRESS, range: '24h' }
  const shown = { query: parseChartQuery(params), read: readRange(params), range: '24h' } as const
  return renderToStaticMarkup(createElement(PinnedVenueView, { page, ...shown, publicUrl }))
}
const overviewPage = async () =>
  renderToStaticMarkup(
    createElement(PinnedOverviewView, {
      title: 'T',
      overview: await readPinnedOverview(db, { asOf: AS_OF }),
      publicUrl,
    }),
  )
const embedOf = (query: string, venue = 'alpha') =>
  embed.GET(ask(`/embed/${venue}${query}`, { headers: { 'x-nonce': crypto.randomUUID() } }), {
    params: Promise.resolve({ venue }),
  })

describe('a pinned page of a venue', () => {
  test('has what was known then, pools with their own reasons, and the way to the live page', async () => {
    const html = await venuePage()
    expect(html).toContain('A pinned view.')
    expect(html).toContain('href="/venues/alpha"')
    for (const text of ['$412M', '4.5 %', 'USDT fund', 'Thin pool', 'below zero', 'Family (part of USDT fund)'])
      expect(html).toContain(text)
    expect(html.indexOf('USDT fund')).toBeLessThan(html.indexOf('Family (part of'))
    expect(html).toContain(`href="/api/v1/adl.csv?venue=alpha&amp;as_of=${ADDRESS}"`)
    expect(html).toContain(`href="/cite/venue/alpha.bib?as_of=${ADDRESS}"`)
    expect(html).toContain(`${publicUrl}/venues/alpha?as_of=${ADDRESS}`)
    // Every way to change the chart stays in the moment.
    const views = [...html.matchAll(/href="(\/venues\/alpha\?[^"]+)"/g)].map(([, href]) => href)
    expect(views.length).toBeGreaterThan(5)
    for (const href of views) expect(href).toContain(`as_of=${ADDRESS}`)
    expect(html).toContain(`<input type="hidden" name="as_of" value="${ADDRESS}"`)
  })

  test('is not for search engines, which keep the live one', async () => {
    const params = Promise.resolve({ venue: 'alpha' })
    const pinned = await venueMetadata({ params, searchParams: Promise.resolve({ as_of: ADDRESS }) })
    expect(pinned).toMatchObject({ robots: { index: false }, alternates: { canonical: '/venues/alpha' } })
    expect(await overviewMetadata({ searchParams: Promise.resolve({ as_of: ADDRESS }) })).toMatchObject({
      robots: { index: false },
      alternates: { canonical: '/' },
    })
    expect(await overviewMetadata({ searchParams: Promise.resolve({}) })).toEqual({})
  })

  test.each(['yesterday', '2999-01-01', '2026-02-30', '<script>'])('refuses %s and shows no figure', async (as_of) => {
    const searchParams = Promise.resolve({ as_of })
    const pages = [
      await VenueRoute({ params: Promise.resolve({ venue: 'alpha' }), searchParams }),
      await OverviewPage({ searchParams }),
    ].map((page) => renderToStaticMarkup(page))
    for (const html of pages) {
      expect(html).toContain('This moment cannot be shown.')
      expect(html).toContain('as_of: given “')
      expect(html).not.toContain('$')
      expect(html).not.toContain('<script>')
    }
  })
})

describe('a pinned overview', () => {
  test('has every venue by coverage, with the reason where nothing was known, and leads on into the moment', async () => {
    const html = await overviewPage()
    expect(html).toContain(`href="/venues/alpha?as_of=${ADDRESS}"`)
    expect(html).toContain('Insurance funds (1)')
    expect(html).toContain('No fund figure was known then (1)')
    expect(html).toContain('nothing collected then')
    expect(html.indexOf('/venues/alpha?')).toBeLessThan(html.indexOf('/venues/beta?'))
  })
})

describe('a frozen embed', () => {
  test('says the moment in words, and may be kept for ever', async () => {
    const response = await embedOf(`?as_of=${ADDRESS}`)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const html = await response.text()
    expect(html).toContain('$412M')
    expect(html).toContain('Frozen: as known at 2026-11-20 12:30:00 UTC. Figure of 2026-11-20 12:29 UTC.')
    expect(html).not.toContain('data-late-at')
    expect(html).toContain(`/venues/alpha?as_of=${ADDRESS}"`)
    expect(await (await embedOf(`?as_of=${ADDRESS}`, 'beta')).text()).toContain('nothing collected then')
  })

  test.each(['yesterday', '2999-01-01T00:00:00Z', '2026-02-30'])('as of %s is refused by name', async (as_of) => {
    const response = await embedOf(`?as_of=${as_of}`)
    expect(response.status).toBe(400)
    expect((await response.json()).errors).toEqual([{ path: 'as_of', message: expect.stringContaining('accepted:') }])
    expect((await embedOf(`?as_of=${ADDRESS}`, 'nobody')).status).toBe(404)
  })
})

test('all of them are the same bytes for ever, whatever is collected, corrected or overwritten later', async () => {
  const read = async () => [await venuePage(), await overviewPage(), await (await embedOf(`?as_of=${ADDRESS}`)).text()]
  const before = await read()
  await insertStored(
    db.pool,
    'coverage_raw',
    [
      bucket('alpha', 'total', at('12:30:00'), { fund_usd: '77' }),
      bucket('alpha', 'total', at('12:29:00'), { revision: 1, fund_usd: '6' }),
      bucket('alpha', 'thin', at('12:28:00'), { revision: 1, fund_usd: '8' }),
      bucket('beta', 'total', at('12:29:00')),
    ],
    'bucket_start',
  )
  await insertStored(
    db.pool,
    'coverage_hour',
    [bucket('alpha', 'total', at('10:00:00'), { revision: 1 })],
    'bucket_start',
  )
  await insertStored(db.pool, 'fund', [fund('alpha', 'new', { label: 'New pool' })])
  await insertStored(db.pool, 'fund_balance', [balance('alpha', 'usdt', 'BTC', at('12:00:00'))], 'observed_at')
  await insertStored(
    db.pool,
    'adl_signal',
    [adlSignal('alpha', 'BTCUSDT', at('12:29:00'), { level: 3 })],
    'observed_at',
  )
  expect(await read()).toEqual(before)
  // The same rows do change what is known now.
  const hours = { from: at('09:00:00'), to: at('13:00:00') }
  const now = await readPinnedVenuePage(db, 'alpha', { asOf: new Date(), range: hours })
  const then = await readPinnedVenuePage(db, 'alpha', { asOf: AS_OF, range: hours })
  const first = (page: typeof now) => page?.series[0]?.points[0]
  expect([first(then)?.fundUsd, first(then)?.restated]).toEqual([400_000_000, false])
  expect(first(now)?.restated).toBe(true)
})
