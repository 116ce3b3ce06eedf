import type { HappeningList } from '@/lib/queries/dto/episode'
import type { HappeningQuery } from '@/lib/queries/episodes'
import { causeWords, severityWords } from '@/lib/render/episode-words'
import type { SearchParams } from '@/lib/render/overview-query'
import { plainWord } from '@/lib/render/words'

const SOURCES = ['record', 'detected'] as const
const SEVERITIES = ['minor', 'material', 'severe', 'unobservable'] as const
const CAUSES = ['net_outflow', 'bankruptcy_loss'] as const
const MOST_PAGES = 1000

const SOURCE_TEXTS = { record: 'on record', detected: 'detected in balances' } as const

/** What the address asks for: words as given, to tell a reader what cannot be used. */
export interface EventsQuery {
  readonly source: string | null
  readonly venue: string | null
  readonly kind: string | null
  readonly year: string | null
  readonly severity: string | null
  readonly page: string | null
}

function read(params: SearchParams, key: string): string | null {
  const value = params[key]
  const text = (typeof value === 'string' ? value : value?.[0])?.trim() ?? ''
  return text === '' ? null : text
}

export function parseEventsQuery(params: SearchParams): EventsQuery {
  return {
    source: read(params, 'source'),
    venue: read(params, 'venue'),
    kind: read(params, 'kind'),
    year: read(params, 'year'),
    severity: read(params, 'severity'),
    page: read(params, 'page'),
  }
}

const isPage = (text: string) => /^[1-9]\d{0,3}$/.test(text) && Number(text) <= MOST_PAGES

/** The question to the store; what cannot be used asks for nothing that exists, so that no other list is shown. */
export function toHappeningQuery(query: EventsQuery): HappeningQuery {
  return {
    source: SOURCES.find((source) => source === query.source) ?? null,
    venue: query.venue,
    kind: query.kind,
    year: query.year !== null && /^\d{4}$/.test(query.year) ? Number(query.year) : null,
    severity: SEVERITIES.find((severity) => severity === query.severity) ?? null,
    page: query.page !== null && isPage(query.page) ? Number(query.page) : 1,
  }
}

export interface EventsChoices {
  readonly sources: readonly { readonly value: string; readonly text: string }[]
  readonly kinds: readonly { readonly value: string; readonly text: string }[]
  readonly severities: readonly { readonly value: string; readonly text: string }[]
}

/** What the list can be narrowed to, in words. */
export function eventChoices({ kinds }: Pick<HappeningList, 'kinds'>): EventsChoices {
  return {
    sources: SOURCES.map((value) => ({ value, text: SOURCE_TEXTS[value] })),
    kinds: [
      ...CAUSES.map((value) => ({ value, text: `${causeWords[value].word} (detected)` })),
      ...kinds.map((value) => ({ value, text: plainWord(value) })),
    ],
    severities: [
      { value: 'minor', text: 'all, minor too' },
      { value: 'material', text: 'material and severe' },
      { value: 'severe', text: 'severe' },
      { value: 'unobservable', text: severityWords.unobservable.word },
    ],
  }
}

/** What was asked for that the list does not know: names the field, what was given and what is accepted. */
export function eventsQueryProblems(
  query: EventsQuery,
  list: Pick<HappeningList, 'kinds' | 'venues' | 'years'>,
): readonly string[] {
  const problem = (field: string, given: string | null, accepted: readonly string[]) =>
    given === null || accepted.includes(given)
      ? []
      : [`${field} is “${given.slice(0, 60)}”; accepted: ${accepted.join(', ')}`]
  return [
    ...problem('source', query.source, SOURCES),
    ...problem('venue', query.venue, list.venues),
    ...problem('kind', query.kind, [...CAUSES, ...list.kinds]),
    ...problem('year', query.year, list.years),
    ...problem('severity', query.severity, SEVERITIES),
    ...(query.page === null || isPage(query.page)
      ? []
      : [`page is “${query.page.slice(0, 60)}”; accepted: 1 to ${MOST_PAGES}`]),
  ]
}

/** The filters in force, in words. */
export function describeEventsQuery(query: EventsQuery, nameOf: (venue: string) => string): readonly string[] {
  const severity = eventChoices({ kinds: [] }).severities.find(({ value }) => value === query.severity)
  return [
    query.source === null ? null : (SOURCE_TEXTS[query.source === 'record' ? 'record' : 'detected'] ?? null),
    query.venue === null ? null : `venue is ${nameOf(query.venue)}`,
    query.kind === null ? null : `kind is ${plainWord(query.kind)}`,
    query.year === null ? null : `in ${query.year}`,
    severity === undefined ? null : `severity: ${severity.text}`,
  ].filter((text) => text !== null)
}

/** The address of another page of the same list. */
export function eventsPageHref(query: EventsQuery, page: number): string {
  const params = new URLSearchParams()
  for (const key of ['source', 'venue', 'kind', 'year', 'severity'] as const) {
    const value = query[key]
    if (value !== null) params.set(key, value)
  }
  if (page > 1) params.set('page', String(page))
  const text = params.toString()
  return `/events${text === '' ? '' : `?${text}`}`
}
