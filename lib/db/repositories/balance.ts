import type { Database } from '@/lib/db/client'

export interface PublishedBalanceRow {
  readonly fund: string
  readonly label: string
  readonly asset: string
  readonly observedAt: Date
  readonly units: string
  readonly valueUsd: string | null
  readonly obsStatus: string
  readonly reason: string | null
  readonly revision: number
}

/** The published balances of a venue's funds, latest revision of each known (by `asOf`), by fund and time. */
export async function readPublishedBalances(
  db: Database,
  filter: { readonly venue: string; readonly from: Date | null; readonly to: Date; readonly asOf?: Date | undefined },
): Promise<readonly PublishedBalanceRow[]> {
  const { rows } = await db.pool.query<PublishedBalanceRow>(
    `SELECT DISTINCT ON (b.fund, b.asset, b.observed_at) b.fund, f.label, b.asset, b.observed_at AS "observedAt",
        trim_scale(b.units)::text AS units, trim_scale(b.value_usd)::text AS "valueUsd",
        b.obs_status AS "obsStatus", b.reason, b.revision
      FROM fund_balance b JOIN fund f USING (venue, fund)
      WHERE b.venue = $1 AND b.basis = 'published' AND b.observed_at >= $2 AND b.observed_at < $3
        AND ($4::timestamptz IS NULL OR b.recorded_at <= $4)
      ORDER BY b.fund, b.asset, b.observed_at, b.revision DESC`,
    [filter.venue, filter.from ?? new Date(0), filter.to, filter.asOf ?? null],
  )
  return rows
}

/** Assets a fund held in the 35 days before a moment, as known then, in order of their names. */
export async function readAssetsHeld(
  db: Database,
  key: { readonly venue: string; readonly fund: string },
  asOf: Date,
): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ asset: string }>(
    `SELECT DISTINCT asset FROM fund_balance
      WHERE venue = $1 AND fund = $2 AND recorded_at <= $3
        AND observed_at <= $3 AND observed_at > $3::timestamptz - interval '35 days'
      ORDER BY asset`,
    [key.venue, key.fund, asOf],
  )
  return rows.map((row) => row.asset)
}
