import type { Database } from '@/lib/db/client'

export interface ListedMarketRow {
  readonly market: string
  readonly contractType: string
  readonly marketKind: string
  readonly settleAsset: string
  readonly maxLeverage: string | null
  readonly valueUsd: string | null
  readonly observedAt: Date | null
  readonly reason: string | null
  readonly rawSha256: string | null
}

/** The markets a venue lists now, each with its open interest as last read, largest first. */
export async function readListedMarkets(db: Database, venue: string): Promise<readonly ListedMarketRow[]> {
  const { rows } = await db.pool.query<ListedMarketRow>(
    `SELECT m.market, m.contract_type AS "contractType", m.market_kind AS "marketKind",
        m.settle_asset AS "settleAsset", trim_scale(m.max_leverage)::text AS "maxLeverage",
        trim_scale(l.value_usd)::text AS "valueUsd", l.observed_at AS "observedAt", l.reason,
        l.raw_sha256 AS "rawSha256"
      FROM market m LEFT JOIN market_latest l USING (venue, market)
      WHERE m.venue = $1 AND m.listed
      ORDER BY l.value_usd DESC NULLS LAST, m.market`,
    [venue],
  )
  return rows
}

const LARGEST = 3

/** The listed markets of a venue with the most open interest as last read, largest first, three at most. */
export async function readLargestMarkets(db: Pick<Database, 'pool'>, venue: string): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ market: string }>(
    `SELECT l.market FROM market_latest l JOIN market m USING (venue, market)
      WHERE l.venue = $1 AND m.listed AND l.value_usd > 0
      ORDER BY l.value_usd DESC, l.market LIMIT $2`,
    [venue, LARGEST],
  )
  return rows.map((row) => row.market)
}

export interface LeverageRow {
  readonly venue: string
  /** Highest leverage of any listed market, and when it was last read. */
  readonly max: string
  readonly observedAt: Date | null
}

/** The highest leverage collected per venue; venues whose limits no source gives have no row. */
export async function readMaxLeverage(db: Database, venue?: string): Promise<ReadonlyMap<string, LeverageRow>> {
  const { rows } = await db.pool.query<LeverageRow>(
    `SELECT venue, trim_scale(max(max_leverage))::text AS max, max(max_leverage_at) AS "observedAt"
      FROM market WHERE listed AND max_leverage IS NOT NULL AND ($1::text IS NULL OR venue = $1)
      GROUP BY venue`,
    [venue ?? null],
  )
  return new Map(rows.map((row) => [row.venue, row]))
}
