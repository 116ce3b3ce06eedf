import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectSource } from '@/lib/collect/collect-source'
import { createHttp } from '@/lib/collect/http'
import { planSources } from '@/lib/collect/plan'
import type { CollectDeps } from '@/lib/collect/read-source'
import { type Decimal, dec, sum } from '@/lib/core/decimal'
import { deriveState } from '@/lib/core/metrics/freshness'
import { connect, type Database } from '@/lib/db/client'
import { silentLogger } from '@/lib/log'
import { type FaultKind, faultKinds } from '@/lib/simulate/faults'
import { type Simulator, startSimulator } from '@/lib/simulate/server'
import { responders } from '@/lib/simulate/venues/registry.generated'
import type { VenueModule } from '@/lib/venues/_contract/module'
import { venueModules } from '@/lib/venues/registry.generated'
import { createTestDatabase, type TestDatabase } from '../../support/database'

const simulated = venueModules.filter(
  (module) => module.sources.length > 0 && responders.some((responder) => responder.venue === module.id),
)
const LIVE = simulated.map((module) => module.id)
const WITH_OPEN_INTEREST = simulated
  .filter((module) => module.sources.some((source) => source.kind === 'open_interest'))
  .map((module) => module.id)
const fundSourceOf = (module: VenueModule) =>
  module.sources.find((source) => source.kind === 'fund' && !source.componentsOnly)
const WITH_FUND = simulated.filter((module) => fundSourceOf(module)).map((module) => module.id)
/** Those whose money stands behind the open interest of their own markets. */
const COVERED = WITH_FUND.filter((venue) => {
  const module = simulated.find((candidate) => candidate.id === venue)
  return module?.fundType !== null && module?.fundType !== 'counterparty' && WITH_OPEN_INTEREST.includes(venue)
})

let testDatabase: TestDatabase
let database: Database
let simulator: Simulator
let deps: CollectDeps
let closeHttp: () => Promise<void>
const clock = { offsetMs: 0 }
const now = () => new Date(Date.now() + clock.offsetMs)

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connect(testDatabase.url)
  simulator = await startSimulator({ port: 0, seed: 7, quiet: true, clock: now })
  const http = createHttp({
    gateway: simulator.url,
    now,
    headersTimeoutMs: 700,
    bodyTimeoutMs: 700,
    totalTimeoutMs: 1500,
    maxBytes: 8_000_000,
  })
  closeHttp = http.close
  deps = {
    database,
    log: silentLogger,
    now,
    simulated: true,
    fetchEffects: () => ({ send: http.send, limiter: (_weight, task) => task(), now, sleep: async () => undefined }),
  }
}, 60_000)
afterAll(async () => {
  await closeHttp()
  await simulator.close()
  await database.close()
  await testDatabase.drop()
})

async function passAll(venues: readonly string[] = LIVE): Promise<ReadonlyMap<string, string | null>> {
  const outcomes = new Map<string, string | null>()
  for (const { module, source } of planSources(venueModules)) {
    if (!venues.includes(module.id)) continue
    const outcome = await collectSource(deps, module, source)
    outcomes.set(`${module.id}/${source.id}`, outcome.error?.kind ?? null)
  }
  return outcomes
}

async function rows<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await database.pool.query(sql, [...values])).rows
}

interface LatestRow {
  readonly venue: string
  readonly fund_usd: string | null
  readonly oi_usd: string | null
  readonly coverage: number | null
  readonly reason: string | null
}
const readLatest = async () =>
  new Map(
    (await rows<LatestRow>('SELECT venue, fund_usd::text, oi_usd::text, coverage, reason FROM venue_latest')).map(
      (row) => [row.venue, row],
    ),
  )

/** Venues whose open interest has no documented unit at all: they have money, and nothing to set it against. */
const withoutUnit = async () =>
  new Set(
    (await rows<{ venue: string }>('SELECT venue FROM market_latest GROUP BY venue HAVING bool_and(undocumented)')).map(
      (row) => row.venue,
    ),
  )

const near = (left: Decimal, right: Decimal, tolerance = 1e-6) =>
  right.isZero() ? left.abs().lt(tolerance) : left.minus(right).abs().div(right.abs()).lt(tolerance)

describe('the documented payloads of a whole market', () => {
  let readAt: Date
  beforeAll(async () => {
    readAt = now()
    const outcomes = await passAll()
    expect([...outcomes].filter(([, error]) => error !== null)).toEqual([])
    expect(outcomes.size).toBeGreaterThanOrEqual(simulated.flatMap((module) => module.sources).length)
  }, 180_000)

  test('the simulator speaks for every venue with a source', () => {
    const unheard = venueModules.filter((module) => module.sources.length > 0 && !LIVE.includes(module.id))
    expect(unheard.map((module) => module.id)).toEqual([])
    expect(COVERED.length).toBeGreaterThanOrEqual(6)
  })

  test.each(WITH_FUND)('%s: every balance of the store is the simulator’s own', async (venue) => {
    const truth = simulator.served.latest(venue)
    const pools = truth.pools.filter((pool) => pool.partOf === null)
    expect(pools.length).toBeGreaterThan(0)
    const stored = await rows<{ asset: string; units: string; count: string }>(
      `SELECT b.asset, sum(b.units)::text AS units, count(*) FROM balance_latest b JOIN fund f USING (venue, fund)
       WHERE b.venue = $1 AND f.part_of IS NULL GROUP BY b.asset`,
      [venue],
    )
    const assets = new Set(pools.map((pool) => pool.asset))
    expect(stored.map((row) => row.asset).sort()).toEqual([...assets].sort())
    for (const row of stored) {
      const expected = sum(pools.filter((pool) => pool.asset === row.asset).map((pool) => dec(pool.units)))
      expect([row.asset, row.units, near(dec(row.units), expected, 1e-12)]).toEqual([row.asset, row.units, true])
    }
  })

  test.each(WITH_OPEN_INTEREST)('%s: open interest is the simulator’s own, one side counted once', async (venue) => {
    const truth = simulator.served.latest(venue)
    const listed = truth.markets.filter((market) => market.listed)
    expect(listed.length).toBeGreaterThan(10)
    const stored = await rows<{ market: string; value_usd: string | null; undocumented: boolean }>(
      `SELECT l.market, l.value_usd::text, l.undocumented FROM market_latest l JOIN market m USING (venue, market)
       WHERE l.venue = $1 AND m.listed`,
      [venue],
    )
    expect(stored).toHaveLength(listed.length)
    const documented = stored.flatMap((row) => (row.undocumented ? [] : [row]))
    const values = documented.map((row) => dec(row.value_usd ?? ('NaN' satisfies string)))
    const leftOut = new Set(stored.filter((row) => row.undocumented).map((row) => row.market))
    const expected = sum(listed.filter((market) => !leftOut.has(market.market)).map((market) => dec(market.usd)))
    expect([venue, near(sum(values), expected, 1e-4)]).toEqual([venue, true])
  })

  test('coverage per pool and per venue is money over matching open interest', async () => {
    const [latest, unstated] = [await readLatest(), await withoutUnit()]
    for (const venue of COVERED) {
      const { coverage, reason } = latest.get(venue) ?? {}
      if (unstated.has(venue)) expect([venue, coverage, reason]).toEqual([venue, null, expect.stringMatching(/\w/)])
      else expect([venue, typeof coverage]).toEqual([venue, 'number'])
    }
    expect(COVERED.length - unstated.size).toBeGreaterThanOrEqual(6)
    const funds = await rows<{ fund: string; value_usd: string; oi_usd: string; coverage: number }>(
      'SELECT fund, value_usd::text, oi_usd::text, coverage FROM fund_latest WHERE coverage IS NOT NULL',
    )
    expect(funds.length).toBeGreaterThan(50)
    for (const fund of funds) expect(fund.coverage).toBeCloseTo(dec(fund.value_usd).div(fund.oi_usd).toNumber(), 12)
    expect(readAt.getTime()).toBeLessThan(now().getTime())
  })

  test('a second pass at the same moment of the market adds no balance and no open interest', async () => {
    const count = async (table: string) =>
      Number((await rows<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n)
    const before = [await count('open_interest')]
    await passAll(['gate', 'okx'])
    expect([await count('open_interest')]).toEqual(before)
  })

  test('everything is marked simulated', async () => {
    for (const table of ['fund_balance', 'open_interest', 'adl_signal', 'venue_latest', 'capture', 'coverage_hour']) {
      expect(await rows(`SELECT DISTINCT basis FROM ${table}`)).toEqual([{ basis: 'simulated' }])
    }
  })
})

/** What a reader is told for each fault, and whether the pass as a whole fails. */
const EXPECTED: Readonly<Record<FaultKind, readonly string[] | 'rows refused or missing'>> = {
  latency: ['timeout'],
  slow_body: ['timeout'],
  cut_off: ['network', 'parse'],
  refuse: ['network'],
  oversized: ['too_large'],
  html: ['parse'],
  rate_limited: ['rate_limited'],
  server_error: ['http', 'vendor'],
  region: ['region'],
  envelope_error: ['vendor', 'http', 'rate_limited'],
  changed_field: ['schema'],
  wrong_type: ['schema'],
  empty: ['schema'],
  nan: 'rows refused or missing',
  negative: 'rows refused or missing',
  partial: 'rows refused or missing',
}

/** Faults of the transport are the fetcher's affair, the same for every venue: three are enough. */
const TRANSPORT: readonly FaultKind[] = ['latency', 'slow_body', 'cut_off', 'refuse', 'oversized', 'html']
const TRANSPORT_VENUES = ['bybit', 'dydx-v4', 'hyperliquid']

describe('every fault switch', () => {
  const cases = faultKinds.flatMap((kind) =>
    (TRANSPORT.includes(kind) ? TRANSPORT_VENUES : WITH_FUND).map((venue) => [kind, venue] as const),
  )

  test.each(cases)(
    '%s at %s: named, nothing invented, other venues untouched',
    async (kind, venue) => {
      const before = await readLatest()
      const others = WITH_FUND.filter((other) => other !== venue)
      const count = async () =>
        Number((await rows<{ n: string }>('SELECT count(*) AS n FROM fund_balance WHERE venue = $1', [venue]))[0]?.n)
      const zerosOf = () =>
        rows('SELECT fund, asset FROM balance_latest WHERE venue = $1 AND units = 0 ORDER BY 1, 2', [venue])
      const [balances, zeros] = [await count(), await zerosOf()]
      simulator.setFault(venue, { kind, ms: 60_000, retryAfterS: 60, bytes: 20_000_000 })
      try {
        const module = venueModules.find((candidate) => candidate.id === venue)
        const source = module && fundSourceOf(module)
        if (!module || !source) throw new Error(`no fund source at ${venue}`)
        const outcome = await collectSource(deps, module, source)
        const after = await readLatest()
        const expected = EXPECTED[kind]
        if (expected === 'rows refused or missing') {
          expect([kind, venue, outcome.error?.kind ?? 'ok']).toEqual([
            kind,
            venue,
            expect.stringMatching(/^(ok|schema)$/),
          ])
          for (const row of outcome.rejected) expect(row.detail).toMatch(/\w/)
        } else {
          expect([kind, venue, expected.includes(outcome.error?.kind ?? 'ok') || outcome.rejected.length > 0]).toEqual([
            kind,
            venue,
            true,
          ])
          if (outcome.error) {
            expect(await count()).toBe(balances)
            expect(after.get(venue)?.fund_usd).toBe(before.get(venue)?.fund_usd)
          }
        }
        // A failing request is never a figure: no balance may appear that the simulator did not hold.
        expect(zeros).toEqual(expect.arrayContaining(await zerosOf()))
        for (const other of others) expect([other, after.get(other)]).toEqual([other, before.get(other)])
      } finally {
        simulator.setFault(venue, null)
      }
    },
    30_000,
  )

  test('ran for every kind and venue', () => {
    expect(cases).toHaveLength(TRANSPORT.length * 3 + (16 - TRANSPORT.length) * WITH_FUND.length)
    expect(WITH_FUND.length).toBeGreaterThanOrEqual(6)
  })

  test('after the faults every venue recovers to its own figures', async () => {
    const outcomes = await passAll()
    expect([...outcomes].filter(([, error]) => error !== null)).toEqual([])
    const [latest, unstated] = [await readLatest(), await withoutUnit()]
    for (const venue of COVERED.filter((item) => !unstated.has(item))) {
      expect([venue, typeof latest.get(venue)?.coverage]).toEqual([venue, 'number'])
    }
    const status = await rows<{
      venue: string
      consecutive_failures: number
      last_success_at: Date
      cadence_s: number
    }>('SELECT venue, consecutive_failures, last_success_at, cadence_s FROM source_status')
    for (const row of status) {
      expect(
        deriveState({
          now: now(),
          withdrawnAt: null,
          consecutiveFailures: row.consecutive_failures,
          checkedAt: row.last_success_at,
          changedAt: row.last_success_at,
          expectedEveryMs: row.cadence_s * 1000,
        }),
      ).toBe('live')
    }
    expect(status.length).toBe(simulated.flatMap((module) => module.sources).length)
  }, 180_000)
})
