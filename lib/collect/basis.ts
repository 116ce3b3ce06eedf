import type { ClientBase } from 'pg'
import type { Capture } from '@/lib/collect/fetch-request'
import type { Basis } from '@/lib/core/observation'
import { ConfigError } from '@/lib/errors'

/** The simulator names itself in every answer, so its figures are marked whatever the process was told. */
export function basisOf(process: { readonly simulated: boolean }, captures: readonly Capture[]): Basis {
  const named = captures.some((capture) => capture.response.headers['x-coverline-simulated'] !== undefined)
  return process.simulated || named ? 'simulated' : 'collected'
}

/** Simulated and real figures never share a database. */
export async function refuseMixedBasis(client: ClientBase, basis: Basis): Promise<void> {
  const other = await client.query<{ basis: string }>(
    `SELECT basis FROM (
       SELECT basis FROM venue_latest WHERE basis <> 'published' UNION ALL SELECT basis FROM backfill_lane
     ) stored WHERE basis <> $1 LIMIT 1`,
    [basis],
  )
  const found = other.rows[0]?.basis
  if (found) {
    throw new ConfigError(
      'environment',
      `this database holds ${found} figures and the answers are ${basis}: use another COVERLINE_DATA_DIR or DATABASE_URL`,
    )
  }
}
