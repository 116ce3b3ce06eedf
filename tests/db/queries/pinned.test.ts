import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect, type Database } from '@/lib/db/client'
import { readVenueCharts } from '@/lib/queries/charts'
import { readPinnedComparison } from '@/lib/queries/pinned'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import { adlSignal, balance, bucket, fund, insertStored } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeSource, fakeVenue } = await import('@/tests/support/fake-venues')
  const sources = [fakeSource('fund', 'fund', 60), fakeSource('oi', 'open_interest', 60)]
  return { venueModules: [fakeVenue('alpha', { sources }), fakeVenue('beta', { sources })] }
})

const at = (text: string) => new Date(`2026-11-20T${text}Z`)
const AS_OF = at('12:30:00.500')
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  await insertStored(db.pool, 'fund', [
    fund('alpha', 'usdt', { label: 'USDT fund' }),
    fund('alpha', 'thin', { label: 'Thin pool' }),
    fund('alpha', 'family', { part_of: 'usdt' }),
  ])
  const total = (start: Date, overrides = {}) => bucket('alpha', 'total', start, { recorded_at: start, ...overrides })
  await insertStored(
    db.pool,
    'coverage_raw',
    [
      total(at('12:29:00'), { fund_usd: '1000', oi_usd: '10000000', level: '1.1', coverage: 0.1 }),
      bucket('alpha', 'usdt', at('12:29:00'), {
        fund_usd: '1100',
        oi_usd: '8000000',
        coverage: 0.2,
        recorded_at: at('12:29:00'),
      }),
      bucket('alpha', 'thin', at('12:28:00'), {
        fund_usd: '-100',
        oi_usd: '2000000',
        coverage: -0.1,
        recorded_at: at('12:28:00'),
      }),
      bucket('alpha', 'family', at('12:28:00'), {
        fund_usd: '1',
        oi_usd: '2000000',
        coverage: -9,
        recorded_at: at('12:28:00'),
      }),
      // Of a later moment, and of an earlier one that was corrected later.
      total(at('12:31:00'), { fund_usd: '5' }),
      total(at('12:29:00'), { revision: 1, fund_usd: '6', recorded_at: at('13:00:00') }),
      total(new Date('2026-11-19T12:30:00Z'), { level: '1' }),
    ],
    'bucket_start',
  )
  await insertStored(
    db.pool,
    'coverage_hour',
    [
      total(at('10:00:00'), { fund_usd: '900', recorded_at: at('10:59:00') }),
      total(at('11:00:00'), { fund_usd: '950', recorded_at: at('11:59:00') }),
      total(at('12:00:00'), { fund_usd: '1000', recorded_at: at('12:29:00') }),
      total(at('11:00:00'), { fund_usd: '7', revision: 1, recorded_at: at('15:00:00') }),
    ],
    'bucket_start',
  )
  await insertStored(
    db.pool,
    'adl_signal',
    [
      adlSignal('alpha', 'BTCUSDT', at('12:20:00'), { level: 2, recorded_at: at('12:20:00') }),
      adlSignal('alpha', 'ETHUSDT', at('12:10:00'), { level: 0, recorded_at: at('12:10:00') }),
      adlSignal('alpha', 'BTCUSDT', at('12:40:00'), { level: 3, recorded_at: at('12:40:00') }),
    ],
    'observed_at',
  )
})
afterAll(async () => {
  await db.close()
  await store.drop()
})

const read = () => readPinnedComparison(db, ['alpha', 'nowhere', 'beta', 'alpha'], { asOf: AS_OF, range: '24h' })

describe('a comparison pinned to a moment', () => {
  test('takes the last pass known then, and says when that was', async () => {
    const { venues, asOf, meta } = await read()
    expect(venues.map(({ venue }) => venue)).toEqual(['alpha', 'beta'])
    expect(venues[0]).toMatchObject({
      at: '2026-11-20T12:29:00.000Z',
      fundUsd: '1000',
      coverage: 0.1,
      exhaustionMove: { low: 0.05, central: 0.08, high: null },
      change7d: null,
      negativePoolsUsd: '-100',
      pools: 2,
      weakestFund: { label: 'Thin pool', coverage: -0.1 },
      adl: { level: 2, subjects: 1, absence: null },
    })
    expect(venues[0]?.change24h).toBeCloseTo(0.1, 12)
    expect([asOf, meta.generatedAt, meta.asOf]).toEqual(Array.from({ length: 3 }, () => AS_OF.toISOString()))
    expect(meta.dataAsOf).toBe('2026-11-20T12:29:00.000Z')
  })

  test('states nothing of a venue without figures then, with the reason', async () => {
    const beta = (await read()).venues[1]
    expect(beta).toMatchObject({ at: null, fundUsd: null, coverage: null, pools: 0, reason: 'nothing collected then' })
  })

  test('states nothing from what is too old', async () => {
    const later = await readPinnedComparison(db, ['alpha', 'beta'], {
      asOf: new Date('2026-11-20T18:00:00Z'),
      range: '24h',
    })
    expect(later.venues[0]).toMatchObject({ at: null, fundUsd: null, change24h: null })
  })

  test('draws closed hours as recorded then, without the open one, later revisions and incidents', async () => {
    const [line] = (await read()).series
    expect(line?.points.map((point) => [new Date(point.at).toISOString().slice(11, 16), point.fundUsd])).toEqual([
      ['10:00', 900],
      ['11:00', 950],
    ])
    expect(line?.marks).toEqual([])
    const [live] = await readVenueCharts(db, 'alpha', { now: at('16:00:00'), range: '24h' })
    expect(live?.points.map((point) => [point.fundUsd, point.restated])).toEqual([
      [900, false],
      [7, true],
      [1000, false],
    ])
  })

  test('is the same for ever, whatever is collected, corrected or overwritten later', async () => {
    const before = await read()
    await insertStored(
      db.pool,
      'coverage_raw',
      [bucket('alpha', 'total', at('12:30:00'), { fund_usd: '77' }), bucket('beta', 'total', at('12:29:00'))],
      'bucket_start',
    )
    await insertStored(
      db.pool,
      'coverage_hour',
      [bucket('alpha', 'total', at('10:00:00'), { revision: 1 })],
      'bucket_start',
    )
    await insertStored(db.pool, 'fund_balance', [balance('alpha', 'usdt', 'BTC', at('12:00:00'))], 'observed_at')
    await db.pool.query(
      'UPDATE coverage_hour SET fund_usd = 1, recorded_at = clock_timestamp() WHERE bucket_start = $1',
      [at('12:00:00')],
    )
    await insertStored(
      db.pool,
      'adl_signal',
      [adlSignal('alpha', 'BTCUSDT', at('12:29:00'), { level: 0 })],
      'observed_at',
    )
    expect(await read()).toEqual(before)
  })
})
