import type { ChartRange } from '@/lib/queries/dto/chart'
import type { SearchParams } from '@/lib/render/overview-query'

export const chartMeasures = ['fund', 'coverage', 'units', 'price'] as const
export type ChartMeasure = (typeof chartMeasures)[number]

export const chartPresets = ['24h', '7d', '30d', '90d', '1y', 'all'] as const
export type ChartPreset = (typeof chartPresets)[number]

/** `index`: each line starts at 100. */
export const chartScales = ['lin', 'log', 'index'] as const
export type ChartScale = (typeof chartScales)[number]

/** A field of an address that cannot be used: its name, what was given and what is accepted. */
export interface FieldProblem {
  readonly path: string
  readonly message: string
}

/** What the address says about a chart: over which time, on which scale. */
export interface ChartView {
  /** Null: not said, the page chooses. */
  readonly range: ChartRange | null
  readonly scale: ChartScale
  /** The value axis fits the values instead of starting at zero. */
  readonly fit: boolean
  /** The table under the chart has all its rows instead of the newest few. */
  readonly allRows: boolean
}

/** What the address of a venue page says about its chart. Null: not said, the page chooses. */
export interface ChartQuery extends ChartView {
  readonly measure: ChartMeasure | null
  readonly fund: string | null
  /** As it was known at this moment; null: as it is known now. */
  readonly asOf: Date | null
}

/** The range of an address: what can be used of it, what is wrong with it, and the fields as they were filled in. */
export interface ReadRange {
  readonly range: ChartRange | null
  readonly problems: readonly FieldProblem[]
  readonly given: { readonly from: string; readonly to: string }
}

const MAX_FUND_LENGTH = 200
const SHOWN_LENGTH = 40
/** Trading that a fund could stand behind began later; an earlier year is a slip. */
const FIRST_YEAR = 2009
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z?)?$/
const ACCEPTED = 'a UTC date such as 2025-10-10, or a time such as 2025-10-10T21:00'

export function readParameter(params: SearchParams, key: string): string {
  const value = params[key]
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}

/** A UTC time as addresses and forms give it, a date counting as its 00:00; null for anything else. */
export function readTime(text: string): Date | null {
  if (!TIME.test(text)) return null
  const at = new Date(text.length === 10 ? `${text}T00:00:00Z` : text.endsWith('Z') ? text : `${text}Z`)
  // A day the month does not have is moved into the next month instead of refused.
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text.slice(0, 10))
  return exists && at.getUTCFullYear() >= FIRST_YEAR ? at : null
}

/** A time as short as an address can say it: the date alone at midnight, no seconds where there are none. */
function writeTime(at: Date): string {
  const iso = at.toISOString()
  if (iso.endsWith('T00:00:00.000Z')) return iso.slice(0, 10)
  return iso.endsWith(':00.000Z') ? `${iso.slice(0, 16)}Z` : iso.replace('.000Z', 'Z')
}

function refuseTime(field: 'from' | 'to', text: string): FieldProblem {
  const given = text === '' ? 'given nothing' : `given “${text.slice(0, SHOWN_LENGTH)}”`
  return { path: field, message: `${given}; accepted: ${ACCEPTED}` }
}

function readCustom(fromText: string, toText: string): Omit<ReadRange, 'given'> {
  const [from, to] = [readTime(fromText), readTime(toText)]
  if (from === null || to === null) {
    const problems = [
      ...(from === null ? [refuseTime('from', fromText)] : []),
      ...(to === null ? [refuseTime('to', toText)] : []),
    ]
    return { range: null, problems }
  }
  if (to > from) return { range: { from, to }, problems: [] }
  const message = `given ${writeTime(to)}; accepted: a time after from (${writeTime(from)}), which it ends before`
  return { range: null, problems: [{ path: 'to', message }] }
}

/** Reads the range: a preset or `FROM..TO` as links write it, or the fields `from` and `to` of the form; half-open. */
export function readRange(params: SearchParams): ReadRange {
  const text = readParameter(params, 'range')
  const separator = text.indexOf('..')
  const inRange = separator < 0 ? null : { from: text.slice(0, separator), to: text.slice(separator + 2) }
  const inFields = { from: readParameter(params, 'from').trim(), to: readParameter(params, 'to').trim() }
  const given = inFields.from !== '' || inFields.to !== '' ? inFields : inRange
  if (given !== null) return { ...readCustom(given.from, given.to), given }
  const range = chartPresets.find((preset) => preset === text) ?? null
  return { range, problems: [], given: { from: '', to: '' } }
}

/** A range as an address writes it: `30d`, `2025-10-01..2025-10-15`. */
export function writeRange(range: ChartRange): string {
  return typeof range === 'string' ? range : `${writeTime(range.from)}..${writeTime(range.to)}`
}

/** Reads what an address says about any chart; words that are not known count as not said. */
export function parseChartView(params: SearchParams): ChartView {
  return {
    range: readRange(params).range,
    scale: chartScales.find((scale) => scale === readParameter(params, 'scale')) ?? 'lin',
    fit: readParameter(params, 'y') === 'fit',
    allRows: readParameter(params, 'rows') === 'all',
  }
}

/** The parameters of a view; only what was chosen is written. */
export function viewParameters({ range, scale, fit, allRows }: ChartView): readonly (readonly [string, string])[] {
  return [
    ...(range === null ? [] : [['range', writeRange(range)] as const]),
    ...(scale === 'lin' ? [] : [['scale', scale] as const]),
    ...(fit ? [['y', 'fit'] as const] : []),
    ...(allRows ? [['rows', 'all'] as const] : []),
  ]
}

/** A query text whose times and lists stay readable: a colon and a comma need no escape there. */
export function writeQuery(parameters: readonly (readonly [string, string])[]): string {
  const text = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString()
  return text.replaceAll('%3A', ':').replaceAll('%2C', ',')
}

/** Reads the address of a venue page. */
export function parseChartQuery(params: SearchParams): ChartQuery {
  const fund = readParameter(params, 'fund')
  return {
    ...parseChartView(params),
    measure: chartMeasures.find((measure) => measure === readParameter(params, 'm')) ?? null,
    fund: fund === '' || fund.length > MAX_FUND_LENGTH ? null : fund,
    asOf: readTime(readParameter(params, 'as_of')),
  }
}

export const NO_CHART_QUERY: ChartQuery = {
  measure: null,
  range: null,
  scale: 'lin',
  fit: false,
  allRows: false,
  fund: null,
  asOf: null,
}

/** The parameters of a chart on a venue's page; only what was chosen is written. */
export function chartParameters(query: ChartQuery): readonly (readonly [string, string])[] {
  return [
    ...(query.measure === null ? [] : [['m', query.measure] as const]),
    ...viewParameters(query),
    ...(query.fund === null ? [] : [['fund', query.fund] as const]),
    // Every digit: what was known a moment later may differ.
    ...(query.asOf === null ? [] : [['as_of', query.asOf.toISOString()] as const]),
  ]
}

/** The address of a chart view on a venue's page. */
export function chartHref(venue: string, query: Partial<ChartQuery>, anchor = 'history'): string {
  const text = writeQuery(chartParameters({ ...NO_CHART_QUERY, ...query }))
  return `/venues/${venue}${text === '' ? '' : `?${text}`}#${anchor}`
}
