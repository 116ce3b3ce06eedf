import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as route from '@/app/api/v1/[series]/route'
import { prepareMonths } from '@/lib/db/partitions'
import { FETCH_ROWS } from '@/lib/db/read-cursor'
import { IDLE_LIMIT_MS } from '@/lib/db/read-snapshot'
import { seriesCopy } from '@/lib/queries/series/sql'
import { ask, openSite, type Site } from '@/tests/support/site'
import { SHA } from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return { venueModules: [fakeVenue('alpha')] }
})

// Every row of 200,000 is read several times, on machines that do other things as well.
vi.setConfig({ testTimeout: 90_000 })

const ROWS = 200_000
let site: Site

beforeAll(async () => {
  site = await openSite()
  const { pool } = site.db
  const months = ['2026-01-01', '2026-02-01', '2026-03-01'].map((day) => new Date(`${day}T00:00:00Z`))
  await prepareMonths(pool, 'fund_balance', months)
  await pool.query(
    `INSERT INTO fund_balance (venue, fund, asset, observed_at, checked_at, changed_at, units, price_usd, price_source,
       value_usd, expected_every_s, basis, obs_status, source, raw_sha256)
     SELECT 'alpha', 'fund-' || (i % 20), 'USDT', at, at, at, i, 1, 'par', i, 60, 'collected', 'A', 'fund', $2
     FROM generate_series(1, $1::int) i, LATERAL (SELECT timestamptz '2026-01-01T00:00:00Z' + i * interval '30 seconds' AS at) t`,
    [ROWS, SHA],
  )
  await pool.query(
    `INSERT INTO fund_balance SELECT venue, fund, asset, observed_at, 1, checked_at, changed_at, units + 1, price_usd,
       price_source, value_usd, expected_every_s, basis, obs_status, reason, source, raw_sha256, recorded_at
     FROM fund_balance WHERE fund = 'fund-3'`,
  )
  await pool.query('ANALYZE fund_balance')
}, 120_000)
afterAll(async () => {
  await site.close()
})

const get = (file: string, init: RequestInit = {}) =>
  route.GET(ask(`/api/v1/${file}`, init), { params: Promise.resolve({ series: file }) })

/** A statement is sent as text, or as an object that has it. */
const textOf = (sent: unknown) =>
  typeof sent === 'object' && sent !== null && 'text' in sent ? String(sent.text) : String(sent)

/** Statements sent on any connection of the pool while `run` goes. */
async function statementsDuring<T>(
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly sent: readonly string[] }> {
  const sent: string[] = []
  const watched = new WeakSet<PoolClient>()
  const watch = (client: PoolClient) => {
    if (watched.has(client)) return
    watched.add(client)
    const query = client.query.bind(client)
    vi.spyOn(client, 'query').mockImplementation((...args: readonly unknown[]) => {
      sent.push(textOf(args[0]))
      return Reflect.apply(query, client, args)
    })
  }
  site.db.pool.on('acquire', watch)
  try {
    return { result: await run(), sent }
  } finally {
    site.db.pool.off('acquire', watch)
    vi.restoreAllMocks()
  }
}

function isIdle(): boolean {
  return site.db.pool.idleCount === site.db.pool.totalCount && site.db.pool.waitingCount === 0
}

describe('a long series', () => {
  test('streams every row once, by one COPY, without holding them', async () => {
    const { result, sent } = await statementsDuring(async () => {
      const response = await get('fund-balances.csv')
      const decoder = new TextDecoder()
      let lines = 0
      let largest = 0
      let revised = 0
      for await (const chunk of response.body ?? []) {
        const text = decoder.decode(chunk, { stream: true })
        lines += text.split('\r\n').length - 1
        revised += text.split(',1\r\n').length - 1
        largest = Math.max(largest, chunk.byteLength)
      }
      return { lines, largest, revised }
    })
    expect(result.lines).toBe(ROWS + 1)
    expect(result.revised).toBe(ROWS / 20)
    // Of about forty megabytes.
    expect(result.largest).toBeLessThan(300_000)
    expect(sent.filter((text) => text.startsWith('COPY')).length).toBe(1)
    expect(isIdle()).toBe(true)
  })

  test('is read in the order of the index, without sorting it whole', async () => {
    const everything = { venues: null, from: null, to: null, interval: 'raw', asOf: null, now: new Date() } as const
    const { rows } = await site.db.pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN ${seriesCopy('fund-balances', everything).text}`,
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('Incremental Sort')
    expect(plan).not.toMatch(/->\s+Sort {2}\(/)
  })

  test('is fetched only as far as the reader reads, and its connection goes back when the reader leaves', async () => {
    const { sent } = await statementsDuring(async () => {
      const response = await get('fund-balances.ndjson')
      const reader = response.body?.getReader()
      await reader?.read()
      await reader?.cancel()
    })
    expect(sent.filter((text) => text.startsWith('FETCH FORWARD')).length).toBeLessThanOrEqual(3)
    expect(sent.at(-1)).toBe('ROLLBACK')
    expect(isIdle()).toBe(true)
  })

  test('is fetched through a cursor where its cells are needed', async () => {
    const { result, sent } = await statementsDuring(async () => {
      const response = await get('fund-balances.ndjson')
      let rows = 0
      for await (const chunk of response.body ?? [])
        rows += new TextDecoder().decode(chunk, { stream: true }).split('\n').length - 1
      return rows
    })
    expect(result).toBe(ROWS)
    expect(sent.filter((text) => text.startsWith('FETCH FORWARD')).length).toBe(Math.floor(ROWS / FETCH_ROWS) + 1)
    expect(sent.filter((text) => text.startsWith('DECLARE')).length).toBe(1)
    expect(isIdle()).toBe(true)
  })

  test('is broken off when its reader stops reading without leaving', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const response = await get('fund-balances.csv')
      const reader = response.body?.getReader()
      await reader?.read()
      vi.advanceTimersByTime(IDLE_LIMIT_MS + 1)
      const readAll = async () => {
        for (let chunk = await reader?.read(); chunk?.done === false; chunk = await reader?.read());
      }
      await expect(readAll()).rejects.toThrow()
    } finally {
      vi.useRealTimers()
    }
    await vi.waitFor(() => expect(isIdle()).toBe(true))
  })

  test('gives its connection back when the request is aborted before anything is read', async () => {
    const controller = new AbortController()
    await get('fund-balances.csv', { signal: controller.signal })
    expect(isIdle()).toBe(false)
    controller.abort()
    await vi.waitFor(() => expect(isIdle()).toBe(true))
  })

  test('runs at most four downloads at once, and refuses more for now', async () => {
    const running = await Promise.all(Array.from({ length: 4 }, () => get('fund-balances.csv')))
    expect(running.map((response) => response.status)).toEqual([200, 200, 200, 200])
    const fifth = await get('fund-balances.csv')
    expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([503, '10'])
    for (const response of running) await response.body?.cancel()
    const after = await get('fund-balances.csv')
    expect(after.status).toBe(200)
    await after.body?.cancel()
    expect(isIdle()).toBe(true)
  })

  test('breaks off when the database goes away in the middle, and leaves nothing behind', async () => {
    const response = await get('fund-balances.csv')
    const reader = response.body?.getReader()
    await reader?.read()
    const mine = "datname = current_database() AND query LIKE 'COPY%' AND state = 'active' AND pid <> pg_backend_pid()"
    await vi.waitFor(async () => {
      const ended = await site.db.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${mine}`)
      expect(ended.rowCount).toBe(1)
    })
    const readAll = async () => {
      for (let chunk = await reader?.read(); chunk?.done === false; chunk = await reader?.read());
    }
    await expect(readAll()).rejects.toThrow()
    await vi.waitFor(() => expect(isIdle()).toBe(true))
    const again = await get('fund-balances.csv')
    expect(again.status).toBe(200)
    await again.body?.cancel()
  })

  test('pages through JSON without skipping or repeating a row', async () => {
    const seen = new Set<string>()
    let cursor: string | null = ''
    let pages = 0
    while (cursor !== null && pages < 5) {
      const path: string = `/api/v1/fund-balances.json?limit=10000${cursor === '' ? '' : `&cursor=${cursor}`}`
      const response = await route.GET(ask(path), { params: Promise.resolve({ series: 'fund-balances.json' }) })
      const body = (await response.json()) as {
        data: { fund: string; observed_at: string }[]
        next_cursor: string | null
      }
      for (const row of body.data) seen.add(`${row.fund} ${row.observed_at}`)
      expect(body.data).toHaveLength(10_000)
      cursor = body.next_cursor
      pages += 1
    }
    expect([pages, seen.size]).toEqual([5, 50_000])
  })
})
