import type { Database } from '@/lib/db/client'

/** A half-open span of time. */
export interface Span {
  readonly from: Date
  readonly to: Date
}

export interface DailyFundRow {
  readonly day: Date
  readonly level: string | null
  readonly fundUsd: string | null
  readonly oiUsd: string | null
  readonly fundObservedAt: Date | null
}

/** The summed fund and the open interest of a venue per day, latest revision of each, oldest first. */
export async function readDailyFund(db: Database, venue: string, span: Span): Promise<readonly DailyFundRow[]> {
  const { rows } = await db.pool.query<DailyFundRow>(
    `SELECT DISTINCT ON (bucket_start) bucket_start AS day, trim_scale(level)::text AS level,
        trim_scale(fund_usd)::text AS "fundUsd", trim_scale(oi_usd)::text AS "oiUsd",
        fund_observed_at AS "fundObservedAt"
      FROM coverage_day WHERE venue = $1 AND fund = 'total' AND bucket_start >= $2 AND bucket_start < $3
      ORDER BY bucket_start, revision DESC`,
    [venue, span.from, span.to],
  )
  return rows
}

export interface PoolUnitsRow {
  readonly fund: string
  readonly asset: string
  readonly day: Date
  readonly units: string
}

/** What pools held at the end of each day, by the last balance of that day; a day without one has no row. */
export async function readUnitsByDay(
  db: Database,
  venue: string,
  pools: readonly { readonly fund: string; readonly asset: string }[],
  span: Span,
): Promise<readonly PoolUnitsRow[]> {
  if (pools.length === 0) return []
  const { rows } = await db.pool.query<PoolUnitsRow>(
    `SELECT p.fund, p.asset, d.day, trim_scale(b.units)::text AS units
      FROM unnest($2::text[], $3::text[]) AS p(fund, asset)
      CROSS JOIN generate_series($4::timestamptz, $5::timestamptz - interval '1 day', interval '1 day') AS d(day)
      CROSS JOIN LATERAL (
        SELECT units FROM fund_balance
        WHERE venue = $1 AND fund = p.fund AND asset = p.asset
          AND observed_at >= d.day AND observed_at < d.day + interval '1 day'
        ORDER BY observed_at DESC, revision DESC LIMIT 1
      ) b
      ORDER BY p.fund, p.asset, d.day`,
    [venue, pools.map(({ fund }) => fund), pools.map(({ asset }) => asset), span.from, span.to],
  )
  return rows
}

export interface DailyVolumeRow {
  readonly market: string
  readonly day: Date
  readonly valueUsd: string | null
}

/** The last 24 h volume read on each day, by market. */
export async function readVolumeByDay(
  db: Database,
  venue: string,
  markets: readonly string[],
  span: Span,
): Promise<readonly DailyVolumeRow[]> {
  if (markets.length === 0) return []
  const { rows } = await db.pool.query<DailyVolumeRow>(
    `SELECT m.market, d.day, v.value_usd::text AS "valueUsd"
      FROM unnest($2::text[]) AS m(market)
      CROSS JOIN generate_series($3::timestamptz, $4::timestamptz - interval '1 day', interval '1 day') AS d(day)
      CROSS JOIN LATERAL (
        SELECT value_usd FROM market_volume
        WHERE venue = $1 AND market = m.market AND observed_at >= d.day AND observed_at < d.day + interval '1 day'
        ORDER BY observed_at DESC, revision DESC LIMIT 1
      ) v
      ORDER BY m.market, d.day`,
    [venue, markets, span.from, span.to],
  )
  return rows
}

export interface TurnoverRow {
  readonly market: string
  readonly day: Date
  /** Highest less lowest open interest in the 24 hours before the volume was read, in base units. */
  readonly range: string
  readonly volume: string
  readonly samples: number
}

/** Linear markets: what was traded in 24 hours, and how far open interest ranged in the same hours. */
export async function readTurnoverByDay(
  db: Database,
  venue: string,
  markets: readonly string[],
  span: Span,
): Promise<readonly TurnoverRow[]> {
  if (markets.length === 0) return []
  const { rows } = await db.pool.query<TurnoverRow>(
    `SELECT m.market, d.day, v.base_units::text AS volume, o.range::text AS range, o.samples
      FROM unnest($2::text[]) AS m(market)
      CROSS JOIN generate_series($3::timestamptz, $4::timestamptz - interval '1 day', interval '1 day') AS d(day)
      CROSS JOIN LATERAL (
        SELECT base_units, observed_at FROM market_volume
        WHERE venue = $1 AND market = m.market AND observed_at >= d.day AND observed_at < d.day + interval '1 day'
        ORDER BY observed_at DESC, revision DESC LIMIT 1
      ) v
      CROSS JOIN LATERAL (
        SELECT max(base_units) - min(base_units) AS range, count(*)::int AS samples
        FROM (
          SELECT DISTINCT ON (observed_at) base_units FROM open_interest
          WHERE venue = $1 AND market = m.market AND contract_type = 'linear'
            AND observed_at > v.observed_at - interval '24 hours' AND observed_at <= v.observed_at
          ORDER BY observed_at, revision DESC
        ) known WHERE base_units IS NOT NULL
      ) o
      WHERE v.base_units IS NOT NULL AND o.range IS NOT NULL
      ORDER BY m.market, d.day`,
    [venue, markets, span.from, span.to],
  )
  return rows
}

export interface LiquidatedDayRow {
  readonly day: Date
  readonly usd: string
}

/**
 * Liquidated notional in US dollars per day, what ADL closed apart; latest revision of each row. Added up as the first
 * revisions and the difference each later one makes: sorting months of rows by revision would cost five times as much.
 */
export async function readLiquidatedByDay(
  db: Database,
  venue: string,
  span: Span,
): Promise<readonly LiquidatedDayRow[]> {
  const { rows } = await db.pool.query<LiquidatedDayRow>(
    `WITH counted AS NOT MATERIALIZED (
        SELECT observed_at, event, revision,
          CASE WHEN liquidation = 'adl' THEN 0 ELSE coalesce(value_usd, 0) END AS usd
        FROM liquidation WHERE venue = $1 AND observed_at >= $2 AND observed_at < $3
      )
      SELECT date_trunc('day', observed_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS day,
        trim_scale(sum(usd))::text AS usd
      FROM (
        SELECT observed_at, usd FROM counted WHERE revision = 0
        UNION ALL
        SELECT later.observed_at, later.usd - earlier.usd
        FROM counted later JOIN counted earlier USING (observed_at, event)
        WHERE later.revision > 0 AND earlier.revision = later.revision - 1
      ) parts
      GROUP BY 1 ORDER BY 1`,
    [venue, span.from, span.to],
  )
  return rows
}

export interface TypedFlowDayRow {
  readonly day: Date
  readonly units: string
}

/** What the venue booked for one fund and asset per day, all types together; latest revision of each. */
export async function readTypedFlowByDay(
  db: Database,
  key: { readonly venue: string; readonly fund: string; readonly asset: string },
  span: Span,
): Promise<readonly TypedFlowDayRow[]> {
  const { rows } = await db.pool.query<TypedFlowDayRow>(
    `SELECT date_trunc('day', observed_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS day, sum(units)::text AS units
      FROM (
        SELECT DISTINCT ON (observed_at, flow, venue_type) observed_at, units FROM fund_flow
        WHERE venue = $1 AND fund = $2 AND asset = $3 AND observed_at >= $4 AND observed_at < $5
        ORDER BY observed_at, flow, venue_type, revision DESC
      ) known GROUP BY 1 ORDER BY 1`,
    [key.venue, key.fund, key.asset, span.from, span.to],
  )
  return rows
}
