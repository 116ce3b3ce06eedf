import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DerivedContext } from '@/app/evidence/[sha256]/derived-context'
import { connect, type Database } from '@/lib/db/client'
import type { MarketContext } from '@/lib/queries/dto/context'
import { readEvidence } from '@/lib/queries/evidence'
import { readVenue } from '@/lib/queries/venue'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import {
  bookDepth,
  goodRun,
  insertStored,
  liquidation,
  listedMarket,
  marketLatest,
  marketVolume,
  openInterest,
  SHA,
  sourceStatus,
  storeBody,
  venueLatest,
} from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeSource, fakeVenue } = await import('@/tests/support/fake-venues')
  const silent = { volume: null, depth: null, liquidations: null, history: null }
  const context = [
    fakeSource('fund', 'fund', 60),
    fakeSource('oi', 'open_interest', 60),
    fakeSource('depth', 'depth', 3600),
    { ...fakeSource('liquidations', 'liquidations', 60), incomplete: 'One order per second at most.' },
  ]
  return {
    venueModules: [
      fakeVenue('alpha', { sources: context, absences: silent }),
      fakeVenue('bare'),
      fakeVenue('young', { sources: context, absences: silent }),
      fakeVenue('gone', { status: 'closed', sources: [], absences: silent }),
    ],
  }
})

const NOW = new Date('2026-11-20T12:00:00.000Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const OTHER_SHA = 'b'.repeat(64)
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  const { pool } = db
  const checked = ago(MINUTE / 2)
  await insertStored(pool, 'venue_latest', [venueLatest('alpha', { fund_usd: '120' })])
  const good = { last_attempt_at: checked, last_success_at: checked, last_changed_at: checked }
  await insertStored(pool, 'source_status', [
    sourceStatus('alpha', 'oi', 'open_interest', good),
    sourceStatus('alpha', 'depth', 'depth', { ...good, cadence_s: 3600 }),
    sourceStatus('alpha', 'liquidations', 'liquidations', good),
    sourceStatus('young', 'depth', 'depth', {
      consecutive_failures: 1,
      error_kind: 'region',
      failing_since: ago(HOUR),
    }),
  ])
  await insertStored(pool, 'market', [
    listedMarket('alpha', 'BTC', checked),
    listedMarket('alpha', 'ETH', checked, { max_leverage: null, max_leverage_at: null }),
    listedMarket('alpha', 'SOL', checked),
    listedMarket('alpha', 'WIF', checked),
    listedMarket('alpha', 'OLD', checked, { listed: false }),
  ])
  await insertStored(pool, 'market_latest', [
    marketLatest('alpha', 'BTC', checked, { value_usd: '4000' }),
    marketLatest('alpha', 'ETH', checked, { value_usd: '3000' }),
    marketLatest('alpha', 'SOL', checked, { value_usd: '2000' }),
    marketLatest('alpha', 'WIF', checked, { value_usd: '2001' }),
    marketLatest('alpha', 'OLD', checked, { value_usd: '9000' }),
  ])
  const latest = { kept_at: checked, cadence_s: 60 }
  await insertStored(pool, 'volume_latest', [
    { ...marketVolume('alpha', 'BTC', checked), ...latest, value_usd: '30000.5' },
    { ...marketVolume('alpha', 'ETH', checked), ...latest, value_usd: '17999.5' },
    { ...marketVolume('alpha', 'SOL', checked), ...latest, value_usd: null, obs_status: 'M', reason: 'no mark price' },
    { ...marketVolume('alpha', 'OLD', checked), ...latest, value_usd: '1000000' },
  ])
  // The third place changed after the books were read: the market whose book was read is shown.
  const booked = { cadence_s: 3600, raw_sha256: OTHER_SHA }
  await insertStored(pool, 'depth_latest', [
    { ...bookDepth('alpha', 'BTC', checked), ...booked },
    {
      ...bookDepth('alpha', 'ETH', checked),
      ...booked,
      ask_usd_2: null,
      reason: 'asks: the answered book ends 1.20 %',
    },
    { ...bookDepth('alpha', 'SOL', checked), ...booked },
    { ...bookDepth('alpha', 'WIF', ago(9 * HOUR)), ...booked },
  ])
  // A day of quarter-hour prices of BTC that go 100, 101, 100, ...; a corrected sample counts once.
  const prices = Array.from({ length: 97 }, (_, index) =>
    openInterest('alpha', 'BTC', ago(index * 15 * MINUTE), {
      mark_price: index % 2 === 0 ? '100' : '101',
      revision: 0,
    }),
  )
  const corrected = openInterest('alpha', 'BTC', NOW, { mark_price: '101', revision: 1 })
  await insertStored(pool, 'open_interest', [...prices, corrected], 'observed_at')
  await insertStored(
    pool,
    'liquidation',
    [
      liquidation('alpha', 'new', ago(HOUR), { value_usd: '300', revision: 0 }),
      liquidation('alpha', 'new', ago(HOUR), { value_usd: '400', revision: 1 }),
      liquidation('alpha', 'broke', ago(2 * HOUR), {
        liquidation: 'bankruptcy',
        value_usd: '100',
        loss_usd: '7.5',
        revision: 0,
      }),
      liquidation('alpha', 'adl', ago(3 * HOUR), { liquidation: 'adl', value_usd: '50', revision: 0 }),
      liquidation('alpha', 'older', ago(25 * HOUR), { value_usd: '500', revision: 0 }),
      liquidation('alpha', 'oldest', ago(8 * 24 * HOUR), { value_usd: '999', revision: 0 }),
      liquidation('alpha', 'sum', ago(23 * HOUR), {
        value_usd: '10000',
        window_start: ago(47 * HOUR),
        market: null,
        revision: 0,
      }),
    ],
    'observed_at',
  )
  await insertStored(pool, 'market_volume', [marketVolume('alpha', 'BTC', checked)], 'observed_at')
  await insertStored(pool, 'book_depth', [bookDepth('alpha', 'BTC', checked, { ask_usd_2: null })], 'observed_at')
  await storeBody(pool, SHA, Buffer.from('{}'), checked)
  await insertStored(pool, 'collection_run', [
    goodRun('alpha', 'liquidations', ago(3 * 24 * HOUR)),
    goodRun('alpha', 'liquidations', checked),
  ])
})
afterAll(async () => {
  await db.close()
  await store.drop()
})

async function contextOf(venue: string, now = NOW): Promise<MarketContext> {
  const found = await readVenue(db, venue, { now })
  if (found === null) throw new Error(`no venue ${venue}`)
  return found.page.marketContext
}

describe('the market context of a venue', () => {
  test('adds up the volume of listed markets, names what is left out, and sets the fund against it', async () => {
    const { volume } = await contextOf('alpha')
    expect(volume).toEqual({
      volumeUsd: '48000',
      markets: 2,
      fundOverVolume: 0.0025,
      observedAt: '2026-11-20T11:59:30.000Z',
      checkedAt: '2026-11-20T11:59:30.000Z',
      expectedEveryS: 60,
      state: 'live',
      reason: '2 of 4 markets left out: no mark price',
      fundOverVolumeReason: null,
      rawSha256: SHA,
    })
  })

  test('shows the largest markets whose books were read last, each with its ratios', async () => {
    const { markets, depthReason, basis } = await contextOf('alpha')
    expect([markets.map((row) => row.market), depthReason, basis]).toEqual([['BTC', 'ETH', 'SOL'], null, 'collected'])
    const [btc, eth, sol] = markets
    expect(btc?.depth).toEqual({
      midPrice: '2000',
      bands: [
        { band: 0.01, bidUsd: '100', askUsd: '80', oiOverDepth: 50 },
        { band: 0.02, bidUsd: '250', askUsd: '200', oiOverDepth: 20 },
      ],
      observedAt: '2026-11-20T11:59:30.000Z',
      checkedAt: '2026-11-20T11:59:30.000Z',
      expectedEveryS: 3600,
      state: 'live',
      reason: null,
      rawSha256: OTHER_SHA,
    })
    expect(eth?.depth).toMatchObject({ reason: 'asks: the answered book ends 1.20 %' })
    expect(eth?.depth.bands.map(({ oiOverDepth }) => oiOverDepth)).toEqual([37.5, null])
    expect([sol?.volumeUsd, sol?.volumeReason]).toEqual([null, 'no mark price'])
  })

  test('measures volatility from the kept mark prices, latest revision of each', async () => {
    const [btc, eth] = (await contextOf('alpha')).markets
    // 95 steps of ln 1.01 over a day: the corrected last price equals the one before it.
    expect(btc?.volatility.daily).toBeCloseTo(Math.sqrt(95) * 0.00995033085, 7)
    expect(btc?.volatility).toMatchObject({ returns: 96, from: '2026-11-19T12:00:00.000Z', to: NOW.toISOString() })
    expect(btc?.thinnestMarginMoves).toBeCloseTo(1 / (100 * Math.sqrt(95) * 0.00995033085), 7)
    expect(eth).toMatchObject({
      thinnestMarginMoves: null,
      thinnestMarginReason: 'highest leverage is stated for the venue, not by market',
      volatility: { daily: null, annualised: null, reason: 'no mark price collected' },
    })
  })

  test('adds up liquidations of a day and a week: latest revision, whole windows only, at least so much', async () => {
    const { liquidations, incomplete } = await contextOf('alpha')
    const shared = { lossUsd: '7.5', backstopUsd: '0', adlUsd: '50', lowerBound: true, beyondReason: null }
    expect(liquidations.windows).toEqual([
      expect.objectContaining({
        ...shared,
        window: '24h',
        rows: 3,
        liquidatedUsd: '500',
        beyondUsd: '100',
        beyondShare: 0.2,
        reason: 'published sums that began before the window (1) are left out',
      }),
      expect.objectContaining({
        ...shared,
        window: '7d',
        rows: 5,
        liquidatedUsd: '11000',
        beyondUsd: '100',
        reason: 'collected only since 2026-11-17 12:00 UTC',
      }),
    ])
    expect([liquidations.state, liquidations.reason]).toEqual(['live', null])
    expect(incomplete).toEqual([
      { source: 'liquidations', kind: 'liquidations', text: 'One order per second at most.' },
    ])
  })

  test('states no ratio from what is too old, and says so', async () => {
    const later = new Date(NOW.getTime() + 5 * HOUR)
    const { volume, markets, liquidations } = await contextOf('alpha', later)
    expect(volume).toMatchObject({
      volumeUsd: '48000',
      fundOverVolume: null,
      fundOverVolumeReason: 'last read 5 hours ago: too old for a ratio',
      state: 'late',
    })
    expect(markets[0]?.depth).toMatchObject({ state: 'late', reason: 'last read 5 hours ago: too old for a ratio' })
    expect(markets[0]?.depth.bands.map(({ oiOverDepth, bidUsd }) => [oiOverDepth, bidUsd])).toEqual([
      [null, '100'],
      [null, '250'],
    ])
    expect(liquidations.windows[0]?.reason).toContain('last read at 2026-11-20 11:59 UTC')
  })

  test('gives the venue’s own reason where nothing is collected', async () => {
    expect(await contextOf('bare')).toEqual({
      basis: null,
      volume: {
        volumeUsd: null,
        markets: 0,
        fundOverVolume: null,
        observedAt: null,
        checkedAt: null,
        expectedEveryS: null,
        state: 'none',
        reason: 'Not asked.',
        fundOverVolumeReason: 'no fund figure',
        rawSha256: null,
      },
      markets: [],
      depthReason: 'Not asked.',
      liquidations: {
        windows: [],
        bookings: [],
        checkedAt: null,
        expectedEveryS: null,
        state: 'none',
        reason: 'Not asked.',
      },
      incomplete: [],
      absences: { volume: 'Not asked.', depth: 'Not asked.', liquidations: 'Not asked.', history: 'Not asked.' },
    })
  })

  test('tells a source that fails from one that was not read yet', async () => {
    const { depthReason, liquidations, volume } = await contextOf('young')
    expect([depthReason, liquidations.reason, volume.reason]).toEqual([
      'the exchange refuses requests from where this site runs since 2026-11-20 11:00 UTC',
      'not yet collected',
      'not yet collected',
    ])
  })

  test('says of closed and record-only venues that nothing is collected', async () => {
    const gone = await contextOf('gone')
    expect([gone.volume.reason, gone.depthReason, gone.liquidations.reason]).toEqual(
      Array(3).fill('closed: nothing is collected'),
    )
    const ftx = await contextOf('ftx')
    expect([ftx.volume.reason, ftx.absences.depth]).toEqual(Array(2).fill('closed: nothing is collected'))
  })
})

describe('the evidence page', () => {
  test('writes out the market context read from the bytes, every revision of it', async () => {
    const evidence = await readEvidence(db, SHA)
    expect(evidence?.counts).toMatchObject({ volumes: 1, depths: 1, liquidations: 7 })
    expect(evidence?.context.depths[0]).toMatchObject({
      market: 'BTC',
      midPrice: '2000',
      bands: [
        { band: 0.01, bidUsd: '100', askUsd: '80' },
        { band: 0.02, bidUsd: '250', askUsd: null },
      ],
    })
    if (evidence === null) throw new Error('the bytes are stored')
    const html = renderToStaticMarkup(createElement(DerivedContext, { evidence }))
    expect(html.match(/<tr/g)).toHaveLength(3 + 1 + 1 + 7)
    expect(html).toContain('book ends before')
  })
})
