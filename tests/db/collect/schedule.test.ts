import { setTimeout as sleep } from 'node:timers/promises'
import { makeWorkerUtils } from 'graphile-worker'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createLeases } from '@/lib/collect/leases'
import { type Schedule, startSchedule } from '@/lib/collect/schedule'
import { connect, type Database } from '@/lib/db/client'
import { silentLogger } from '@/lib/log'
import type { PlannedRequest, Source, VenueModule } from '@/lib/venues/_contract/module'
import { createTestDatabase, type TestDatabase } from '../../support/database'
import { fundSource, marketSource, StubWorld, stubVenue } from '../../support/stub-venue'

let testDatabase: TestDatabase
let database: Database
const collectors: { readonly schedule: Schedule; readonly database: Database }[] = []

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connect(testDatabase.url)
})
afterEach(async () => {
  for (const collector of collectors.splice(0)) {
    await collector.schedule.stop()
    await collector.database.close()
  }
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

/** The stub venue many times over: `stub-0` to `stub-n`, each with its two sources. */
const venues: readonly VenueModule[] = Array.from({ length: 6 }, (_, index) => ({
  ...stubVenue,
  id: `stub-${index}`,
  sources: [marketSource, fundSource].map(
    (source): Source => ({
      ...source,
      requests: (context) => source.requests(context).map((planned) => ({ ...planned, subject: `stub-${index}` })),
    }),
  ),
}))

interface Collector {
  readonly name: string
  /** Called before each answer; `planned.subject` names the venue. */
  readonly during: (collector: string, planned: PlannedRequest) => Promise<void>
}

/** A collector as a process of its own has it: an own pool, an own schedule, on the shared database. */
async function startCollector({ name, during }: Collector): Promise<void> {
  const own = connect(testDatabase.url)
  const world = new StubWorld(own)
  world.state({
    pools: [{ key: 'usdt', markets: ['BTC'], asset: 'USDT', units: '5', price: '1' }],
    markets: [{ market: 'BTC', usd: '100' }],
  })
  const effects = world.deps.fetchEffects(stubVenue)
  const schedule = await startSchedule({
    pool: own.pool,
    modules: venues,
    rawRetentionDays: 90,
    log: silentLogger,
    deps: {
      ...world.deps,
      fetchEffects: () => ({
        ...effects,
        send: async (planned, signal) => {
          await during(name, planned)
          return effects.send(planned, signal)
        },
      }),
    },
  })
  collectors.push({ schedule, database: own })
}

async function addJobs(rounds: number, pauseMs: number, only?: string): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: database.pool })
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const { id, sources } of venues) {
        for (const source of sources) {
          const name = `${id}/${source.id}`
          if (only !== undefined && name !== only) continue
          await utils.addJob('collect_source', { venue: id, source: source.id }, { jobKey: name, maxAttempts: 1 })
        }
      }
      await sleep(pauseMs)
    }
  } finally {
    await utils.release()
  }
}

const sourceOf = (planned: PlannedRequest) => `${planned.subject}/${planned.endpoint}`

describe('several collectors on one database', () => {
  test('a source runs in one of them at a time, and the work is shared', async () => {
    const running = new Map<string, number>()
    const most = { source: 0, all: 0 }
    const runs = new Map<string, number>()
    const during = async (collector: string, planned: PlannedRequest) => {
      const source = sourceOf(planned)
      runs.set(collector, (runs.get(collector) ?? 0) + 1)
      running.set(source, (running.get(source) ?? 0) + 1)
      most.source = Math.max(most.source, running.get(source) ?? 0)
      most.all = Math.max(most.all, [...running.values()].filter((count) => count > 0).length)
      await sleep(30 + 40 * Math.random())
      running.set(source, (running.get(source) ?? 0) - 1)
    }
    for (const name of ['a', 'b', 'c']) await startCollector({ name, during })
    // On a slow machine the same work takes more rounds.
    const total = () => [...runs.values()].reduce((sum, count) => sum + count, 0)
    const deadline = Date.now() + 45_000
    while (Date.now() < deadline && (runs.size < 3 || total() <= 60)) await addJobs(5, 80)
    await sleep(500)
    expect(most.source).toBe(1)
    expect(most.all).toBeGreaterThan(3)
    expect([...runs.keys()].sort()).toEqual(['a', 'b', 'c'])
    expect(total()).toBeGreaterThan(60)
    const stored = await database.pool.query(
      `SELECT count(*)::int AS runs, count(*) FILTER (WHERE outcome <> 'ok')::int AS bad FROM collection_run`,
    )
    expect(stored.rows[0].bad).toBe(0)
    expect(stored.rows[0].runs).toBeGreaterThan(30)
  }, 90_000)

  test('runs missed while one is under way are one run afterwards', async () => {
    const target = 'stub-0/pools'
    let open: () => void = () => undefined
    const gate = new Promise<void>((done) => {
      open = done
    })
    const started: string[] = []
    const during = async (_collector: string, planned: PlannedRequest) => {
      if (sourceOf(planned) !== target) return
      started.push(target)
      if (started.length === 1) await gate
    }
    for (const name of ['a', 'b']) await startCollector({ name, during })
    while (started.length === 0) await sleep(20)
    await addJobs(10, 100, 'stub-0/fund')
    expect(started).toHaveLength(1)
    open()
    await sleep(300)
    await addJobs(1, 300, 'stub-0/fund')
    await sleep(500)
    // The turn of a minute may fall into the test and add a run of its own; the ten missed ones never come back.
    expect(started.length).toBeGreaterThanOrEqual(2)
    expect(started.length).toBeLessThanOrEqual(3)
    const waiting = await database.pool.query(
      'SELECT count(*)::int AS jobs FROM graphile_worker.jobs WHERE locked_at IS NULL AND attempts < max_attempts',
    )
    expect(waiting.rows[0].jobs).toBe(0)
  }, 60_000)
})

describe('leases', () => {
  test('a name is held once, here and elsewhere, and is free again afterwards', async () => {
    const other = connect(testDatabase.url)
    const [here, there] = [createLeases(database.pool), createLeases(other.pool)]
    let free: () => void = () => undefined
    const holding = here.tryHold(
      'x',
      () =>
        new Promise<string>((done) => {
          free = () => done('held')
        }),
    )
    await sleep(100)
    expect(await here.tryHold('x', async () => 'again')).toBeNull()
    expect(await there.tryHold('x', async () => 'elsewhere')).toBeNull()
    expect(await there.tryHold('y', async () => 'another name')).toBe('another name')
    free()
    expect(await holding).toBe('held')
    expect(await there.tryHold('x', async () => 'afterwards')).toBe('afterwards')
    await expect(there.tryHold('x', async () => Promise.reject(new Error('broke')))).rejects.toThrow('broke')
    expect(await here.tryHold('x', async () => 'after a failure')).toBe('after a failure')
    here.close()
    there.close()
    await other.close()
  })

  test('with its connection a lease is lost: the holder is told, and another may take over', async () => {
    const other = connect(testDatabase.url)
    const [here, there] = [createLeases(database.pool), createLeases(other.pool)]
    let told = false
    const holding = here.tryHold(
      'z',
      (lost) =>
        new Promise<void>((done) => {
          lost.addEventListener('abort', () => {
            told = true
            done()
          })
        }),
    )
    await sleep(100)
    await other.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    )
    await holding
    expect(told).toBe(true)
    expect(await there.tryHold('z', async () => 'taken over')).toBe('taken over')
    expect(await here.tryHold('w', async () => 'connected anew')).toBe('connected anew')
    here.close()
    there.close()
    await other.close()
  })
})
