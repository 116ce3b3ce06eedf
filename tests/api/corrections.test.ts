import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { getOverview } from '@/app/_data/overview'
import * as series from '@/app/api/v1/[series]/route'
import * as venueDetail from '@/app/api/v1/venues/[venue]/route'
import * as venues from '@/app/api/v1/venues/route'
import * as badge from '@/app/badge/[file]/route'
import { VenueCard } from '@/app/card/[file]/card-image'
import * as card from '@/app/card/[file]/route'
import CorrectionsRoute from '@/app/corrections/page'
import ReportPage from '@/app/corrections/report/page'
import * as embed from '@/app/embed/[venue]/route'
import * as feed from '@/app/feed.json/route'
import OverviewPage from '@/app/page'
import * as venueFeed from '@/app/venues/[venue]/feed.json/route'
import VenuePage from '@/app/venues/[venue]/page'
import { collectSource } from '@/lib/collect/collect-source'
import { applyCorrections } from '@/lib/collect/corrections/apply-corrections'
import { observationCorrections } from '@/lib/record/corrections'
import { shareFacts } from '@/lib/render/share/facts'
import { parseCsv } from '@/tests/support/csv'
import { ask, openSite, type Site } from '@/tests/support/site'
import { fundSource, marketSource, StubWorld, stubVenue } from '@/tests/support/stub-venue'

// It asks the router of a browser; what it does is tested there.
vi.mock('@/app/_client/refresher', () => ({ Refresher: () => null }))
vi.mock('@/lib/venues/registry.generated', async () => {
  const stub = await import('@/tests/support/stub-venue')
  return { venueModules: [stub.stubVenue] }
})
vi.mock('@/lib/record/data/corrections.json', () => ({
  default: [
    {
      id: '2031-03-03-stub-1',
      date: '2031-03-03',
      record: 'fund-balances/stub/usdt/USDT/2031-03-03T10:00:00.000Z',
      field: 'units',
      was: '50',
      now: '60',
      why: 'a digit was read wrongly',
      evidence: 'https://stub.invalid/notice',
    },
  ],
}))
vi.mock('@/lib/record/data/replies.json', () => ({
  default: [
    {
      id: '2031-03-03-stub-1',
      date: '2031-03-03',
      venue: 'stub',
      about: 'coverage',
      text: 'Options are not counted.',
      saidBy: 'press office',
      disputes: true,
      sourceUrl: 'https://stub.invalid/reply',
    },
  ],
}))

const SECOND = 1000
const MINUTE = 60 * SECOND
/** The longest that any surface keeps what it read (`app/_data`): feeds, then pages. */
const CACHE_PERIOD = 30 * SECOND
const NOTE = 'corrected 2031-03-03'
const ID = '2031-03-03-stub-1'
let site: Site
let world: StubWorld

beforeAll(async () => {
  site = await openSite()
  vi.useFakeTimers({ toFake: ['Date'] })
  world = new StubWorld(site.db)
  // Later than the database's own clock, so that `as_of` may name a moment of it.
  world.now = new Date('2031-03-03T10:00:30.000Z')
  vi.setSystemTime(world.now)
  world.state({
    pools: [{ key: 'usdt', markets: ['BTC'], asset: 'USDT', units: '50', price: '1', at: '2031-03-03T10:00:00.000Z' }],
    markets: [{ market: 'BTC', usd: '1000', leverage: '100' }],
  })
  await collectSource(world.deps, stubVenue, marketSource)
  await collectSource(world.deps, stubVenue, fundSource)
})
afterAll(async () => {
  vi.useRealTimers()
  await site.close()
})

function wait(ms: number): void {
  world.advance(ms)
  vi.setSystemTime(world.now)
}

const json = async (response: Response | Promise<Response>) => (await response).json()
const venueParams = { params: Promise.resolve({ venue: 'stub' }) }
const badgeOf = (file: string) =>
  badge.GET(ask(`/badge/${file}`), { params: Promise.resolve({ file: file.split('?')[0] ?? '' }) })
const balancesOf = (query: string) =>
  json(
    series.GET(ask(`/api/v1/fund-balances.json?venue=stub${query}`), {
      params: Promise.resolve({ series: 'fund-balances.json' }),
    }),
  )
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

/** Every place a figure of the venue is shown in, as text. */
const surfaces: Readonly<Record<string, () => Promise<string>>> = {
  'the list of venues (API)': async () => {
    const { data } = await json(venues.GET(ask('/api/v1/venues')))
    const { latest, notes } = data.find((row: { venue: string }) => row.venue === 'stub')
    return `$${latest.fund_usd} ${latest.state} ${notes.map((note: { text: string }) => note.text)}`
  },
  'the venue (API)': async () => {
    const { data } = await json(venueDetail.GET(ask('/api/v1/venues/stub'), venueParams))
    return `$${data.funds[0].balances[0].units} ${data.funds[0].state} ${data.notes.map((note: { text: string }) => note.text)}`
  },
  'badge.svg': async () => (await badgeOf('stub.svg')).text(),
  'badge.json': async () => (await badgeOf('stub.json')).text(),
  'the embed': async () => (await embed.GET(ask('/embed/stub'), venueParams)).text(),
  'the card': async () => {
    const { rows } = await getOverview()
    const row = rows.find(({ venue }) => venue === 'stub')
    if (row === undefined) throw new Error('the stub is no venue')
    const picture = await card.GET(ask('/card/stub.png'), { params: Promise.resolve({ file: 'stub.png' }) })
    expect(picture.headers.get('content-type')).toBe('image/png')
    return renderToStaticMarkup(VenueCard({ facts: shareFacts(row), days: row.sparkline, site: 'stub.test' }))
  },
  'the venue (page)': async () => {
    const html = renderToStaticMarkup(await VenuePage({ ...venueParams, searchParams: Promise.resolve({}) }))
    return html
  },
  'the overview (page)': async () => {
    const html = renderToStaticMarkup(await OverviewPage({ searchParams: Promise.resolve({}) }))
    return /<tr(?:(?!<\/tr>)[\s\S])*href="\/venues\/stub"[\s\S]*?<\/tr>/.exec(html)?.[0] ?? ''
  },
}

async function everySurface(check: (surface: string, text: string) => void): Promise<void> {
  const found = Object.entries(surfaces)
  expect(found).toHaveLength(8)
  for (const [surface, read] of found) check(surface, await read())
}

const itemsOf = async (form: 'all' | 'venue') => {
  const body = await json(
    form === 'all' ? feed.GET(ask('/feed.json')) : venueFeed.GET(ask('/venues/stub/feed.json'), venueParams),
  )
  return body.items.map((item: { id: string; content_text: string }) => `${item.id} ${item.content_text}`).join('\n')
}

describe('within one cache period after a correction', () => {
  let before: string

  test('nothing says so beforehand, although the entry is published', async () => {
    await everySurface((surface, text) => {
      expect([surface, text.includes('$50')]).toEqual([surface, true])
      expect([surface, text.includes(NOTE), text.includes('$60')]).toEqual([surface, false, false])
    })
    expect(await itemsOf('all')).not.toContain('restated')
    const { rows } = await site.db.pool.query<{ at: Date }>("SELECT clock_timestamp() - interval '1 millisecond' AS at")
    before = rows[0]?.at.toISOString() ?? ''
    expect(await applyCorrections(site.db, observationCorrections(), { now: world.now, modules: [stubVenue] })).toEqual(
      [ID],
    )
    // The database has a clock of its own, which is not moved; feeds look back from the one that is.
    await site.db.pool.query('UPDATE fund_balance SET recorded_at = $1 WHERE revision = 1', [world.now])
    wait(CACHE_PERIOD)
  })

  test('every surface shows the new value and the note', async () => {
    await everySurface((surface, text) => {
      expect([surface, text.includes('$60')]).toEqual([surface, true])
      expect([surface, text.includes('$50')]).toEqual([surface, false])
      expect([surface, text.includes(NOTE)]).toEqual([surface, true])
    })
    for (const linked of ['the venue (page)', 'the overview (page)', 'the embed'])
      expect([linked, (await surfaces[linked]?.())?.includes(`/corrections#${ID}`)]).toEqual([linked, true])
  })

  test('a badge of coverage says that the venue disputes it; one of the fund does not', async () => {
    expect((await json(badgeOf('stub.json?metric=coverage'))).message.replaceAll('\u00a0', ' ')).toBe(
      '6.0 % of open interest · 2031-03-03 10:00 UTC · corrected 2031-03-03 · disputed',
    )
    expect((await json(badgeOf('stub.json'))).message).toBe('$60.0 · 2031-03-03 10:00 UTC · corrected 2031-03-03')
  })

  test('both feeds tell the correction, the restatement and the reply', async () => {
    for (const form of ['all', 'venue'] as const) {
      const items = await itemsOf(form)
      expect(items).toContain(`tag:coverline,2026:correction/${ID} `)
      expect(items).toContain('units was 50, is 60.')
      expect(items).toMatch(/restated\/fund-balances\/stub\/.*A published correction\./)
      expect(items).toContain(`tag:coverline,2026:reply/${ID} press office: “Options are not counted.”`)
    }
  })

  test('the series has the revision, and as_of what was known before', async () => {
    const [now] = (await balancesOf('')).data
    expect(now).toMatchObject({ units: '60', value_usd: '60', revision: 1, source: 'correction' })
    const [then] = (await balancesOf(`&as_of=${before}`)).data
    expect(then).toMatchObject({ units: '50', value_usd: '50', revision: 0 })
  })

  test('the venue’s reply stands on its page and in the API', async () => {
    expect(textOf((await surfaces['the venue (page)']?.()) ?? '')).toContain('Options are not counted.')
    const { data } = await json(venueDetail.GET(ask('/api/v1/venues/stub'), venueParams))
    expect(data.replies).toMatchObject([{ about: 'coverage', said_by: 'press office', disputes: true }])
  })
})

describe('the corrections themselves', () => {
  const csvOf = (name: string) =>
    series
      .GET(ask(`/api/v1/${name}`), { params: Promise.resolve({ series: name }) })
      .then((response) => response.text())

  test('are listed with their restatements and replies, and as a table', async () => {
    const html = renderToStaticMarkup(await CorrectionsRoute({ searchParams: Promise.resolve({}) }))
    expect(html).toContain(`id="${ID}"`)
    expect(html).toContain(`id="reply-${ID}"`)
    const text = textOf(html)
    expect(text).toMatch(/usdt, USDT: 50 → 60 units/)
    expect(text).toContain('applied as a revision of the row 2031-03-03 10:00 UTC')
    const [header = [], row = []] = parseCsv(await csvOf('corrections.csv'))
    expect(Object.fromEntries(header.map((column, index) => [column, row[index]]))).toMatchObject({
      id: ID,
      venue: 'stub',
      record: 'fund-balances/stub/usdt/USDT/2031-03-03T10:00:00.000Z',
      was: '50',
      now: '60',
      state: 'applied',
    })
  })

  const reportOf = async (query: Record<string, string>) =>
    textOf(renderToStaticMarkup(await ReportPage({ searchParams: Promise.resolve(query) })))

  test('a report shows every revision of the row and composes its text', async () => {
    const record = 'fund-balances/stub/usdt/USDT/2031-03-03T10:00:00.000Z'
    const text = await reportOf({ record, wrong: 'It is 61.' })
    expect(text).toMatch(/Stub: balance of fund usdt, USDT, 2031-03-03 10:00 UTC/)
    expect(text).toMatch(/Revision 1, stored .* units 60 .*Earlier revisions.*Revision 0, stored .* units 50/)
    expect(text).toMatch(/What is wrong: It is 61\. What is right: \(not stated\)/)
    expect(text).toContain('This instance names no address for reports.')
  })

  test.each([
    ['balances/x', '&quot;balances&quot; is no kind'],
    ['venues/nobody', 'record: no venue of that name'],
    ['fund-balances/stub/%00/USDT/2031-03-03T10:00:00.000Z', 'Nothing is stored under this id here.'],
    ['open-interest/stub/BTC/2031-03-03T10:00:30.000Z', 'value usd 1000'],
    ['flows/stub/a/b/2031-03-03T10:00:00.000Z/c', 'Nothing is stored under this id here.'],
    ['adl/stub/market/b/c/2031-03-03T10:00:00.000Z', 'Nothing is stored under this id here.'],
    ['marks/stub/T1', 'disclosure mark T1'],
    ['pages/%2F%2Fevil.invalid', 'the page //evil.invalid'],
  ])('a report of %s says so', async (record, said) => {
    expect(await reportOf({ record })).toContain(said)
  })
})

describe('by clock alone', () => {
  test('every surface says stale, past twice the cadence', async () => {
    wait(2 * MINUTE)
    await everySurface((surface, text) => {
      expect([surface, /\b(late|stale since)\b/.test(text)]).toEqual([surface, true])
    })
    for (const shared of ['badge.svg', 'badge.json', 'the card'])
      expect([shared, (await surfaces[shared]?.())?.includes('$60')]).toEqual([shared, false])
  })
})
