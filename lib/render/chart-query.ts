import type { SearchParams } from '@/lib/render/overview-query'

export const chartMeasures = ['fund', 'coverage', 'units'] as const
export type ChartMeasure = (typeof chartMeasures)[number]

export const chartRanges = ['24h', '7d', '30d', '90d', '1y', 'all'] as const
export type ChartRange = (typeof chartRanges)[number]

/** What the address of a venue page says about its chart. Null: not said, the page chooses. */
export interface ChartQuery {
  readonly measure: ChartMeasure | null
  readonly range: ChartRange | null
  readonly log: boolean
  readonly fund: string | null
}

const MAX_FUND_LENGTH = 200

function read(params: SearchParams, key: string): string {
  const value = params[key]
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}

/** Reads the address; words that are not known count as not said. */
export function parseChartQuery(params: SearchParams): ChartQuery {
  const fund = read(params, 'fund')
  return {
    measure: chartMeasures.find((measure) => measure === read(params, 'm')) ?? null,
    range: chartRanges.find((range) => range === read(params, 'range')) ?? null,
    log: read(params, 'scale') === 'log',
    fund: fund === '' || fund.length > MAX_FUND_LENGTH ? null : fund,
  }
}

/** The address of a chart view on a venue's page; only what was chosen is written. */
export function chartHref(venue: string, query: ChartQuery): string {
  const params = new URLSearchParams()
  if (query.measure !== null) params.set('m', query.measure)
  if (query.range !== null) params.set('range', query.range)
  if (query.log) params.set('scale', 'log')
  if (query.fund !== null) params.set('fund', query.fund)
  const text = params.toString()
  return `/venues/${venue}${text === '' ? '' : `?${text}`}#history`
}
