import { strFromU8, unzipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import * as route from '@/app/api/v1/[series]/route'
import { prepareMonths } from '@/lib/db/partitions'
import { loadRecord } from '@/lib/record/load'
import { ask, openSite, type Site } from '@/tests/support/site'
import { balance, bucket, fund, insertStored, openInterest, SHA } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return { venueModules: [fakeVenue('alpha'), fakeVenue('beta'), fakeVenue('gamma')] }
})
vi.setConfig({ testTimeout: 90_000 })

const HOUR = 3_600_000
const START = Date.parse('2026-11-18T00:00:00Z')
const MANY = 230_000
const recorded = { recorded_at: new Date('2026-11-19T00:00:00Z') }
let site: Site

beforeAll(async () => {
  site = await openSite()
  const { pool } = site.db
  await loadRecord(site.db, { now: new Date('2026-11-20T12:00:00Z') })
  const hours = (id: string, list: readonly number[]) =>
    list.map((hour) =>
      balance('alpha', id, 'USDT', new Date(START + hour * HOUR), { ...recorded, expected_every_s: 3600 }),
    )
  await insertStored(
    pool,
    'fund_balance',
    [...hours('whole', [0, 1, 2, 3, 4, 5, 6]), ...hours('holes', [0, 1, 2, 5, 6]), ...hours('ended', [0, 1, 2])],
    'observed_at',
  )
  await insertStored(pool, 'fund', [
    fund('alpha', 'whole'),
    fund('alpha', 'ended', { withdrawn_at: new Date(START + 3 * HOUR) }),
  ])
  await insertStored(
    pool,
    'coverage_day',
    [0, 1, 3].map((day) => bucket('alpha', 'total', new Date(START - (9 - day) * 24 * HOUR), recorded)),
    'bucket_start',
  )
  // Two markets a minute apart are one pass of the venue.
  await insertStored(
    pool,
    'open_interest',
    [0, 1, 15, 16, 60].map((minute) =>
      openInterest('alpha', `M${minute}`, new Date(START + minute * 60_000), recorded),
    ),
    'observed_at',
  )
  await prepareMonths(pool, 'market_volume', [new Date(START)])
  await pool.query(
    `INSERT INTO market_volume (venue, market, observed_at, checked_at, value_usd, basis, obs_status, source, raw_sha256)
     SELECT 'beta', 'm' || i, $2, $2, i, 'collected', 'A', 'oi', $3 FROM generate_series(1, $1::int) i`,
    [MANY, new Date(START), SHA],
  )
}, 120_000)
afterAll(async () => {
  await site.close()
})
afterEach(() => {
  vi.useRealTimers()
})

function get(file: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Response> {
  const name = file.split('?')[0] ?? ''
  return (method === 'GET' ? route.GET : route.HEAD)(ask(`/api/v1/${file}`, { method }), {
    params: Promise.resolve({ series: name }),
  })
}

async function gapsOf(file: string) {
  return (await (await get(file)).json()).gaps
}

describe('the gap map', () => {
  test('counts what is expected and missing from the first row of a fund to the newest of its venue', async () => {
    const { groups } = await gapsOf('fund-balances.metadata.json?venue=alpha')
    const at = (hour: number) => new Date(START + hour * HOUR).toISOString()
    const end = (hour: number) => new Date(START + hour * HOUR + 1).toISOString()
    const shared = { venue: 'alpha', from: at(0), every_s: 3600 }
    expect(groups).toEqual([
      // Withdrawn after its last row: the time since is no gap.
      { ...shared, fund: 'ended', to: end(3), expected: 3, missing: 0, longest_gap_s: null, coverage_percent: 100 },
      { ...shared, fund: 'holes', to: end(6), expected: 7, missing: 2, longest_gap_s: 10_800, coverage_percent: 71.42 },
      { ...shared, fund: 'whole', to: end(6), expected: 7, missing: 0, longest_gap_s: null, coverage_percent: 100 },
    ])
  })

  test('sees what is missing at the end, once the venue has newer rows', async () => {
    const { groups } = await gapsOf(`fund-balances.metadata.json?venue=alpha&to=2026-11-18T06:00:00Z`)
    expect(groups.map((group: { fund: string; missing: number }) => [group.fund, group.missing])).toEqual([
      ['ended', 0],
      ['holes', 2],
      ['whole', 0],
    ])
  })

  test('goes by buckets for coverage and by passes for markets', async () => {
    const [day] = (await gapsOf('coverage.metadata.json?venue=alpha')).groups
    expect(day).toMatchObject({ fund: 'total', every_s: 86_400, expected: 4, missing: 1, longest_gap_s: 172_800 })
    const [pass] = (await gapsOf('open-interest.metadata.json?venue=alpha')).groups
    expect(pass).toMatchObject({ fund: null, every_s: 900, expected: 5, missing: 2, coverage_percent: 60 })
  })

  test('says why there is none', async () => {
    expect(await gapsOf('flows.metadata.json')).toMatchObject({ groups: null, reason: expect.stringMatching(/no gap/) })
    expect((await gapsOf('coverage.metadata.json?interval=raw')).reason).toContain('fund-balances')
  })
})

describe('the number of rows', () => {
  test('is left out of a download that is too long to be counted first, and exact where it is asked for', async () => {
    const response = await get('volumes.csv')
    expect(response.headers.get('x-row-count')).toBeNull()
    await response.body?.cancel()
    expect((await get('volumes.csv', 'HEAD')).headers.get('x-row-count')).toBe(String(MANY))
    expect((await (await get('volumes.metadata.json')).json()).rows).toBe(MANY)
    expect((await get('volumes.csv?venue=alpha', 'HEAD')).headers.get('x-row-count')).toBe('0')
  })

  test('is the number of rows that come, while rows are added', async () => {
    const response = await get('open-interest.csv')
    await insertStored(site.db.pool, 'open_interest', [openInterest('beta', 'NEW', new Date(START))], 'observed_at')
    const lines = (await response.text()).split('\r\n').length - 2
    expect(response.headers.get('x-row-count')).toBe(String(lines))
    expect((await get('open-interest.csv', 'HEAD')).headers.get('x-row-count')).toBe(String(lines + 1))
  })
})

describe('a download', () => {
  test('begins with a byte-order mark where asked', async () => {
    for (const file of ['coverage.csv', 'events.csv', 'sources.csv']) {
      const plain = Buffer.from(await (await get(file)).arrayBuffer())
      const marked = Buffer.from(await (await get(`${file}?bom=1`)).arrayBuffer())
      expect(marked).toEqual(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]))
    }
  })

  test('refuses by name what a format does not take', async () => {
    for (const file of [
      'coverage.parquet?bom=1',
      'coverage.zip?limit=5',
      'sources.parquet?as_of=2026-11-19',
      'coverage.csv?bom=2',
      'flows.zip?interval=day',
    ]) {
      const response = await get(file)
      const path = /\?(\w+)/.exec(file)?.[1]
      expect([file, response.status, (await response.json()).errors[0].path]).toEqual([file, 400, path])
    }
  })

  test('gives the same bytes for the same as_of, whenever it is asked for', async () => {
    const bytes = async (file: string) => Buffer.from(await (await get(file)).arrayBuffer())
    for (const suffix of ['csv', 'json', 'ndjson', 'parquet', 'metadata.json', 'readme.md', 'zip']) {
      const file = `fund-balances.${suffix}?venue=alpha&as_of=2026-11-19T12:00:00Z`
      vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-20T00:00:00Z') })
      const first = await bytes(file)
      vi.setSystemTime(new Date('2026-11-25T13:14:15Z'))
      await insertStored(
        site.db.pool,
        'fund_balance',
        [
          balance('alpha', `later-${suffix}`, 'USDT', new Date(START), {
            recorded_at: new Date('2026-11-21T00:00:00Z'),
          }),
        ],
        'observed_at',
      )
      expect([suffix, (await bytes(file)).equals(first)]).toEqual([suffix, true])
      vi.useRealTimers()
    }
  })

  test('says in words what it is, with its filters and nothing that leaves a table', async () => {
    const text = await (await get('fund-balances.readme.md?venue=alpha&from=2026-11-18')).text()
    expect(text).toContain('| from | 2026-11-18T00:00:00.000Z |')
    expect(text).toContain('| venue | alpha |')
    expect(text).toContain('Creative Commons Attribution 4.0 International')
    const files = unzipSync(new Uint8Array(await (await get('fund-balances.zip?venue=alpha')).arrayBuffer()))
    const readme = strFromU8(files['README.md'] ?? new Uint8Array())
    expect(readme).toContain('## Files')
    expect(readme).toMatch(/\| fund-balances\.csv \| \d+ \| [0-9a-f]{64} \|/)
  })
})
