import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { backfillVenue } from '@/lib/collect/backfill/backfill-venue'
import { collectSource } from '@/lib/collect/collect-source'
import type { Difference } from '@/lib/collect/replay/compare'
import { findReplayed, type ReplayCounts, replaySource } from '@/lib/collect/replay/replay-source'
import { dec } from '@/lib/core/decimal'
import { connect, type Database } from '@/lib/db/client'
import type { Source, VenueModule } from '@/lib/venues/_contract/module'
import { createTestDatabase, emptyTables, type TestDatabase } from '../../support/database'
import { answerPast, days, fundHistory, stubWithPast } from '../../support/stub-history'
import { fundSource, marketSource, StubWorld } from '../../support/stub-venue'

let testDatabase: TestDatabase
let database: Database
let world: StubWorld

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connect(testDatabase.url)
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  await emptyTables(database)
  world = new StubWorld(database)
})

async function rows<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await database.pool.query(sql, [...values])).rows
}

/** The parser as it was: it takes thousands for ones. */
const wrongFund: Source = {
  ...fundSource,
  normalise(received, context) {
    const { observations, rejected } = fundSource.normalise(received, context)
    return {
      rejected,
      observations: observations.map((item) =>
        item.kind === 'fund_balance'
          ? { ...item, units: item.units.times(1000), valueUsd: item.valueUsd?.times(1000) ?? null }
          : item,
      ),
    }
  },
}
const wrongMarkets: Source = {
  ...marketSource,
  normalise(received, context) {
    const { observations, rejected } = marketSource.normalise(received, context)
    return {
      rejected,
      observations: observations.map((item) =>
        item.kind === 'open_interest' && item.market.market === 'A' && item.valueUsd
          ? { ...item, baseUnits: item.valueUsd.times(2), valueUsd: item.valueUsd.times(2) }
          : item,
      ),
    }
  },
}
/** A schema from before the venue renamed a field. */
const oldSchema: Source = {
  ...fundSource,
  endpoints: [{ id: 'pools', docsUrl: fundSource.docsUrl, schema: z.object({ funds: z.array(z.unknown()) }) }],
}

const MINUTE_MS = 60_000

async function pass(source: Source): Promise<void> {
  await collectSource(world.deps, stubWithPast, marketSource)
  await collectSource(world.deps, { ...stubWithPast, sources: [marketSource, source] }, source)
}

/** Collects every ten minutes with this parser; the pool grows by one each time. */
async function collect(source: Source, passes: number, markets: Source = marketSource): Promise<void> {
  for (let count = 0; count < passes; count += 1) {
    world.state({
      pools: [{ key: 'a', markets: ['A'], asset: 'USDT', units: `${4 + count}`, price: '1' }],
      markets: [
        { market: 'A', usd: '100', leverage: '50' },
        { market: 'B', usd: '300', leverage: '50' },
      ],
    })
    await collectSource(world.deps, stubWithPast, markets)
    await collectSource(world.deps, stubWithPast, source)
    world.advance(10 * MINUTE_MS)
  }
}

interface Replay {
  readonly counts: ReplayCounts
  readonly differences: readonly Difference[]
  readonly skipped: readonly string[]
}

async function replay(id: string, write: boolean, module: VenueModule = stubWithPast): Promise<Replay> {
  const differences: Difference[] = []
  const skipped: string[] = []
  const replayed = findReplayed(module, id)
  if (!replayed) throw new Error(`no ${id}`)
  const counts = await replaySource(world.deps, module, replayed, {
    from: null,
    to: null,
    write,
    signal: new AbortController().signal,
    onDifference: (difference) => differences.push(difference),
    onSkipped: ({ why }) => skipped.push(why),
    onDay: () => undefined,
  })
  if (!counts) throw new Error('busy')
  return { counts, differences, skipped }
}

const newest = (table: string, columns: string) =>
  rows<Record<string, unknown>>(
    `SELECT DISTINCT ON (fund, bucket_start) fund, revision, ${columns} FROM ${table}
     ORDER BY fund, bucket_start, revision DESC`,
  )

describe('a mended parser', () => {
  test('changes what it read wrong, with the rollups of closed buckets, and only once', async () => {
    world.now = new Date('2026-11-20T10:00:30.000Z')
    await collect(wrongFund, 12)
    world.now = new Date('2026-11-21T00:30:00.000Z')
    const before = await rows('SELECT * FROM fund_balance ORDER BY observed_at')
    expect(before).toHaveLength(12)

    const dry = await replay('fund', false)
    expect(dry.counts).toMatchObject({ answers: 12, added: 0, changed: 12, unchanged: 0, rejected: 0, rollups: 0 })
    expect(dry.differences[0]?.before?.units && dec(dry.differences[0].before.units).toNumber()).toBe(4000)
    expect(dry.differences[0]?.after?.units && dec(dry.differences[0].after.units).toNumber()).toBe(4)
    expect(await rows('SELECT * FROM fund_balance ORDER BY observed_at')).toEqual(before)

    const [{ at } = { at: new Date(0) }] = await rows<{ at: Date }>(`SELECT clock_timestamp() AS at`)
    const { counts } = await replay('fund', true)
    expect(counts).toMatchObject({ changed: 12, added: 0 })
    // As known before the replay: the very same rows.
    expect(await rows('SELECT * FROM fund_balance WHERE recorded_at <= $1 ORDER BY observed_at', [at])).toEqual(before)
    const revised = await rows(
      'SELECT units::float AS units, value_usd::float AS usd, changed_at FROM fund_balance WHERE revision = 1 ORDER BY observed_at',
    )
    expect(revised).toEqual(
      before.map((row, index) => ({
        units: 4 + index,
        usd: 4 + index,
        changed_at: 'changed_at' in row && row.changed_at,
      })),
    )
    expect(
      await newest(
        'coverage_hour',
        'fund_usd::float AS usd, oi_usd::float AS oi, covered_oi_usd::float AS covered, coverage',
      ),
    ).toEqual([
      { fund: 'a', revision: 1, usd: 9, oi: 100, covered: 100, coverage: 0.09 },
      { fund: 'a', revision: 1, usd: 15, oi: 100, covered: 100, coverage: 0.15 },
      { fund: 'total', revision: 1, usd: 9, oi: 400, covered: 100, coverage: 0.09 },
      { fund: 'total', revision: 1, usd: 15, oi: 400, covered: 100, coverage: 0.15 },
    ])
    expect(
      await newest('coverage_day', 'fund_usd::float AS usd, coverage, usable_usd::float AS usable, obs_status'),
    ).toEqual([
      { fund: 'a', revision: 1, usd: 15, coverage: 0.15, usable: 15, obs_status: 'A' },
      { fund: 'total', revision: 1, usd: 15, coverage: 0.15, usable: 15, obs_status: 'A' },
    ])
    const raw = await newest('coverage_raw', 'fund_usd::float AS usd')
    expect(raw.map(({ fund, revision, usd }) => [fund, revision, usd])).toEqual([
      ...Array.from({ length: 12 }, (_, index) => ['a', 1, 4 + index]),
      ...Array.from({ length: 12 }, (_, index) => ['total', 1, 4 + index]),
    ])

    const again = await replay('fund', true)
    expect(again.counts).toMatchObject({ changed: 0, added: 0, unchanged: 12, rollups: 0 })
  })

  test('starts the level again, so that the mending itself is no change of the fund', async () => {
    world.now = new Date('2026-11-20T10:00:30.000Z')
    await collect(wrongFund, 3)
    world.advance(23 * 60 * MINUTE_MS)
    await replay('fund', true)
    expect(await rows('SELECT units::float AS units FROM balance_latest')).toEqual([{ units: 6 }])
    await pass(fundSource)
    expect(await rows('SELECT change_24h, drawdown FROM venue_latest')).toEqual([{ change_24h: null, drawdown: 0 }])
  })

  test('corrects open interest, and coverage with it', async () => {
    world.now = new Date('2026-11-20T10:00:30.000Z')
    await collect(fundSource, 6, wrongMarkets)
    world.advance(2 * 60 * MINUTE_MS)
    const { counts, differences } = await replay('open_interest', true)
    // Kept every 15 minutes at most: of six passes every second one.
    expect(counts).toMatchObject({ changed: 3, added: 0, unchanged: 3, rejected: 0 })
    expect(new Set(differences.map((difference) => difference.table))).toEqual(new Set(['open_interest']))
    expect(
      await newest(
        'coverage_hour',
        'fund_usd::float AS usd, oi_usd::float AS oi, covered_oi_usd::float AS covered, coverage',
      ),
    ).toEqual([
      { fund: 'a', revision: 1, usd: 9, oi: 100, covered: 100, coverage: 0.09 },
      { fund: 'total', revision: 1, usd: 9, oi: 400, covered: 100, coverage: 0.09 },
    ])
  })

  test('reads what the old schema refused, at the times the collector would have kept it', async () => {
    world.now = new Date('2026-11-20T10:00:30.000Z')
    await collect(fundSource, 1)
    await collect(oldSchema, 6)
    expect(await rows(`SELECT 1 FROM collection_run WHERE outcome = 'rejected'`)).toHaveLength(6)
    expect(await rows('SELECT 1 FROM fund_balance')).toHaveLength(1)
    world.advance(24 * 60 * MINUTE_MS)
    const { counts } = await replay('fund', true)
    // The first of the refused passes says what was known already.
    expect(counts).toMatchObject({ answers: 7, added: 5, changed: 0, unchanged: 1 })
    expect(await rows('SELECT units::float AS units FROM fund_balance ORDER BY observed_at')).toEqual(
      [4, 5, 6, 7, 8, 9].map((units) => ({ units })),
    )
    expect(await newest('coverage_hour', 'fund_usd::float AS usd, coverage')).toEqual([
      { fund: 'a', revision: 1, usd: 8, coverage: 0.08 },
      { fund: 'a', revision: 1, usd: 9, coverage: 0.09 },
      { fund: 'total', revision: 1, usd: 8, coverage: 0.08 },
      { fund: 'total', revision: 1, usd: 9, coverage: 0.09 },
    ])
  })

  test('tells rows it does not read any more and leaves them; passes over bytes that are gone', async () => {
    await collect(fundSource, 2)
    const [first] = await rows<{ sha256: string }>(
      `SELECT sha256 FROM capture WHERE source = 'fund' ORDER BY capture_id`,
    )
    await database.pool.query('UPDATE capture_body SET body = NULL, expired_at = now() WHERE sha256 = $1', [
      first?.sha256,
    ])
    const strict: VenueModule = {
      ...stubWithPast,
      sources: [marketSource, { ...fundSource, normalise: () => ({ observations: [], rejected: [] }) }],
    }
    const { counts, differences, skipped } = await replay('fund', true, strict)
    expect(counts).toMatchObject({ answers: 2, expired: 1, rejected: 1, changed: 0 })
    expect(differences.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['rejected a USDT 2026-11-20T10:10:30.000Z'])
    expect(skipped).toEqual(['bytes expired, only their hash is kept'])
    expect(await rows('SELECT 1 FROM fund_balance')).toHaveLength(2)
  })

  test('mends a history too: pages read wrong, and pages refused', async () => {
    const wrong: VenueModule = {
      ...stubWithPast,
      histories: [
        {
          ...fundHistory,
          normalise(received, context) {
            const { observations, rejected } = fundHistory.normalise(received, context)
            return {
              rejected,
              observations: observations.flatMap((item) =>
                item.kind === 'fund_balance'
                  ? { ...item, units: item.units.times(1000), valueUsd: item.units.times(1000) }
                  : [],
              ),
            }
          },
        },
      ],
    }
    world.answers.lanes = { lanes: ['a'] }
    world.answers.fund_past = answerPast({
      a: days('2026-11-01', 5, (day) => `${4 + day}`).map((row) => ({ ...row, flow: '1' })),
    })
    await backfillVenue(world.deps, wrong, {
      from: null,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    expect((await newest('coverage_day', 'fund_usd::float AS usd')).map(({ usd }) => usd)).toContain(8000)
    const { counts } = await replay('fund_history', true)
    expect(counts).toMatchObject({ answers: 2, changed: 5, added: 5, rejected: 0 })
    expect(await newest('coverage_day', 'fund_usd::float AS usd')).toEqual([
      ...[4, 5, 6, 7, 8].map((usd) => ({ fund: 'a', revision: 1, usd })),
      ...[4, 5, 6, 7, 8].map((usd) => ({ fund: 'total', revision: 1, usd })),
    ])
    expect((await replay('fund_history', true)).counts).toMatchObject({
      changed: 0,
      added: 0,
      unchanged: 10,
      rollups: 0,
    })
  })
})
