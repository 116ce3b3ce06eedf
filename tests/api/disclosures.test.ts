import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as series from '@/app/api/v1/[series]/route'
import { parseCsv } from '@/tests/support/csv'
import { ask, openSite, type Site } from '@/tests/support/site'
import { insertStored } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return {
    venueModules: [
      fakeVenue('alpha', {
        disclosures: [
          {
            criterion: 'T9',
            mark: 'no',
            evidenceLevel: 'E1',
            evidenceUrl: 'https://api.example.com/docs',
            observedOn: '2026-11-01',
            note: '=steps without "order"',
          },
        ],
      }),
      fakeVenue('gone', { status: 'closed', statusNote: 'Closed in 2025.', sources: [] }),
    ],
  }
})

let site: Site

const changeRow = (change: string, changedOn: string, extra: object = {}) => ({
  change,
  venue: 'alpha',
  source: 'fund',
  changed_on: changedOn,
  kind: 'field_gone',
  path: 'data[].total',
  before: 'string',
  after: 'not there',
  funds: ['one'],
  markets: ['A', 'B'],
  text: 'data[].total (string) is no longer in any row',
  basis: 'collected',
  ...extra,
})

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-20T12:34:30.000Z') })
  site = await openSite()
  await insertStored(site.db.pool, 'disclosure_change', [
    changeRow('b', '2026-11-20'),
    changeRow('a', '2026-11-20'),
    changeRow('c', '2026-11-18'),
  ])
})
afterAll(async () => {
  vi.useRealTimers()
  await site.close()
})

const fetchFile = (file: string, query = '', init: RequestInit = {}) =>
  series.GET(ask(`/api/v1/${file}${query}`, init), { params: Promise.resolve({ series: file }) })

describe('/api/v1/disclosures', () => {
  test('gives every venue with fourteen marks, its stage and the reasons', async () => {
    const response = await fetchFile('disclosures.json')
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const { data, meta } = await response.json()
    expect(data).toHaveLength(28)
    expect(data[8]).toMatchObject({
      venue: 'alpha',
      stage: 0,
      stage_state: 'claimed',
      stage_missed: ['T9 is not met, and at least a part is asked for'],
      floor: 'no',
      points: null,
      criterion: 'T9',
      mark: 'no',
      evidence_level: 'E1',
      valid_until: '2027-11-01',
      expired_mark: null,
      captures_since: null,
      downgrade_to: null,
    })
    expect(data[8].stage_open).toContain('T2 is under review')
    expect(Object.keys(meta)).toEqual(['generated_at', 'data_as_of', 'as_of'])
    const etag = response.headers.get('etag') ?? ''
    expect((await fetchFile('disclosures.json', '', { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  test('gives the same as CSV, with text a spreadsheet cannot run', async () => {
    const [header, ...rows] = parseCsv(await (await fetchFile('disclosures.csv')).text())
    expect(header?.slice(0, 3)).toEqual(['venue', 'stage', 'stage_state'])
    expect(rows).toHaveLength(28)
    expect(rows[8]?.slice(8, 14)).toEqual([
      'T9',
      'no',
      'E1',
      'https://api.example.com/docs',
      '2026-11-01',
      '2027-11-01',
    ])
    expect(rows[8]?.at(-1)).toBe('\'=steps without "order"')
  })

  test('narrows to venues, and refuses what it does not know', async () => {
    const { data } = await (await fetchFile('disclosures.json', '?venue=gone')).json()
    expect(data).toHaveLength(14)
    expect(new Set(data.map((row: { stage: unknown; mark: string }) => `${row.stage} ${row.mark}`))).toEqual(
      new Set(['null not_applicable']),
    )
    expect((await fetchFile('disclosures.json', '?venue=nobody')).status).toBe(404)
    expect((await fetchFile('disclosures.csv', '?sort=1')).status).toBe(400)
  })
})

describe('/api/v1/disclosure-changes', () => {
  const get = async (query: string) => (await fetchFile('disclosure-changes.json', query)).json()

  test('lists changes by day and id, by page and by range', async () => {
    const first = await get('?limit=2')
    expect(first.data.map((row: { change: string }) => row.change)).toEqual(['c', 'a'])
    expect(first.data[0]).toMatchObject({ changed_on: '2026-11-18', funds: ['one'], markets: ['A', 'B'] })
    const second = await get(`?limit=2&cursor=${first.next_cursor}`)
    expect(second.data.map((row: { change: string }) => row.change)).toEqual(['b'])
    const range = await get('?from=2026-11-19&to=2026-11-21&venue=alpha')
    expect(range.data.map((row: { change: string }) => row.change)).toEqual(['a', 'b'])
  })
})
