/** How a table of the store goes into a package. */
export interface StoredTable {
  readonly name: string
  /**
   * `state` is overwritten as time goes on and is read whole, all of it in one snapshot. `history` only grows: what was
   * recorded up to the moment of the package can be read at any time after it, month by month. `capture` grows too, in
   * ranges of its numbers.
   */
  readonly kind: 'state' | 'history' | 'capture'
  /** Of a history: the time its partitions go by. */
  readonly time?: string
}

const state = (name: string): StoredTable => ({ name, kind: 'state' })
const history = (name: string, time = 'observed_at'): StoredTable => ({ name, kind: 'history', time })

/** Every table of the store, in the order they are read and put back; a test compares it with the schema. */
export const STORED_TABLES: readonly StoredTable[] = [
  state('venue'),
  state('market'),
  state('market_latest'),
  state('fund'),
  state('fund_market'),
  state('fund_latest'),
  state('balance_latest'),
  state('adl_latest'),
  state('volume_latest'),
  state('depth_latest'),
  state('venue_latest'),
  // Their open buckets are overwritten.
  state('coverage_hour'),
  state('coverage_day'),
  state('source_status'),
  state('collection_run'),
  state('rejected_row'),
  state('record_figure'),
  state('record_event'),
  state('disclosure_mark'),
  state('disclosure_change'),
  state('disclosure_shape'),
  state('disclosure_pool'),
  state('backfill_lane'),
  state('episode'),
  state('episode_scan'),
  state('adl_hour'),
  history('fund_balance'),
  history('open_interest'),
  history('adl_signal'),
  history('fund_flow'),
  history('market_volume'),
  history('book_depth'),
  history('liquidation'),
  history('coverage_raw', 'bucket_start'),
  { name: 'capture', kind: 'capture' },
  { name: 'capture_body', kind: 'capture' },
]

/** Columns that number rows; their sequences go on behind the highest number that was put back. */
export const SEQUENCES: readonly (readonly [table: string, column: string])[] = [
  ['capture', 'capture_id'],
  ['rejected_row', 'rejected_id'],
  ['disclosure_change', 'change_id'],
]
