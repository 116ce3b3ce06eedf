import type { Database } from '@/lib/db/client'
import { readEpisodesAround } from '@/lib/db/repositories/episode'
import { readEvents, readFigures, type StoredEventRow, type StoredFigureRow } from '@/lib/db/repositories/record'
import { readVenuesWithData } from '@/lib/db/repositories/rollup'
import { readSourceStatus } from '@/lib/db/repositories/source'
import { readVenueCharts } from '@/lib/queries/charts'
import type { ChartSeries } from '@/lib/queries/dto/chart'
import type { Meta } from '@/lib/queries/dto/common'
import type { EventFigure, EventFund, EventPage } from '@/lib/queries/dto/event'
import type { EventRow } from '@/lib/queries/dto/record'
import { episodeDto } from '@/lib/queries/episode-rows'
import { readFundSpans } from '@/lib/queries/fund-spans'
import { metaOf } from '@/lib/queries/overview'
import { eventRow } from '@/lib/queries/record-rows'
import { NO_REMARKS, readRemarks } from '@/lib/queries/remarks'
import { isoTime } from '@/lib/queries/words'
import { periodOf } from '@/lib/record/dates'
import { findProfile } from '@/lib/record/profiles'

const DAY_MS = 86_400_000
const WINDOW_BEFORE_MS = 14 * DAY_MS
const WINDOW_AFTER_MS = 30 * DAY_MS
/** A fund may reach its lowest some days after the dates of an event. */
const TROUGH_AFTER_MS = 3 * DAY_MS
/** Dates of the record that leave more open than this say nothing of a before and an after. */
const LONGEST_SPAN_MS = 45 * DAY_MS
const MOST_EPISODES = 50
/** A month-end series has a figure at most this far from any day. */
const FIGURE_REACH_MS = 62 * DAY_MS
const BALANCE_METRIC = 'insurance_fund_balance'

export interface EventFilter {
  readonly venue?: string | undefined
  readonly kind?: string | undefined
  /** Half-open, on the start of the event. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

/** The documented events, newest first; those without a usable date are left out of a range. */
export async function listEvents(
  db: Database,
  filter: EventFilter,
  { now }: { readonly now: Date },
): Promise<{ readonly rows: readonly EventRow[]; readonly meta: Meta }> {
  const rows = await readEvents(db, filter.venue)
  const { kind, from, to } = filter
  const kept = rows.filter(
    (row) =>
      (kind === undefined || row.kind === kind) &&
      (from === undefined || (row.startAt !== null && row.startAt >= from)) &&
      (to === undefined || (row.startAt !== null && row.startAt < to)),
  )
  return { rows: kept.map(eventRow).reverse(), meta: metaOf(await readSourceStatus(db), now) }
}

/**
 * One event with its neighbours in time, what the record says funds held before and after, and the funds of all venues
 * that have data within 14 days before and 30 days after it. Null for an unknown id.
 */
export async function readEvent(db: Database, id: string, { now }: { readonly now: Date }): Promise<EventPage | null> {
  const rows = await readEvents(db)
  const position = rows.findIndex((row) => row.event === id)
  const event = rows[position]
  if (event === undefined) return null
  const window = windowOf(event, now)
  const span = spanOf(event)
  const [funds, charts, sources, spans, episodes, remarks] = await Promise.all([
    fundsAround(db, event),
    chartsAround(db, window, now),
    readSourceStatus(db),
    span === null ? null : readFundSpans(db, { ...span, now }, { own: event.venue, events: rows.filter(meets(span)) }),
    span === null ? [] : readEpisodesAround(db, { from: span.start, to: span.end, limit: MOST_EPISODES }),
    readRemarks(db, now),
  ])
  const [previous, next] = [rows[position - 1], rows[position + 1]]
  return {
    event: eventRow(event),
    venueName: findProfile(event.venue)?.name ?? event.venue,
    previous: previous ? eventRow(previous) : null,
    next: next ? eventRow(next) : null,
    funds,
    charts,
    spans,
    episodes: episodes.map(episodeDto),
    window: { from: isoTime(window.from), to: isoTime(window.to) },
    remarks: remarks.get(event.venue) ?? NO_REMARKS,
    meta: metaOf(sources, now),
  }
}

function windowOf(event: StoredEventRow, now: Date): { readonly from: Date; readonly to: Date } {
  const start = event.startAt ?? now
  const end = event.endAt ?? start
  return { from: new Date(start.getTime() - WINDOW_BEFORE_MS), to: new Date(end.getTime() + WINDOW_AFTER_MS) }
}

/** From the first moment the dates allow to some days after the last; null where they leave too much open. */
function spanOf(event: StoredEventRow): { readonly start: Date; readonly end: Date } | null {
  if (event.startAt === null) return null
  const start = periodOf(event.starts).from
  const until = periodOf(event.ends ?? event.starts).until
  if (until.getTime() - start.getTime() > LONGEST_SPAN_MS) return null
  return { start, end: new Date(until.getTime() + TROUGH_AFTER_MS) }
}

function meets(span: { readonly start: Date; readonly end: Date }): (event: StoredEventRow) => boolean {
  return ({ startAt, endAt }) => startAt !== null && startAt <= span.end && (endAt ?? startAt) >= span.start
}

/** The funds of every venue that has data in a range. */
export async function chartsAround(
  db: Database,
  range: { readonly from: Date; readonly to: Date },
  now: Date,
  /** A venue of which one fund is drawn instead of all. */
  own?: { readonly venue: string; readonly fund: string },
): Promise<readonly ChartSeries[]> {
  const found: ChartSeries[] = []
  // One venue after the other: a page must not take every connection of the pool.
  for (const venue of await readVenuesWithData(db, range)) {
    const fund = venue === own?.venue ? own.fund : undefined
    const series = await readVenueCharts(db, venue, { now, range, fund })
    found.push(...series.filter((line) => line.points.some((point) => point.fundUsd !== null || point.units !== null)))
  }
  return found
}

async function fundsAround(db: Database, event: StoredEventRow): Promise<readonly EventFund[]> {
  const start = event.startAt
  if (start === null) return []
  const end = event.endAt ?? start
  const figures = (await readFigures(db, event.venue)).filter(
    (row) => row.metric === BALANCE_METRIC && row.datePrecision === 'day',
  )
  const startDay = floorDay(start)
  const endDay = floorDay(end)
  return [...new Set(figures.map((row) => row.asset))].flatMap((asset) => {
    const dated = figures.flatMap((row) =>
      row.asset === asset && row.sortDate && row.date !== null
        ? [{ figure: eventFigure(row, row.date), at: row.sortDate.getTime() }]
        : [],
    )
    const before = dated.filter(({ at }) => at < startDay && startDay - at <= FIGURE_REACH_MS).at(-1)
    const after = dated.find(({ at }) => at > endDay && at - endDay <= FIGURE_REACH_MS)
    if (!before && !after) return []
    return [
      {
        venue: event.venue,
        name: findProfile(event.venue)?.name ?? event.venue,
        asset,
        before: before?.figure ?? null,
        after: after?.figure ?? null,
      },
    ]
  })
}

function floorDay(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS) * DAY_MS
}

function eventFigure(row: StoredFigureRow, date: string): EventFigure {
  return { date, amount: row.amount, usd: row.usd, sourceUrl: row.sourceUrl }
}
