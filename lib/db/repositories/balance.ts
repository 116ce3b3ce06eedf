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
}

/** The published balances of a venue's funds, latest revision of each, by fund and time. */
export async function readPublishedBalances(
  db: Database,
  filter: { readonly venue: string; readonly from: Date | null; readonly to: Date },
): Promise<readonly PublishedBalanceRow[]> {
  const { rows } = await db.pool.query<PublishedBalanceRow>(
    `SELECT DISTINCT ON (b.fund, b.asset, b.observed_at) b.fund, f.label, b.asset, b.observed_at AS "observedAt",
        trim_scale(b.units)::text AS units, trim_scale(b.value_usd)::text AS "valueUsd",
        b.obs_status AS "obsStatus", b.reason
      FROM fund_balance b JOIN fund f USING (venue, fund)
      WHERE b.venue = $1 AND b.basis = 'published' AND b.observed_at >= $2 AND b.observed_at < $3
      ORDER BY b.fund, b.asset, b.observed_at, b.revision DESC`,
    [filter.venue, filter.from ?? new Date(0), filter.to],
  )
  return rows
}
