import { type BackfillOptions, backfillHistory, type HistoryOutcome } from '@/lib/collect/backfill/backfill-history'
import { rollUpHistories } from '@/lib/collect/backfill/rollup-venue'
import { scanVenue } from '@/lib/collect/episodes/scan-venue'
import { createLeases } from '@/lib/collect/leases'
import type { CollectDeps } from '@/lib/collect/read-source'
import type { VenueModule } from '@/lib/venues/_contract/module'

export interface VenueOutcome {
  readonly venue: string
  readonly histories: readonly HistoryOutcome[]
  /** Rollup rows written for the past. */
  readonly rollups: number
  /** Another process backfills or replays this venue. */
  readonly busy: boolean
}

/** A history may have added to any day. */
const FROM_THE_FIRST = new Date(0)

/** What only one process may do to the past of a venue at a time: backfill or replay. */
export function pastLease(venue: string): string {
  return `past of ${venue}`
}

/** True once every lane of every declared history has been read to its end. */
export function isComplete(module: VenueModule, { busy, histories }: VenueOutcome): boolean {
  const complete = histories.filter((item) => item.failure === null && item.lanesDone === item.lanes)
  return !busy && complete.length === module.histories.length
}

/** Reads every history of a venue, then writes the rollups of the past that are missing, and the episodes found in it. */
export async function backfillVenue(
  deps: CollectDeps,
  module: VenueModule,
  options: BackfillOptions,
): Promise<VenueOutcome> {
  const leases = createLeases(deps.database.pool)
  try {
    const outcome = await leases.tryHold(pastLease(module.id), async (lost) => {
      const signal = AbortSignal.any([options.signal, lost])
      const histories: HistoryOutcome[] = []
      for (const history of module.histories) {
        if (signal.aborted) break
        histories.push(await backfillHistory(deps, module, history, { ...options, signal }))
      }
      const rollups = signal.aborted ? 0 : await rollUpHistories(deps, module, signal)
      const added = histories.reduce((sum, { rows }) => sum + rows, 0)
      if (added > 0) await scanVenue(deps.database.pool, module.id, deps.now(), FROM_THE_FIRST)
      return { venue: module.id, histories, rollups, busy: false }
    })
    return outcome ?? { venue: module.id, histories: [], rollups: 0, busy: true }
  } finally {
    leases.close()
  }
}
