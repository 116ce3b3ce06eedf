import { digits, type SeriesFilter, type SeriesSource } from '@/lib/queries/series/source'

/** Typed flows of funds. */
export const flows: SeriesSource = {
  table: () => 'fund_flow',
  columns: () => [
    'venue',
    'fund',
    'asset',
    'observed_at',
    'checked_at',
    'flow',
    'venue_type',
    digits('units'),
    'basis',
    'source',
    'raw_sha256',
    'revision',
  ],
  key: [
    { expression: 'observed_at', type: 'timestamptz' },
    { expression: 'venue', type: 'text' },
    { expression: 'fund', type: 'text' },
    { expression: 'asset', type: 'text' },
    { expression: 'venue_type', type: 'text' },
  ],
  rangeColumn: 'observed_at',
  revisioned: true,
}

/** The moment a row stands for: its own, or the day or hour it is the last observation of. */
const bucketOf = ({ interval }: SeriesFilter) =>
  interval === 'raw' ? 'observed_at' : `date_trunc('${interval}', observed_at, 'UTC')`

const perMarket = {
  key: [
    { expression: 'venue', type: 'text' },
    { expression: 'market', type: 'text' },
    { expression: bucketOf, type: 'timestamptz' },
  ],
  rangeColumn: 'observed_at',
  revisioned: true,
  newestFirst: 'observed_at DESC',
} as const

/** Volume per market. */
export const volumes: SeriesSource = {
  ...perMarket,
  table: () => 'market_volume',
  columns: () => [
    'venue',
    'market',
    'observed_at',
    'checked_at',
    digits('base_units'),
    digits('value_usd'),
    'basis',
    'obs_status',
    'reason',
    'source',
    'raw_sha256',
    'revision',
  ],
}

/** Depth of order books. */
export const depth: SeriesSource = {
  ...perMarket,
  table: () => 'book_depth',
  columns: () => [
    'venue',
    'market',
    'observed_at',
    'checked_at',
    digits('mid_price'),
    digits('bid_usd_1'),
    digits('ask_usd_1'),
    digits('bid_usd_2'),
    digits('ask_usd_2'),
    'basis',
    'obs_status',
    'reason',
    'source',
    'raw_sha256',
    'revision',
  ],
}

/** Net outflows found in balances, by the time they were first large enough. */
export const episodes: SeriesSource = {
  // The order is by a column that may change from one revision to the next: the latest one is taken first.
  table: ({ asOf }, bind) =>
    `(SELECT DISTINCT ON (episode) * FROM episode ${asOf === null ? '' : `WHERE recorded_at <= ${bind(asOf, 'timestamptz')}`}
      ORDER BY episode, revision DESC) latest`,
  columns: () => [
    'episode',
    'venue',
    'fund',
    'asset',
    'level_basis',
    'state',
    'severity',
    'minor',
    'material',
    'severe',
    'cause',
    'started_at',
    'crossed_at',
    'trough_at',
    'until_at',
    'recovered_at',
    'broken_at',
    digits('before_units'),
    digits('trough_units'),
    digits('before_usd'),
    digits('trough_usd'),
    'fall',
    'fall_24h',
    'fall_8h',
    'samples',
    'expected_samples',
    'longest_gap_s',
    'before_sha256',
    'trough_sha256',
    'basis',
    'revision',
    'recorded_at',
  ],
  key: [
    { expression: 'crossed_at', type: 'timestamptz' },
    { expression: 'episode', type: 'text' },
  ],
  rangeColumn: 'crossed_at',
  revisioned: false,
}

/** Liquidations, by time. */
export const liquidations: SeriesSource = {
  table: () => 'liquidation',
  columns: () => [
    'venue',
    'event',
    'observed_at',
    'window_start',
    'checked_at',
    'market',
    'liquidation',
    'side',
    digits('base_units'),
    digits('price'),
    digits('value_usd'),
    digits('loss_usd'),
    'basis',
    'obs_status',
    'reason',
    'source',
    'raw_sha256',
    'revision',
  ],
  key: [
    { expression: 'venue', type: 'text' },
    { expression: 'observed_at', type: 'timestamptz' },
    { expression: 'event', type: 'text' },
  ],
  rangeColumn: 'observed_at',
  revisioned: true,
}
