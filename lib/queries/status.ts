import { groupBy } from '@/lib/core/collections'
import type { State } from '@/lib/core/observation'
import type { Database } from '@/lib/db/client'
import { type ChangeCountRow, readChangeCounts } from '@/lib/db/repositories/disclosure'
import {
  type RejectedGroupRow,
  type RejectedSampleRow,
  type RunRow,
  readRecentRuns,
  readRejectedGroups,
  readRejectedSamples,
  readSourceStatus,
  type SourceStatusRow,
} from '@/lib/db/repositories/source'
import { FORM_KINDS } from '@/lib/queries/change-kinds'
import type { RejectedSource, RunRowView, StatusData, StatusSource } from '@/lib/queries/dto/status'
import { failureSentence, subjectOf } from '@/lib/queries/health'
import { metaOf } from '@/lib/queries/overview'
import { sourceRows } from '@/lib/queries/sources'
import { isoTime, orNull } from '@/lib/queries/words'
import { listProfiles } from '@/lib/record/profiles'

const RECENT_RUNS = 50
const REJECTED_SINCE_MS = 7 * 86_400_000
const SAMPLES_PER_SOURCE = 3

/** How collection goes: every declared source with its state and lag, the newest runs, rows refused in 7 days. */
export async function readStatus(db: Database, { now }: { readonly now: Date }): Promise<StatusData> {
  const since = new Date(now.getTime() - REJECTED_SINCE_MS)
  const [status, changes, runs, groups, samples] = await Promise.all([
    readSourceStatus(db),
    readChangeCounts(db),
    readRecentRuns(db, RECENT_RUNS),
    readRejectedGroups(db, since),
    readRejectedSamples(db, since, SAMPLES_PER_SOURCE),
  ])
  const sources = statusSources(status, changes, now)
  const states: Record<State, number> = { live: 0, unchanged: 0, late: 0, failing: 0, withdrawn: 0, none: 0 }
  for (const source of sources) states[source.state] += 1
  return {
    sources,
    states,
    runs: runs.map(runView),
    rejected: rejectedSources(groups, samples),
    meta: metaOf(status, now),
  }
}

/** Every declared source with its state, lag, failure in words and changes of form. */
export function statusSources(
  status: readonly SourceStatusRow[],
  changes: readonly ChangeCountRow[],
  now: Date,
): readonly StatusSource[] {
  const formChanges = groupBy(
    changes.filter(({ kind }) => FORM_KINDS.includes(kind)),
    (row) => `${row.venue} ${row.source}`,
  )
  const byKey = new Map(status.map((row) => [`${row.venue} ${row.source}`, row]))
  return listProfiles().flatMap((profile) =>
    sourceRows(profile, status, now).map((source) => {
      const row = byKey.get(`${source.venue} ${source.source}`)
      const checkedAt = row?.lastSuccessAt ?? null
      return {
        ...source,
        venueName: profile.name,
        lagS: checkedAt === null ? null : Math.max(0, Math.floor((now.getTime() - checkedAt.getTime()) / 1000)),
        failure: row && row.consecutiveFailures > 0 ? failureSentence(row, subjectOf(profile)) : null,
        formChanges: sumOfChanges(formChanges.get(`${source.venue} ${source.source}`) ?? []),
      }
    }),
  )
}

function sumOfChanges(rows: readonly ChangeCountRow[]): StatusSource['formChanges'] {
  const days = rows.map(({ last }) => last).sort()
  return { count: rows.reduce((total, { count }) => total + count, 0), lastOn: days.at(-1) ?? null }
}

function runView(run: RunRow): RunRowView {
  return {
    venue: run.venue,
    source: run.source,
    startedAt: isoTime(run.startedAt),
    finishedAt: orNull(run.finishedAt, isoTime),
    outcome: run.outcome,
    errorKind: run.errorKind,
    errorMessage: run.errorMessage,
    requests: run.requests,
    bytes: run.bytes,
    rowsWritten: run.rowsWritten,
    rowsUnchanged: run.rowsUnchanged,
    rowsRejected: run.rowsRejected,
  }
}

function rejectedSources(
  groups: readonly RejectedGroupRow[],
  samples: readonly RejectedSampleRow[],
): readonly RejectedSource[] {
  const samplesOf = groupBy(samples, (row) => `${row.venue} ${row.source}`)
  return [...groupBy(groups, (row) => `${row.venue} ${row.source}`)]
    .flatMap(([key, reasons]) => {
      const [first] = reasons
      if (!first) return []
      return [
        {
          venue: first.venue,
          source: first.source,
          count: reasons.reduce((total, row) => total + row.count, 0),
          reasons: reasons.map(({ reason, count, lastAt }) => ({ reason, count, lastAt: isoTime(lastAt) })),
          samples: (samplesOf.get(key) ?? []).map(({ reason, detail, sample, rawSha256, rejectedAt }) => ({
            reason,
            detail,
            sample,
            rawSha256,
            rejectedAt: isoTime(rejectedAt),
          })),
        },
      ]
    })
    .sort((a, b) => b.count - a.count || a.venue.localeCompare(b.venue, 'en') || a.source.localeCompare(b.source, 'en'))
}
