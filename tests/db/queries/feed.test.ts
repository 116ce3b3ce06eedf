import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { BulkRow } from '@/lib/db/bulk'
import { connect, type Database } from '@/lib/db/client'
import { readFeed } from '@/lib/queries/feed/feed'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import { adlSignal, balance, goodRun, insertStored, openInterest, sourceStatus } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return { venueModules: [fakeVenue('alpha'), fakeVenue('beta')] }
})

const NOW = new Date('2026-11-20T12:00:00Z')
const at = (text: string) => new Date(`2026-11-${text}Z`)
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

const feed = async (venue: string | null = null, now = NOW) => {
  const found = await readFeed(db, venue, { now, simulated: false })
  if (found === null) throw new Error('no feed')
  return found
}
const itemsOf = async (kind: string, now = NOW) => (await feed(null, now)).items.filter((item) => item.kind === kind)
const failedRun = (venue: string, source: string, time: Date, more: BulkRow = {}): BulkRow => ({
  ...goodRun(venue, source, time),
  outcome: 'failed',
  error_kind: 'timeout',
  error_message: 'no answer',
  ...more,
})

test('an empty store has an empty feed that never changed, and an unknown venue has none', async () => {
  expect(await feed('alpha')).toMatchObject({
    id: 'tag:coverline,2026:feed/alpha',
    updatedAt: '1970-01-01T00:00:00.000Z',
    items: [],
  })
  expect(await readFeed(db, 'nowhere', { now: NOW, simulated: false })).toBeNull()
})

describe('ADL', () => {
  test('is one item per spell of a venue, with its end, and its time changes only with its content', async () => {
    const signal = (subject: string, time: string, level: number | null) =>
      adlSignal('alpha', subject, at(time), { level, value: String(level) })
    await insertStored(
      db.pool,
      'adl_signal',
      [
        signal('BTC', '18T10:00:00', 2),
        signal('BTC', '18T10:05:00', 3),
        signal('BTC', '18T11:00:00', 3),
        signal('BTC', '18T11:20:00', 1),
        signal('ETH', '18T11:10:00', 3),
        signal('ETH', '18T11:40:00', 0),
        // A spell of its own, still active.
        signal('ETH', '19T09:00:00', 3),
      ],
      'observed_at',
    )
    const items = await itemsOf('adl')
    expect(items.map((item) => [item.id, item.title, item.publishedAt, item.updatedAt])).toEqual([
      [
        'tag:coverline,2026:adl/alpha/2026-11-19T09%3A00%3A00.000Z',
        'Alpha: ADL active (ETH)',
        '2026-11-19T09:00:00.000Z',
        '2026-11-19T09:00:00.000Z',
      ],
      [
        'tag:coverline,2026:adl/alpha/2026-11-18T10%3A05%3A00.000Z',
        'Alpha: ADL was active (BTC, ETH)',
        '2026-11-18T10:05:00.000Z',
        '2026-11-18T11:40:00.000Z',
      ],
    ])
    expect(await itemsOf('adl', at('21T00:00:00'))).toEqual(items)
    await insertStored(db.pool, 'adl_signal', [signal('ETH', '19T10:00:00', 1)], 'observed_at')
    const [ended] = await itemsOf('adl')
    expect([ended?.id, ended?.title, ended?.updatedAt]).toEqual([
      items[0]?.id,
      'Alpha: ADL was active (ETH)',
      '2026-11-19T10:00:00.000Z',
    ])
  })
})

describe('sources', () => {
  test('are told stale after an hour and four cadences, and back; short failures and backfills are not', async () => {
    await insertStored(db.pool, 'source_status', [
      sourceStatus('alpha', 'fund', 'fund'),
      sourceStatus('alpha', 'slow', 'open_interest', { cadence_s: 3600 }),
      sourceStatus('beta', 'fund', 'fund', { failing_since: at('20T09:00:00'), consecutive_failures: 9 }),
    ])
    const minutes = (venue: string, source: string, from: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        failedRun(venue, source, new Date(at(from).getTime() + index * 60_000)),
      )
    await insertStored(db.pool, 'collection_run', [
      goodRun('alpha', 'fund', at('15T00:00:00')),
      // 90 minutes, a good run of a minute, 20 minutes more: one outage.
      ...minutes('alpha', 'fund', '15T00:01:00', 90),
      goodRun('alpha', 'fund', at('15T01:31:00')),
      ...minutes('alpha', 'fund', '15T01:32:00', 20),
      goodRun('alpha', 'fund', at('15T01:52:00')),
      // Half an hour: not told.
      ...minutes('alpha', 'fund', '16T00:00:00', 30),
      goodRun('alpha', 'fund', at('16T00:30:00')),
      // Three hours are not yet four cadences.
      goodRun('alpha', 'slow', at('15T00:00:00')),
      ...[1, 2, 3].map((hour) => failedRun('alpha', 'slow', at(`15T0${hour}:00:00`))),
      goodRun('alpha', 'slow', at('15T04:00:00')),
      // Lasts, and began before what is looked through.
      failedRun('beta', 'fund', at('20T09:00:00')),
      failedRun('beta', 'fund', at('20T11:00:00')),
      ...minutes('alpha', 'history-of-something', '15T00:00:00', 200),
    ])
    const items = await itemsOf('source')
    expect(items.map((item) => [item.id, item.title, item.publishedAt, item.updatedAt])).toEqual([
      [
        'tag:coverline,2026:source/beta/fund/2026-11-20T09%3A00%3A00.000Z',
        'Beta: fund stale, not read since 2026-11-20 09:00 UTC (source fund)',
        '2026-11-20T10:00:00.000Z',
        '2026-11-20T10:00:00.000Z',
      ],
      [
        'tag:coverline,2026:source/alpha/fund/2026-11-15T00%3A01%3A00.000Z',
        'Alpha: fund read again after 1 hour (source fund)',
        '2026-11-15T01:01:00.000Z',
        '2026-11-15T01:52:00.000Z',
      ],
    ])
    expect(items[1]?.text).toContain('could not be read from 2026-11-15 00:01 UTC to 2026-11-15 01:52 UTC')
    expect((await itemsOf('source', at('20T09:59:59'))).map((item) => item.venue)).toEqual(['alpha'])
  })
})

test('restated values say what was before and after, and why', async () => {
  const time = at('10T00:00:00')
  const row = (revision: number, units: string, more: BulkRow = {}) =>
    balance('alpha', 'usdt', 'USDT', time, { revision, units, recorded_at: at('12T10:15:00'), ...more })
  await insertStored(db.pool, 'fund_balance', [row(0, '100'), row(1, '110.5')], 'observed_at')
  const interest = (revision: number, value: string, sha: string) =>
    openInterest('beta', 'BTC', time, {
      revision,
      value_usd: value,
      raw_sha256: sha.repeat(64),
      recorded_at: at('13T00:00:00'),
    })
  await insertStored(db.pool, 'open_interest', [interest(0, '1', 'a'), interest(1, '2', 'b')], 'observed_at')
  const items = await itemsOf('restated')
  expect(items.map((item) => [item.id, item.title, item.updatedAt])).toEqual([
    [
      'tag:coverline,2026:restated/open-interest/beta/2026-11-13T00%3A00%3A00.000Z',
      'Beta: 1 open-interest figure restated',
      '2026-11-13T00:00:00.000Z',
    ],
    [
      'tag:coverline,2026:restated/fund-balances/alpha/2026-11-12T10%3A00%3A00.000Z',
      'Alpha: 1 balance restated',
      '2026-11-12T10:15:00.000Z',
    ],
  ])
  expect(items[0]?.text).toContain('another value for the same time')
  expect(items[1]?.text).toContain('usdt, USDT at 2026-11-10 00:00 UTC, 100 before, 110.5 after')
  expect(items[1]?.text).toContain('read again')
})

test('net outflows are told from the stored episodes, minor ones at their venue only, those taken back as such', async () => {
  const episode = (id: string, severity: string, crossed: string, more: BulkRow = {}): BulkRow => ({
    episode: id,
    revision: 0,
    state: 'standing',
    venue: 'alpha',
    fund: 'usdt',
    asset: 'USDT',
    level_basis: 'units',
    severity,
    minor: 'reached',
    material: 'not_reached',
    severe: 'unobservable',
    cause: 'net_outflow',
    started_at: at(crossed),
    crossed_at: at(crossed),
    trough_at: at(crossed),
    until_at: at(crossed),
    recovered_at: null,
    broken_at: null,
    before_units: '100',
    trough_units: '60',
    before_usd: null,
    trough_usd: null,
    fall: 0.4,
    fall_24h: 0.06,
    fall_8h: 0.4,
    samples: 20,
    expected_samples: 24,
    longest_gap_s: 60,
    before_sha256: null,
    trough_sha256: null,
    basis: 'collected',
    recorded_at: at('19T00:00:00'),
    ...more,
  })
  await insertStored(db.pool, 'episode', [
    episode('e1', 'severe', '05T02:00:00', { recovered_at: at('06T00:00:00') }),
    episode('e2', 'minor', '07T00:00:00'),
    episode('e3', 'material', '08T00:00:00'),
    episode('e3', 'material', '08T00:00:00', { revision: 1, state: 'retracted' }),
  ])
  expect((await itemsOf('drawdown')).map((item) => [item.id, item.title, item.publishedAt, item.updatedAt])).toEqual([
    [
      'tag:coverline,2026:drawdown/e3',
      'Alpha: no material net outflow of usdt after all',
      '2026-11-08T00:00:00.000Z',
      '2026-11-19T00:00:00.000Z',
    ],
    [
      'tag:coverline,2026:drawdown/e1',
      'Alpha: severe net outflow of usdt, 40.0 % within 8 hours',
      '2026-11-05T02:00:00.000Z',
      '2026-11-06T00:00:00.000Z',
    ],
  ])
  const own = (await feed('alpha')).items.filter((item) => item.kind === 'drawdown')
  expect(own.map((item) => item.id.split('/').at(-1))).toEqual(['e3', 'e2', 'e1'])
  expect(own[2]?.text).toContain('100 before, 60 at the lowest (USDT)')
})

test('changes of the ledger and events of the record are in, hostile text as it is, simulated marked', async () => {
  await insertStored(db.pool, 'disclosure_change', [
    {
      change: 'alpha-1',
      venue: 'alpha',
      source: 'fund',
      changed_on: at('14T00:00:00'),
      kind: 'field_gone',
      text: '<script>alert(1)</script> is gone',
      basis: 'simulated',
      recorded_at: at('14T08:00:00'),
    },
  ])
  await insertStored(db.pool, 'record_event', [
    {
      event: '2026-11-01-alpha-halt',
      venue: 'alpha',
      starts: '2026-11-01',
      start_precision: 'day',
      start_at: at('01T00:00:00'),
      kind: 'halt',
      stages: [],
      title: 'Trading stopped',
      summary: 'It stopped',
      confidence: 'high',
      source_url: 'https://x.example',
      other_sources: [],
      sort_order: 1,
    },
  ])
  const [change] = await itemsOf('disclosure')
  expect(change).toMatchObject({
    id: 'tag:coverline,2026:simulated/disclosure/alpha-1',
    title: 'SIMULATED · Alpha: disclosure changed (field gone)',
    text: '2026-11-14: <script>alert(1)</script> is gone.',
    updatedAt: '2026-11-14T08:00:00.000Z',
  })
  const [event] = await itemsOf('event')
  expect([event?.path, event?.updatedAt]).toEqual(['/events/2026-11-01-alpha-halt', '2026-11-01T00:00:00.000Z'])
})

test('a venue has only its own, newest first, and the same rows give the same feed', async () => {
  const own = await feed('alpha')
  expect(new Set(own.items.map((item) => item.venue))).toEqual(new Set(['alpha']))
  expect(own.items.length).toBeGreaterThan(5)
  const times = own.items.map((item) => item.updatedAt)
  expect(times).toEqual([...times].sort().reverse())
  expect(own.updatedAt).toBe(times[0])
  expect(await feed('alpha', new Date(NOW.getTime() + 60_000))).toEqual(own)
  expect(new Set((await feed()).items.map((item) => item.id)).size).toBe((await feed()).items.length)
})
