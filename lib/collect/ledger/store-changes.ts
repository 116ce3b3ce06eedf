import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import type { Basis } from '@/lib/core/observation'
import { insertRows } from '@/lib/db/bulk'
import type { Source, VenueModule } from '@/lib/venues/_contract/module'

/** The pass whose captures are judged. */
export interface LedgerRun {
  readonly module: VenueModule
  readonly source: Source
  readonly runId: string
  readonly basis: Basis
  readonly at: Date
}

/** A change as the ledger keeps it. */
export interface LedgerChange {
  readonly kind: string
  readonly endpoint: string
  readonly path: string | null
  readonly before: string | null
  readonly after: string | null
  readonly funds: readonly string[]
  readonly markets: readonly string[]
  readonly text: string
  /** Time of the first capture with the new form. */
  readonly at: Date
  /** The last capture with the old form; null where the archive holds none. */
  readonly beforeSha256: string | null
  readonly sha256: string
}

/** Adds changes to the ledger. The same change of the same day is kept once, whoever finds it again. */
export async function storeChanges(
  client: ClientBase,
  run: LedgerRun,
  changes: readonly LedgerChange[],
): Promise<number> {
  return insertRows(
    client,
    'disclosure_change',
    changes.map((change) => ({
      change: changeId(run, change),
      venue: run.module.id,
      source: run.source.id,
      endpoint: change.endpoint,
      changed_on: dayOf(change.at),
      changed_at: change.at,
      kind: change.kind,
      path: change.path,
      before: change.before,
      after: change.after,
      funds: change.funds,
      markets: change.markets,
      text: change.text,
      source_url: docsUrlOf(run.source, change.endpoint),
      before_sha256: change.beforeSha256,
      raw_sha256: change.sha256,
      basis: run.basis,
    })),
    'ON CONFLICT (change) DO NOTHING',
  )
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}

function docsUrlOf(source: Source, endpoint: string): string {
  return source.endpoints.find(({ id }) => id === endpoint)?.docsUrl ?? source.docsUrl
}

function changeId({ module, source }: LedgerRun, change: LedgerChange): string {
  const told = [change.endpoint, change.path, change.before, change.after, change.funds, change.markets]
  const digest = createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 12)
  return `${dayOf(change.at)}-${module.id}-${source.id}-${change.kind}-${digest}`.replaceAll('_', '-')
}
