import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import type { FundIds } from '@/lib/collect/backfill/store-past'
import type { Basis } from '@/lib/core/observation'
import { type BulkRow, upsertRows } from '@/lib/db/bulk'

/** How far one lane of a history has been read. */
export interface LaneState {
  readonly venue: string
  readonly history: string
  readonly lane: string
  readonly state: 'running' | 'failed' | 'done'
  /** The page to ask for next in the walk under way; null for its first. */
  readonly cursor: string | null
  /** Nothing older is wanted of the walk under way. */
  readonly walkFrom: Date
  /** The page that reached furthest back. */
  readonly endCursor: string | null
  /** Furthest back that was ever asked for. */
  readonly fromAsked: Date
  readonly oldestObservedAt: Date | null
  readonly newestObservedAt: Date | null
  /** Pages go back in time; only then can a walk be carried on from where it ended. */
  readonly newestFirst: boolean
  readonly rows: number
  readonly pages: number
  readonly fundIds: FundIds
  readonly basis: Basis
  readonly error: { readonly kind: string; readonly message: string } | null
  readonly startedAt: Date
  readonly doneAt: Date | null
  /** When the rollups were last made from it; null once something came in since. */
  readonly rolledUpAt: Date | null
}

const fundIdsSchema = z.record(z.string(), z.string())

interface LaneRow {
  readonly venue: string
  readonly history: string
  readonly lane: string
  readonly state: LaneState['state']
  readonly cursor: string | null
  readonly walk_from: Date
  readonly end_cursor: string | null
  readonly from_asked: Date
  readonly oldest_observed_at: Date | null
  readonly newest_observed_at: Date | null
  readonly newest_first: boolean
  readonly rows: string
  readonly pages: number
  readonly fund_ids: unknown
  readonly basis: Basis
  readonly error_kind: string | null
  readonly error_message: string | null
  readonly started_at: Date
  readonly done_at: Date | null
  readonly rolled_up_at: Date | null
}

/** The lanes of a history that were begun, by name. */
export async function readLanes(pool: Pool, venue: string, history: string): Promise<ReadonlyMap<string, LaneState>> {
  const { rows } = await pool.query<LaneRow>('SELECT * FROM backfill_lane WHERE venue = $1 AND history = $2', [
    venue,
    history,
  ])
  return new Map(rows.map((row) => [row.lane, toState(row)]))
}

function toState(row: LaneRow): LaneState {
  return {
    venue: row.venue,
    history: row.history,
    lane: row.lane,
    state: row.state,
    cursor: row.cursor,
    walkFrom: row.walk_from,
    endCursor: row.end_cursor,
    fromAsked: row.from_asked,
    oldestObservedAt: row.oldest_observed_at,
    newestObservedAt: row.newest_observed_at,
    newestFirst: row.newest_first,
    rows: Number(row.rows),
    pages: row.pages,
    fundIds: fundIdsSchema.parse(row.fund_ids),
    basis: row.basis,
    error: row.error_kind === null ? null : { kind: row.error_kind, message: row.error_message ?? '' },
    startedAt: row.started_at,
    doneAt: row.done_at,
    rolledUpAt: row.rolled_up_at,
  }
}

/** Writes how far a lane has come, in the transaction of what it read. */
export async function saveLane(client: ClientBase, lane: LaneState, at: Date): Promise<void> {
  const row: BulkRow = {
    venue: lane.venue,
    history: lane.history,
    lane: lane.lane,
    state: lane.state,
    cursor: lane.cursor,
    walk_from: lane.walkFrom,
    end_cursor: lane.endCursor,
    from_asked: lane.fromAsked,
    oldest_observed_at: lane.oldestObservedAt,
    newest_observed_at: lane.newestObservedAt,
    newest_first: lane.newestFirst,
    rows: lane.rows,
    pages: lane.pages,
    fund_ids: lane.fundIds,
    basis: lane.basis,
    error_kind: lane.error?.kind ?? null,
    error_message: lane.error?.message ?? null,
    started_at: lane.startedAt,
    updated_at: at,
    done_at: lane.doneAt,
    rolled_up_at: lane.rolledUpAt,
  }
  await upsertRows(client, 'backfill_lane', ['venue', 'history', 'lane'], [row])
}
