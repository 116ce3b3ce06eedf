import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as series from '@/app/api/v1/[series]/route'
import * as venueDetail from '@/app/api/v1/venues/[venue]/route'
import * as venues from '@/app/api/v1/venues/route'
import * as badge from '@/app/badge/[file]/route'
import * as embed from '@/app/embed/[venue]/route'
import OverviewPage from '@/app/page'
import StatusPage from '@/app/status/page'
import VenuePage from '@/app/venues/[venue]/page'
import { collectSource } from '@/lib/collect/collect-source'
import type { State } from '@/lib/core/observation'
import { UpstreamError } from '@/lib/errors'
import { loadRecord } from '@/lib/record/load'
import { stateWords } from '@/lib/render/words'
import { parseCsv } from '@/tests/support/csv'
import { ask, openSite, type Site } from '@/tests/support/site'
import { fundSource, marketSource, StubWorld, stubVenue } from '@/tests/support/stub-venue'

const withdrawnOn = vi.hoisted(() => ({ value: null as string | null }))

// It asks the router of a browser; what it does is tested there.
vi.mock('@/app/_client/refresher', () => ({ Refresher: () => null }))
vi.mock('@/lib/venues/registry.generated', async () => {
  const stub = await import('@/tests/support/stub-venue')
  const withdrawn = { on: '2026-11-20', note: 'gone', sourceUrl: 'https://stub.invalid/news' }
  return {
    get venueModules() {
      const sources = stub.stubVenue.sources.map((source) =>
        withdrawnOn.value !== null && source.kind === 'fund' ? { ...source, withdrawn } : source,
      )
      return [{ ...stub.stubVenue, sources }]
    },
  }
})

const SECOND = 1000
const MINUTE = 60 * SECOND
let site: Site
let world: StubWorld
let scene = 0

beforeAll(async () => {
  site = await openSite()
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterAll(async () => {
  vi.useRealTimers()
  await site.close()
})
/** Each test has a day of its own, because pages keep their answers for ten seconds. */
beforeEach(async () => {
  withdrawnOn.value = null
  scene += 1
  await site.db.pool.query(
    'TRUNCATE source_status, venue_latest, fund_latest, balance_latest, fund, fund_market, market, market_latest, fund_balance',
  )
  world = new StubWorld(site.db)
  world.now = new Date(Date.UTC(2026, 10, scene, 10, 0, 30))
  vi.setSystemTime(world.now)
  world.state({
    pools: [{ key: 'usdt', markets: ['BTC'], asset: 'USDT', units: '50', price: '1' }],
    markets: [{ market: 'BTC', usd: '1000', leverage: '100' }],
  })
  await pass()
})

/** One pass at the clock's time, good or not. */
async function pass(): Promise<void> {
  await collectSource(world.deps, stubVenue, marketSource)
  await collectSource(world.deps, stubVenue, fundSource)
}

function wait(ms: number): void {
  world.advance(ms)
  vi.setSystemTime(world.now)
}

interface Seen {
  readonly state: string
  readonly reason: string | null
  readonly coverage: number | null
}

const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

async function readCsv(name: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const response = await series.GET(ask(`/api/v1/${name}.csv?venue=stub`), {
    params: Promise.resolve({ series: `${name}.csv` }),
  })
  expect(response.status).toBe(200)
  const [header = [], ...rows] = parseCsv(await response.text())
  return rows.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])))
}

/** What each surface says of the venue at this moment. */
const surfaces: Readonly<Record<string, () => Promise<Partial<Seen>>>> = {
  'the list of venues (API)': async () => {
    const body = await (await venues.GET(ask('/api/v1/venues'))).json()
    return body.data.find((row: { venue: string }) => row.venue === 'stub').latest
  },
  'the venue (API)': async () => {
    const params = Promise.resolve({ venue: 'stub' })
    const body = await (await venueDetail.GET(ask('/api/v1/venues/stub'), { params })).json()
    expect(body.data.funds[0].balances[0].state).toBe(body.data.funds[0].state)
    return { ...body.data.latest, state: body.data.funds[0].state }
  },
  'sources.csv': async () => {
    const row = (await readCsv('sources')).find((candidate) => candidate.kind === 'fund')
    return { state: row?.state ?? 'no row' }
  },
  'current-balances.csv': async () => ({ state: (await readCsv('current-balances'))[0]?.state ?? 'no row' }),
  'the overview (page)': async () => {
    const html = renderToStaticMarkup(await OverviewPage({ searchParams: Promise.resolve({}) }))
    const row = /<tr(?:(?!<\/tr>)[\s\S])*href="\/venues\/stub"[\s\S]*?<\/tr>/.exec(html)?.[0] ?? ''
    return { state: wordIn(textOf(row)) }
  },
  'the venue (page)': async () => {
    const html = renderToStaticMarkup(
      await VenuePage({ params: Promise.resolve({ venue: 'stub' }), searchParams: Promise.resolve({}) }),
    )
    const funds = /aria-labelledby="funds"[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(html)?.[1] ?? ''
    expect(textOf(funds)).toContain('a new one is due every 1 min')
    return { state: wordIn(textOf(funds)) }
  },
  'the status page': async () => {
    const html = renderToStaticMarkup(await StatusPage())
    const rows = html.match(/<tr>(?:(?!<\/tr>)[\s\S])*>fund<[\s\S]*?<\/tr>/g) ?? []
    return { state: wordIn(textOf(rows[0] ?? '')) }
  },
}

/** The state a text names; the words are those of `stateWords`. */
function wordIn(text: string): string {
  const found = Object.entries(stateWords).filter(([, { word }]) => new RegExp(`\\b${word}\\b`).test(text))
  return found.map(([state]) => state).join(' and ')
}

/** What badges and frames say instead of a state; a figure only where it is current. */
const SHARED: Readonly<Record<State, RegExp>> = {
  live: /\$50/,
  unchanged: /\$50/,
  late: /stale since 2026-11-\d\d \d\d:\d\d UTC/,
  failing: /stale since 2026-11-\d\d \d\d:\d\d UTC/,
  withdrawn: /withdrawn by the venue/,
  none: /not yet collected/,
}

async function expectShared(state: State): Promise<void> {
  const file = (name: string) => badge.GET(ask(`/badge/${name}`), { params: Promise.resolve({ file: name }) })
  const frame = await embed.GET(ask('/embed/stub'), { params: Promise.resolve({ venue: 'stub' }) })
  const texts = [await (await file('stub.svg')).text(), await (await file('stub.json')).text(), await frame.text()]
  const isCurrent = state === 'live' || state === 'unchanged'
  for (const text of texts) {
    expect(text).toMatch(SHARED[state])
    expect(text.includes('$50')).toBe(isCurrent)
  }
  expect(JSON.parse(texts[1] ?? '').isError).toBe(!isCurrent)
}

async function expectEverywhere(state: State): Promise<void> {
  let asked = 0
  for (const [surface, read] of Object.entries(surfaces)) {
    const seen = await read()
    expect([surface, seen.state]).toEqual([surface, state])
    asked += 1
  }
  expect(asked).toBe(7)
  await expectShared(state)
}

const silence = () => {
  world.answers.pools = new UpstreamError('network', 'connect ECONNREFUSED')
  world.answers.markets = new UpstreamError('network', 'connect ECONNREFUSED')
}

describe('every surface says the same state, by the clocks alone', () => {
  test('live: checked on time, changed within a cadence', async () => {
    wait(30 * SECOND)
    await expectEverywhere('live')
  })

  test('still live just before two cadences without a check: silence is not staleness before that', async () => {
    wait(2 * MINUTE - SECOND)
    expect(await surfaces['the list of venues (API)']?.()).toMatchObject({ coverage: 0.05 })
    for (const row of await readCsv('sources')) expect(row.state).not.toBe('late')
  })

  test('unchanged: checked on time, the source still says the same', async () => {
    for (let minute = 0; minute < 3; minute += 1) {
      wait(MINUTE)
      await pass()
    }
    wait(10 * SECOND)
    await expectEverywhere('unchanged')
    const [balance] = await readCsv('current-balances')
    expect(Date.parse(balance?.checked_at ?? '') - Date.parse(balance?.changed_at ?? '')).toBe(3 * MINUTE)
    expect(balance?.expected_every_s).toBe('60')
  })

  test('late: no check for more than two cadences; coverage still stated until four', async () => {
    wait(2 * MINUTE + SECOND)
    await expectEverywhere('late')
    expect(await surfaces['the list of venues (API)']?.()).toMatchObject({ coverage: 0.05 })
    wait(2 * MINUTE)
    const seen = await surfaces['the list of venues (API)']?.()
    expect(seen).toMatchObject({ coverage: null, reason: expect.stringContaining('too old to state coverage') })
  })

  test('failing: from the second failure in a row, with the reason', async () => {
    silence()
    wait(MINUTE)
    await pass()
    wait(11 * SECOND)
    const once = await surfaces['the list of venues (API)']?.()
    expect(once?.state).not.toBe('failing')
    wait(MINUTE - 11 * SECOND)
    await pass()
    wait(11 * SECOND)
    await expectEverywhere('failing')
    const source = (await readCsv('sources')).find((row) => row.kind === 'fund')
    expect(source).toMatchObject({ consecutive_failures: '2', error_kind: 'network' })
    expect(source?.reason).toMatch(/could not be reached since/)
  })

  test('withdrawn: declared, whatever the clocks say; the last figure stays with its date', async () => {
    withdrawnOn.value = '2026-11-20'
    await loadRecord(site.db, { now: world.now })
    wait(30 * SECOND)
    await expectEverywhere('withdrawn')
    expect((await readCsv('current-balances'))[0]).toMatchObject({ units: '50' })
    withdrawnOn.value = null
    await loadRecord(site.db, { now: world.now })
    wait(15 * SECOND)
    await expectEverywhere('live')
  })
})

test('only venue narrows a table of the present, and other formats hold the same rows', async () => {
  wait(30 * SECOND)
  const get = (file: string, query = '') =>
    series.GET(ask(`/api/v1/${file}${query}`), { params: Promise.resolve({ series: file }) })
  const refused = await get('sources.csv', '?as_of=2026-11-20')
  expect([refused.status, (await refused.json()).errors[0].path]).toEqual([400, 'as_of'])
  expect((await get('sources.xlsx')).status).toBe(404)
  expect((await get('sources.csv', '?venue=nowhere')).status).toBe(404)
  const json = await (await get('sources.json', '?venue=stub')).json()
  const lines = (await (await get('sources.ndjson', '?venue=stub')).text()).trimEnd().split('\n')
  expect(json.data).toHaveLength(2)
  expect(lines.map((line) => JSON.parse(line))).toEqual(json.data)
  expect((await readCsv('sources')).map((row) => row.source)).toEqual(
    json.data.map((row: { source: string }) => row.source),
  )
})
