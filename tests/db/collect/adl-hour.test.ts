import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Reading } from '@/lib/collect/reading'
import { storeAdlSignals } from '@/lib/collect/store-signals'
import type { AdlLevel, AdlObservation } from '@/lib/core/observation'
import { connect, type Database } from '@/lib/db/client'
import { prepareMonths } from '@/lib/db/partitions'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import { fakeSource, fakeVenue } from '@/tests/support/fake-venues'
import { SHA } from '@/tests/support/store-rows'

const source = fakeSource('adl', 'adl', 60)
const module = fakeVenue('alpha', { sources: [source] })
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  await prepareMonths(db.pool, 'adl_signal', [new Date('2026-11-20T00:00:00Z')])
})
afterAll(async () => {
  await db.close()
  await store.drop()
})
beforeEach(() => db.pool.query('TRUNCATE adl_hour, adl_latest, adl_signal'))

/** A pass at a time of that day, with the level of each market it found. */
async function pass(time: string, levels: Readonly<Record<string, AdlLevel | null>>): Promise<void> {
  const fetchedAt = new Date(`2026-11-20T${time}Z`)
  const observations = Object.entries(levels).map(
    ([subject, level]): AdlObservation => ({
      kind: 'adl',
      payload: 0,
      scope: 'market',
      subject,
      signal: 'adlRisk',
      value: `${level}`,
      level,
      proximity: null,
      trigger: null,
      observedAt: null,
    }),
  )
  const reading: Reading = {
    module,
    source,
    runId: '00000000-0000-4000-8000-000000000000',
    basis: 'collected',
    at: fetchedAt,
    captures: [
      {
        request: { endpoint: 'only', method: 'GET', url: 'https://api.example.com/adl' },
        response: {
          status: 200,
          headers: {},
          bytes: Buffer.from('{}'),
          fetchedAt,
          durationMs: 1,
        },
        sha256: SHA,
      },
    ],
    observations,
    rejected: [],
  }
  const client = await db.pool.connect()
  try {
    await storeAdlSignals(client, reading)
  } finally {
    client.release()
  }
}

async function hours(): Promise<readonly unknown[]> {
  const { rows } = await db.pool.query(
    `SELECT to_char(bucket_start AT TIME ZONE 'UTC', 'HH24:MI') AS hour, level, raised, subject,
       to_char(last_checked_at AT TIME ZONE 'UTC', 'HH24:MI') AS checked FROM adl_hour ORDER BY bucket_start`,
  )
  return rows
}

describe('the highest level of an hour', () => {
  test('only rises within the hour, and names the market that was highest', async () => {
    await pass('10:05:00', { A: 1, B: 0 })
    await pass('10:20:00', { A: 0, B: 2 })
    await pass('10:40:00', { A: 1, B: 0 })
    await pass('11:00:00', { A: 0, B: 0 })
    expect(await hours()).toEqual([
      { hour: '10:00', level: 2, raised: 1, subject: 'B', checked: '10:40' },
      { hour: '11:00', level: 0, raised: 0, subject: null, checked: '11:00' },
    ])
  })

  test('counts a value that did not change in every hour it was read in', async () => {
    await pass('10:55:00', { A: 2 })
    await pass('11:10:00', { A: 2 })
    await pass('11:20:00', { A: 0 })
    expect(await hours()).toMatchObject([
      { hour: '10:00', level: 2, subject: 'A' },
      { hour: '11:00', level: 2, subject: 'A' },
    ])
    const live = await hours()
    // Made anew from what is stored, where 11:10 has no row of its own, the hours are the same.
    await db.pool.query("SELECT rebuild_adl_hour('alpha', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z')")
    expect(await hours()).toMatchObject(live.map((row) => ({ ...(row as object), checked: expect.any(String) })))
  })

  test('has no level where nothing can be graded, and no row where nothing was read', async () => {
    await pass('10:05:00', { A: null })
    await pass('12:05:00', { A: null })
    expect(await hours()).toMatchObject([
      { hour: '10:00', level: null, raised: 0, subject: null },
      { hour: '12:00', level: null },
    ])
    await pass('12:06:00', { A: 0 })
    expect((await hours())[1]).toMatchObject({ level: 0 })
  })
})
