import {
  type ChartView,
  parseChartView,
  readParameter,
  readTime,
  viewParameters,
  writeQuery,
} from '@/lib/render/chart-query'
import type { SearchParams } from '@/lib/render/overview-query'

export const compareMeasures = ['fund', 'coverage', 'units'] as const
export type CompareMeasure = (typeof compareMeasures)[number]

export const LEAST_VENUES = 2
export const MOST_VENUES = 6

/** Longer lists are a mistake or an attack; what is beyond is counted, not kept. */
const MOST_KEPT = 50
const SHOWN_LENGTH = 40

/** What the address of a comparison says. */
export interface CompareQuery extends ChartView {
  /** As given, in order, each once. */
  readonly venues: readonly string[]
  readonly measure: CompareMeasure
  /** The reader wants funds of different kinds in one chart and ranked, knowing that they are. */
  readonly mixed: boolean
  /** Figures as they were known at this moment; null: as they are known now. */
  readonly asOf: Date | null
}

function valuesOf(params: SearchParams, key: string): readonly string[] {
  const value = params[key]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

/** Reads the address. Venues come as `v=a,b`, or as `v=a&v=b` from the form. */
export function parseCompareQuery(params: SearchParams): CompareQuery {
  const venues = valuesOf(params, 'v')
    .flatMap((value) => value.split(','))
    .map((slug) => slug.trim().toLowerCase())
    .filter((slug) => slug !== '')
  return {
    ...parseChartView(params),
    venues: [...new Set(venues)].slice(0, MOST_KEPT),
    measure: compareMeasures.find((measure) => measure === readParameter(params, 'm')) ?? 'fund',
    mixed: readParameter(params, 'mix') === '1',
    asOf: readTime(readParameter(params, 'as_of')),
  }
}

/** True when the address is not the one links carry: the form repeats `v`. */
export function isRepeated(params: SearchParams): boolean {
  return valuesOf(params, 'v').length > 1
}

/** The parameters of a comparison but its venues; only what differs from the default is written. */
export function compareParameters(query: CompareQuery): readonly (readonly [string, string])[] {
  const { measure, mixed, asOf } = query
  return [
    ...(measure === 'fund' ? [] : [['m', measure] as const]),
    ...viewParameters(query),
    ...(mixed ? [['mix', '1'] as const] : []),
    // Every digit: what was known a moment later may differ.
    ...(asOf === null ? [] : [['as_of', asOf.toISOString()] as const]),
  ]
}

/** The address of a comparison; only what differs from the default is written. */
export function compareHref(query: CompareQuery): string {
  const list = query.venues.join(',')
  const text = writeQuery([...(list === '' ? [] : [['v', list] as const]), ...compareParameters(query)])
  return text === '' ? '/compare' : `/compare?${text}`
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
