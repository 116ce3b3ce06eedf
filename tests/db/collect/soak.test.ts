import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSiteCheck } from '@/lib/cli/bench/site-check'
import { runSoak } from '@/lib/cli/bench/soak'
import { findFreePorts, type RunningSite, startSite } from '@/lib/cli/launch'
import { connect, type Database } from '@/lib/db/client'
import { faultKinds } from '@/lib/simulate/faults'
import { type Simulator, startSimulator } from '@/lib/simulate/server'
import { venueModules } from '@/lib/venues/registry.generated'
import { createTestDatabase, type TestDatabase } from '../../support/database'

const MINUTES = 30
const clock = { at: new Date('2026-11-20T09:58:00Z') }
const now = () => clock.at

let testDatabase: TestDatabase
let database: Database
let simulator: Simulator
let site: RunningSite
let dataDir: string

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connect(testDatabase.url)
  // Money is drawn while the venues are disturbed: a wrong figure would not look like the one before it.
  const stressAt = [new Date('2026-11-20T10:10:00Z')]
  simulator = await startSimulator({ port: 0, seed: 23, quiet: true, stressAt, clock: now })
  dataDir = await mkdtemp(join(tmpdir(), 'coverline-soak-'))
  const [port] = await findFreePorts(1)
  const settings = {
    PORT: String(port),
    DATABASE_URL: testDatabase.url,
    COVERLINE_DATA_DIR: dataDir,
    COVERLINE_SIMULATED: '1',
    COLLECT: 'off',
    LOG_LEVEL: 'error',
  }
  site = await startSite('lib/cli/start.ts', settings, 240_000)
}, 260_000)
afterAll(async () => {
  await site.stop()
  await simulator.close()
  await database.close()
  await testDatabase.drop()
  await rm(dataDir, { recursive: true, force: true })
})

test('thirty minutes with a different fault on every venue invent nothing, lose nothing and leave the site up', async () => {
  const modules = venueModules.filter((module) => module.sources.length > 0)
  const siteCheck = createSiteCheck(
    site.url,
    modules.map((module) => module.id),
  )
  const report = await runSoak({
    database,
    simulator,
    modules,
    now,
    setClock: (at) => {
      clock.at = at
    },
    startAt: clock.at,
    minutes: MINUTES,
    checkSite: siteCheck.run,
  })
  expect(report.site).toEqual([])
  expect(report.silent).toEqual([])
  expect(report.lost).toEqual([])
  expect(report.invented).toEqual([])
  expect(report.wrongStates).toEqual([])
  const kinds = new Set(Object.values(report.faults).map((fault) => fault.kind))
  expect(kinds.size).toBe(Math.min(modules.length, faultKinds.length))
  expect(Object.keys(report.faults)).toHaveLength(modules.length)
  expect(report.failedPasses).toBeGreaterThan(MINUTES * 3)
  expect(report.balances).toBeGreaterThan(300)
  expect(report.markets).toBeGreaterThan(500)
  expect(siteCheck.requests).toBe(7 * (MINUTES + 4))
}, 1_200_000)
