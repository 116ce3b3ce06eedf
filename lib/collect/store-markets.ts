import type { ClientBase } from 'pg'
import { readStanding, standingKey } from '@/lib/collect/corrections/standing'
import { observationsOf, type Reading } from '@/lib/collect/reading'
import { contractColumns, openInterestColumns } from '@/lib/collect/rows'
import { plain } from '@/lib/core/decimal'
import type { MarketDescription } from '@/lib/core/observation'
import { appendObservations, insertRows, upsertRows } from '@/lib/db/bulk'

/** Per-market open interest is kept at most this often; the latest value is always kept. */
const KEEP_EVERY_MS = 15 * 60_000
/** A pass may come a little early. */
const KEEP_SLACK_MS = 30_000
/** A market that a combined or partly refused listing stopped naming is taken as gone after this long. */
const SILENT_REMOVAL_MS = 24 * 3_600_000

function describeMarket(reading: Reading, market: MarketDescription) {
  return {
    venue: reading.module.id,
    market: market.market,
    contract_type: market.contractType,
    market_kind: market.marketKind,
    segment: market.segment,
    base_asset: market.baseAsset,
    quote_asset: market.quoteAsset,
    settle_asset: market.settleAsset,
  }
}

/** Stores listed markets, their leverage limits and what is no longer listed. */
export async function storeMarkets(client: ClientBase, reading: Reading): Promise<void> {
  const listed = observationsOf(reading, 'market')
  const traded = observationsOf(reading, 'open_interest')
  // The listing is the authority on what a market is; open interest only introduces markets not listed yet.
  await insertRows(
    client,
    'market',
    traded.map(({ market }) => ({
      ...describeMarket(reading, market),
      listed: true,
      first_seen_at: reading.at,
      last_listed_at: reading.at,
    })),
    'ON CONFLICT (venue, market) DO UPDATE SET last_listed_at = EXCLUDED.last_listed_at',
  )
  await insertRows(
    client,
    'market',
    listed.map(({ market, listed: isListed, maxLeverage }) => ({
      ...describeMarket(reading, market),
      max_leverage: maxLeverage === null ? null : plain(maxLeverage),
      max_leverage_at: maxLeverage === null ? null : reading.at,
      listed: isListed,
      first_seen_at: reading.at,
      last_listed_at: reading.at,
    })),
    `ON CONFLICT (venue, market) DO UPDATE SET contract_type = EXCLUDED.contract_type, market_kind = EXCLUDED.market_kind,
       segment = EXCLUDED.segment, base_asset = EXCLUDED.base_asset, quote_asset = EXCLUDED.quote_asset,
       settle_asset = EXCLUDED.settle_asset, listed = EXCLUDED.listed, last_listed_at = EXCLUDED.last_listed_at,
       max_leverage = coalesce(EXCLUDED.max_leverage, market.max_leverage),
       max_leverage_at = coalesce(EXCLUDED.max_leverage_at, market.max_leverage_at)`,
  )
  if (reading.source.listsMarkets && listed.length > 0) {
    const certain = reading.source.kind === 'leverage' && reading.rejected.length === 0
    const silentMs = certain ? 0 : SILENT_REMOVAL_MS
    await client.query(
      `UPDATE market SET listed = false
       WHERE venue = $1 AND listed AND NOT market = ANY($2) AND last_listed_at <= $3`,
      [reading.module.id, listed.map((item) => item.market.market), new Date(reading.at.getTime() - silentMs)],
    )
  }
}

/** Stores open interest: the latest of every market, and a kept observation every 15 minutes. Returns rows added. */
export async function storeOpenInterest(client: ClientBase, reading: Reading): Promise<number> {
  const found = observationsOf(reading, 'open_interest')
  if (found.length === 0) return 0
  const kept = await client.query<{ market: string; kept_at: Date | null }>(
    'SELECT market, kept_at FROM market_latest WHERE venue = $1',
    [reading.module.id],
  )
  const keptAt = new Map(kept.rows.map((row) => [row.market, row.kept_at]))
  const corrected = await readStanding(client, 'open_interest', reading.module.id, found)
  const rows = found.map((item) => {
    const read = openInterestColumns(reading, item)
    const standing = corrected.get(standingKey(item.market.market, read.observed_at))
    const common = { ...read, ...standing }
    const checkedAt = common.checked_at
    const before = keptAt.get(item.market.market) ?? null
    const isKeptAgain = before === null || checkedAt.getTime() - before.getTime() >= KEEP_EVERY_MS - KEEP_SLACK_MS
    const due = standing === undefined && isKeptAgain
    return {
      due,
      keptAt: due ? checkedAt : before,
      contract: contractColumns(item),
      common,
      undocumented: item.undocumented,
    }
  })
  // A market read without a value is missing from this pass: its last value stays, and ages.
  const isCurrent = (row: (typeof rows)[number]) =>
    row.common.value_usd !== null || row.undocumented || !keptAt.has(row.common.market)
  await upsertRows(
    client,
    'market_latest',
    ['venue', 'market'],
    rows.filter(isCurrent).map((row) => ({
      ...row.common,
      undocumented: row.undocumented,
      kept_at: row.keptAt,
      cadence_s: Math.round(reading.source.cadenceMs / 1000),
    })),
  )
  const keptWithoutValue = rows.filter((row) => row.due && !isCurrent(row)).map((row) => row.common.market)
  if (keptWithoutValue.length > 0) {
    await client.query('UPDATE market_latest SET kept_at = $3 WHERE venue = $1 AND market = ANY($2)', [
      reading.module.id,
      keptWithoutValue,
      reading.at,
    ])
  }
  const added = await appendObservations(
    client,
    'open_interest',
    ['venue', 'market', 'observed_at'],
    ['contracts', 'base_units', 'source'],
    rows
      .filter((row) => row.due)
      .map((row) => ({
        ...row.common,
        ...row.contract,
      })),
  )
  return added.length
}
