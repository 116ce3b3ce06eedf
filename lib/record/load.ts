import type { ClientBase } from 'pg'
import type { Database } from '@/lib/db/client'
import { prepareMonths } from '@/lib/db/partitions'
import { transaction } from '@/lib/db/transaction'
import { bitmexBalances } from '@/lib/record/bitmex'
import { loadBitmex } from '@/lib/record/load-bitmex'
import { changeRows, eventRows, figureRows, markRows, venueRows } from '@/lib/record/load-rows'
import { loadWithdrawals } from '@/lib/record/load-withdrawals'
import { syncTable } from '@/lib/record/sync-table'

/** How many rows of each kind a load wrote; all 0 when the store already held the same. */
export interface LoadResult {
  readonly venues: number
  readonly figures: number
  readonly events: number
  readonly marks: number
  readonly changes: number
  readonly balances: number
}

// Any number: two processes that start at once load one after the other.
const LOAD_LOCK = 5_310

/**
 * Brings the store in line with the published record and the venue declarations of this release, in one transaction:
 * venues, figures, events, disclosure marks and changes, BitMEX's balances. Loading again changes nothing; a changed balance
 * becomes a new revision; a row no longer in the files goes.
 */
export async function loadRecord(db: Database, { now }: { readonly now: Date }): Promise<LoadResult> {
  await prepareMonths(
    db.pool,
    'fund_balance',
    bitmexBalances().map((balance) => balance.observedAt),
  )
  return transaction(db.pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOAD_LOCK])
    return loadAll(client, now)
  })
}

async function loadAll(client: ClientBase, now: Date): Promise<LoadResult> {
  await loadWithdrawals(client)
  return {
    venues: await syncTable(client, { table: 'venue', key: ['venue'], rows: venueRows(), stamp: { updated_at: now } }),
    figures: await syncTable(client, { table: 'record_figure', key: ['figure'], rows: figureRows() }),
    events: await syncTable(client, { table: 'record_event', key: ['event'], rows: eventRows() }),
    marks: await syncTable(client, {
      table: 'disclosure_mark',
      key: ['venue', 'criterion'],
      rows: markRows(),
      stamp: { recorded_at: now },
    }),
    changes: await syncTable(client, {
      table: 'disclosure_change',
      key: ['change'],
      rows: changeRows(),
      stamp: { recorded_at: now },
      only: { basis: 'published' },
    }),
    balances: await loadBitmex(client, now),
  }
}
