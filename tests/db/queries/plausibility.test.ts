import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect, type Database } from '@/lib/db/client'
import { readLiquidatedByDay } from '@/lib/db/repositories/plausibility'
import type { Plausibility } from '@/lib/queries/dto/plausibility'
import { readPlausibility } from '@/lib/queries/plausibility'
import { readTable } from '@/lib/queries/tables'
import { loadRecord } from '@/lib/record/load'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import { insertLedger } from '@/tests/support/plausibility-rows'
import { balance, fund, fundLatest, insertStored, liquidation, venueLatest } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return {
    venueModules: [
      fakeVenue('cheat'),
      fakeVenue('honest'),
      fakeVenue('young'),
      fakeVenue('pools'),
      fakeVenue('mute', { fundType: null, fundAbsence: 'not disclosed by API: page only', sources: [] }),
      fakeVenue('bitmex', { status: 'closed', sources: [] }),
    ],
  }
})

const NOW = new Date('2026-11-20T09:30:00.000Z')
const MIDNIGHT = new Date('2026-11-20T00:00:00.000Z')
const DAY = 86_400_000
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  await loadRecord(db, { now: NOW })
  await insertLedger(db.pool, 'cheat', { midnight: MIDNIGHT, days: 110, honest: false })
  await insertLedger(db.pool, 'honest', { midnight: MIDNIGHT, days: 110, honest: true })
  await insertLedger(db.pool, 'young', { midnight: MIDNIGHT, days: 12, honest: true })
  const ids = ['a', 'b', 'c']
  await insertStored(db.pool, 'venue_latest', [venueLatest('pools', { basis: 'simulated' })])
  await insertStored(
    db.pool,
    'fund',
    ids.map((id) => fund('pools', id)),
  )
  await insertStored(
    db.pool,
    'fund_latest',
    ids.map((id) => fundLatest('pools', id, NOW)),
  )
  await insertStored(
    db.pool,
    'balance_latest',
    ids.map((id) => ({ ...balance('pools', id, 'USDT', NOW), cadence_s: 60 })),
  )
  await insertStored(
    db.pool,
    'fund_balance',
    Array.from({ length: 10 }, (_, back) =>
      ids.map((id) =>
        balance('pools', id, 'USDT', new Date(MIDNIGHT.getTime() - (back + 1) * DAY + DAY / 2), {
          units: id === 'c' ? String(500 - back) : String(900 - back * 3),
          revision: 0,
        }),
      ),
    ).flat(),
    'observed_at',
  )
})
afterAll(async () => {
  await db.close()
  await store.drop()
})

async function testsOf(venue: string): Promise<Plausibility> {
  const found = await readPlausibility(db, venue, { now: NOW })
  if (found === null) throw new Error(`no venue ${venue}`)
  return found
}

const pick = ({ rows }: Plausibility, test: string) => rows.find((row) => row.test === test)

describe('plausibility tests of a venue', () => {
  test('find a change reckoned from volume, a fund that never falls, and open interest beyond turnover', async () => {
    const found = await testsOf('cheat')
    expect(pick(found, 'change_volume')).toMatchObject({
      outcome: 'pattern',
      sample: 109,
      series: 'the summed fund, and the volume of its 1 largest markets',
      basis: 'collected',
      from: '2026-08-03',
      to: '2026-11-19',
    })
    expect(pick(found, 'change_volume')?.pAdjusted).toBeLessThanOrEqual(0.01)
    expect(pick(found, 'change_volume')?.innocent).toContain('fees')
    expect(pick(found, 'never_decreasing')).toMatchObject({ outcome: 'pattern', statistic: 0, sample: 109 })
    expect(pick(found, 'turnover')).toMatchObject({ outcome: 'pattern', sample: 30, statistic: 30 })
    expect(pick(found, 'change_open_interest')?.outcome).toBe('none')
    expect(pick(found, 'last_digit')).toMatchObject({ outcome: 'none', sample: 110, series: 'Main fund, USDT' })
  })

  test('find nothing where a ledger is kept', async () => {
    const found = await testsOf('honest')
    expect(found.rows.filter(({ outcome }) => outcome === 'none').length).toBeGreaterThanOrEqual(6)
    expect(found.rows.filter(({ outcome }) => outcome === 'pattern')).toEqual([])
  })

  test('have nothing to say of a short series, and say how short', async () => {
    const found = await testsOf('young')
    expect(pick(found, 'change_volume')).toMatchObject({ outcome: 'too_few', finding: 'too few samples: 11 of 60' })
    expect(pick(found, 'turnover')).toMatchObject({ outcome: 'too_few', finding: 'too few samples: 12 of 20' })
    expect(found.rows.filter(({ outcome }) => outcome === 'pattern' || outcome === 'none')).toEqual([])
  })

  test('see pools that move alike, and mark simulated rows', async () => {
    const row = pick(await testsOf('pools'), 'identical_pools')
    expect(row).toMatchObject({ outcome: 'pattern', basis: 'simulated', where: ['Fund a, USDT', 'Fund b, USDT'] })
    expect(row?.finding).toBe('These pools hold the same amounts day by day: Fund a, USDT, Fund b, USDT.')
  })

  test('treat balances on record as published data', async () => {
    const found = await testsOf('bitmex')
    expect(found.rows.length).toBeGreaterThanOrEqual(4)
    expect(new Set(found.rows.map(({ basis }) => basis))).toEqual(new Set(['published']))
    expect(found.rows.every(({ series }) => series.endsWith(', as published'))).toBe(true)
    expect(found.rows.some(({ outcome }) => outcome === 'none')).toBe(true)
  })

  test('say why nothing is tested, and know no other slug', async () => {
    expect(await testsOf('mute')).toMatchObject({ rows: [], absence: 'not disclosed by API: page only' })
    expect(await readPlausibility(db, 'nobody', { now: NOW })).toBeNull()
  })

  test('do not depend on rows of the day that is not over', async () => {
    const later = await readPlausibility(db, 'cheat', { now: new Date(NOW.getTime() + 3_600_000) })
    expect(later?.rows).toEqual((await testsOf('cheat')).rows)
  })

  test('count a liquidation once, as it was last corrected, and ADL apart', async () => {
    const at = new Date('2026-11-18T05:00:00.000Z')
    const row = (event: string, revision: number, usd: string | null, kind = 'liquidation') =>
      liquidation('young', event, at, { revision, value_usd: usd, liquidation: kind })
    const rows = [row('x', 0, '10'), row('x', 1, '70'), row('x', 2, '30'), row('y', 0, '5'), row('y', 1, '5', 'adl')]
    await insertStored(db.pool, 'liquidation', [...rows, row('z', 0, null)], 'observed_at')
    const span = { from: new Date('2026-11-18T00:00:00Z'), to: new Date('2026-11-19T00:00:00Z') }
    const [day, another] = await readLiquidatedByDay(db, 'young', span)
    // The ledger itself has 1,000 on that day.
    expect([day?.usd, day?.day, another]).toEqual(['1030', span.from, undefined])
  })

  test('are rows of the table as well', async () => {
    const { rows } = await readTable(db, 'plausibility', { now: NOW, venues: ['young', 'cheat'] })
    const [cheat, young] = await Promise.all([testsOf('cheat'), testsOf('young')])
    expect(rows).toHaveLength(cheat.rows.length + young.rows.length)
    expect(rows.every((cells) => cells.length === 15)).toBe(true)
  })
})
