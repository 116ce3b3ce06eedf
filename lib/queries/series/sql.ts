import { type CopyQuery, type Setting, settingOf } from '@/lib/db/read-copy'
import type { Query } from '@/lib/db/read-cursor'
import { type SeriesName, seriesDefinitions } from '@/lib/export/series'
import { depth, episodes, flows, liquidations, volumes } from '@/lib/queries/series/context-sources'
import { csvLine } from '@/lib/queries/series/csv-line'
import {
  type Bind,
  bindTo,
  digits,
  type Interval,
  type KeyPart,
  type SeriesFilter,
  type SeriesSource,
} from '@/lib/queries/series/source'

const BUCKET_MS: Readonly<Record<Interval, number>> = { day: 86_400_000, hour: 3_600_000, raw: 0 }

/** Buckets that start after this time are still open: their last observation may yet come. */
function openFrom(filter: SeriesFilter): Date {
  return new Date((filter.asOf ?? filter.now).getTime() - BUCKET_MS[filter.interval])
}

const coverage: SeriesSource = {
  table: ({ interval }) => `coverage_${interval}`,
  columns: (filter, bind) => [
    'venue',
    'fund',
    bind(filter.interval, 'text'),
    'bucket_start',
    digits('fund_usd'),
    digits('usable_usd'),
    digits('oi_usd'),
    digits('covered_fund_usd'),
    digits('covered_oi_usd'),
    'coverage',
    'exhaustion_low',
    'exhaustion_central',
    'exhaustion_high',
    'fund_observed_at',
    'oi_observed_at',
    'basis',
    filter.interval === 'raw'
      ? 'obs_status'
      : `CASE WHEN bucket_start > ${bind(openFrom(filter), 'timestamptz')} THEN 'P' ELSE obs_status END`,
    'reason',
    'revision',
  ],
  key: [
    { expression: 'venue', type: 'text' },
    { expression: 'fund', type: 'text' },
    { expression: 'bucket_start', type: 'timestamptz' },
  ],
  rangeColumn: 'bucket_start',
  revisioned: true,
  // An open bucket is overwritten, so what it held at an earlier moment is not kept.
  conditions: (filter, bind) =>
    filter.asOf !== null && filter.interval !== 'raw'
      ? [`bucket_start <= ${bind(openFrom(filter), 'timestamptz')}`]
      : [],
}

const fundBalances: SeriesSource = {
  table: () => 'fund_balance',
  columns: () => [
    'venue',
    'fund',
    'asset',
    'observed_at',
    'checked_at',
    digits('units'),
    digits('price_usd'),
    'price_source',
    digits('value_usd'),
    'basis',
    'obs_status',
    'reason',
    'source',
    'raw_sha256',
    'revision',
  ],
  key: [
    { expression: 'observed_at', type: 'timestamptz' },
    { expression: 'venue', type: 'text' },
    { expression: 'fund', type: 'text' },
    { expression: 'asset', type: 'text' },
  ],
  rangeColumn: 'observed_at',
  revisioned: true,
}

const openInterest: SeriesSource = {
  table: () => 'open_interest',
  columns: () => [
    'venue',
    'market',
    'contract_type',
    'settle_asset',
    'observed_at',
    'checked_at',
    digits('contracts'),
    digits('base_units'),
    digits('value_usd'),
    'source_sides',
    'basis',
    'obs_status',
    'reason',
    'source',
    'raw_sha256',
    'revision',
  ],
  key: [
    { expression: 'observed_at', type: 'timestamptz' },
    { expression: 'venue', type: 'text' },
    { expression: 'market', type: 'text' },
  ],
  rangeColumn: 'observed_at',
  revisioned: true,
}

const adl: SeriesSource = {
  table: () => 'adl_signal',
  columns: () => [
    'venue',
    'scope',
    'subject',
    'observed_at',
    'checked_at',
    'signal',
    'value',
    'level',
    'proximity',
    'source',
    'raw_sha256',
  ],
  key: [
    { expression: 'observed_at', type: 'timestamptz' },
    { expression: 'venue', type: 'text' },
    { expression: 'scope', type: 'text' },
    { expression: 'subject', type: 'text' },
    { expression: 'signal', type: 'text' },
  ],
  rangeColumn: 'observed_at',
  revisioned: true,
}

const events: SeriesSource = {
  table: () => 'record_event',
  columns: () => [
    'event',
    'venue',
    'starts',
    'ends',
    'kind',
    'stages',
    digits('amount'),
    'asset',
    digits('usd'),
    'amount_meaning',
    'title',
    'summary',
    'confidence',
    'source_url',
  ],
  key: [
    { expression: 'sort_order', type: 'integer' },
    { expression: 'event', type: 'text' },
  ],
  rangeColumn: 'start_at',
  revisioned: false,
}

const figures: SeriesSource = {
  table: () => 'record_figure',
  columns: () => [
    'venue',
    'date',
    'date_precision',
    'metric',
    'fund_type',
    digits('amount'),
    'asset',
    digits('usd'),
    'confidence',
    'note',
    'source_url',
  ],
  key: [
    { expression: 'sort_order', type: 'integer' },
    { expression: 'figure', type: 'text' },
  ],
  rangeColumn: "(sort_date::timestamp AT TIME ZONE 'UTC')",
  revisioned: false,
}

const disclosureChanges: SeriesSource = {
  table: () => 'disclosure_change',
  columns: () => [
    'change',
    'venue',
    'source',
    'endpoint',
    `to_char(changed_on, 'YYYY-MM-DD')`,
    'kind',
    'path',
    'before',
    'after',
    'funds',
    'markets',
    'text',
    'confidence',
    'source_url',
    'before_sha256',
    'raw_sha256',
    'basis',
    'recorded_at',
  ],
  key: [
    { expression: "(changed_on::timestamp AT TIME ZONE 'UTC')", type: 'timestamptz' },
    { expression: 'change', type: 'text' },
  ],
  rangeColumn: "(changed_on::timestamp AT TIME ZONE 'UTC')",
  revisioned: false,
  conditions: (filter, bind) => (filter.asOf === null ? [] : [`recorded_at <= ${bind(filter.asOf, 'timestamptz')}`]),
}

const sources: Readonly<Record<SeriesName, SeriesSource>> = {
  coverage,
  'fund-balances': fundBalances,
  flows,
  'open-interest': openInterest,
  volumes,
  depth,
  liquidations,
  adl,
  events,
  figures,
  episodes,
  'disclosure-changes': disclosureChanges,
}

/** The types of the values that make the place of a row in this series. */
export function keyTypes(series: SeriesName): readonly KeyPart['type'][] {
  return sources[series].key.map((part) => part.type)
}

/** The table the rows of a series are in. */
export function seriesTable(series: SeriesName, filter: SeriesFilter, bind: Bind): string {
  return sources[series].table(filter, bind)
}

/** What the filter asks of a row of that table. */
export function seriesConditions(series: SeriesName, filter: SeriesFilter, bind: Bind): readonly string[] {
  const source = sources[series]
  return [
    ...(filter.venues === null ? [] : [`venue = ANY(${bind(filter.venues, 'text[]')})`]),
    ...(filter.from === null ? [] : [`${source.rangeColumn} >= ${bind(filter.from, 'timestamptz')}`]),
    ...(filter.to === null ? [] : [`${source.rangeColumn} < ${bind(filter.to, 'timestamptz')}`]),
    ...(filter.asOf !== null && source.revisioned ? [`recorded_at <= ${bind(filter.asOf, 'timestamptz')}`] : []),
    ...(source.conditions?.(filter, bind) ?? []),
  ]
}

/** What the rows of a statement are: cells `c0..` with their place `k0..`, lines of a CSV file, or only counted. */
type Shape = 'cells' | 'csv' | 'count'

/** Where to go on and how far. */
interface Page {
  readonly after: readonly string[] | null
  readonly limit: number | null
}

const WHOLE: Page = { after: null, limit: null }

/**
 * The statement for a series. As cells: result columns `c0..` in the order of the definition, then `k0..`, the place of
 * the row as text; as count: one row with `rows`. `after` continues behind a place; `limit` cuts.
 */
export function seriesQuery(
  series: SeriesName,
  filter: SeriesFilter,
  page: Page,
  shape: 'cells' | 'count' = 'cells',
): Query {
  const values: unknown[] = []
  const text = statement(series, filter, page, shape, bindTo(values))
  return { text: shape === 'count' ? `SELECT count(*)::int AS rows FROM (${text}) counted` : text, values }
}

/** The statement for all rows of a series as lines of a CSV file. */
export function seriesCopy(series: SeriesName, filter: SeriesFilter): CopyQuery {
  const settings: Setting[] = []
  const bind: Bind = (value, type) => settingOf(settings.push({ value, type }) - 1, { value, type })
  return { text: statement(series, filter, WHOLE, 'csv', bind), settings }
}

function statement(series: SeriesName, filter: SeriesFilter, page: Page, shape: Shape, bind: Bind): string {
  const source = sources[series]
  const parts = source.key.map(({ expression }) => (typeof expression === 'string' ? expression : expression(filter)))
  const keys = parts.join(', ')
  const selected = selectedColumns(series, shape === 'count' ? [] : source.columns(filter, bind), parts, shape)
  const conditions = [...seriesConditions(series, filter, bind)]
  if (page.after !== null) {
    const place = page.after.map((value, index) => bind(value, source.key[index]?.type ?? 'text'))
    conditions.push(`(${keys}) > (${place.join(', ')})`)
  }
  const order = [
    keys,
    ...(source.newestFirst ? [source.newestFirst] : []),
    ...(source.revisioned ? ['revision DESC'] : []),
  ]
  return [
    `SELECT ${source.revisioned ? `DISTINCT ON (${keys}) ` : ''}${selected}`,
    `FROM ${source.table(filter, bind)}`,
    conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '',
    shape === 'count' ? '' : `ORDER BY ${order.join(', ')}`,
    page.limit === null ? '' : `LIMIT ${bind(page.limit, 'integer')}`,
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function selectedColumns(
  series: SeriesName,
  expressions: readonly string[],
  parts: readonly string[],
  shape: Shape,
): string {
  if (shape === 'count') return '1'
  if (shape === 'csv') return `${csvLine(seriesDefinitions[series].columns, expressions)} AS line`
  return [
    ...expressions.map((expression, index) => `${expression} AS c${index}`),
    ...parts.map((expression, index) => `(${expression})::text AS k${index}`),
  ].join(', ')
}
