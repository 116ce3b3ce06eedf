import type { ClientBase } from 'pg'
import type { Traffic } from '@/lib/collect/fetch-request'
import type { Basis } from '@/lib/core/observation'

/** One backfill of one history, as `collection_run` shows it. */
export interface HistoryRun {
  readonly runId: string
  readonly venue: string
  readonly history: string
  readonly startedAt: Date
  readonly traffic: Traffic
  basis: Basis
  rowsWritten: number
  rowsUnchanged: number
  rowsRejected: number
}

/** Writes the run as it stands, in the transaction of what it has just done; `end` closes it. */
export async function saveHistoryRun(
  client: ClientBase,
  run: HistoryRun,
  end: { readonly at: Date; readonly error: { readonly kind: string; readonly message: string } | null } | null = null,
): Promise<void> {
  await client.query(
    `INSERT INTO collection_run (run_id, venue, source, started_at, finished_at, outcome, error_kind, error_message,
       requests, bytes, rows_written, rows_unchanged, rows_rejected, basis)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT (run_id) DO UPDATE SET finished_at = EXCLUDED.finished_at, outcome = EXCLUDED.outcome,
       error_kind = EXCLUDED.error_kind, error_message = EXCLUDED.error_message, requests = EXCLUDED.requests,
       bytes = EXCLUDED.bytes, rows_written = EXCLUDED.rows_written, rows_unchanged = EXCLUDED.rows_unchanged,
       rows_rejected = EXCLUDED.rows_rejected, basis = EXCLUDED.basis`,
    [
      run.runId,
      run.venue,
      run.history,
      run.startedAt,
      end?.at ?? null,
      end === null ? null : end.error === null ? 'ok' : 'failed',
      end?.error?.kind ?? null,
      end?.error?.message ?? null,
      run.traffic.requests,
      run.traffic.bytes,
      run.rowsWritten,
      run.rowsUnchanged,
      run.rowsRejected,
      run.basis,
    ],
  )
}
