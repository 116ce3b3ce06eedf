import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as route from '@/app/cite/[kind]/[file]/route'
import { loadRecord } from '@/lib/record/load'
import { listProfiles } from '@/lib/record/profiles'
import { readRecord } from '@/lib/record/read'
import { readBibtex, readRis } from '@/tests/support/bibliography'
import { ask, openSite, type Site } from '@/tests/support/site'

let site: Site
beforeAll(async () => {
  site = await openSite()
  await loadRecord(site.db, { now: new Date() })
})
afterAll(() => site.close())

const cite = (path: string, query = '', init: RequestInit = {}) => {
  const [kind = '', file = ''] = path.split('/')
  return route.GET(ask(`/cite/${path}${query}`, init), { params: Promise.resolve({ kind, file }) })
}
const event = readRecord().events[0]
const MOMENT = '?as_of=2026-11-20T12:00:00Z'
const urlOf = async (path: string, query = '') =>
  readBibtex(await (await cite(`${path}.bib`, query)).text())[0]?.fields.url ?? ''

describe('citations as files', () => {
  test.each([
    ['site/coverline', MOMENT, /\/\?as_of=2026-11-20T12:00:00\.000Z$/],
    ['site/coverline', '', /\/\?as_of=\d{4}-\d\d-\d\dT[\d:.]+Z$/],
    ['venue/bybit', MOMENT, /\/venues\/bybit\?as_of=2026-11-20T12:00:00\.000Z$/],
    ['venue/ftx', '', /\/venues\/ftx\?as_of=/],
    ['compare/bybit,okx', MOMENT, /\/compare\?v=bybit,okx&as_of=2026-11-20T12:00:00\.000Z$/],
    ['compare/okx,bybit', '', /\/compare\?v=okx,bybit&as_of=/],
    [`event/${event?.id}`, '', new RegExp(`/events/${event?.id}$`)],
    ['page/stress', '?v=bybit&gap=20', /\/stress\?v=bybit&gap=20$/],
    [
      'series/coverage',
      '?venue=bybit&as_of=2026-11-01',
      /\/coverage\.csv\?venue=bybit&as_of=2026-11-01T00:00:00\.000Z$/,
    ],
    ['series/fund-balances', '', /\/fund-balances\.csv\?as_of=/],
    ['series/sources', '?venue=bybit', /\/sources\.csv\?venue=bybit$/],
  ])('%s%s', async (path, query, url) => {
    expect(await urlOf(path, query)).toMatch(url)
    const tags = Object.fromEntries(readRis(await (await cite(`${path}.ris`, query)).text()))
    expect(tags.UR).toMatch(url)
    const [item] = await (await cite(`${path}.json`, query)).json()
    expect(item.URL).toMatch(url)
    expect(item.accessed['date-parts'][0]).toHaveLength(3)
  })

  test('have their media types, a name, and an ETag', async () => {
    const response = await cite('venue/bybit.bib', MOMENT)
    expect(response.headers.get('content-type')).toBe('application/x-bibtex; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="coverline-bybit-2026-11-20.bib"')
    const etag = response.headers.get('etag') ?? ''
    expect((await cite('venue/bybit.bib', MOMENT, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await cite('venue/bybit.ris')).headers.get('content-type')).toContain('research-info-systems')
  })

  test('of every venue name can be read', async () => {
    for (const { venue } of listProfiles()) expect(await urlOf(`venue/${venue}`)).toContain(`/venues/${venue}?as_of=`)
  })

  test.each([
    ['venue/nobody.bib', ''],
    ['venue/nobody.bib', MOMENT],
    ['venue/bybit.pdf', ''],
    ['venue/bybit', ''],
    ['venue/.bib', ''],
    ['venue/bybit.toString', ''],
    ['toString/bybit.bib', ''],
    ['site/other.bib', ''],
    ['compare/bybit.bib', ''],
    ['compare/bybit,nobody.bib', ''],
    ['event/none.bib', ''],
    ['coin/NOSUCHCOIN.bib', ''],
    ['page/other.bib', ''],
    ['series/nothing.bib', ''],
    ['series/coverage.bib', '?venue=nobody'],
    [`event/${'x'.repeat(2000)}.bib`, ''],
    ['event/%E0%A4%A.bib', ''],
  ])('%s%s is not found', async (path, query) => {
    const response = await cite(path, query)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect((await response.text()).length).toBeLessThan(2000)
  })

  test.each([
    ['venue/bybit.bib', '?as_of=yesterday', 'as_of'],
    ['venue/bybit.bib', '?as_of=2999-01-01', 'as_of'],
    ['site/coverline.bib', '?as_of=2026-02-30', 'as_of'],
    ['site/coverline.bib', '?when=now', 'when'],
    ['event/x.bib', '?as_of=2026-01-01', 'as_of'],
    ['series/coverage.bib', '?interval=week', 'interval'],
    ['series/coverage.bib', '?from=2026-02-01&to=2026-01-01', 'to'],
    ['series/sources.bib', '?as_of=2026-01-01', 'as_of'],
    ['page/stress.bib', '?colour=blue', 'colour'],
  ])('%s%s is refused and names %s', async (path, query, field) => {
    const response = await cite(path, query)
    expect(response.status).toBe(400)
    expect((await response.json()).errors).toEqual([expect.objectContaining({ path: field })])
  })
})
