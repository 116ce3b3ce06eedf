import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, type Database } from '@/lib/db/client'
import { DatabaseUnavailableError } from '@/lib/db/read-error'
import { readHorizon } from '@/lib/db/read-horizon'
import { waitUntilSettled } from '@/lib/queries/series/as-of'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'

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

async function databaseNow(): Promise<Date> {
  const { rows } = await db.pool.query<{ at: Date }>('SELECT clock_timestamp() AS at')
  return rows[0]?.at ?? new Date(Number.NaN)
}

describe('an as-of moment', () => {
  test('is settled once it lies before every open write, and not while one is open', async () => {
    const writer = await db.pool.connect()
    try {
      await writer.query('BEGIN')
      await writer.query(
        "INSERT INTO disclosure_change (change, venue, changed_on, kind, text, basis) VALUES ('x', 'x', '2026-01-01', 'field_new', 'x', 'collected')",
      )
      const during = await databaseNow()
      expect((await readHorizon(db)).getTime()).toBeLessThan(during.getTime())
      await expect(waitUntilSettled(db, during)).rejects.toBeInstanceOf(DatabaseUnavailableError)
      const waiting = waitUntilSettled(db, during)
      await writer.query('COMMIT')
      await waiting
      expect((await readHorizon(db)).getTime()).toBeGreaterThanOrEqual(during.getTime())
    } finally {
      writer.release()
    }
  })

  test('is not held back by a transaction that only reads', async () => {
    const reader = await db.pool.connect()
    try {
      await reader.query('BEGIN')
      await reader.query('SELECT 1')
      const during = await databaseNow()
      await waitUntilSettled(db, during)
    } finally {
      await reader.query('ROLLBACK')
      reader.release()
    }
  })
})
