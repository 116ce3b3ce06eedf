import { gzipSync } from 'node:zlib'
import type { ClientBase } from 'pg'
import type { Capture } from '@/lib/collect/fetch-request'
import type { Basis, Rejection } from '@/lib/core/observation'
import { insertRows } from '@/lib/db/bulk'
import type { Source, VenueModule } from '@/lib/venues/_contract/module'

export interface RunRecord {
  readonly runId: string
  readonly module: VenueModule
  readonly source: Source
  readonly startedAt: Date
  readonly finishedAt: Date
  readonly outcome: 'ok' | 'failed' | 'rejected'
  readonly error: { readonly kind: string; readonly message: string; readonly sample: string | null } | null
  readonly requests: number
  readonly bytes: number
  readonly rowsWritten: number
  readonly rowsUnchanged: number
  readonly rejected: readonly Rejection[]
  readonly basis: Basis
  /** Hash of what was read; null when nothing was. */
  readonly contentHash: string | null
}

/** Archives responses: the bytes once per hash, one row per fetch. */
export async function storeCaptures(
  client: ClientBase,
  run: Pick<RunRecord, 'runId' | 'module' | 'basis'> & {
    readonly source: { readonly id: string; readonly kind: string }
  },
  captures: readonly Capture[],
  parserVersion: string,
  /** Of a history. */
  lane: string | null = null,
): Promise<void> {
  const bodies = new Map(captures.map((capture) => [capture.sha256, capture.response]))
  for (const [sha256, response] of bodies) {
    await client.query(
      `INSERT INTO capture_body (sha256, body, encoding, size, stored_at) VALUES ($1, $2, 'gzip', $3, $4)
       ON CONFLICT (sha256) DO UPDATE SET body = EXCLUDED.body, stored_at = EXCLUDED.stored_at, expired_at = NULL
       WHERE capture_body.body IS NULL`,
      [sha256, gzipSync(response.bytes), response.bytes.byteLength, response.fetchedAt],
    )
  }
  await insertRows(
    client,
    'capture',
    captures.map(({ sha256, request, response }) => ({
      sha256,
      venue: run.module.id,
      source: run.source.id,
      source_kind: run.source.kind,
      endpoint: request.endpoint,
      subject: request.subject ?? null,
      method: request.method,
      url: request.url,
      request_body: request.body === undefined ? null : JSON.stringify(request.body),
      status: response.status,
      headers: response.headers,
      fetched_at: response.fetchedAt,
      duration_ms: response.durationMs,
      parser_version: parserVersion,
      basis: run.basis,
      run_id: run.runId,
      lane,
    })),
    '',
  )
}

/** Writes the run, its refused rows and the standing of its source. */
export async function storeRun(client: ClientBase, run: RunRecord, captures: readonly Capture[]): Promise<void> {
  await insertRows(
    client,
    'collection_run',
    [
      {
        run_id: run.runId,
        venue: run.module.id,
        source: run.source.id,
        started_at: run.startedAt,
        finished_at: run.finishedAt,
        outcome: run.outcome,
        error_kind: run.error?.kind ?? null,
        error_message: run.error?.message ?? null,
        requests: run.requests,
        bytes: run.bytes,
        rows_written: run.rowsWritten,
        rows_unchanged: run.rowsUnchanged,
        rows_rejected: run.rejected.length,
        basis: run.basis,
      },
    ],
    '',
  )
  await storeRejected(client, { ...run, at: run.finishedAt }, captures)
  await storeStatus(client, run)
}

/** Writes refused rows; `captures` holds the bytes each was read from, in payload order. */
export async function storeRejected(
  client: ClientBase,
  run: Pick<RunRecord, 'runId' | 'module' | 'rejected'> & {
    readonly source: { readonly id: string }
    readonly at: Date
  },
  captures: readonly Capture[],
): Promise<void> {
  await insertRows(
    client,
    'rejected_row',
    run.rejected.map((row) => ({
      run_id: run.runId,
      venue: run.module.id,
      source: run.source.id,
      reason: row.reason,
      detail: row.detail,
      sample: row.sample,
      raw_sha256: row.payload === null ? null : (captures[row.payload]?.sha256 ?? null),
      rejected_at: run.at,
    })),
    '',
  )
}

async function storeStatus(client: ClientBase, run: RunRecord): Promise<void> {
  const common = [
    run.module.id,
    run.source.id,
    run.source.kind,
    Math.round(run.source.cadenceMs / 1000),
    run.finishedAt,
  ]
  if (run.error === null) {
    await client.query(
      `INSERT INTO source_status AS s (venue, source, kind, cadence_s, last_attempt_at, last_success_at, last_changed_at,
         rows_written, rows_rejected, last_run_rejected, content_hash)
       VALUES ($1, $2, $3, $4, $5, $5, $5, $6, $7::integer, $7::integer, $8)
       ON CONFLICT (venue, source) DO UPDATE SET kind = EXCLUDED.kind, cadence_s = EXCLUDED.cadence_s,
         last_attempt_at = EXCLUDED.last_attempt_at, last_success_at = EXCLUDED.last_success_at,
         last_changed_at = CASE WHEN s.content_hash IS DISTINCT FROM EXCLUDED.content_hash
           THEN EXCLUDED.last_changed_at ELSE s.last_changed_at END,
         consecutive_failures = 0, failing_since = NULL,
         rows_written = s.rows_written + EXCLUDED.rows_written,
         rows_rejected = s.rows_rejected + EXCLUDED.rows_rejected,
         last_run_rejected = EXCLUDED.last_run_rejected, content_hash = EXCLUDED.content_hash`,
      [...common, run.rowsWritten, run.rejected.length, run.contentHash],
    )
    return
  }
  await client.query(
    `INSERT INTO source_status AS s (venue, source, kind, cadence_s, last_attempt_at, consecutive_failures, failing_since,
       error_kind, error_message, error_sample, error_at, rows_rejected, last_run_rejected)
     VALUES ($1, $2, $3, $4, $5, 1, $5, $6, $7, $8, $5, $9::integer, $9::integer)
     ON CONFLICT (venue, source) DO UPDATE SET kind = EXCLUDED.kind, cadence_s = EXCLUDED.cadence_s,
       last_attempt_at = EXCLUDED.last_attempt_at, consecutive_failures = s.consecutive_failures + 1,
       failing_since = coalesce(s.failing_since, EXCLUDED.failing_since), error_kind = EXCLUDED.error_kind,
       error_message = EXCLUDED.error_message, error_sample = EXCLUDED.error_sample, error_at = EXCLUDED.error_at,
       rows_rejected = s.rows_rejected + EXCLUDED.rows_rejected, last_run_rejected = EXCLUDED.last_run_rejected`,
    [...common, run.error.kind, run.error.message, run.error.sample, run.rejected.length],
  )
}
