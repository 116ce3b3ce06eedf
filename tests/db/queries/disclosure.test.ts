import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect, type Database } from '@/lib/db/client'
import { readDisclosureMatrix, readLedger } from '@/lib/queries/disclosure-matrix'
import { readEvidence } from '@/lib/queries/evidence'
import { readStatus } from '@/lib/queries/status'
import { readVenue } from '@/lib/queries/venue'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import { capture, fund, insertStored, sourceStatus, storeBody } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeSource, fakeVenue } = await import('@/tests/support/fake-venues')
  const mark = (criterion: 'T1' | 'T9', extra: object) => ({
    criterion,
    mark: 'partly' as const,
    evidenceLevel: 'E1' as const,
    evidenceUrl: 'https://api.example.com/docs' as const,
    observedOn: '2026-11-01' as const,
    note: 'as documented',
    ...extra,
  })
  return {
    venueModules: [
      fakeVenue('alpha', {
        sources: [fakeSource('fund', 'fund', 60)],
        disclosures: [mark('T1', { yesWithCaptures: true }), mark('T9', { mark: 'no' })],
      }),
      fakeVenue('beta', { sources: [fakeSource('fund', 'fund', 60)], disclosures: [mark('T1', {})] }),
      fakeVenue('gamma', { sources: [] }),
    ],
  }
})

const NOW = new Date('2026-11-20T12:30:00.000Z')
const BEFORE = 'b'.repeat(64)
const AFTER = 'c'.repeat(64)
let store: TestDatabase
let db: Database

const shape = (venue: string, since: string, extra: object = {}) => ({
  venue,
  source: 'fund',
  endpoint: 'only',
  known: { maps: [], containers: {}, words: {} },
  captures: 60 * 24 * 40,
  first_seen_at: new Date(since),
  last_seen_at: NOW,
  last_sha256: AFTER,
  elsewhere: {},
  format_problem: null,
  basis: 'collected',
  ...extra,
})
const change = (id: string, kind: string, extra: object = {}) => ({
  change: id,
  venue: 'alpha',
  source: 'fund',
  endpoint: 'only',
  changed_on: '2026-11-18',
  kind,
  text: `a change of kind ${kind}`,
  funds: [],
  markets: [],
  before_sha256: BEFORE,
  raw_sha256: AFTER,
  basis: 'collected',
  ...extra,
})

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  const checked = new Date('2026-11-20T12:29:30Z')
  const good = { last_attempt_at: checked, last_success_at: checked, last_changed_at: checked }
  await insertStored(db.pool, 'source_status', [
    sourceStatus('alpha', 'fund', 'fund', good),
    sourceStatus('beta', 'fund', 'fund', { ...good, last_success_at: new Date('2026-11-20T12:20:00Z') }),
  ])
  await insertStored(db.pool, 'disclosure_shape', [
    shape('alpha', '2026-10-10T00:00:00Z'),
    shape('beta', '2026-10-10T00:00:00Z'),
  ])
  await insertStored(db.pool, 'fund', [fund('alpha', 'one'), fund('alpha', 'two'), fund('alpha', 'three')])
  await insertStored(db.pool, 'disclosure_change', [
    change('1', 'field_gone'),
    change('2', 'pool_moved', { funds: ['one', 'two'], markets: ['X'], changed_on: '2026-11-19' }),
    change('3', 'pool_new', { funds: ['three'], changed_on: '2026-11-19' }),
    change('4', 'type_changed', { changed_on: '2026-11-20' }),
    change('5', 'cadence_changed', { venue: 'beta', source: null, basis: 'published', changed_on: '2026-06-09' }),
  ])
  await storeBody(db.pool, AFTER, Buffer.from('{}'), NOW)
  await insertStored(db.pool, 'capture', [capture(AFTER, NOW)])
})
afterAll(async () => {
  await db.close()
  await store.drop()
})

describe('stages and marks', () => {
  test('captures of 30 days raise the mark that lacks only them; a miss settles the stage', async () => {
    const { venues } = await readDisclosureMatrix(db, { now: NOW })
    const alpha = venues.find(({ venue }) => venue === 'alpha')
    expect(alpha?.disclosures[0]).toMatchObject({ mark: 'yes', evidenceLevel: 'E2', capturesSince: '2026-10-10' })
    expect(alpha?.stage).toMatchObject({ stage: 0, state: 'claimed', next: 1 })
    expect(alpha?.stage?.missed).toEqual(['T9 is not met, and at least a part is asked for'])
    expect(alpha?.stage?.open).toContain('T2 is under review')
  })

  test('without the flag the mark stays; a feed not read in time is said to be so', async () => {
    const { venues } = await readDisclosureMatrix(db, { now: NOW })
    const beta = venues.find(({ venue }) => venue === 'beta')
    expect(beta?.disclosures[0]).toMatchObject({ mark: 'partly', capturesSince: null })
    expect(beta?.stage?.open).toContain('the fund feed was not read in time')
    const gamma = venues.find(({ venue }) => venue === 'gamma')
    expect(gamma?.stage).toMatchObject({ stage: null, state: 'under_review', missed: [] })
    expect(gamma?.stage?.open).toContain('no machine feed of the fund is read')
  })

  test('the venue page has the same, and names the day a fund was regrouped', async () => {
    const data = await readVenue(db, 'alpha', { now: NOW })
    expect(data?.page.stage?.stage).toBe(0)
    expect(data?.page.changes.map((row) => row.change)).toEqual(['4', '3', '2', '1'])
    expect(data?.page.funds.map(({ fund: id, regroupedOn }) => [id, regroupedOn])).toEqual([
      ['one', '2026-11-19'],
      ['three', null],
      ['two', '2026-11-19'],
    ])
  })
})

describe('the ledger', () => {
  test('is newest first, and narrows to a venue and a group of kinds with counts', async () => {
    const all = await readLedger(db, { venue: null, group: null })
    expect(all.changes.map((row) => row.change)).toEqual(['4', '3', '2', '1', '5'])
    expect(all.total).toBe(5)
    expect(all.venues).toEqual([
      { venue: 'alpha', count: 4 },
      { venue: 'beta', count: 1 },
    ])
    expect(all.groups.map(({ group, count }) => [group, count])).toEqual([
      ['form', 2],
      ['rows', 0],
      ['pools', 2],
      ['feeds', 1],
    ])
    const pools = await readLedger(db, { venue: 'alpha', group: 'pools' })
    expect(pools.changes.map((row) => row.change)).toEqual(['3', '2'])
    expect(pools.total).toBe(2)
    expect((await readLedger(db, { venue: 'nobody', group: null })).changes).toEqual([])
  })

  test('counts the changes of form per source on the status page, not those of pools', async () => {
    const { sources } = await readStatus(db, { now: NOW })
    expect(sources.map(({ venue, formChanges }) => [venue, formChanges])).toEqual([
      ['alpha', { count: 2, lastOn: '2026-11-20' }],
      ['beta', { count: 0, lastOn: null }],
    ])
  })

  test('is linked from the bytes that are its evidence', async () => {
    expect((await readEvidence(db, AFTER))?.changes).toHaveLength(5)
  })
})
