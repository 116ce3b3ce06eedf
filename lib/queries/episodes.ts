import type { Database } from '@/lib/db/client'
import {
  type HappeningFilter,
  readEpisode,
  readEpisodeChoices,
  readEpisodeIds,
  readEpisodes,
  readEpisodesAround,
  readHappenings,
  readWatched,
} from '@/lib/db/repositories/episode'
import { readEvents, readFigures } from '@/lib/db/repositories/record'
import { readSourceStatus } from '@/lib/db/repositories/source'
import type { IsoTime } from '@/lib/queries/dto/common'
import type { EpisodePage, Happening, HappeningList } from '@/lib/queries/dto/episode'
import { episodeDto } from '@/lib/queries/episode-rows'
import { chartsAround } from '@/lib/queries/events'
import { readFundSpans } from '@/lib/queries/fund-spans'
import { metaOf } from '@/lib/queries/overview'
import { eventRow, figureRow } from '@/lib/queries/record-rows'
import { isoTime } from '@/lib/queries/words'
import { periodOf } from '@/lib/record/dates'
import { findProfile } from '@/lib/record/profiles'

const DAY_MS = 86_400_000
const WINDOW_BEFORE_MS = 3 * DAY_MS
const WINDOW_AFTER_MS = 7 * DAY_MS
const FIGURE_REACH_MS = 60 * DAY_MS
const MOST_OTHERS = 50
/** Without a severity asked for, a fall no level can be told of is listed from this share on. */
const LEAST_UNOBSERVABLE = 0.05

export const HAPPENINGS_PER_PAGE = 50

export interface HappeningQuery {
  readonly source: 'record' | 'detected' | null
  readonly venue: string | null
  readonly kind: string | null
  readonly year: number | null
  /** `minor`, `material`, `severe`: this and above; `unobservable`: only those; null: material and above. */
  readonly severity: 'minor' | 'material' | 'severe' | 'unobservable' | null
  /** From 1. */
  readonly page: number
}

const SEVERITIES: Readonly<Record<'minor' | 'material' | 'severe' | 'unobservable', readonly string[]>> = {
  minor: ['minor', 'material', 'severe', 'unobservable'],
  material: ['material', 'severe'],
  severe: ['severe'],
  unobservable: ['unobservable'],
}

/** Events of the record and detected episodes together, newest first, one page of them. */
export async function listHappenings(
  db: Database,
  query: HappeningQuery,
  { now }: { readonly now: Date },
): Promise<HappeningList> {
  const { severity, page } = query
  const filter: HappeningFilter = {
    // Events of the record have no severity: who asks for one asks for episodes.
    source: severity === null ? query.source : 'detected',
    venue: query.venue,
    kind: query.kind,
    year: query.year,
    severities: severity === null ? [...SEVERITIES.material, 'unobservable'] : SEVERITIES[severity],
    leastUnobservable: severity === null ? LEAST_UNOBSERVABLE : 0,
  }
  const [found, events, choices, watched, sources] = await Promise.all([
    severity !== null && query.source === 'record'
      ? { keys: [], record: 0, detected: 0 }
      : readHappenings(db, filter, { offset: (page - 1) * HAPPENINGS_PER_PAGE, limit: HAPPENINGS_PER_PAGE }),
    readEvents(db),
    readEpisodeChoices(db),
    readWatched(db),
    readSourceStatus(db),
  ])
  const idsOf = (source: string) => found.keys.flatMap((key) => (key.source === source ? [key.id] : []))
  const episodes = new Map((await readEpisodes(db, idsOf('detected'))).map((row) => [row.episode, row]))
  const recorded = new Map(events.map((row) => [row.event, row]))
  const rows = found.keys.flatMap(({ source, id }): readonly Happening[] => {
    const [event, episode] = [recorded.get(id), episodes.get(id)]
    if (source === 'record') return event ? [{ source, event: eventRow(event) }] : []
    return episode ? [{ source, episode: episodeDto(episode) }] : []
  })
  const years = events.flatMap(({ startAt, endAt }) => yearsBetween(startAt, endAt))
  return {
    rows,
    record: found.record,
    detected: found.detected,
    venues: [
      ...new Set([...events.map(({ venue }) => venue), ...choices.venues, ...watched.map(({ venue }) => venue)]),
    ].sort(),
    kinds: [...new Set(events.map(({ kind }) => kind))].sort(),
    years: [...new Set([...years, ...choices.years])].sort((a, b) => b - a).map(String),
    watched: watched.map((row) => ({
      ...row,
      name: findProfile(row.venue)?.name ?? row.venue,
      scannedTo: isoTime(row.scannedTo),
    })),
    meta: metaOf(sources, now),
  }
}

/** Years an event touches, from its first to its last. */
function yearsBetween(startAt: Date | null, endAt: Date | null): readonly number[] {
  if (startAt === null) return []
  const first = startAt.getUTCFullYear()
  return Array.from({ length: (endAt ?? startAt).getUTCFullYear() - first + 1 }, (_, index) => first + index)
}

/** A detected episode with the funds of all venues around it; null for an unknown id. A retracted one is told as such. */
export async function readEpisodePage(
  db: Database,
  id: string,
  { now }: { readonly now: Date },
): Promise<EpisodePage | null> {
  const row = await readEpisode(db, id)
  if (row === null) return null
  const window = {
    from: new Date(row.startedAt.getTime() - WINDOW_BEFORE_MS),
    to: new Date((row.recoveredAt ?? row.untilAt).getTime() + WINDOW_AFTER_MS),
  }
  const events = (await readEvents(db)).filter((event) => {
    if (event.startAt === null) return false
    const [from, until] = [periodOf(event.starts).from, periodOf(event.ends ?? event.starts).until]
    return from.getTime() - DAY_MS < row.untilAt.getTime() && row.startedAt.getTime() < until.getTime() + DAY_MS
  })
  const span = { start: row.startedAt, end: row.untilAt, now }
  const around = { from: new Date(row.crossedAt.getTime() - DAY_MS), to: new Date(row.crossedAt.getTime() + DAY_MS) }
  const [spans, charts, others, figures, sources] = await Promise.all([
    readFundSpans(db, span, { own: row.venue, events }),
    chartsAround(db, window, now, { venue: row.venue, fund: row.fund }),
    readEpisodesAround(db, { ...around, limit: MOST_OTHERS + 1 }),
    readFigures(db, row.venue),
    readSourceStatus(db),
  ])
  return {
    episode: episodeDto(row),
    spans,
    charts,
    window: { from: isoTime(window.from), to: isoTime(window.to) },
    others: others
      .filter(({ episode }) => episode !== id)
      .slice(0, MOST_OTHERS)
      .map(episodeDto),
    events: events.map(eventRow),
    figures: figures
      .filter(
        ({ sortDate }) =>
          sortDate !== null &&
          sortDate.getTime() >= row.startedAt.getTime() - FIGURE_REACH_MS &&
          sortDate.getTime() <= row.untilAt.getTime() + FIGURE_REACH_MS,
      )
      .map(figureRow),
    meta: metaOf(sources, now),
  }
}

/** Standing episodes with when each was last revised, newest first, for the sitemap. */
export async function listEpisodeIds(
  db: Database,
  limit: number,
): Promise<readonly { readonly episode: string; readonly recordedAt: IsoTime }[]> {
  const rows = await readEpisodeIds(db, limit)
  return rows.map(({ episode, recordedAt }) => ({ episode, recordedAt: isoTime(recordedAt) }))
}
