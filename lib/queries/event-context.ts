import type { Database } from '@/lib/db/client'
import { readAllFigures, readEvents, type StoredEventRow, type StoredFigureRow } from '@/lib/db/repositories/record'
import type { EventRow, FigureRow } from '@/lib/queries/dto/record'
import { eventRow, figureRow } from '@/lib/queries/record-rows'
import { periodOf } from '@/lib/record/dates'

const DAY_MS = 86_400_000
/** How far from the event a figure still tells something of it. */
const FIGURE_REACH_MS = 60 * DAY_MS
/** The same of another venue. */
const OTHER_REACH_MS = 10 * DAY_MS
/** Events of other venues are "of the same days" up to this far apart: one shock reaches venues over a day or two. */
const SAME_DAYS_MS = DAY_MS

/** What else is on record around an event. */
export interface EventContext {
  /** Figures of the venue within 60 days before its start or after its end, by date. */
  readonly figures: readonly FigureRow[]
  /** Figures of other venues within 10 days, by date: what is published of the same shock. */
  readonly otherFigures: readonly FigureRow[]
  /** Events of other venues whose dates meet those of the event, within a day. */
  readonly elsewhere: readonly EventRow[]
}

interface Period {
  readonly from: number
  readonly until: number
}

/** The half-open period between two dates of the record. */
function periodFrom(start: string, end: string): Period {
  return { from: periodOf(start).from.getTime(), until: periodOf(end).until.getTime() }
}

function periodOfEvent({ starts, ends }: StoredEventRow): Period {
  return periodFrom(starts, ends ?? starts)
}

function meets(a: Period, b: Period, withinMs: number): boolean {
  return a.from - withinMs < b.until && b.from < a.until + withinMs
}

function figuresNear(figures: readonly StoredFigureRow[], period: Period, reachMs: number): readonly FigureRow[] {
  return figures.map(figureRow).filter(({ date }) => date !== null && meets(period, periodFrom(date, date), reachMs))
}

/** The record around an event; null for an unknown id. Dates no more precise than a month count as their whole month. */
export async function readEventContext(db: Database, id: string): Promise<EventContext | null> {
  const events = await readEvents(db)
  const event = events.find((row) => row.event === id)
  if (event === undefined) return null
  const period = periodOfEvent(event)
  const figures = await readAllFigures(db)
  return {
    figures: figuresNear(figures, period, FIGURE_REACH_MS).filter(({ venue }) => venue === event.venue),
    otherFigures: figuresNear(figures, period, OTHER_REACH_MS).filter(({ venue }) => venue !== event.venue),
    elsewhere: events
      .filter((row) => row.venue !== event.venue && meets(period, periodOfEvent(row), SAME_DAYS_MS))
      .map(eventRow),
  }
}
