import { createHash } from 'node:crypto'
import { groupBy } from '@/lib/core/collections'
import type { State } from '@/lib/core/observation'
import type { StatusAnswer } from '@/lib/queries/contract/status'
import type { StatusData, StatusSource } from '@/lib/queries/dto/status'

export type StatusComponent = StatusAnswer['components'][number]
export type StatusIncident = StatusAnswer['incidents'][number]
type ComponentStatus = StatusComponent['status']
type Indicator = StatusIncident['impact']

const STATUS: Readonly<Record<State, ComponentStatus>> = {
  live: 'operational',
  unchanged: 'operational',
  // Nothing is asked of it, or nothing was yet: no outage of ours.
  none: 'operational',
  late: 'degraded_performance',
  failing: 'major_outage',
  withdrawn: 'partial_outage',
}
const WORST: readonly ComponentStatus[] = ['major_outage', 'partial_outage', 'degraded_performance', 'operational']
const IMPACT: Readonly<Record<ComponentStatus, Indicator>> = {
  operational: 'none',
  degraded_performance: 'minor',
  partial_outage: 'minor',
  major_outage: 'major',
}

const idOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 12)

/**
 * What `/status` shows, as a status page: a component per venue with one per source below it, and an open incident for
 * every source that is late, failing or withdrawn. The page as a whole is `critical` when no source that was asked works.
 */
export function toStatusPage({ sources, meta }: Pick<StatusData, 'sources' | 'meta'>, publicUrl: string): StatusAnswer {
  const asked = sources.filter((source) => source.lastAttemptAt !== null)
  const broken = asked.filter((source) => STATUS[source.state] !== 'operational')
  return {
    page: {
      id: 'coverline',
      name: 'Coverline',
      url: `${publicUrl}/status`,
      time_zone: 'Etc/UTC',
      updated_at: meta.generatedAt,
    },
    status: overall(asked, broken),
    components: componentsOf(sources),
    incidents: broken.map((source) => incidentOf(source, publicUrl)),
    scheduled_maintenances: [],
  }
}

function overall(asked: readonly StatusSource[], broken: readonly StatusSource[]): StatusAnswer['status'] {
  if (asked.length === 0) return { indicator: 'none', description: 'No source has been asked yet' }
  if (broken.length === 0) return { indicator: 'none', description: 'All sources are read on time' }
  if (broken.length === asked.length) return { indicator: 'critical', description: 'No source can be read' }
  const failing = broken.some((source) => source.state === 'failing')
  return {
    indicator: failing ? 'major' : 'minor',
    description: `${broken.length} of ${asked.length} sources are late, failing or withdrawn`,
  }
}

function componentsOf(sources: readonly StatusSource[]): readonly StatusComponent[] {
  let position = 0
  return [...groupBy(sources, (source) => source.venue)].flatMap(([venue, own]) => {
    const venueId = idOf(venue)
    const children = own.map(
      (source, index): StatusComponent => ({
        id: idOf(source.venue, source.source),
        name: source.source,
        description: standing(source),
        status: STATUS[source.state],
        updated_at: source.lastSuccessAt,
        position: index + 1,
        group: false,
        group_id: venueId,
        components: [],
        showcase: false,
        only_show_if_degraded: false,
        source: standingOf(source),
      }),
    )
    position += 1
    const status = WORST.find((candidate) => children.some((child) => child.status === candidate)) ?? 'operational'
    const parent: StatusComponent = {
      id: venueId,
      name: own[0]?.venueName ?? venue,
      description: `What ${own[0]?.venueName ?? venue} publishes`,
      status,
      updated_at:
        own
          .flatMap((source) => source.lastSuccessAt ?? [])
          .sort()
          .at(-1) ?? null,
      position,
      group: true,
      group_id: null,
      components: children.map((child) => child.id),
      showcase: true,
      only_show_if_degraded: false,
      source: null,
    }
    return [parent, ...children]
  })
}

function standingOf(source: StatusSource): NonNullable<StatusComponent['source']> {
  return {
    venue: source.venue,
    source: source.source,
    kind: source.kind,
    state: source.state,
    expected_every_s: source.cadenceS,
    checked_at: source.lastSuccessAt,
    changed_at: source.lastChangedAt,
    attempted_at: source.lastAttemptAt,
    consecutive_failures: source.consecutiveFailures,
    failing_since: source.failingSince,
    error_kind: source.errorKind,
    error_message: source.errorMessage,
    error_sample: source.errorSample,
    rows_written: source.rowsWritten,
    rows_rejected: source.rowsRejected,
    rows_rejected_last_run: source.lastRunRejected,
  }
}

function standing({ state, cadenceS, lastSuccessAt }: StatusSource): string {
  return `${state}; asked every ${cadenceS} s; ${lastSuccessAt === null ? 'never read' : `last read ${lastSuccessAt}`}`
}

function incidentOf(source: StatusSource, publicUrl: string): StatusIncident {
  const status = source.errorKind === null ? 'investigating' : 'identified'
  const startedAt = source.failingSince ?? source.lastSuccessAt
  const id = idOf(source.venue, source.source, source.state, startedAt ?? '')
  const last =
    source.consecutiveFailures > 0 && source.errorMessage !== null
      ? ` (${source.errorKind}: ${source.errorMessage})`
      : ''
  return {
    id,
    name: `${source.venueName} ${source.source}: ${source.state}`,
    status,
    impact: IMPACT[STATUS[source.state]],
    started_at: startedAt,
    created_at: startedAt,
    updated_at: source.lastAttemptAt,
    resolved_at: null,
    shortlink: `${publicUrl}/status#sources`,
    components: [idOf(source.venue, source.source)],
    incident_updates: [
      {
        id: idOf(id, source.lastAttemptAt ?? ''),
        status,
        body: `${source.failure ?? standing(source)}${last}`,
        created_at: source.lastAttemptAt,
      },
    ],
  }
}
