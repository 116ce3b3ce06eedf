import type { State } from '@/lib/core/observation'
import type { Disclosure } from '@/lib/render/words'

export const overviewTypes = ['all', 'insurance', 'vault'] as const
export type OverviewType = (typeof overviewTypes)[number]

export const overviewColumns = [
  'venue',
  'fund_usd',
  'change_24h',
  'change_7d',
  'drawdown',
  'oi_usd',
  'coverage',
  'exhaustion_move',
  'weakest_fund',
  'adl',
  'checked_at',
] as const
export type OverviewColumn = (typeof overviewColumns)[number]

const STATES: readonly State[] = ['live', 'unchanged', 'late', 'failing', 'withdrawn', 'none']
export const DISCLOSURES: readonly Disclosure[] = ['api', 'onchain', 'page', 'none']

/** What the address of the overview says. */
export interface OverviewQuery {
  readonly type: OverviewType
  readonly sort: { readonly column: OverviewColumn; readonly descending: boolean }
  readonly search: string
  readonly state: State | null
  readonly disclosure: Disclosure | null
}

export const defaultOverviewQuery: OverviewQuery = {
  type: 'all',
  sort: { column: 'coverage', descending: true },
  search: '',
  state: null,
  disclosure: null,
}

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>

const MAX_SEARCH_LENGTH = 60

function first(value: string | readonly string[] | undefined): string {
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}

function oneOf<Word extends string>(words: readonly Word[], given: string): Word | null {
  return words.find((word) => word === given) ?? null
}

function parseSort(given: string): OverviewQuery['sort'] {
  const descending = given.startsWith('-')
  const column = oneOf(overviewColumns, descending ? given.slice(1) : given)
  return column === null ? defaultOverviewQuery.sort : { column, descending }
}

/** Reads the address. Keys and words that are not known are left aside: an old link still opens. */
export function parseOverviewQuery(params: SearchParams): OverviewQuery {
  return {
    type: oneOf(overviewTypes, first(params.type)) ?? defaultOverviewQuery.type,
    sort: parseSort(first(params.sort)),
    search: first(params.q).trim().slice(0, MAX_SEARCH_LENGTH),
    state: oneOf(STATES, first(params.state)),
    disclosure: oneOf(DISCLOSURES, first(params.discloses)),
  }
}

/** `-coverage`: the sort as the address carries it. */
export function sortKey({ column, descending }: OverviewQuery['sort']): string {
  return descending ? `-${column}` : column
}

/** The address of a view; only what differs from the default is written. */
export function overviewHref(query: OverviewQuery): string {
  const params = new URLSearchParams()
  if (query.type !== defaultOverviewQuery.type) params.set('type', query.type)
  if (sortKey(query.sort) !== sortKey(defaultOverviewQuery.sort)) params.set('sort', sortKey(query.sort))
  if (query.search !== '') params.set('q', query.search)
  if (query.state !== null) params.set('state', query.state)
  if (query.disclosure !== null) params.set('discloses', query.disclosure)
  const text = params.toString()
  return text === '' ? '/' : `/?${text}`
}

/** The sort a column header leads to: names upwards first, figures downwards first, then the other way. */
export function nextSort(current: OverviewQuery['sort'], column: OverviewColumn): OverviewQuery['sort'] {
  if (current.column === column) return { column, descending: !current.descending }
  return { column, descending: column !== 'venue' }
}
