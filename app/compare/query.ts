import { type ChartRange, chartRanges } from '@/lib/render/chart-query'
import type { SearchParams } from '@/lib/render/overview-query'

export const compareMeasures = ['fund', 'coverage'] as const
export type CompareMeasure = (typeof compareMeasures)[number]

export const LEAST_VENUES = 2
export const MOST_VENUES = 6

/** Longer lists are a mistake or an attack; what is beyond is counted, not kept. */
const MOST_KEPT = 50
const SHOWN_LENGTH = 40

/** What the address of a comparison says. */
export interface CompareQuery {
  /** As given, in order, each once. */
  readonly venues: readonly string[]
  readonly measure: CompareMeasure
  /** The first value in view drawn as 100. */
  readonly indexed: boolean
  /** Null: not said, the page chooses. */
  readonly range: ChartRange | null
}

function valuesOf(params: SearchParams, key: string): readonly string[] {
  const value = params[key]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

/** Reads the address. Venues come as `v=a,b`, or as `v=a&v=b` from the form. */
export function parseCompareQuery(params: SearchParams): CompareQuery {
  const first = (key: string) => valuesOf(params, key)[0] ?? ''
  const venues = valuesOf(params, 'v')
    .flatMap((value) => value.split(','))
    .map((slug) => slug.trim().toLowerCase())
    .filter((slug) => slug !== '')
  return {
    venues: [...new Set(venues)].slice(0, MOST_KEPT),
    measure: compareMeasures.find((measure) => measure === first('m')) ?? 'fund',
    indexed: first('scale') === 'index',
    range: chartRanges.find((range) => range === first('range')) ?? null,
  }
}

/** True when the address is not the one links carry: the form repeats `v`. */
export function isRepeated(params: SearchParams): boolean {
  return valuesOf(params, 'v').length > 1
}

/** The address of a comparison; only what differs from the default is written. */
export function compareHref({ venues, measure, indexed, range }: CompareQuery): string {
  const extras = new URLSearchParams()
  if (measure !== 'fund') extras.set('m', measure)
  if (indexed) extras.set('scale', 'index')
  if (range !== null) extras.set('range', range)
  // Commas stay readable in a shared link.
  const list = venues.map(encodeURIComponent).join(',')
  const parts = [list === '' ? '' : `v=${list}`, extras.toString()].filter((part) => part !== '')
  return parts.length === 0 ? '/compare' : `/compare?${parts.join('&')}`
}

function quoted(slugs: readonly string[]): string {
  return slugs.map((slug) => `“${slug.slice(0, SHOWN_LENGTH)}”`).join(', ')
}

/** Why these venues cannot be compared: what was given, what is accepted. Empty when they can, or when none is given. */
export function compareProblems(venues: readonly string[], isKnown: (slug: string) => boolean): readonly string[] {
  if (venues.length === 0) return []
  const unknown = venues.filter((slug) => !isKnown(slug))
  const count = `${venues.length} ${venues.length === 1 ? 'venue' : 'venues'}`
  const accepted = `accepted: ${LEAST_VENUES} to ${MOST_VENUES} venues`
  return [
    ...(venues.length < LEAST_VENUES || venues.length > MOST_VENUES
      ? [`v names ${count} (${venues.map((slug) => slug.slice(0, SHOWN_LENGTH)).join(', ')}); ${accepted}.`]
      : []),
    ...(unknown.length > 0
      ? [
          `v names ${unknown.length === 1 ? 'an unknown venue' : 'unknown venues'}: ${quoted(unknown)}; accepted: the venues listed below.`,
        ]
      : []),
  ]
}
