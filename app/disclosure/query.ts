import type { LedgerQuery } from '@/lib/queries/disclosure-matrix'
import type { SearchParams } from '@/lib/render/overview-query'

export const ORDERS = ['stage', 'name', 'marks'] as const
export type Order = (typeof ORDERS)[number]

/** What the address of the page asks for. */
export interface DisclosureQuery extends LedgerQuery {
  readonly order: Order
}

function read(params: SearchParams, key: string): string | null {
  const value = params[key]
  const text = (typeof value === 'string' ? value : value?.[0])?.trim() ?? ''
  return text === '' ? null : text
}

/** Reads the address; an order that is not known is that by stage. */
export function parseDisclosureQuery(params: SearchParams): DisclosureQuery {
  const order = read(params, 'order')
  return {
    order: ORDERS.find((known) => known === order) ?? 'stage',
    venue: read(params, 'venue'),
    group: read(params, 'what'),
  }
}

/** The address of the page with this query; only what differs from the start is in it. */
export function disclosureHref(query: DisclosureQuery, anchor: string): string {
  const params = new URLSearchParams()
  if (query.order !== 'stage') params.set('order', query.order)
  if (query.venue !== null) params.set('venue', query.venue)
  if (query.group !== null) params.set('what', query.group)
  const text = params.toString()
  return `/disclosure${text === '' ? '' : `?${text}`}#${anchor}`
}
