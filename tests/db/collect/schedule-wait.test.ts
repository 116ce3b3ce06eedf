import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSchedule } from '@/lib/collect/schedule'
import { connect, type Database } from '@/lib/db/client'
import { silentLogger } from '@/lib/log'
import { createTestDatabase, type TestDatabase } from '../../support/database'
import { depthSource, stubContextVenue } from '../../support/stub-context'
import { StubWorld } from '../../support/stub-venue'

let testDatabase: TestDatabase
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connect(testDatabase.url)
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

test('a depth source that must wait for markets is asked again within a minute, not a cadence later', async () => {
  const world = new StubWorld(database)
  const schedule = await startSchedule({
    deps: world.deps,
    pool: database.pool,
    modules: [{ ...stubContextVenue, sources: [depthSource] }],
    rawRetentionDays: 90,
    log: silentLogger,
  })
  const waiting = async () => {
    const { rows } = await database.pool.query<{ key: string; inS: number }>(
      `SELECT key, extract(epoch FROM run_at - now())::float AS "inS" FROM graphile_worker.jobs
       WHERE locked_at IS NULL AND run_at > now() + interval '10 seconds'`,
    )
    return rows
  }
  try {
    let jobs = await waiting()
    for (let tries = 0; jobs.length === 0 && tries < 200; tries += 1) {
      await sleep(50)
      jobs = await waiting()
    }
    expect(jobs).toEqual([{ key: 'stub/depth', inS: expect.any(Number) }])
    expect(jobs[0]?.inS).toBeLessThanOrEqual(60)
    expect(depthSource.cadenceMs).toBe(3_600_000)
    expect(world.sent).toEqual([])
  } finally {
    await schedule.stop()
  }
}, 30_000)
