import type { EventRow } from '@/lib/queries/dto/record'
import type { SearchParams } from '@/lib/render/overview-query'
import { plainWord } from '@/lib/render/words'

/** What the address of the list asks for; null: any. */
export interface EventsQuery {
  readonly venue: string | null
  readonly kind: string | null
  readonly year: string | null
}

export interface EventsChoices {
  readonly venues: readonly string[]
  readonly kinds: readonly string[]
  /** Newest first. */
  readonly years: readonly string[]
}

function read(params: SearchParams, key: string): string | null {
  const value = params[key]
  const text = (typeof value === 'string' ? value : value?.[0])?.trim() ?? ''
  return text === '' ? null : text
}

export function parseEventsQuery(params: SearchParams): EventsQuery {
  return { venue: read(params, 'venue'), kind: read(params, 'kind'), year: read(params, 'year') }
}

/** Years an event touches, from its first to its last. */
function yearsOf({ start, end }: Pick<EventRow, 'start' | 'end'>): readonly string[] {
  if (start === null) return []
  const first = Number(start.slice(0, 4))
  const last = Number((end ?? start).slice(0, 4))
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
}

/** What the events at hand can be narrowed to. */
export function eventChoices(events: readonly EventRow[]): EventsChoices {
  const sorted = (words: readonly string[]) => [...new Set(words)].sort()
  return {
    venues: sorted(events.map((event) => event.venue)),
    kinds: sorted(events.map((event) => event.kind)),
    years: [...sorted(events.flatMap(yearsOf))].reverse(),
  }
}

export function filterEvents(events: readonly EventRow[], query: EventsQuery): readonly EventRow[] {
  return events.filter(
    (event) =>
      (query.venue === null || event.venue === query.venue) &&
      (query.kind === null || event.kind === query.kind) &&
      (query.year === null || yearsOf(event).includes(query.year)),
  )
}

/** What was asked for that no event has: names the field, what was given and what is accepted. */
export function eventsQueryProblems(query: EventsQuery, choices: EventsChoices): readonly string[] {
  const problem = (field: string, given: string | null, accepted: readonly string[]) =>
    given === null || accepted.includes(given)
      ? []
      : [`${field} is “${given.slice(0, 60)}”; accepted: ${accepted.join(', ')}`]
  return [
    ...problem('venue', query.venue, choices.venues),
    ...problem('kind', query.kind, choices.kinds),
    ...problem('year', query.year, choices.years),
  ]
}

/** The filters in force, in words. */
export function describeEventsQuery(query: EventsQuery, nameOf: (venue: string) => string): readonly string[] {
  return [
    query.venue === null ? null : `venue is ${nameOf(query.venue)}`,
    query.kind === null ? null : `kind is ${plainWord(query.kind)}`,
    query.year === null ? null : `in ${query.year}`,
  ].filter((text) => text !== null)
}
