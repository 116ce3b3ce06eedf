import type { Database } from '@/lib/db/client'

/** A listed contract with its open interest as last read and what signals and funds refer to it by. */
export interface CoinMarketRow {
  readonly venue: string
  readonly market: string
  readonly contractType: string
  readonly marketKind: string
  readonly baseAsset: string
  readonly quoteAsset: string
  readonly settleAsset: string
  readonly maxLeverage: string | null
  readonly valueUsd: string | null
  readonly observedAt: Date | null
  readonly checkedAt: Date | null
  readonly cadenceS: number | null
  readonly basis: string | null
  readonly reason: string | null
  readonly rawSha256: string | null
  /** Ids of the funds that cover it now. */
  readonly funds: readonly string[]
}

/**
 * The contracts listed now whose base asset is one of the names; null: of every name. By venue and market. Funds are
 * those whose cover names the market, components included.
 */
export async function readCoinMarkets(
  db: Database,
  baseAssets: readonly string[] | null,
): Promise<readonly CoinMarketRow[]> {
  const { rows } = await db.pool.query<CoinMarketRow>(
    `SELECT m.venue, m.market, m.contract_type AS "contractType", m.market_kind AS "marketKind",
        m.base_asset AS "baseAsset", m.quote_asset AS "quoteAsset", m.settle_asset AS "settleAsset",
        trim_scale(m.max_leverage)::text AS "maxLeverage", trim_scale(l.value_usd)::text AS "valueUsd",
        l.observed_at AS "observedAt", l.checked_at AS "checkedAt", l.cadence_s AS "cadenceS", l.basis, l.reason,
        l.raw_sha256 AS "rawSha256", coalesce(c.funds, '{}') AS funds
      FROM market m
      LEFT JOIN market_latest l USING (venue, market)
      LEFT JOIN (
        SELECT venue, market, array_agg(fund ORDER BY fund) AS funds FROM fund_market
        WHERE valid_to IS NULL GROUP BY venue, market
      ) c USING (venue, market)
      WHERE m.listed AND ($1::text[] IS NULL OR m.base_asset = ANY ($1))
      ORDER BY m.venue, m.market`,
    [baseAssets],
  )
  return rows
}

/** How many contracts each fund covers now. */
export async function readCoverCounts(
  db: Database,
): Promise<readonly { readonly venue: string; readonly fund: string; readonly markets: number }[]> {
  const { rows } = await db.pool.query<{ venue: string; fund: string; markets: number }>(
    `SELECT venue, fund, count(*)::int AS markets FROM fund_market
      WHERE valid_to IS NULL GROUP BY venue, fund ORDER BY venue, fund`,
  )
  return rows
}
