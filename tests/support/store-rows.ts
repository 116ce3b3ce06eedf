import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Pool } from 'pg'
import { type BulkRow, insertRows } from '@/lib/db/bulk'
import { isPartitioned, prepareMonths } from '@/lib/db/partitions'

/** Writes rows as they stand; partitions are made for the named time column. */
export async function insertStored(
  pool: Pool,
  table: string,
  rows: readonly BulkRow[],
  partitionedBy?: string,
): Promise<void> {
  const times = rows.flatMap((row) => {
    const at = partitionedBy === undefined ? undefined : row[partitionedBy]
    return at instanceof Date ? [at] : []
  })
  if (isPartitioned(table)) await prepareMonths(pool, table, times)
  const client = await pool.connect()
  try {
    await insertRows(client, table, rows, '')
  } finally {
    client.release()
  }
}

export const SHA = 'a'.repeat(64)

export function venueLatest(venue: string, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    fund_usd: '400',
    fund_type: 'insurance',
    usable_usd: '120',
    usable_basis: 'rule',
    oi_usd: '9000',
    covered_fund_usd: '400',
    covered_oi_usd: '8000',
    coverage: 0.05,
    negative_pools_usd: '0',
    change_24h: 0.01,
    change_7d: -0.02,
    drawdown: 0.03,
    exhaustion_low: 0.05,
    exhaustion_central: 0.08,
    exhaustion_high: 0.12,
    exhaustion_reason: null,
    weakest_fund: 'thin',
    weakest_coverage: 0.001,
    adl_level: 1,
    adl_subjects: 2,
    fund_observed_at: null,
    oi_observed_at: null,
    checked_at: null,
    markets_listed: 2,
    funds_counted: 2,
    basis: 'collected',
    obs_status: 'A',
    reason: null,
    computed_at: new Date('2026-11-20T12:00:00Z'),
    ...overrides,
  }
}

export function sourceStatus(venue: string, source: string, kind: string, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    source,
    kind,
    cadence_s: 60,
    last_attempt_at: null,
    last_success_at: null,
    last_changed_at: null,
    consecutive_failures: 0,
    failing_since: null,
    error_kind: null,
    error_message: null,
    error_at: null,
    rows_written: 10,
    rows_rejected: 0,
    last_run_rejected: 0,
    withdrawn_at: null,
    ...overrides,
  }
}

export function fund(venue: string, id: string, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    fund: id,
    label: `Fund ${id}`,
    fund_type: 'insurance',
    scope: 'settle',
    identity: id,
    shared: false,
    cover_kind: 'markets',
    part_of: null,
    first_seen_at: new Date('2026-01-01T00:00:00Z'),
    last_seen_at: new Date('2026-11-20T12:00:00Z'),
    withdrawn_at: null,
    ...overrides,
  }
}

export function fundLatest(venue: string, id: string, at: Date, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    fund: id,
    value_usd: '200',
    usable_usd: '60',
    usable_basis: 'rule',
    oi_usd: '4000',
    coverage: 0.05,
    exhaustion_low: 0.05,
    exhaustion_central: 0.08,
    exhaustion_high: 0.12,
    exhaustion_reason: null,
    markets_listed: 1,
    markets_missing: 0,
    fund_observed_at: at,
    oi_observed_at: at,
    checked_at: at,
    basis: 'collected',
    obs_status: 'A',
    reason: null,
    ...overrides,
  }
}

export function balance(venue: string, fundId: string, asset: string, at: Date, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    fund: fundId,
    asset,
    observed_at: at,
    checked_at: at,
    changed_at: at,
    units: '200.5',
    price_usd: '1',
    price_source: 'par',
    value_usd: '200.5',
    expected_every_s: 60,
    basis: 'collected',
    obs_status: 'A',
    reason: null,
    source: 'fund',
    raw_sha256: SHA,
    ...overrides,
  }
}

export function openInterest(venue: string, market: string, at: Date, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    market,
    observed_at: at,
    contract_type: 'linear',
    settle_asset: 'USDT',
    checked_at: at,
    contracts: null,
    base_units: '2',
    value_usd: '4000',
    mark_price: '2000',
    source_sides: 1,
    basis: 'collected',
    obs_status: 'A',
    reason: null,
    source: 'oi',
    raw_sha256: SHA,
    ...overrides,
  }
}

export function adlSignal(venue: string, subject: string, at: Date, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    scope: 'market',
    subject,
    signal: 'adlRisk',
    observed_at: at,
    checked_at: at,
    value: 'low',
    level: 0,
    proximity: null,
    basis: 'collected',
    source: 'adl',
    raw_sha256: SHA,
    ...overrides,
  }
}

export function bucket(venue: string, fundId: string, start: Date, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    fund: fundId,
    bucket_start: start,
    fund_usd: '400',
    usable_usd: '120',
    usable_basis: 'rule',
    oi_usd: '9000',
    covered_fund_usd: '400',
    covered_oi_usd: '8000',
    coverage: 0.05,
    exhaustion_low: 0.05,
    exhaustion_central: 0.08,
    exhaustion_high: null,
    fund_observed_at: start,
    oi_observed_at: start,
    basis: 'collected',
    obs_status: 'A',
    reason: null,
    revision: 0,
    ...overrides,
  }
}

export function capture(sha256: string, at: Date, overrides: BulkRow = {}): BulkRow {
  return {
    sha256,
    venue: 'alpha',
    source: 'fund',
    source_kind: 'fund',
    endpoint: 'only',
    subject: null,
    method: 'GET',
    url: 'https://api.example.com/fund',
    request_body: null,
    status: 200,
    headers: { 'content-type': 'application/json' },
    fetched_at: at,
    duration_ms: 12,
    parser_version: '1',
    basis: 'collected',
    run_id: '00000000-0000-4000-8000-000000000000',
    ...overrides,
  }
}

/** Archives bytes as the collector does. */
export async function storeBody(pool: Pool, sha256: string, bytes: Uint8Array | null, at: Date): Promise<void> {
  await pool.query(
    'INSERT INTO capture_body (sha256, body, encoding, size, stored_at, expired_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [sha256, bytes === null ? null : gzipSync(bytes), 'gzip', bytes?.byteLength ?? 77, at, bytes === null ? at : null],
  )
}

export function marketVolume(venue: string, market: string, at: Date, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    market,
    observed_at: at,
    checked_at: at,
    base_units: '10',
    value_usd: '20000',
    basis: 'collected',
    obs_status: 'A',
    reason: null,
    source: 'oi',
    raw_sha256: SHA,
    ...overrides,
  }
}

export function bookDepth(venue: string, market: string, at: Date, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    market,
    observed_at: at,
    checked_at: at,
    mid_price: '2000',
    bid_usd_1: '100',
    ask_usd_1: '80',
    bid_usd_2: '250',
    ask_usd_2: '200',
    basis: 'collected',
    obs_status: 'A',
    reason: null,
    source: 'depth',
    raw_sha256: SHA,
    ...overrides,
  }
}

export function liquidation(venue: string, event: string, at: Date, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    event,
    observed_at: at,
    checked_at: at,
    market: 'BTCUSDT',
    liquidation: 'liquidation',
    side: 'long',
    window_start: null,
    base_units: '0.1',
    price: '2000',
    value_usd: '200',
    loss_usd: null,
    basis: 'collected',
    obs_status: 'A',
    reason: null,
    source: 'liquidations',
    raw_sha256: SHA,
    ...overrides,
  }
}

export function flow(venue: string, fundId: string, at: Date, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    fund: fundId,
    asset: 'USDT',
    observed_at: at,
    flow: 'bankruptcy_loss',
    venue_type: 'bankruptcy_loss',
    checked_at: at,
    units: '-12.5',
    basis: 'collected',
    source: 'fund',
    raw_sha256: SHA,
    ...overrides,
  }
}

export function listedMarket(venue: string, market: string, at: Date, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    market,
    contract_type: 'linear',
    market_kind: 'perpetual',
    segment: 'x',
    base_asset: 'BTC',
    quote_asset: 'USDT',
    settle_asset: 'USDT',
    max_leverage: '100',
    max_leverage_at: at,
    listed: true,
    first_seen_at: at,
    last_listed_at: at,
    ...overrides,
  }
}

export function marketLatest(venue: string, market: string, at: Date, overrides: BulkRow = {}): BulkRow {
  return {
    venue,
    market,
    value_usd: '4000',
    source_sides: 1,
    observed_at: at,
    checked_at: at,
    cadence_s: 60,
    basis: 'collected',
    obs_status: 'A',
    reason: null,
    source: 'oi',
    raw_sha256: SHA,
    ...overrides,
  }
}

export function goodRun(venue: string, source: string, at: Date): BulkRow {
  return {
    run_id: randomUUID(),
    venue,
    source,
    started_at: at,
    finished_at: at,
    outcome: 'ok',
    basis: 'collected',
    requests: 0,
    bytes: 0,
    rows_written: 0,
    rows_unchanged: 0,
    rows_rejected: 0,
  }
}

export function episode(id: string, overrides: BulkRow = {}): BulkRow {
  const at = new Date('2026-11-19T10:00:00Z')
  return {
    episode: id,
    revision: 0,
    venue: 'alpha',
    fund: 'usdt',
    asset: 'USDT',
    level_basis: 'units',
    state: 'standing',
    severity: 'material',
    minor: 'reached',
    material: 'reached',
    severe: 'not_reached',
    cause: 'net_outflow',
    started_at: new Date('2026-11-19T09:00:00Z'),
    crossed_at: at,
    trough_at: at,
    until_at: new Date('2026-11-20T09:00:00Z'),
    recovered_at: null,
    broken_at: null,
    before_units: '1000',
    trough_units: '900',
    before_usd: '1000',
    trough_usd: '900',
    fall: 0.1,
    fall_24h: 0.1,
    fall_8h: 0.1,
    samples: 25,
    expected_samples: 25,
    longest_gap_s: 3600,
    before_sha256: SHA,
    trough_sha256: SHA,
    basis: 'collected',
    recorded_at: at,
    ...overrides,
  }
}
