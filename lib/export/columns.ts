/** How the cells of a column are written. `decimal` is plain digits as text; `list` is a JSON array, `|` in CSV. */
export type CellKind = 'text' | 'decimal' | 'ratio' | 'integer' | 'time' | 'list'
/** A value of a row. Null is missing; the row's `reason` says why where the series has one. */
export type Cell = string | number | null | readonly string[]

/**
 * One column: the only definition of it. The page /data, readme.md, metadata.json, datapackage.json, the metadata of
 * Parquet files and the OpenAPI document are all written from it.
 */
export interface Column {
  readonly name: string
  readonly kind: CellKind
  /** What it means, in one or two sentences. */
  readonly description: string
  /** The unit of a number; null where it has none. */
  readonly unit: string | null
  /** What an empty cell says. Null: the cell is never empty. */
  readonly missing: string | null
  /** Where the value comes from. */
  readonly origin: string
  /** The only values there are, where the list is closed. */
  readonly values: readonly string[] | null
  /** Few values that repeat, so that Parquet holds each of them once (dictionary encoding). */
  readonly repeats: boolean
  /** The field of the CPMI-IOSCO public quantitative disclosures for CCPs that it resembles. */
  readonly resembles: string | null
}

interface Details {
  readonly unit?: string
  readonly missing?: string
  readonly origin?: string
  readonly values?: readonly string[]
  readonly repeats?: boolean
  readonly resembles?: string
}

/** Where values come from. */
export const ORIGIN = {
  venue: "the venue's answer",
  computed: 'computed by Coverline, formula on /methodology',
  collector: "Coverline's collector",
  record: 'the published record, typed in with its source',
  module: "Coverline's description of the venue",
} as const

export const USD = 'US dollars'
export const BASE = 'units of the base asset'
export const SECONDS = 'seconds'
export const PLAIN_RATIO = 'ratio (0.05 is 5 %)'
/** What an empty cell says where the row has a `reason`. */
export const SEE_REASON = 'no value; reason says why'

function define(kind: CellKind) {
  return (name: string, description: string, details: Details = {}): Column => ({
    name,
    kind,
    description,
    unit: details.unit ?? null,
    missing: details.missing ?? null,
    origin: details.origin ?? ORIGIN.venue,
    values: details.values ?? null,
    repeats: details.repeats ?? details.values !== undefined,
    resembles: details.resembles ?? null,
  })
}

export const text = define('text')
export const decimal = define('decimal')
export const ratio = define('ratio')
export const integer = define('integer')
export const time = define('time')
export const list = define('list')

const id = { repeats: true, origin: ORIGIN.module } as const

export const venue = text('venue', 'Venue slug.', id)
export const fund = text('fund', 'Fund id.', {
  ...id,
  resembles: 'concentration: which contracts one pool of default resources stands behind',
})
export const market = text('market', 'Market id of the venue.', { repeats: true })
export const basis = text('basis', 'collected, published or simulated.', {
  origin: ORIGIN.collector,
  values: ['collected', 'published', 'simulated'],
})
export const obsStatus = text(
  'obs_status',
  'SDMX CL_OBS_STATUS: A normal, E estimated, P provisional, M missing, B break.',
  { origin: ORIGIN.collector, values: ['A', 'E', 'P', 'M', 'B'] },
)
export const reason = text('reason', 'Why a value is missing, estimated or left out.', {
  missing: 'nothing to explain',
  origin: ORIGIN.collector,
  repeats: true,
})
export const source = text('source', 'Source id of the venue.', id)
export const rawSha256 = text('raw_sha256', 'SHA-256 of the response bytes the row was read from.', {
  origin: ORIGIN.collector,
  repeats: true,
})
export const revision = integer('revision', '0 is the first version of the row; the latest one is given.', {
  origin: ORIGIN.collector,
})
export const observedAt = time('observed_at', "The venue's time; checked_at where it gives none.")
export const checkedAt = time('checked_at', 'Our first good fetch that showed this observation.', {
  origin: ORIGIN.collector,
})
export const confidence = text('confidence', 'high, medium or low.', {
  origin: ORIGIN.record,
  values: ['high', 'medium', 'low'],
})
export const sourceUrl = text('source_url', 'Where it was published.', { origin: ORIGIN.record, repeats: true })
