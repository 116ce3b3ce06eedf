import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect, type Database } from '@/lib/db/client'
import { readVenueCharts } from '@/lib/queries/charts'
import { readCompare } from '@/lib/queries/compare'
import { readEvidence } from '@/lib/queries/evidence'
import { readOverview } from '@/lib/queries/overview'
import { readStatus } from '@/lib/queries/status'
import { readVenue } from '@/lib/queries/venue'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import {
  adlSignal,
  balance,
  bucket,
  capture,
  fund,
  fundLatest,
  insertStored,
  openInterest,
  sourceStatus,
  storeBody,
  venueLatest,
} from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeSource, fakeVenue } = await import('@/tests/support/fake-venues')
  return {
    venueModules: [
      fakeVenue('alpha', {
        sources: [fakeSource('fund', 'fund', 60), fakeSource('oi', 'open_interest', 60), fakeSource('adl', 'adl', 60)],
      }),
      fakeVenue('beta', { fundType: 'vault' }),
    ],
  }
})

const NOW = new Date('2026-11-20T12:30:00.000Z')
const at = (text: string) => new Date(text)
const hoursAgo = (hours: number) => new Date(Date.parse('2026-11-20T12:00:00.000Z') - hours * 3_600_000)
const BODY = Buffer.from(`{"rows":["${'é'.repeat(150_000)}"]}`)
const SHA_BODY = createHash('sha256').update(BODY).digest('hex')
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  const checked = at('2026-11-20T12:29:30Z')
  const good = { last_attempt_at: checked, last_success_at: checked, last_changed_at: checked }
  await insertStored(db.pool, 'venue_latest', [
    venueLatest('alpha', { covered_fund_usd: '400.25', covered_oi_usd: '8000' }),
    venueLatest('beta', {
      fund_type: 'vault',
      coverage: 0.5,
      covered_fund_usd: '0.1',
      covered_oi_usd: '0.2',
      adl_level: null,
      adl_subjects: null,
    }),
  ])
  await insertStored(db.pool, 'source_status', [
    sourceStatus('alpha', 'fund', 'fund', good),
    sourceStatus('alpha', 'oi', 'open_interest', {
      ...good,
      consecutive_failures: 5,
      error_kind: 'schema',
      error_message: 'rows: expected array',
      failing_since: at('2026-11-20T11:00:00Z'),
    }),
    sourceStatus('beta', 'fund', 'fund', good),
  ])
  await insertStored(db.pool, 'fund', [fund('alpha', 'thin', { label: 'WIF pool' })])
  await insertStored(db.pool, 'fund_latest', [fundLatest('alpha', 'thin', checked)])
  await insertStored(db.pool, 'balance_latest', [{ ...balance('alpha', 'thin', 'BTC', checked), cadence_s: 60 }])
  await insertStored(db.pool, 'market', [
    {
      venue: 'alpha',
      market: 'BTCUSDT',
      contract_type: 'linear',
      market_kind: 'perpetual',
      segment: 'x',
      base_asset: 'BTC',
      quote_asset: 'USDT',
      settle_asset: 'USDT',
      max_leverage: '125',
      max_leverage_at: checked,
      listed: true,
      first_seen_at: checked,
      last_listed_at: checked,
    },
    {
      venue: 'alpha',
      market: 'NEWUSDT',
      contract_type: 'linear',
      market_kind: 'perpetual',
      segment: 'x',
      base_asset: 'NEW',
      quote_asset: 'USDT',
      settle_asset: 'USDT',
      max_leverage: null,
      max_leverage_at: null,
      listed: true,
      first_seen_at: checked,
      last_listed_at: checked,
    },
    {
      venue: 'alpha',
      market: 'OLDUSDT',
      contract_type: 'linear',
      market_kind: 'perpetual',
      segment: 'x',
      base_asset: 'OLD',
      quote_asset: 'USDT',
      settle_asset: 'USDT',
      max_leverage: '500',
      max_leverage_at: checked,
      listed: false,
      first_seen_at: checked,
      last_listed_at: checked,
    },
  ])
  await insertStored(db.pool, 'market_latest', [
    {
      venue: 'alpha',
      market: 'BTCUSDT',
      value_usd: '4000.5',
      source_sides: 1,
      observed_at: checked,
      checked_at: checked,
      cadence_s: 60,
      basis: 'collected',
      obs_status: 'A',
      reason: null,
      source: 'oi',
      raw_sha256: SHA_BODY,
    },
  ])
  await insertStored(db.pool, 'fund_market', [
    { venue: 'alpha', fund: 'thin', market: 'BTCUSDT', valid_from: checked, valid_to: null },
    { venue: 'alpha', fund: 'thin', market: 'OLDUSDT', valid_from: at('2026-01-01T00:00:00Z'), valid_to: checked },
  ])
  const hours = [5, 4, 1, 0].map((ago) =>
    bucket('alpha', 'total', hoursAgo(ago), { fund_observed_at: hoursAgo(ago), fund_usd: String(1000 - ago) }),
  )
  await insertStored(db.pool, 'coverage_hour', hours, 'bucket_start')
  await insertStored(
    db.pool,
    'coverage_hour',
    [
      bucket('alpha', 'total', hoursAgo(1), {
        revision: 1,
        fund_usd: null,
        coverage: null,
        obs_status: 'M',
        reason: '1 of 2 markets missing',
      }),
    ],
    'bucket_start',
  )
  await insertStored(
    db.pool,
    'coverage_day',
    [
      bucket('alpha', 'total', at('2026-11-19T00:00:00Z')),
      bucket('alpha', 'total', at('2026-11-20T00:00:00Z'), { fund_usd: '412.5' }),
    ],
    'bucket_start',
  )
  await insertStored(
    db.pool,
    'fund_balance',
    [
      balance('alpha', 'thin', 'BTC', hoursAgo(6), { units: '7', raw_sha256: SHA_BODY }),
      balance('alpha', 'thin', 'BTC', hoursAgo(4), { units: '8', raw_sha256: SHA_BODY }),
    ],
    'observed_at',
  )
  await insertStored(
    db.pool,
    'open_interest',
    [openInterest('alpha', 'BTCUSDT', hoursAgo(4), { raw_sha256: SHA_BODY })],
    'observed_at',
  )
  await insertStored(
    db.pool,
    'adl_signal',
    [adlSignal('alpha', 'BTCUSDT', hoursAgo(4), { raw_sha256: SHA_BODY })],
    'observed_at',
  )
  await storeBody(db.pool, SHA_BODY, BODY, checked)
  await storeBody(db.pool, 'd'.repeat(64), null, checked)
  await insertStored(db.pool, 'capture', [capture(SHA_BODY, hoursAgo(4)), capture(SHA_BODY, hoursAgo(3))])
  await insertStored(db.pool, 'record_event', [
    {
      event: '2026-11-20-alpha-halt',
      venue: 'alpha',
      starts: '2026-11-20T10:40:00Z',
      ends: '2026-11-20',
      start_precision: 'second',
      start_at: at('2026-11-20T10:40:00Z'),
      end_at: at('2026-11-21T00:00:00Z'),
      kind: 'halt',
      stages: ['halt'],
      title: 'Halt',
      summary: 'It stopped.',
      confidence: 'high',
      source_url: 'https://example.com',
      other_sources: [],
      sort_order: 0,
    },
  ])
  const run = '11111111-1111-4111-8111-111111111111'
  await insertStored(db.pool, 'collection_run', [
    {
      run_id: run,
      venue: 'alpha',
      source: 'oi',
      started_at: checked,
      finished_at: checked,
      outcome: 'rejected',
      error_kind: 'schema',
      error_message: 'rows: expected array',
      requests: 2,
      bytes: 9_000_000_000,
      rows_written: 0,
      rows_unchanged: 0,
      rows_rejected: 5,
      basis: 'collected',
    },
  ])
  await insertStored(
    db.pool,
    'rejected_row',
    Array.from({ length: 5 }, (_, index) => ({
      run_id: run,
      venue: 'alpha',
      source: 'oi',
      reason: index < 4 ? 'not_a_number' : 'negative',
      detail: `row ${index}`,
      sample: '{}',
      raw_sha256: null,
      rejected_at: new Date(checked.getTime() + index),
    })),
  )
})
afterAll(async () => {
  await db.close()
  await store.drop()
})

describe('the overview', () => {
  test('adds up money and the open interest it covers, exactly and per layer', async () => {
    const { totals, rows } = await readOverview(db, { now: NOW })
    // beta is suppressed: its open interest was never collected.
    expect(totals).toEqual({
      reporting: 2,
      notReporting: 0,
      fundUsd: '400.25',
      coveredOiUsd: '8000',
      byType: {
        insurance: { venues: 1, fundUsd: '400.25', coveredOiUsd: '8000' },
        vault: { venues: 0, fundUsd: null, coveredOiUsd: null },
      },
    })
    expect(rows.find((row) => row.venue === 'beta')).toMatchObject({
      exhaustionReason: 'not yet collected',
      adl: { level: null, subjects: 0, absence: 'not yet collected' },
    })
  })

  test('draws thirty days, null where nothing was stored', async () => {
    const { rows } = await readOverview(db, { now: NOW })
    const alpha = rows.find((row) => row.venue === 'alpha')
    expect(alpha?.sparkline).toHaveLength(30)
    expect(alpha?.sparkline.slice(-3)).toEqual([null, 400, 412.5])
    expect(alpha).toMatchObject({
      maxLeverage: 125,
      weakestFundLabel: 'WIF pool',
      expectedEveryS: 60,
      adl: { level: 1, subjects: 2, absence: null },
      recordFrom: '2026-11-20',
    })
    expect(alpha?.latest).toMatchObject({ state: 'failing', coverage: 0.05 })
    expect(alpha?.latest.reason).toBe(
      'open interest: the format changed: answers cannot be read since 2026-11-20 11:00 UTC',
    )
  })
})

describe('a venue page', () => {
  test('lists its markets with the funds that cover them now', async () => {
    const found = await readVenue(db, 'alpha', { now: NOW })
    expect(found?.page.markets).toEqual([
      expect.objectContaining({
        market: 'BTCUSDT',
        valueUsd: '4000.5',
        maxLeverage: 125,
        funds: ['thin'],
        reason: null,
        rawSha256: SHA_BODY,
      }),
      expect.objectContaining({
        market: 'NEWUSDT',
        valueUsd: null,
        maxLeverage: null,
        funds: [],
        reason: 'not yet collected',
      }),
    ])
    expect(found?.page.leverage).toMatchObject({ max: 125, reason: null, observedAt: '2026-11-20T12:29:30.000Z' })
    expect(found?.page.sources.map((source) => [source.source, source.state])).toEqual([
      ['fund', 'live'],
      ['oi', 'failing'],
      ['adl', 'none'],
    ])
    expect(found?.meta.dataAsOf).toBe('2026-11-20T12:29:30.000Z')
  })
})

describe('charts', () => {
  test('draw hourly rollups, latest revision, open hour provisional, missing as null with the reason', async () => {
    const [line] = await readVenueCharts(db, 'alpha', { now: NOW, range: '24h' })
    expect(line).toMatchObject({
      venue: 'alpha',
      fund: 'total',
      unit: 'BTC',
      interval: 'hour',
      breakAfterMs: 7_200_000,
      basis: 'collected',
    })
    expect(
      line?.points.map(({ at: time, fundUsd, units, status, reason }) => [
        new Date(time).toISOString().slice(11, 16),
        fundUsd,
        units,
        status,
        reason,
      ]),
    ).toEqual([
      ['07:00', 995, 7, 'A', null],
      ['08:00', 996, 8, 'A', null],
      ['11:00', null, null, 'M', '1 of 2 markets missing'],
      ['12:00', 1000, 8, 'P', null],
    ])
    expect(line?.marks).toEqual([
      { at: Date.parse('2026-11-20T08:00:00Z'), title: 'Nothing to draw for 4 hours', kind: 'outage', href: '/status' },
      { at: Date.parse('2026-11-20T10:00:00Z'), title: 'Halt', kind: 'halt', href: '/events/2026-11-20-alpha-halt' },
    ])
    expect(line?.staleFrom).toBe(Date.parse('2026-11-20T12:29:30Z'))
  })

  test('draw days beyond ninety days, and nothing for a fund or venue without data', async () => {
    const [line] = await readVenueCharts(db, 'alpha', { now: NOW, range: '1y' })
    expect([line?.interval, line?.points.length, line?.points.at(-1)?.status]).toEqual(['day', 2, 'P'])
    expect(line?.marks[0]?.at).toBe(Date.parse('2026-11-20T00:00:00Z'))
    expect(await readVenueCharts(db, 'alpha', { now: NOW, range: '24h', fund: 'nope' })).toEqual([])
    expect(await readVenueCharts(db, 'nowhere', { now: NOW, range: '24h' })).toEqual([])
    expect(await readVenueCharts(db, 'beta', { now: NOW, range: 'all' })).toEqual([])
  })

  test('take a fixed half-open range', async () => {
    const [line] = await readVenueCharts(db, 'alpha', {
      now: NOW,
      range: { from: at('2026-11-20T07:30:00Z'), to: at('2026-11-20T11:00:00Z') },
    })
    expect(line?.points.map((point) => new Date(point.at).getUTCHours())).toEqual([7, 8])
  })

  test('stand beside each other in a comparison, in the order asked for', async () => {
    const compared = await readCompare(db, ['beta', 'nowhere', 'alpha', 'alpha'], { now: NOW, range: '7d' })
    expect(compared.pages.map((page) => page.venue)).toEqual(['beta', 'alpha'])
    expect([compared.unknown, compared.series.map((line) => line.venue)]).toEqual([['nowhere'], ['alpha']])
    expect(compared.meta.dataAsOf).toBe('2026-11-20T12:29:30.000Z')
  })
})

describe('evidence', () => {
  test('shows what was asked and answered, and what was read from it', async () => {
    const page = await readEvidence(db, SHA_BODY)
    expect(page).toMatchObject({
      size: BODY.byteLength,
      truncated: true,
      expired: false,
      counts: { balances: 2, openInterest: 1, adl: 1 },
    })
    expect(Buffer.byteLength(page?.bodyText ?? '')).toBeLessThanOrEqual(200_003)
    expect(page?.bodyText?.startsWith('{"rows":["ééé')).toBe(true)
    expect(page?.captures.map((row) => row.fetchedAt)).toEqual([hoursAgo(3).toISOString(), hoursAgo(4).toISOString()])
    expect(page?.captures[0]).toMatchObject({
      venue: 'alpha',
      method: 'GET',
      status: 200,
      headers: { 'content-type': 'application/json' },
    })
    expect(page?.balances.map((row) => [row.fund, row.units])).toEqual([
      ['thin', '7'],
      ['thin', '8'],
    ])
    expect(page?.openInterest[0]).toMatchObject({
      market: 'BTCUSDT',
      valueUsd: '4000',
      markPrice: '2000',
      sourceSides: 1,
    })
    expect(page?.adl[0]).toMatchObject({ subject: 'BTCUSDT', value: 'low', level: 0 })
  })

  test('keeps the hash of expired bytes, and knows no other', async () => {
    expect(await readEvidence(db, 'd'.repeat(64))).toMatchObject({ expired: true, bodyText: null, truncated: false })
    expect([
      await readEvidence(db, 'e'.repeat(64)),
      await readEvidence(db, 'DROP TABLE'),
      await readEvidence(db, ''),
    ]).toEqual([null, null, null])
  })
})

describe('the status page', () => {
  test('shows every declared source with its lag and failure, runs, and refused rows', async () => {
    const status = await readStatus(db, { now: NOW })
    expect(
      status.sources.map(({ venue, source, state, lagS, failure }) => [venue, source, state, lagS, failure]),
    ).toEqual([
      ['alpha', 'fund', 'live', 30, null],
      ['alpha', 'oi', 'failing', 30, 'the format changed: answers cannot be read since 2026-11-20 11:00 UTC'],
      ['alpha', 'adl', 'none', null, null],
      ['beta', 'fund', 'live', 30, null],
      ['beta', 'oi', 'none', null, null],
    ])
    expect(status.states).toEqual({ live: 2, unchanged: 0, late: 0, failing: 1, withdrawn: 0, none: 2 })
    expect(status.runs).toEqual([
      expect.objectContaining({ venue: 'alpha', outcome: 'rejected', bytes: 9_000_000_000 }),
    ])
    expect(status.rejected).toEqual([
      {
        venue: 'alpha',
        source: 'oi',
        count: 5,
        reasons: [
          expect.objectContaining({ reason: 'not_a_number', count: 4 }),
          expect.objectContaining({ reason: 'negative', count: 1 }),
        ],
        samples: [
          expect.objectContaining({ detail: 'row 4' }),
          expect.objectContaining({ detail: 'row 3' }),
          expect.objectContaining({ detail: 'row 2' }),
        ],
      },
    ])
  })
})
