import type { Database } from '@/lib/db/client'
import { type PlainRow, plainRow } from '@/lib/db/repositories/plain-row'

export type DepthLatestRow = PlainRow<Awaited<ReturnType<Database['prisma']['depthLatest']['findMany']>>[number]>

/** The depth of a venue's order books as last read, by market. */
export async function readDepthLatest(db: Database, venue: string): Promise<readonly DepthLatestRow[]> {
  const rows = await db.prisma.depthLatest.findMany({ where: { venue }, orderBy: { market: 'asc' } })
  return rows.map(plainRow)
}

export interface VolumeRow {
  readonly market: string
  readonly valueUsd: string | null
  readonly observedAt: Date | null
  readonly checkedAt: Date | null
  readonly cadenceS: number | null
  readonly basis: string | null
  readonly reason: string | null
  readonly source: string | null
  readonly rawSha256: string | null
}

/** The markets a venue lists now, each with its 24 h volume as last read, by market. */
export async function readListedVolumes(db: Database, venue: string): Promise<readonly VolumeRow[]> {
  const { rows } = await db.pool.query<VolumeRow>(
    `SELECT m.market, trim_scale(v.value_usd)::text AS "valueUsd", v.observed_at AS "observedAt",
        v.checked_at AS "checkedAt", v.cadence_s AS "cadenceS", v.basis, v.reason, v.source,
        v.raw_sha256 AS "rawSha256"
      FROM market m LEFT JOIN volume_latest v USING (venue, market)
      WHERE m.venue = $1 AND m.listed ORDER BY m.market`,
    [venue],
  )
  return rows
}

export interface MarkPriceRow {
  readonly market: string
  readonly at: Date
  readonly price: string
}

/** The kept mark prices of some markets since a time, latest revision of each, by market and time. */
export async function readMarkPrices(
  db: Database,
  venue: string,
  markets: readonly string[],
  since: Date,
): Promise<readonly MarkPriceRow[]> {
  if (markets.length === 0) return []
  const { rows } = await db.pool.query<MarkPriceRow>(
    `SELECT DISTINCT ON (market, observed_at) market, observed_at AS at, mark_price::text AS price
      FROM open_interest
      WHERE venue = $1 AND market = ANY($2) AND observed_at >= $3 AND mark_price IS NOT NULL
      ORDER BY market, observed_at, revision DESC`,
    [venue, markets, since],
  )
  return rows
}

export interface LiquidationGroupRow {
  readonly liquidation: string
  readonly beyond: boolean
  /** Sums that began before the window. */
  readonly straddling: boolean
  readonly rows: number
  readonly unvalued: number
  readonly valueUsd: string
  readonly withLoss: number
  readonly lossUsd: string
  readonly basis: string
}

/** Liquidations of a venue from a time on, latest revision of each, added up by kind. */
export async function readLiquidationGroups(
  db: Database,
  venue: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly LiquidationGroupRow[]> {
  const { rows } = await db.pool.query<LiquidationGroupRow>(
    `SELECT liquidation, (liquidation = 'bankruptcy' OR coalesce(loss_usd, 0) > 0) AS beyond,
        coalesce(window_start < $2, false) AS straddling, count(*)::int AS rows,
        (count(*) - count(value_usd))::int AS unvalued, trim_scale(coalesce(sum(value_usd), 0))::text AS "valueUsd",
        count(loss_usd)::int AS "withLoss", trim_scale(coalesce(sum(loss_usd), 0))::text AS "lossUsd",
        min(basis) AS basis
      FROM (
        SELECT DISTINCT ON (observed_at, event) * FROM liquidation
        WHERE venue = $1 AND observed_at >= $2 AND observed_at <= $3
        ORDER BY observed_at, event, revision DESC
      ) known
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [venue, from, to],
  )
  return rows
}

export interface LiquidationFeedRow {
  readonly since: Date | null
  readonly tellsApart: boolean
}

/** Since when these feeds have all been read, and whether any of their rows told bankruptcies or losses apart. */
export async function readLiquidationFeed(
  db: Database,
  venue: string,
  sources: readonly string[],
): Promise<LiquidationFeedRow> {
  const { rows } = await db.pool.query<LiquidationFeedRow>(
    `SELECT (SELECT max(first) FROM (
          SELECT (SELECT started_at FROM collection_run r
            WHERE r.venue = $1 AND r.source = s.source AND r.outcome = 'ok' ORDER BY started_at LIMIT 1) AS first
          FROM unnest($2::text[]) AS s(source)) firsts) AS since,
        EXISTS (SELECT 1 FROM liquidation
          WHERE venue = $1 AND (liquidation = 'bankruptcy' OR loss_usd IS NOT NULL)) AS "tellsApart"`,
    [venue, sources],
  )
  return rows[0] ?? { since: null, tellsApart: false }
}

export interface BookedLossRow {
  /** The venue has typed a flow at any time: only then is a sum of 0 one. */
  readonly typed: boolean
  readonly rows: number
  readonly unpriced: number
  readonly usd: string
}

/** Bankruptcy losses booked by a venue's funds in a window, latest revision of each, at the prices last read. */
export async function readBookedLosses(
  db: Database,
  venue: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<BookedLossRow> {
  const { rows } = await db.pool.query<BookedLossRow>(
    `SELECT EXISTS (SELECT 1 FROM fund_flow WHERE venue = $1) AS typed, count(f.fund)::int AS rows,
        (count(f.fund) - count(b.price_usd))::int AS unpriced,
        trim_scale(coalesce(sum(-f.units * b.price_usd), 0))::text AS usd
      FROM (
        SELECT DISTINCT ON (fund, asset, observed_at, flow, venue_type) * FROM fund_flow
        WHERE venue = $1 AND observed_at >= $2 AND observed_at <= $3 AND flow = 'bankruptcy_loss'
        ORDER BY fund, asset, observed_at, flow, venue_type, revision DESC
      ) f LEFT JOIN balance_latest b USING (venue, fund, asset)`,
    [venue, from, to],
  )
  return rows[0] ?? { typed: false, rows: 0, unpriced: 0, usd: '0' }
}

/** Market context read from the bytes of this hash: the first rows of each kind, and how many there are. */
export async function readDerivedContext(db: Database, sha256: string, limit: number) {
  const where = { rawSha256: sha256 }
  const { marketVolume, bookDepth, liquidation } = db.prisma
  const byMarket = [{ venue: 'asc' }, { market: 'asc' }, { observedAt: 'asc' }, { revision: 'asc' }] as const
  const [volumes, depths, liquidations, volumeCount, depthCount, liquidationCount] = await Promise.all([
    marketVolume.findMany({ where, orderBy: [...byMarket], take: limit }),
    bookDepth.findMany({ where, orderBy: [...byMarket], take: limit }),
    liquidation.findMany({
      where,
      orderBy: [{ venue: 'asc' }, { observedAt: 'asc' }, { event: 'asc' }, { revision: 'asc' }],
      take: limit,
    }),
    marketVolume.count({ where }),
    bookDepth.count({ where }),
    liquidation.count({ where }),
  ])
  return {
    volumes: volumes.map(plainRow),
    depths: depths.map(plainRow),
    liquidations: liquidations.map(plainRow),
    counts: { volumes: volumeCount, depths: depthCount, liquidations: liquidationCount },
  }
}
