import type { ClientBase } from 'pg'
import { syncFundMarkets } from '@/lib/collect/store-funds'
import { Decimal, dec } from '@/lib/core/decimal'
import type { Composition } from '@/lib/core/metrics/fund-money'
import type { VenueSummaryInput } from '@/lib/core/metrics/venue-summary'
import type { ContractType, FundType, ObsStatus } from '@/lib/core/observation'
import type { VenueModule } from '@/lib/venues/_contract/module'

const PEAK_WINDOW_MS = 8 * 3_600_000
/** Samples may start a little inside the window. */
const PEAK_SLACK_MS = 10 * 60_000

const orNull = (text: string | null): Decimal | null => (text === null ? null : dec(text))

/** Reads what a venue's coverage is computed from, as the store has it inside this transaction. */
export async function readSummaryInput(client: ClientBase, module: VenueModule, now: Date): Promise<VenueSummaryInput> {
  await syncRuledFunds(client, module.id, now)
  const [funds, balances, markets, peaks, triggers] = [
    await readFunds(client, module.id),
    await readBalances(client, module.id),
    await readMarkets(client, module.id),
    await readPeaks(client, module, now),
    await readTriggers(client, module.id),
  ]
  const passes = await readPasses(client, module.id)
  return {
    now,
    fundType: module.fundType,
    funds,
    balances,
    markets,
    passes,
    peaks,
    triggers,
    leverage: { max: module.leverage.max, reason: module.leverage.reason },
    fundAbsence: module.fundAbsence,
  }
}

/** Funds that cover markets by rule (a segment, all) follow the listing. */
async function syncRuledFunds(client: ClientBase, venue: string, now: Date): Promise<void> {
  const ruled = await client.query<{ fund: string }>(
    `SELECT fund FROM fund WHERE venue = $1 AND withdrawn_at IS NULL AND cover_kind IN ('segment', 'all')`,
    [venue],
  )
  const pairs = await client.query<{ fund: string; market: string }>(
    `SELECT f.fund, m.market FROM fund f
     JOIN market m ON m.venue = f.venue AND m.listed AND (f.cover_kind = 'all' OR m.segment = f.cover_segment)
     WHERE f.venue = $1 AND f.withdrawn_at IS NULL AND f.cover_kind IN ('segment', 'all')`,
    [venue],
  )
  await syncFundMarkets(
    client,
    venue,
    now,
    ruled.rows.map((row) => row.fund),
    pairs.rows,
  )
}

async function readFunds(client: ClientBase, venue: string): Promise<VenueSummaryInput['funds']> {
  const result = await client.query<{
    fund: string
    label: string
    fund_type: FundType
    part_of: string | null
    cover_kind: string
    markets: string[]
  }>(
    `SELECT f.fund, f.label, f.fund_type, f.part_of, f.cover_kind,
       coalesce(array_agg(c.market ORDER BY c.market) FILTER (WHERE c.market IS NOT NULL), '{}') AS markets
     FROM fund f
     LEFT JOIN fund_market c ON c.venue = f.venue AND c.fund = f.fund AND c.valid_to IS NULL
     WHERE f.venue = $1 AND f.withdrawn_at IS NULL
     GROUP BY f.venue, f.fund ORDER BY f.fund`,
    [venue],
  )
  return result.rows.map((row) => ({
    fund: row.fund,
    label: row.label,
    fundType: row.fund_type,
    partOf: row.part_of,
    coversNothing: row.cover_kind === 'none',
    markets: row.markets,
  }))
}

async function readBalances(client: ClientBase, venue: string): Promise<VenueSummaryInput['balances']> {
  const result = await client.query<{
    fund: string
    asset: string
    units: string
    price_usd: string | null
    value_usd: string | null
    observed_at: Date
    checked_at: Date
    cadence_s: number
    source: string
    obs_status: ObsStatus
    reason: string | null
  }>(
    `SELECT fund, asset, units::text, price_usd::text, value_usd::text, observed_at, checked_at, cadence_s, source,
       obs_status, reason
     FROM balance_latest WHERE venue = $1 ORDER BY fund, asset`,
    [venue],
  )
  return result.rows.map((row) => ({
    fund: row.fund,
    asset: row.asset,
    units: dec(row.units),
    priceUsd: orNull(row.price_usd),
    valueUsd: orNull(row.value_usd),
    observedAt: row.observed_at,
    checkedAt: row.checked_at,
    source: row.source,
    sourceCadenceMs: row.cadence_s * 1000,
    status: row.obs_status,
    reason: row.reason,
  }))
}

/** Listed markets, and every market a fund names that no listing has told us about yet. */
async function readMarkets(client: ClientBase, venue: string): Promise<VenueSummaryInput['markets']> {
  const result = await client.query<{
    market: string
    contract_type: ContractType
    max_leverage: string | null
    value_usd: string | null
    undocumented: boolean | null
    observed_at: Date | null
    checked_at: Date | null
    cadence_s: number | null
    obs_status: ObsStatus | null
    reason: string | null
  }>(
    `SELECT m.market, m.contract_type, m.max_leverage::text, l.value_usd::text, l.undocumented, l.observed_at,
       l.checked_at, l.cadence_s, l.obs_status, l.reason
     FROM market m LEFT JOIN market_latest l ON l.venue = m.venue AND l.market = m.market
     WHERE m.venue = $1 AND m.listed
     UNION ALL
     SELECT DISTINCT c.market, 'linear', NULL, NULL, false, NULL::timestamptz, NULL::timestamptz, NULL::integer, NULL, NULL
     FROM fund_market c
     WHERE c.venue = $1 AND c.valid_to IS NULL
       AND NOT EXISTS (SELECT 1 FROM market m WHERE m.venue = c.venue AND m.market = c.market)
       AND NOT EXISTS (SELECT 1 FROM market m WHERE m.venue = c.venue AND m.max_leverage_at IS NOT NULL)
     ORDER BY 1`,
    [venue],
  )
  return result.rows.map((row) => ({
    market: row.market,
    contractType: row.contract_type,
    valueUsd: orNull(row.value_usd),
    undocumented: row.undocumented ?? false,
    observedAt: row.observed_at,
    checkedAt: row.checked_at,
    sourceCadenceMs: (row.cadence_s ?? 60) * 1000,
    status: row.obs_status ?? 'M',
    reason: row.reason,
    maxLeverage: orNull(row.max_leverage),
  }))
}

async function readPasses(client: ClientBase, venue: string): Promise<VenueSummaryInput['passes']> {
  const result = await client.query<{ source: string; kind: string; last_success_at: Date }>(
    `SELECT source, kind, last_success_at FROM source_status
     WHERE venue = $1 AND kind IN ('fund', 'open_interest') AND last_success_at IS NOT NULL ORDER BY last_success_at`,
    [venue],
  )
  const funds = result.rows.filter((row) => row.kind === 'fund')
  return {
    openInterest: result.rows.findLast((row) => row.kind === 'open_interest')?.last_success_at ?? null,
    funds: new Map(funds.map((row) => [row.source, row.last_success_at])),
  }
}

/** Highest units of the last 8 h per single-asset fund, with the time the samples reach back to. */
async function readPeaks(client: ClientBase, module: VenueModule, now: Date): Promise<VenueSummaryInput['peaks']> {
  const result = await client.query<{ fund: string; peak: string; since: Date }>(
    `SELECT b.fund, max(b.units)::text AS peak, min(b.observed_at) AS since
     FROM fund_balance b JOIN fund f ON f.venue = b.venue AND f.fund = b.fund
     WHERE b.venue = $1 AND f.scope = 'market' AND b.observed_at >= $2 AND b.source = ANY($3)
     GROUP BY b.fund HAVING count(DISTINCT b.asset) = 1`,
    [
      module.id,
      new Date(now.getTime() - PEAK_WINDOW_MS - PEAK_SLACK_MS),
      // What a history says of these hours is not a sample of ours.
      module.sources.map((source) => source.id),
    ],
  )
  return new Map(result.rows.map((row) => [row.fund, { peakUnits: dec(row.peak), since: row.since }]))
}

async function readTriggers(client: ClientBase, venue: string): Promise<VenueSummaryInput['triggers']> {
  const result = await client.query<{ subject: string; drawdown: string; threshold: string }>(
    `SELECT subject, trigger_drawdown::text AS drawdown, trigger_threshold::text AS threshold FROM adl_latest
     WHERE venue = $1 AND scope = 'market' AND trigger_drawdown IS NOT NULL AND trigger_threshold IS NOT NULL`,
    [venue],
  )
  return new Map(
    result.rows.map((row) => [row.subject, { drawdown: dec(row.drawdown), threshold: dec(row.threshold) }]),
  )
}

/** A composition as stored: units and dollars by asset, as text. */
export type StoredComposition = Readonly<Record<string, { readonly units: string; readonly value_usd: string | null }>>

export function readComposition(stored: StoredComposition | null): Composition | null {
  if (stored === null) return null
  return new Map(
    Object.entries(stored).map(([asset, held]) => [
      asset,
      { units: new Decimal(held.units), valueUsd: orNull(held.value_usd) },
    ]),
  )
}
