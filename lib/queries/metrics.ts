import type { Database } from '@/lib/db/client'
import { readSourceStatus, type SourceStatusRow } from '@/lib/db/repositories/source'
import type { Metric, MetricSample } from '@/lib/export/prometheus'
import { sourceState } from '@/lib/queries/health'

/** How collection goes, per source, for a monitoring system. Times in seconds. */
export async function readMetrics(db: Database, { now }: { readonly now: Date }): Promise<readonly Metric[]> {
  const rows = await readSourceStatus(db)
  const perSource = (value: (row: SourceStatusRow) => number | null): readonly MetricSample[] =>
    rows.flatMap((row) => {
      const found = value(row)
      const labels = { venue: row.venue, source: row.source, kind: row.kind }
      return found === null ? [] : [{ labels, value: found }]
    })
  const gauge = (name: string, help: string, value: (row: SourceStatusRow) => number | null): Metric => {
    return { name: `coverline_source_${name}`, type: 'gauge', help, samples: perSource(value) }
  }
  const counter = (name: string, help: string, value: (row: SourceStatusRow) => number): Metric => {
    return { name: `coverline_source_${name}_total`, type: 'counter', help, samples: perSource(value) }
  }
  return [
    databaseUp(true),
    gauge('up', '1 when the last attempt was good.', (row) =>
      row.lastSuccessAt && row.consecutiveFailures === 0 ? 1 : 0,
    ),
    gauge('cadence_seconds', 'How often the source is asked.', (row) => row.cadenceS),
    gauge('last_success_age_seconds', 'Since the last good check.', (row) => ageS(row.lastSuccessAt, now)),
    gauge('last_attempt_age_seconds', 'Since the last attempt.', (row) => ageS(row.lastAttemptAt, now)),
    gauge(
      'lag_cadences',
      'Age of the last good check in cadences; above 2 it is late, above 4 coverage is not stated.',
      (row) => {
        const age = ageS(row.lastSuccessAt, now)
        return age === null ? null : age / row.cadenceS
      },
    ),
    gauge('rows_rejected_last_run', 'Rows refused in the last run.', (row) => row.lastRunRejected),
    gauge('consecutive_failures', 'Failed attempts in a row.', (row) => row.consecutiveFailures),
    counter('rows_written', 'Rows stored.', (row) => row.rowsWritten),
    counter('rows_rejected', 'Rows refused.', (row) => row.rowsRejected),
    {
      name: 'coverline_source_state',
      type: 'gauge',
      help: '1 for the state the source is in.',
      samples: rows.map((row) => ({
        labels: { venue: row.venue, source: row.source, kind: row.kind, state: sourceState(row, now) },
        value: 1,
      })),
    },
  ]
}

/** Whether the store answers. */
export function databaseUp(up: boolean): Metric {
  const samples = [{ labels: {}, value: up ? 1 : 0 }]
  return { name: 'coverline_database_up', type: 'gauge', help: '1 when the database answers.', samples }
}

function ageS(at: Date | null, now: Date): number | null {
  return at === null ? null : Math.max(0, (now.getTime() - at.getTime()) / 1000)
}
