import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as detail from '@/app/api/v1/venues/[venue]/route'
import * as list from '@/app/api/v1/venues/route'
import { ask, openSite, type Site } from '@/tests/support/site'
import {
  balance,
  bookDepth,
  fund,
  fundLatest,
  insertStored,
  listedMarket,
  marketLatest,
  marketVolume,
  SHA,
  sourceStatus,
  venueLatest,
} from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeSource, fakeVenue } = await import('@/tests/support/fake-venues')
  const fundOnly = { sources: [fakeSource('fund', 'fund', 60)] }
  return {
    venueModules: [
      fakeVenue('alpha'),
      fakeVenue('beta', { ...fundOnly, fundType: 'vault' }),
      fakeVenue('gamma'),
      fakeVenue('delta', { kind: 'dex' }),
      fakeVenue('mute', {
        disclosure: 'page',
        fundType: null,
        fundAbsence: 'not disclosed by API: page only',
        sources: [],
      }),
      fakeVenue('gone', { status: 'closed', statusNote: 'Closed in 2025.', sources: [] }),
    ],
  }
})

/** The moment every source of the seed was last checked. */
const CHECKED = new Date('2026-11-20T12:00:00.000Z')
const SECOND = 1000
const MINUTE = 60 * SECOND
let site: Site

beforeAll(async () => {
  site = await openSite()
  const { pool } = site.db
  const times = { fund_observed_at: CHECKED, oi_observed_at: CHECKED, checked_at: CHECKED }
  await insertStored(pool, 'venue_latest', [
    venueLatest('alpha', times),
    venueLatest('beta', {
      ...times,
      fund_type: 'vault',
      coverage: 0.2,
      covered_fund_usd: '0.3',
      covered_oi_usd: '1.5',
      weakest_fund: null,
      weakest_coverage: null,
    }),
  ])
  const good = { last_attempt_at: CHECKED, last_success_at: CHECKED, last_changed_at: CHECKED }
  await insertStored(pool, 'source_status', [
    sourceStatus('alpha', 'fund', 'fund', good),
    sourceStatus('alpha', 'oi', 'open_interest', good),
    sourceStatus('beta', 'fund', 'fund', good),
    sourceStatus('delta', 'fund', 'fund', {
      ...good,
      last_success_at: null,
      last_changed_at: null,
      consecutive_failures: 3,
      failing_since: new Date('2026-11-20T11:50:00Z'),
      error_kind: 'network',
      error_message: 'connect ECONNREFUSED',
    }),
  ])
  await insertStored(pool, 'fund', [
    fund('alpha', 'thin'),
    fund('alpha', 'usdt'),
    fund('alpha', 'part', { part_of: 'usdt' }),
    fund('alpha', 'safu', { fund_type: 'protection' }),
  ])
  await insertStored(pool, 'fund_latest', [
    fundLatest('alpha', 'thin', CHECKED, { value_usd: '1' }),
    fundLatest('alpha', 'usdt', CHECKED),
  ])
  await insertStored(pool, 'balance_latest', [
    { ...balance('alpha', 'usdt', 'USDT', CHECKED), cadence_s: 60 },
    {
      ...balance('alpha', 'thin', 'BTC', CHECKED, {
        expected_every_s: 86_400,
        units: '0.00001',
        price_usd: '100000',
        value_usd: '1',
      }),
      cadence_s: 60,
    },
  ])
  await insertStored(pool, 'fund_market', [
    { venue: 'alpha', fund: 'usdt', market: 'BTCUSDT', valid_from: CHECKED, valid_to: null },
  ])
  vi.useFakeTimers({ toFake: ['Date'], now: CHECKED })
})
afterAll(async () => {
  vi.useRealTimers()
  await site.close()
})

// Answers are kept for ten seconds: each test looks from a moment of its own.
async function listAt(after: number) {
  vi.setSystemTime(CHECKED.getTime() + after)
  const response = await list.GET(ask('/api/v1/venues'))
  expect(response.status).toBe(200)
  const body = await response.json()
  return { response, body, of: (venue: string) => body.data.find((row: { venue: string }) => row.venue === venue) }
}

async function detailAt(venue: string, after: number) {
  vi.setSystemTime(CHECKED.getTime() + after)
  const response = await detail.GET(ask(`/api/v1/venues/${venue}`), { params: Promise.resolve({ venue }) })
  return { response, body: await response.json() }
}

describe('GET /api/v1/venues', () => {
  test('gives every field of the contract, in snake case', async () => {
    const { of, body } = await listAt(30 * SECOND)
    expect(of('alpha')).toEqual({
      venue: 'alpha',
      name: 'Alpha',
      kind: 'cex',
      status: 'active',
      status_note: null,
      record_only: false,
      website: 'https://example.com',
      fund_page_url: null,
      disclosure: 'api',
      max_leverage: 100,
      notes: [],
      latest: {
        fund_usd: '400',
        fund_type: 'insurance',
        usable_usd: '120',
        usable_basis: 'rule',
        oi_usd: '9000',
        covered_fund_usd: '400',
        covered_oi_usd: '8000',
        coverage: 0.05,
        negative_pools_usd: '0',
        change_24h: 0.01,
        change_7d: -0.02,
        drawdown: 0.03,
        exhaustion_move: { low: 0.05, central: 0.08, high: 0.12 },
        weakest_fund: { fund: 'thin', coverage: 0.001 },
        fund_observed_at: '2026-11-20T12:00:00.000Z',
        oi_observed_at: '2026-11-20T12:00:00.000Z',
        checked_at: '2026-11-20T12:00:00.000Z',
        state: 'live',
        basis: 'collected',
        reason: null,
      },
    })
    expect(body.meta).toEqual({
      generated_at: '2026-11-20T12:00:30.000Z',
      data_as_of: '2026-11-20T12:00:00.000Z',
      as_of: null,
    })
  })

  test('orders by coverage, unknowns last, then venues without a fund, then closed ones; record-only venues are not listed', async () => {
    const { body } = await listAt(30 * SECOND)
    const venues = body.data.map((row: { venue: string }) => row.venue)
    expect(venues).toEqual(['beta', 'alpha', 'delta', 'gamma', 'mute', 'gone'])
  })

  test('never gives null for a missing figure without the reason', async () => {
    const { of } = await listAt(30 * SECOND)
    expect(of('gamma').latest).toMatchObject({
      fund_usd: null,
      coverage: null,
      state: 'none',
      reason: 'not yet collected',
      basis: null,
    })
    expect(of('mute').latest).toMatchObject({
      fund_usd: null,
      state: 'none',
      reason: 'not disclosed by API: page only',
    })
    expect(of('delta').latest).toMatchObject({ fund_usd: null, state: 'failing' })
    expect(of('delta').latest.reason).toBe(
      'fund: the protocol could not be reached since 2026-11-20 11:50 UTC; open interest: not yet collected',
    )
    expect(of('gone').latest).toMatchObject({ state: 'none', coverage: null })
  })

  const states: readonly (readonly [string, number, Record<string, unknown>, string, RegExp | null, boolean])[] = [
    ['live within a cadence', 45 * SECOND, {}, 'live', null, true],
    ['unchanged when checked in time but older than a cadence', 100 * SECOND, {}, 'unchanged', null, true],
    ['late after two cadences', 3 * MINUTE, {}, 'late', /^last checked 3 minutes ago, expected every 1 minute$/, true],
    [
      'late, and coverage is suppressed, after four cadences',
      5 * MINUTE,
      {},
      'late',
      /^last checked 5 minutes ago: too old to state coverage$/,
      false,
    ],
    [
      'failing after two failures in a row',
      50 * SECOND,
      { consecutive_failures: 2, error_kind: 'timeout', failing_since: CHECKED },
      'failing',
      /^open interest: the exchange could not be reached since 2026-11-20 12:00 UTC$/,
      true,
    ],
    [
      'withdrawn once declared',
      20 * SECOND,
      { withdrawn_at: new Date('2026-11-19T00:00:00Z') },
      'withdrawn',
      /^open interest: the exchange stopped publishing it on 2026-11-19$/,
      true,
    ],
  ]

  test.each(states)('the state is %s', async (_name, after, change, state, reason, stated) => {
    const columns = Object.keys(change)
    const reset =
      "UPDATE source_status SET consecutive_failures = 0, error_kind = NULL, failing_since = NULL, withdrawn_at = NULL WHERE venue = 'alpha'"
    await site.db.pool.query(reset)
    if (columns.length > 0) {
      const sets = columns.map((name, index) => `${name} = $${index + 1}`).join(', ')
      await site.db.pool.query(
        `UPDATE source_status SET ${sets} WHERE venue = 'alpha' AND source = 'oi'`,
        Object.values(change),
      )
    }
    const { of } = await listAt(after)
    const { latest } = of('alpha')
    await site.db.pool.query(reset)
    expect(latest.state).toBe(state)
    if (reason === null) expect(latest.reason).toBeNull()
    else expect(latest.reason).toMatch(reason)
    expect(latest.fund_usd).toBe('400')
    expect([latest.coverage, latest.exhaustion_move === null, latest.weakest_fund === null]).toEqual(
      stated ? [0.05, false, false] : [null, true, true],
    )
  })

  test('answers 304 to the same content, whatever the time it is made', async () => {
    const first = await listAt(30 * SECOND)
    const etag = first.response.headers.get('etag') ?? ''
    expect(etag).toMatch(/^W\//)
    vi.setSystemTime(CHECKED.getTime() + 55 * SECOND)
    const second = await list.GET(ask('/api/v1/venues', { headers: { 'if-none-match': etag } }))
    expect([second.status, await second.text()]).toEqual([304, ''])
  })

  test('refuses parameters, other methods', async () => {
    const response = await list.GET(ask('/api/v1/venues?sort=name'))
    expect(response.status).toBe(400)
    expect((await response.json()).errors).toEqual([
      { path: 'sort', message: 'unknown parameter; accepted: no parameters' },
    ])
    expect(list.POST(ask('/api/v1/venues', { method: 'POST' })).status).toBe(405)
    expect(list.OPTIONS().status).toBe(204)
  })
})

describe('GET /api/v1/venues/{venue}', () => {
  beforeEach(() => {
    vi.setSystemTime(CHECKED)
  })

  test('gives funds with their balances and clocks, summed ones first', async () => {
    const { body } = await detailAt('alpha', 30 * SECOND)
    expect(body.data.funds.map((row: { fund: string }) => row.fund)).toEqual(['usdt', 'thin', 'part', 'safu'])
    expect(body.data.funds[0]).toEqual({
      fund: 'usdt',
      label: 'Fund usdt',
      fund_type: 'insurance',
      scope: 'settle',
      part_of: null,
      regrouped_on: null,
      markets: ['BTCUSDT'],
      oi_usd: '4000',
      coverage: 0.05,
      value_usd: '200',
      usable_usd: '60',
      state: 'live',
      reason: null,
      balances: [
        {
          asset: 'USDT',
          units: '200.5',
          price_usd: '1',
          price_source: 'par',
          value_usd: '200.5',
          observed_at: '2026-11-20T12:00:00.000Z',
          checked_at: '2026-11-20T12:00:00.000Z',
          changed_at: '2026-11-20T12:00:00.000Z',
          expected_every_s: 60,
          state: 'live',
          raw_sha256: SHA,
        },
      ],
    })
    expect(body.data.funds[2]).toMatchObject({
      part_of: 'usdt',
      state: 'none',
      reason: 'not yet collected',
      value_usd: null,
    })
  })

  test('gives the blocks of the contract', async () => {
    const { body } = await detailAt('alpha', 31 * SECOND)
    const { data } = body
    expect(data.waterfall).toEqual([
      {
        step: 1,
        name: 'Engine',
        text: 'It closes.',
        close_price: null,
        source_url: 'https://example.com/w',
        checked_on: '2026-11-01',
      },
    ])
    expect(data.leverage).toEqual({
      max: 100,
      reason: null,
      source_url: 'https://example.com/leverage',
      observed_at: '2026-11-01T00:00:00.000Z',
    })
    expect(data.open_interest).toEqual({
      oi_usd: '9000',
      markets: 0,
      source_sides: 1,
      observed_at: '2026-11-20T12:00:00.000Z',
    })
    expect(data.disclosures).toHaveLength(14)
    expect(data.disclosures[13]).toEqual({
      criterion: 'T14',
      mark: 'under_review',
      captures_since: null,
      downgrade: null,
      expired: null,
      valid_until: null,
      evidence_level: null,
      evidence_url: null,
      observed_on: null,
      note: 'not judged yet',
    })
    expect([data.adl, data.events]).toEqual([[], []])
  })

  test('gives the market context in snake case, every missing value with its reason', async () => {
    const { body } = await detailAt('alpha', 32 * SECOND)
    expect(body.data.market_context).toEqual({
      basis: null,
      volume: {
        volume_usd: null,
        markets: 0,
        fund_over_volume: null,
        observed_at: null,
        checked_at: null,
        expected_every_s: null,
        state: 'none',
        reason: 'Not asked.',
        fund_over_volume_reason: 'Not asked.',
        raw_sha256: null,
      },
      markets: [],
      depth_reason: 'Not asked.',
      liquidations: {
        windows: [],
        bookings: [],
        checked_at: null,
        expected_every_s: null,
        state: 'none',
        reason: 'Not asked.',
      },
      incomplete: [],
      absences: { volume: 'Not asked.', depth: 'Not asked.', liquidations: 'Not asked.', history: 'Not asked.' },
    })
  })

  test('gives the context of a market: amounts as text, ratios as numbers', async () => {
    const at = { checked_at: CHECKED, observed_at: CHECKED }
    const { pool } = site.db
    await insertStored(pool, 'market', [listedMarket('gamma', 'BTC', CHECKED)])
    await insertStored(pool, 'market_latest', [marketLatest('gamma', 'BTC', CHECKED)])
    await insertStored(pool, 'volume_latest', [
      { ...marketVolume('gamma', 'BTC', CHECKED), ...at, kept_at: CHECKED, cadence_s: 60 },
    ])
    await insertStored(pool, 'depth_latest', [{ ...bookDepth('gamma', 'BTC', CHECKED), ...at, cadence_s: 3600 }])
    const { body } = await detailAt('gamma', 33 * SECOND)
    const context = body.data.market_context
    expect(context.volume).toMatchObject({ volume_usd: '20000', markets: 1, fund_over_volume_reason: 'no fund figure' })
    expect(context.markets).toEqual([
      {
        market: 'BTC',
        oi_usd: '4000',
        max_leverage: 100,
        volume_usd: '20000',
        volume_reason: null,
        depth: {
          mid_price: '2000',
          bands: [
            { band: 0.01, bid_usd: '100', ask_usd: '80', oi_over_depth: 50 },
            { band: 0.02, bid_usd: '250', ask_usd: '200', oi_over_depth: 20 },
          ],
          observed_at: '2026-11-20T12:00:00.000Z',
          checked_at: '2026-11-20T12:00:00.000Z',
          expected_every_s: 3600,
          state: 'none',
          reason: null,
          raw_sha256: SHA,
        },
        volatility: {
          daily: null,
          annualised: null,
          from: null,
          to: null,
          returns: 0,
          reason: 'no mark price collected',
        },
        thinnest_margin_moves: null,
        thinnest_margin_reason: 'no mark price collected',
      },
    ])
  })

  test('judges each balance by our cadence for the check and by the venue’s for the change', async () => {
    const { body } = await detailAt('alpha', 100 * SECOND)
    const states = Object.fromEntries(
      body.data.funds.map((row: { fund: string; state: string }) => [row.fund, row.state]),
    )
    // The pool renewed once a day is not unchanged after 100 s; the other one is.
    expect(states).toMatchObject({ usdt: 'unchanged', thin: 'live' })
  })

  test('does not state coverage of a fund that is too old', async () => {
    const { body } = await detailAt('alpha', 6 * MINUTE)
    expect(body.data.funds[0]).toMatchObject({ coverage: null, state: 'late', value_usd: '200' })
    expect(body.data.funds[0].reason).toBe('last checked 6 minutes ago: too old to state coverage')
  })

  test('is 404 with a problem for an unknown venue, whatever it is called', async () => {
    let asked = 0
    for (const venue of ['nowhere', 'all', "x' OR 1=1", '../alpha', '__proto__', 'a'.repeat(5000), 'ALPHA']) {
      const { response, body } = await detailAt(venue, 30 * SECOND)
      expect([response.status, response.headers.get('content-type'), body.status]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
        404,
      ])
      expect(JSON.stringify(body).length).toBeLessThan(400)
      asked += 1
    }
    expect(asked).toBe(7)
  })
})
