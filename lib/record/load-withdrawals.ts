import type { ClientBase } from 'pg'
import { venueModules } from '@/lib/venues/registry.generated'

/** Marks the sources that the venue modules declare withdrawn, and unmarks those that are published again. */
export async function loadWithdrawals(client: ClientBase): Promise<void> {
  const rows = venueModules.flatMap((module) =>
    module.sources.map((source) => ({
      venue: module.id,
      source: source.id,
      kind: source.kind,
      cadence_s: Math.round(source.cadenceMs / 1000),
      withdrawn_at: source.withdrawn ? `${source.withdrawn.on}T00:00:00Z` : null,
    })),
  )
  await client.query(
    `INSERT INTO source_status AS s (venue, source, kind, cadence_s, withdrawn_at)
     SELECT venue, source, kind, cadence_s, withdrawn_at
     FROM jsonb_to_recordset($1::jsonb)
       AS d(venue text, source text, kind text, cadence_s integer, withdrawn_at timestamptz)
     WHERE d.withdrawn_at IS NOT NULL
       OR EXISTS (SELECT 1 FROM source_status k WHERE k.venue = d.venue AND k.source = d.source AND k.withdrawn_at IS NOT NULL)
     ON CONFLICT (venue, source) DO UPDATE SET withdrawn_at = EXCLUDED.withdrawn_at`,
    [JSON.stringify(rows)],
  )
}
