import type { SourceStatusRow } from '@/lib/db/repositories/source'
import type { SourceRow } from '@/lib/queries/dto/source'
import { sourceState } from '@/lib/queries/health'
import { isoTime, orNull } from '@/lib/queries/words'
import type { VenueProfile } from '@/lib/record/profiles'

/** The declared sources of a venue and how each goes; one never tried has state `none`. */
export function sourceRows(profile: VenueProfile, rows: readonly SourceStatusRow[], now: Date): readonly SourceRow[] {
  const byId = new Map(rows.filter((row) => row.venue === profile.venue).map((row) => [row.source, row]))
  return (profile.module?.sources ?? []).map((source): SourceRow => {
    const row = byId.get(source.id)
    const common = {
      venue: profile.venue,
      source: source.id,
      kind: source.kind,
      cadenceS: source.cadenceMs / 1000,
      docsUrl: source.docsUrl,
    }
    return row ? { ...common, ...standingOf(row, now) } : { ...common, ...NEVER_TRIED }
  })
}

type Standing = Omit<SourceRow, 'venue' | 'source' | 'kind' | 'cadenceS' | 'docsUrl'>

function standingOf(row: SourceStatusRow, now: Date): Standing {
  return {
    state: sourceState(row, now),
    lastAttemptAt: orNull(row.lastAttemptAt, isoTime),
    lastSuccessAt: orNull(row.lastSuccessAt, isoTime),
    lastChangedAt: orNull(row.lastChangedAt, isoTime),
    consecutiveFailures: row.consecutiveFailures,
    failingSince: orNull(row.failingSince, isoTime),
    errorKind: row.errorKind,
    errorMessage: row.errorMessage,
    errorSample: row.errorSample,
    errorAt: orNull(row.errorAt, isoTime),
    rowsWritten: row.rowsWritten,
    rowsRejected: row.rowsRejected,
    lastRunRejected: row.lastRunRejected,
  }
}

const NEVER_TRIED: Standing = {
  state: 'none',
  lastAttemptAt: null,
  lastSuccessAt: null,
  lastChangedAt: null,
  consecutiveFailures: 0,
  failingSince: null,
  errorKind: null,
  errorMessage: null,
  errorSample: null,
  errorAt: null,
  rowsWritten: 0,
  rowsRejected: 0,
  lastRunRejected: 0,
}
