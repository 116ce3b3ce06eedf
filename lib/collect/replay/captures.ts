import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Pool } from 'pg'
import { z } from 'zod'
import { type Answered, type Capture, endpointOf, readAnswer } from '@/lib/collect/fetch-request'
import type { Basis } from '@/lib/core/observation'
import { UpstreamError } from '@/lib/errors'
import type { HttpsUrl, Received } from '@/lib/venues/_contract/module'

/** Captures that were read together: a run of a source, or one page of a lane with the answers that named the lanes. */
export interface StoredUnit {
  readonly runId: string
  readonly lane: string | null
  readonly captureIds: readonly string[]
}

export interface ReadUnit {
  readonly basis: Basis
  /** The newest fetch. */
  readonly checkedAt: Date
  readonly captures: readonly Capture[]
  readonly received: readonly Received[]
  /** Why it cannot be read, even today; `expired` when the bytes are gone. */
  readonly failure: UpstreamError | 'expired' | null
}

const unzip = promisify(gunzip)
/** No response is accepted near this size. */
const MOST_BYTES = 256 * 1024 * 1024
const headersSchema = z.record(z.string(), z.string())

/**
 * What was fetched for a source in a half-open range, in order of time. Runs that failed on the way (unreachable, busy)
 * are left out: they were never whole. Those whose form was refused are in.
 */
export async function listRuns(
  pool: Pool,
  key: { readonly venue: string; readonly source: string },
  range: { readonly from: Date; readonly to: Date },
): Promise<readonly StoredUnit[]> {
  const { rows } = await pool.query<{ run_id: string; ids: string[] }>(
    `SELECT c.run_id, array_agg(c.capture_id::text ORDER BY c.capture_id) AS ids
     FROM capture c JOIN collection_run r USING (run_id)
     WHERE c.venue = $1 AND c.source = $2 AND r.outcome <> 'failed'
       AND r.run_id IN (SELECT run_id FROM capture WHERE venue = $1 AND source = $2 AND fetched_at >= $3 AND fetched_at < $4)
     GROUP BY c.run_id
     HAVING min(c.fetched_at) >= $3
     ORDER BY min(c.fetched_at), c.run_id`,
    [key.venue, key.source, range.from, range.to],
  )
  return rows.map((row) => ({ runId: row.run_id, lane: null, captureIds: row.ids }))
}

/** The pages of a history fetched in a half-open range, in order of time. */
export async function listPages(
  pool: Pool,
  key: { readonly venue: string; readonly source: string },
  range: { readonly from: Date; readonly to: Date },
): Promise<readonly StoredUnit[]> {
  const { rows } = await pool.query<{ run_id: string; lane: string; ids: string[] }>(
    `SELECT p.run_id, p.lane, array(
       SELECT d.capture_id::text FROM capture d WHERE d.venue = $1 AND d.source = $2 AND d.run_id = p.run_id AND d.lane IS NULL
       ORDER BY d.capture_id
     ) || p.capture_id::text AS ids
     FROM capture p
     WHERE p.venue = $1 AND p.source = $2 AND p.lane IS NOT NULL AND p.fetched_at >= $3 AND p.fetched_at < $4
     ORDER BY p.fetched_at, p.capture_id`,
    [key.venue, key.source, range.from, range.to],
  )
  return rows.map((row) => ({ runId: row.run_id, lane: row.lane, captureIds: row.ids }))
}

interface CaptureRow {
  readonly sha256: string
  readonly endpoint: string
  readonly subject: string | null
  readonly method: string
  readonly url: string
  readonly request_body: string | null
  readonly status: number
  readonly headers: unknown
  readonly fetched_at: Date
  readonly duration_ms: number
  readonly basis: Basis
  readonly body: Buffer | null
  readonly encoding: string
}

const isHttps = (url: string): url is HttpsUrl => url.startsWith('https://')

/** Reads the stored bytes of a unit with today's schemas, in the order they were stored. */
export async function readUnit(pool: Pool, answered: Answered, unit: StoredUnit): Promise<ReadUnit> {
  const { rows } = await pool.query<CaptureRow>(
    `SELECT c.*, b.body, b.encoding FROM capture c JOIN capture_body b USING (sha256)
     WHERE c.capture_id = ANY($1::bigint[]) ORDER BY array_position($1::bigint[], c.capture_id)`,
    [unit.captureIds],
  )
  const captures: Capture[] = []
  const received: Received[] = []
  let failure: ReadUnit['failure'] = rows.length < unit.captureIds.length ? 'expired' : null
  for (const row of rows) {
    if (failure !== null) break
    if (row.body === null) failure = 'expired'
    else failure = await readRow(answered, { ...row, body: row.body }, { captures, received })
  }
  return {
    basis: rows[0]?.basis ?? 'collected',
    checkedAt: new Date(Math.max(0, ...rows.map((row) => row.fetched_at.getTime()))),
    captures,
    received,
    failure,
  }
}

async function readRow(
  answered: Answered,
  row: CaptureRow & { readonly body: Buffer },
  found: { readonly captures: Capture[]; readonly received: Received[] },
): Promise<UpstreamError | null> {
  const { url, endpoint, method } = row
  const declared = answered.endpoints.some((candidate) => candidate.id === endpoint)
  if (!declared || !isHttps(url) || (method !== 'GET' && method !== 'POST'))
    return new UpstreamError('schema', `${endpoint} is no longer an endpoint of ${answered.id}`)
  const request = {
    endpoint,
    method,
    url,
    ...(row.subject === null ? {} : { subject: row.subject }),
    ...(row.request_body === null ? {} : { body: JSON.parse(row.request_body) }),
  } as const
  const bytes = row.encoding === 'gzip' ? await unzip(row.body, { maxOutputLength: MOST_BYTES }) : row.body
  const answer = readAnswer(answered, request, {
    status: row.status,
    headers: headersSchema.parse(row.headers),
    bytes,
    fetchedAt: row.fetched_at,
    durationMs: row.duration_ms,
  })
  if (!answer.ok) return endpointOf(answered, request).tolerateFailure ? null : answer.error
  found.captures.push(answer.capture)
  found.received.push(answer.received)
  return null
}
