import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect, type Database } from '@/lib/db/client'
import { readAdlMonitor } from '@/lib/queries/adl'
import { readAdlAround, readAdlStrips } from '@/lib/queries/adl-history'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import { adlSignal, insertStored, sourceStatus } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeSource, fakeVenue } = await import('@/tests/support/fake-venues')
  return {
    venueModules: [
      fakeVenue('alpha', { sources: [fakeSource('adl', 'adl', 60)] }),
      fakeVenue('beta', { sources: [fakeSource('adl', 'adl', 60)] }),
      fakeVenue('silent', {
        adl: { signal: null, absence: 'Shown to holders only.', rule: 'A rule.', sourceUrl: 'https://example.com/adl' },
      }),
      fakeVenue('gone', { status: 'closed', statusNote: 'Closed.', sources: [] }),
    ],
  }
})

const NOW = new Date('2026-11-20T12:30:00.000Z')
const CHECKED = new Date('2026-11-20T12:29:30.000Z')
const at = (text: string) => new Date(`2026-11-20T${text}Z`)
let store: TestDatabase
let db: Database

const hour = (venue: string, start: string, level: number | null, subject: string | null = null) => ({
  venue,
  bucket_start: new Date(start),
  level,
  raised: subject === null ? 0 : 1,
  subject,
  last_checked_at: new Date(start),
  basis: 'collected',
})

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  await insertStored(db.pool, 'source_status', [
    sourceStatus('alpha', 'adl', 'adl', { last_success_at: CHECKED, last_attempt_at: CHECKED }),
    sourceStatus('beta', 'adl', 'adl', {
      last_success_at: at('12:00:00'),
      last_attempt_at: CHECKED,
      consecutive_failures: 3,
      error_kind: 'http',
      failing_since: at('12:01:00'),
    }),
  ])
  await insertStored(
    db.pool,
    'adl_latest',
    [
      adlSignal('alpha', 'CALM', CHECKED),
      adlSignal('alpha', 'RAW', CHECKED, { value: 'odd', level: null }),
      {
        ...adlSignal('alpha', 'NEAR', CHECKED, { value: '-0.27', level: 2, proximity: 0.9 }),
        trigger_drawdown: '0.3',
        trigger_threshold: '10000',
      },
      adlSignal('alpha', 'FAR', CHECKED, { value: '-0.25', level: 2, proximity: 0.83 }),
      adlSignal('beta', 'WAS', at('12:00:00'), { value: 'high', level: 3 }),
    ].map((row) => ({ trigger_drawdown: null, trigger_threshold: null, ...row })),
  )
  await insertStored(db.pool, 'adl_hour', [
    hour('alpha', '2026-11-20T12:00:00Z', 2, 'NEAR'),
    hour('alpha', '2026-11-20T10:00:00Z', 0),
    hour('alpha', '2026-11-20T09:00:00Z', null),
    hour('alpha', '2026-11-19T05:00:00Z', 1, 'FAR'),
    hour('alpha', '2026-11-01T05:00:00Z', 3, 'OLD'),
    hour('alpha', '2026-06-01T05:00:00Z', 3, 'OLDER'),
    hour('beta', '2026-11-20T12:00:00Z', 0),
  ])
})
afterAll(async () => {
  await db.close()
  await store.drop()
})

describe('readAdlMonitor', () => {
  test('gives every signal worst first, with its rule and state', async () => {
    const { venues } = await readAdlMonitor(db, { now: NOW })
    expect(venues.map(({ venue, level }) => [venue, level])).toEqual([
      ['alpha', 2],
      ['beta', null],
    ])
    const [alpha, beta] = venues
    expect(alpha?.rows.map(({ subject }) => subject)).toEqual(['NEAR', 'FAR', 'CALM', 'RAW'])
    expect(alpha?.rows[0]).toMatchObject({ trigger: { drawdown: 0.3, threshold: '10000' }, state: 'live', stale: null })
    expect(alpha?.counts).toEqual({ levels: [1, 0, 2, 0], ungraded: 1, stale: 0 })
    // The last level of a source that fails is not its level now.
    expect(beta?.counts).toEqual({ levels: [0, 0, 0, 0], ungraded: 0, stale: 1 })
    expect(beta?.rows[0]).toMatchObject({
      level: 3,
      state: 'failing',
      stale: 'last checked 30 minutes ago: too old to say now',
    })
    expect(beta?.reason).toContain('answers with an error since 2026-11-20 12:01 UTC')
  })

  test('lists followed venues without a signal with their finding', async () => {
    const { silent } = await readAdlMonitor(db, { now: NOW })
    expect(silent).toEqual([
      {
        venue: 'silent',
        name: 'Silent',
        kind: 'cex',
        absence: 'Shown to holders only.',
        sourceUrl: 'https://example.com/adl',
      },
    ])
  })
})

describe('strips', () => {
  test('hold 168 hours and 90 days, and tell no reading from level 0', async () => {
    const [alpha, beta, ...others] = await readAdlStrips(db, { now: NOW })
    expect(others).toEqual([])
    expect(alpha?.hours.cells).toHaveLength(168)
    expect(alpha?.hours.from).toBe('2026-11-13T13:00:00.000Z')
    expect(alpha?.hours.to).toBe('2026-11-20T13:00:00.000Z')
    expect(alpha?.hours.cells.slice(-4).map(({ read, level }) => [read, level])).toEqual([
      [true, null],
      [true, 0],
      [false, null],
      [true, 2],
    ])
    expect(alpha?.days.cells).toHaveLength(90)
    expect(alpha?.days.cells.slice(-2)).toMatchObject([
      { at: '2026-11-19T00:00:00.000Z', level: 1, subject: 'FAR', hours: 1 },
      { at: '2026-11-20T00:00:00.000Z', level: 2, subject: 'NEAR', hours: 3 },
    ])
    expect(alpha?.days.cells.filter(({ level }) => level === 3)).toHaveLength(1)
    expect(beta?.hours.cells.filter(({ read }) => read)).toHaveLength(1)
  })

  test('around an event are those of venues with a reading, by hour for short windows and by day for long ones', async () => {
    const short = await readAdlAround(db, { from: at('09:30:00'), to: at('11:00:00') }, { now: NOW })
    expect(short.map(({ venue, strip }) => [venue, strip.interval, strip.cells.length])).toEqual([['alpha', 'hour', 2]])
    const window = { from: new Date('2026-10-20T10:00:00Z'), to: new Date('2026-12-30T00:00:00Z') }
    const long = await readAdlAround(db, window, { now: NOW })
    expect(long.map(({ venue }) => venue)).toEqual(['alpha', 'beta'])
    // Up to now, not into days that are still to come.
    expect(long[0]?.strip).toMatchObject({
      interval: 'day',
      from: '2026-10-20T00:00:00.000Z',
      to: '2026-11-21T00:00:00.000Z',
    })
    const past = { from: new Date('2020-03-01Z'), to: new Date('2020-04-01Z') }
    expect(await readAdlAround(db, past, { now: NOW })).toEqual([])
  })
})

describe('rebuild_adl_hour', () => {
  test('makes hours from the signals kept: a value stands until the next one, not through a silence', async () => {
    const signal = (subject: string, time: string, level: number | null, extra: object = {}) =>
      adlSignal('alpha', subject, at(time), { level, value: `${subject} ${time}`, revision: 0, ...extra })
    await insertStored(
      db.pool,
      'adl_signal',
      [
        signal('A', '01:30:00', 2),
        // It stood at 2 into the next hour, until 02:20.
        signal('A', '02:20:00', 0),
        // A correction: the last revision counts.
        signal('B', '02:10:00', 3),
        signal('B', '02:10:00', 1, { revision: 1, value: 'corrected' }),
        // Then nothing was read for hours.
        signal('A', '06:10:00', null),
      ],
      'observed_at',
    )
    await db.pool.query('SELECT rebuild_adl_hour($1, $2, $3)', ['alpha', at('00:00:00'), at('08:00:00')])
    const { rows } = await db.pool.query(
      `SELECT to_char(bucket_start AT TIME ZONE 'UTC', 'HH24') AS hour, level, raised, subject FROM adl_hour
       WHERE venue = 'alpha' AND bucket_start >= $1 AND bucket_start < $2 ORDER BY bucket_start`,
      [at('00:00:00'), at('08:00:00')],
    )
    expect(rows).toEqual([
      { hour: '01', level: 2, raised: 1, subject: 'A' },
      { hour: '02', level: 2, raised: 2, subject: 'A' },
      { hour: '06', level: null, raised: 0, subject: null },
    ])
    // Hours outside the range, and other venues, stay.
    const kept = await db.pool.query(
      "SELECT count(*)::int AS n FROM adl_hour WHERE bucket_start >= '2026-11-20T09:00:00Z'",
    )
    expect(kept.rows[0]).toEqual({ n: 4 })
  })
})
