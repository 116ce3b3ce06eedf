import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, type Database } from '@/lib/db/client'
import { readVenueCharts } from '@/lib/queries/charts'
import { listEvents, readEvent } from '@/lib/queries/events'
import { readOverview } from '@/lib/queries/overview'
import { readVenue } from '@/lib/queries/venue'
import { loadRecord } from '@/lib/record/load'
import { readRecord } from '@/lib/record/read'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'

const NOW = new Date('2026-11-23T12:00:00.000Z')
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
})
afterAll(async () => {
  await db.close()
  await store.drop()
})

async function count(sql: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`)
  return rows[0]?.n ?? -1
}

describe('the published record in the store', () => {
  test('is loaded whole, once', async () => {
    const first = await loadRecord(db, { now: NOW })
    expect(first).toMatchObject({ figures: 448, events: 38, balances: 368, changes: 5 })
    expect(await count('record_figure')).toBe(448)
    expect(await count('record_event')).toBe(38)
    expect(await count("fund_balance WHERE venue = 'bitmex' AND basis = 'published' AND revision = 0")).toBe(368)
    expect(await count('venue WHERE record_only')).toBe(first.venues - (await count('venue WHERE NOT record_only')))
  })

  test('is not changed by a second load', async () => {
    const before = await db.pool.query('SELECT max(recorded_at) AS at, max(revision) AS revision FROM fund_balance')
    const again = await loadRecord(db, { now: new Date(NOW.getTime() + 60_000) })
    expect(again).toEqual({ venues: 0, figures: 0, events: 0, marks: 0, changes: 0, balances: 0 })
    const after = await db.pool.query('SELECT max(recorded_at) AS at, max(revision) AS revision FROM fund_balance')
    expect(after.rows).toEqual(before.rows)
    const stamps = await db.pool.query("SELECT computed_at FROM venue_latest WHERE venue = 'bitmex'")
    expect(stamps.rows).toEqual([{ computed_at: NOW }])
  })

  test('turns a balance that differs into a new revision, and a row nobody declares goes', async () => {
    await db.pool.query(
      "UPDATE fund_balance SET units = 1 WHERE venue = 'bitmex' AND fund = 'xbt' AND observed_at = '2016-02-29T12:00:00Z'",
    )
    await db.pool.query("UPDATE record_event SET title = 'x' WHERE sort_order = 0")
    await db.pool.query("UPDATE record_figure SET figure = 'not-declared' WHERE sort_order = 5")
    await db.pool.query("UPDATE disclosure_change SET change = 'not-declared' WHERE venue = 'bitmex'")
    await db.pool.query(
      `INSERT INTO disclosure_change (change, venue, changed_on, kind, text, basis)
       VALUES ('collected', 'okx', '2026-11-20', 'field_new', 'found by us', 'collected')`,
    )
    expect(await loadRecord(db, { now: NOW })).toMatchObject({ balances: 1, events: 1, figures: 2, changes: 2 })
    expect(await count('disclosure_change')).toBe(6)
    const { rows } = await db.pool.query(
      "SELECT revision, trim_scale(units)::text AS units FROM fund_balance WHERE fund = 'xbt' AND observed_at = '2016-02-29T12:00:00Z' ORDER BY revision",
    )
    expect(rows).toEqual([
      { revision: 0, units: '1' },
      { revision: 1, units: '5.73444663' },
    ])
    expect(await count("record_figure WHERE figure = 'not-declared'")).toBe(0)
    expect(await count('record_figure')).toBe(448)
  })
})

describe('BitMEX', () => {
  test('is closed, published, without a dollar total or coverage, and says why', async () => {
    const found = await readVenue(db, 'bitmex', { now: NOW })
    expect(found?.page).toMatchObject({
      status: 'closed',
      latest: {
        fundUsd: null,
        coverage: null,
        state: 'none',
        basis: 'published',
        fundType: 'insurance',
        drawdown: null,
      },
    })
    expect(found?.page.latest.reason).toContain('no US dollar total')
    expect(found?.page.latest.reason).toContain('no BTC price on 2026-09-11')
    const byFund = new Map(found?.page.funds.map((fund) => [fund.fund, fund]))
    expect([...byFund.keys()].sort()).toEqual(['eth', 'usdt', 'xbt'])
    expect(byFund.get('xbt')?.balances[0]).toMatchObject({
      asset: 'BTC',
      units: '3699.31944182',
      valueUsd: null,
      state: 'none',
    })
    expect(byFund.get('usdt')).toMatchObject({ valueUsd: '30584279.083948', state: 'none', coverage: null })
    expect(byFund.get('eth')?.balances[0]?.units).toBe('0')
    expect(found?.page.figures.length).toBeGreaterThanOrEqual(368)
  })

  test('draws one line per wallet, in units, with the rebalancing marked as announced', async () => {
    const series = await readVenueCharts(db, 'bitmex', { now: NOW, range: 'all' })
    expect(
      series.map(({ fund, unit, interval, basis, points }) => [fund, unit, interval, basis, points.length]),
    ).toEqual(
      expect.arrayContaining([
        ['xbt', 'BTC', 'record', 'published', readRecord().bitmex.filter((row) => row.currency === 'XBt').length],
      ]),
    )
    expect(series).toHaveLength(3)
    const xbt = series.find((line) => line.fund === 'xbt')
    expect(xbt?.breakAfterMs).toBe(62 * 86_400_000)
    expect(xbt?.points[0]).toMatchObject({ at: Date.parse('2016-02-29T12:00:00Z'), units: 5.73444663, coverage: null })
    const rebalancing = xbt?.marks.find((mark) => mark.kind === 'rebalancing')
    expect(rebalancing).toMatchObject({ at: Date.parse('2025-11-17T00:00:00Z') })
    expect(rebalancing?.title).toContain('announced')
    expect(series.find((line) => line.fund === 'eth')?.marks.some((mark) => mark.kind === 'rebalancing')).toBe(false)
    expect(xbt?.marks.filter((mark) => mark.href.startsWith('/events/')).length).toBeGreaterThan(3)
  })
})

describe('events of the record', () => {
  test('are listed newest first, filtered by venue, kind and half-open range', async () => {
    const all = await listEvents(db, {}, { now: NOW })
    expect(all.rows).toHaveLength(38)
    expect(all.rows[0]?.event).toBe('2026-04-01-drift-exploit')
    const march = await listEvents(
      db,
      {
        venue: 'bitmex',
        kind: 'drawdown',
        from: new Date('2020-03-12T00:00:00Z'),
        to: new Date('2020-05-09T00:00:00Z'),
      },
      { now: NOW },
    )
    expect(march.rows.map((row) => row.start)).toEqual(['2020-03-12'])
  })

  test('show what the fund held before and after, and the lines around them', async () => {
    const { rows } = await listEvents(
      db,
      { venue: 'bitmex', from: new Date('2020-03-12'), to: new Date('2020-03-13') },
      { now: NOW },
    )
    const page = await readEvent(db, rows[0]?.event ?? '', { now: NOW })
    expect(page?.venueName).toBe('BitMEX')
    const btc = page?.funds.find((fund) => fund.asset === 'BTC')
    expect(btc?.before?.date).toBe('2020-03-11')
    expect((btc?.after?.date ?? '') > '2020-03-13').toBe(true)
    expect(page?.charts.map((line) => `${line.venue} ${line.fund}`)).toContain('bitmex xbt')
    expect(page?.previous?.start && page.previous.start <= '2020-03-12').toBe(true)
    expect(await readEvent(db, 'no-such-event', { now: NOW })).toBeNull()
  })
})

describe('venues known from the record only', () => {
  test('are last in the overview, flagged, and have a page', async () => {
    const { rows } = await readOverview(db, { now: NOW })
    const recordOnly = rows.filter((row) => row.recordOnly).map((row) => row.venue)
    expect(recordOnly).toEqual(
      expect.arrayContaining([
        'ftx',
        'okcoin',
        'bitvc',
        'dydx-v3',
        'poloniex',
        'coinflex',
        'mango',
        'perpetual-protocol-v1',
      ]),
    )
    expect(rows.slice(-recordOnly.length).map((row) => row.venue)).toEqual(recordOnly)
    const ftx = await readVenue(db, 'ftx', { now: NOW })
    expect(ftx?.page).toMatchObject({ recordOnly: true, status: 'closed', latest: { state: 'none', fundUsd: null } })
    expect(ftx?.page.events.length).toBe(1)
    expect(ftx?.page.disclosures).toEqual([])
  })
})
