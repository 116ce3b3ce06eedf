import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as route from '@/app/api/v1/chart.csv/route'
import { parseCsv } from '@/tests/support/csv'
import { openSite, type Site } from '@/tests/support/site'
import { balance, bucket, fund, insertStored } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return { venueModules: [fakeVenue('alpha'), fakeVenue('beta')] }
})

const at = (text: string) => new Date(`2026-11-18T${text}Z`)
let site: Site

beforeAll(async () => {
  site = await openSite()
  const { pool } = site.db
  await insertStored(pool, 'fund', [fund('alpha', 'btc')])
  await insertStored(pool, 'balance_latest', [{ ...balance('alpha', 'btc', 'BTC', at('12:00:00')), cadence_s: 60 }])
  await insertStored(
    pool,
    'fund_balance',
    [
      balance('alpha', 'btc', 'BTC', at('10:00:00'), { units: '2', recorded_at: at('10:00:01') }),
      balance('alpha', 'btc', 'BTC', at('11:00:00'), { units: '3', recorded_at: at('11:00:01') }),
    ],
    'observed_at',
  )
  const row = (venue: string, start: Date, overrides = {}) =>
    bucket(venue, 'total', start, { recorded_at: start, ...overrides })
  await insertStored(
    pool,
    'coverage_hour',
    [
      row('alpha', at('10:00:00'), { fund_usd: '200' }),
      row('alpha', at('11:00:00'), { fund_usd: '600', coverage: null, reason: '=late' }),
      row('alpha', at('11:00:00'), { fund_usd: '450', revision: 1, recorded_at: at('20:00:00') }),
      row('beta', at('10:00:00'), { fund_usd: '50' }),
    ],
    'bucket_start',
  )
})
afterAll(() => site.close())

/** Rows by the names of their columns. */
function readRows(text: string): readonly Readonly<Record<string, string>>[] {
  const [header = [], ...rows] = parseCsv(text)
  return rows.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])))
}

const get = (query: string) => route.GET(new Request(`http://site.test/api/v1/chart.csv?${query}`))
const RANGE = 'range=2026-11-18..2026-11-19'

describe('the rows of a chart', () => {
  test('are the cells of the table beside it, newest first, restated figures named', async () => {
    const answer = await get(`venue=alpha&${RANGE}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toContain('coverline-chart-alpha.csv')
    const rows = readRows(await answer.text())
    expect(rows.map(({ time, fund_usd, units, asset, drawn }) => [time, fund_usd, units, asset, drawn])).toEqual([
      ['2026-11-18T11:00:00.000Z', '450', '3', 'BTC', ''],
      ['2026-11-18T10:00:00.000Z', '200', '2', 'BTC', ''],
    ])
    expect(rows[0]?.note).toBe('restated since it was first stored')
  })

  test('carry what is drawn where it is made: from 100, and at a fixed price', async () => {
    const drawn = async (query: string) =>
      readRows(await (await get(`venue=alpha&${RANGE}&${query}`)).text()).map((row) => [row.drawn, row.drawn_unit])
    expect(await drawn('scale=index')).toEqual([
      ['225', 'first value in view = 100'],
      ['100', 'first value in view = 100'],
    ])
    expect(await drawn('m=price')).toEqual([
      ['300', 'US dollars at a fixed price'],
      ['200', 'US dollars at a fixed price'],
    ])
  })

  test('as of a moment are those known then', async () => {
    const text = await (await get(`venue=alpha,beta&${RANGE}&as_of=2026-11-18T12:30:00Z`)).text()
    const rows = readRows(text)
    expect(rows.map(({ label, fund_usd }) => [label, fund_usd])).toEqual([
      ['Alpha', '600'],
      ['Alpha', '200'],
      ['Beta', '50'],
    ])
    // Text that a spreadsheet would run is kept from it.
    expect(text).toContain(`"'=late"`)
  })

  test('refuse what cannot be used, naming each field', async () => {
    const paths = async (query: string) => {
      const answer = await get(query)
      expect(answer.status, query).toBe(400)
      const body: unknown = await answer.json()
      return JSON.stringify(body)
    }
    expect(await paths('range=7d')).toContain('"path":"venue"')
    expect(await paths('venue=alpha&range=2026-11-19..2026-11-18')).toContain('"path":"range"')
    expect(await paths('venue=alpha&as_of=2999-01-01')).toContain('"path":"as_of"')
    expect(await paths('venue=alpha&m=profit')).toContain('"path":"m"')
    expect(await paths('venue=alpha,beta&fund=btc')).toContain('"path":"fund"')
    expect(await paths('venue=a,b,c,d,e,f,g')).toContain('1 to 6 venue slugs')
    expect(await paths('venue=alpha&hello=1')).toContain('unknown parameter')
    expect((await get('venue=nowhere')).status).toBe(404)
  })
})
