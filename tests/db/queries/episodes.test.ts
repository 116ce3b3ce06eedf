import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scanVenue } from '@/lib/collect/episodes/scan-venue'
import { connect, type Database } from '@/lib/db/client'
import { type HappeningQuery, listHappenings, readEpisodePage } from '@/lib/queries/episodes'
import { readEvent } from '@/lib/queries/events'
import { loadRecord } from '@/lib/record/load'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import { adlSignal, balance, bucket, episode, fund, insertStored } from '@/tests/support/store-rows'

const now = new Date('2026-11-23T00:00:00Z')
const any: HappeningQuery = { source: null, venue: null, kind: null, year: null, severity: null, page: 1 }
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  await loadRecord(db, { now })
  await scanVenue(db.pool, 'bitmex', now)
})

afterAll(async () => {
  await db.close()
  await store.drop()
})

const list = (query: Partial<HappeningQuery>) => listHappenings(db, { ...any, ...query }, { now })
const idsOf = ({ rows }: Awaited<ReturnType<typeof list>>) =>
  rows.map((row) => (row.source === 'record' ? row.event.event : row.episode.episode))

describe('the falls of BitMEX that its own published balances show', () => {
  test('its emptying of March 2017 and the falls of 2018 and 2020 are found, the announced rebalancing is not', async () => {
    const found = await list({ source: 'detected', venue: 'bitmex', severity: 'minor' })
    const ids = idsOf(found)
    for (const day of ['2017-03-07', '2017-03-11', '2018-01-16', '2018-04-12', '2020-03-12', '2020-05-10'])
      expect(ids).toContain(`${day}-bitmex-xbt`)
    expect(ids.filter((id) => id.startsWith('2025-11'))).toEqual([])
    expect(found.record).toBe(0)
    expect(found.detected).toBe(ids.length)
  })

  test('daily rows show minor and material; months apart no level is observable, and the record’s note stands beside it', async () => {
    const rows = (await list({ source: 'detected', severity: 'minor' })).rows.flatMap((row) =>
      row.source === 'detected' ? [row.episode] : [],
    )
    const byId = new Map(rows.map((row) => [row.episode, row]))
    expect(byId.get('2017-03-11-bitmex-xbt')).toMatchObject({
      severity: 'material',
      levels: { minor: 'reached', material: 'reached', severe: 'unobservable' },
      basis: 'published',
    })
    expect(byId.get('2021-11-30-bitmex-xbt')).toMatchObject({
      severity: 'unobservable',
      levels: { minor: 'unobservable' },
      note: expect.stringContaining('1,600.09 BTC'),
    })
  })
})

describe('the list', () => {
  test('holds both, newest first, and narrows by source, venue, kind, year and severity', async () => {
    const all = await list({})
    expect(all.record).toBe(38)
    expect(all.detected).toBeGreaterThan(5)
    const times = all.rows.flatMap((row) => (row.source === 'record' ? [] : [row.episode.crossedAt]))
    expect(times).toEqual([...times].sort().reverse())
    const year = await list({ year: 2018, venue: 'bitmex' })
    expect([year.record, year.detected]).toEqual([4, 1])
    expect(idsOf(year)).toContain('2018-04-12-bitmex-xbt')
    expect((await list({ year: 2018, severity: 'minor' })).detected).toBe(5)
    expect((await list({ kind: 'drawdown' })).detected).toBe(0)
    expect((await list({ kind: 'net_outflow' })).record).toBe(0)
    expect((await list({ source: 'record', severity: 'severe' })).rows).toEqual([])
  })

  test('comes by pages that together hold every row once', async () => {
    const first = await list({ severity: null })
    const total = first.record + first.detected
    const pages = await Promise.all([1, 2, 3].map((page) => list({ page })))
    const ids = pages.flatMap(idsOf)
    expect(ids.length).toBe(Math.min(total, 150))
    expect(new Set(ids).size).toBe(ids.length)
    expect(idsOf(await list({ page: 999 }))).toEqual([])
  })

  test('leaves retracted ones out, and still has their page', async () => {
    await insertStored(db.pool, 'episode', [
      episode('2026-11-19-alpha-gone'),
      episode('2026-11-19-alpha-gone', { revision: 1, state: 'retracted' }),
    ])
    expect(idsOf(await list({ venue: 'alpha' }))).toEqual([])
    expect((await readEpisodePage(db, '2026-11-19-alpha-gone', { now }))?.episode.retracted).toBe(true)
    expect(await readEpisodePage(db, '2026-11-19-alpha-never', { now })).toBeNull()
  })
})

describe('12 March 2020', () => {
  test('shows BitMEX before, at its lowest and sampled by the day, and lists the venues without data', async () => {
    const page = await readEvent(db, '2020-03-12-bitmex-drawdown', { now })
    const row = page?.spans?.rows.find(({ venue, fund: id }) => venue === 'bitmex' && id === 'xbt')
    expect(row).toMatchObject({
      basis: 'published',
      measure: 'units',
      before: { at: '2020-03-11T12:00:00.000Z' },
      adl: { answer: 'unknown' },
      sampling: { levels: { minor: 'observable', material: 'observable', severe: 'unobservable' } },
      fallOverOi: null,
    })
    const [before, trough] = [Number(row?.before?.units), Number(row?.trough?.units)]
    expect(row?.fall).toBeCloseTo(1 - trough / before, 12)
    expect(trough).toBeLessThan(before)
    const missing = page?.spans?.missing.map(({ venue }) => venue) ?? []
    expect(missing).toContain('binance')
    expect(missing).toContain('deribit')
    expect(page?.episodes.map((one) => one.episode)).toContain('2020-03-12-bitmex-xbt')
  })

  test('the page of the episode holds the same figures, the events of those days and its own chart', async () => {
    const page = await readEpisodePage(db, '2020-03-12-bitmex-xbt', { now })
    expect(page?.events.map((one) => one.event)).toContain('2020-03-12-bitmex-drawdown')
    const row = page?.spans.rows.find(({ fund: id }) => id === 'xbt')
    expect(row?.before?.units).toBe(page?.episode.before.units)
    expect(row?.trough?.units).toBe(page?.episode.trough.units)
    expect(page?.charts.some(({ venue, fund: id }) => venue === 'bitmex' && id === 'xbt')).toBe(true)
    expect(page?.figures.length).toBeGreaterThan(3)
  })
})

test('a venue collected then stands beside it, with its fall over open interest, ADL and evidence', async () => {
  const at = (hour: number) => new Date(Date.parse('2025-10-10T00:00:00Z') + hour * 3_600_000)
  await insertStored(db.pool, 'fund', [fund('bybit', 'usdt', { first_seen_at: at(-100) })])
  await insertStored(
    db.pool,
    'fund_balance',
    Array.from({ length: 140 }, (_, index) =>
      balance('bybit', 'usdt', 'USDT', at(index - 12), {
        units: index < 34 ? '1000' : index < 60 ? '800' : '1000',
        value_usd: index < 34 ? '1000' : '800',
        checked_at: new Date(at(index - 12).getTime() + 500),
        expected_every_s: 3600,
      }),
    ),
    'observed_at',
  )
  await insertStored(
    db.pool,
    'coverage_day',
    [-1, 0, 1].map((day) => bucket('bybit', 'usdt', at(day * 24), { oi_usd: '10000' })),
    'bucket_start',
  )
  await insertStored(db.pool, 'adl_signal', [adlSignal('bybit', 'BTCUSDT', at(22), { level: 3 })], 'observed_at')
  const page = await readEvent(db, await anEventOf('2025-10-10'), { now })
  const row = page?.spans?.rows.find(({ venue }) => venue === 'bybit')
  expect(row).toMatchObject({
    before: { units: '1000' },
    trough: { units: '800', at: at(22).toISOString() },
    recovered: { at: at(48).toISOString(), units: '1000' },
    fall: 0.2,
    fallOverOi: 0.02,
    adl: { answer: 'yes', why: 'a public signal was active' },
    sampling: { longestGapS: 3600 },
  })
  expect(row?.trough?.sha256).toMatch(/^a{64}$/)
})

async function anEventOf(day: string): Promise<string> {
  const { rows } = await db.pool.query<{ event: string }>(
    'SELECT event FROM record_event WHERE starts = $1 ORDER BY event LIMIT 1',
    [day],
  )
  return rows[0]?.event ?? ''
}
