export type Interval = 'day' | 'hour' | 'raw'

/** What of a series is asked for. Ranges are half-open. */
export interface SeriesFilter {
  /** Null: every venue. */
  readonly venues: readonly string[] | null
  readonly from: Date | null
  readonly to: Date | null
  /** Of `coverage`, `volumes` and `depth`. */
  readonly interval: Interval
  /** Only what was recorded at or before it. */
  readonly asOf: Date | null
  readonly now: Date
}

/** A part of the stated order: an SQL expression, and the type its text is read back as. */
export interface KeyPart {
  readonly expression: string | ((filter: SeriesFilter) => string)
  readonly type: 'text' | 'timestamptz' | 'integer'
}

/** How the rows of a series are selected. Expressions are SQL of this code base, never input. */
export interface SeriesSource {
  readonly table: (filter: SeriesFilter, bind: Bind) => string
  /** One SQL expression per column, in the order of the definition. */
  readonly columns: (filter: SeriesFilter, bind: Bind) => readonly string[]
  readonly key: readonly KeyPart[]
  /** The time `from` and `to` look at; rows without one are left out of a range. */
  readonly rangeColumn: string
  /** Rows carry `revision` and `recorded_at`: the latest known one of each key is taken. */
  readonly revisioned: boolean
  readonly conditions?: (filter: SeriesFilter, bind: Bind) => readonly string[]
  /** Of the rows of one key, the one to take: an order that comes before the revision. */
  readonly newestFirst?: string
}

/** Adds a value to the statement and gives the SQL that stands for it, of that type. */
export type Bind = (value: unknown, type: 'text' | 'text[]' | 'timestamptz' | 'integer' | 'jsonb') => string

/** Binds values as the numbered parameters of a statement. */
export function bindTo(values: unknown[]): Bind {
  return (value, type) => `$${values.push(value)}::${type}`
}

/** A decimal column without zeros at its end; it is read as text, in plain digits. */
export const digits = (column: string) => `trim_scale(${column})`
