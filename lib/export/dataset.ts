import type { SeriesDefinition } from '@/lib/export/series'
import type { TableDefinition } from '@/lib/export/tables'

/** What can be downloaded: a series or a table of the present. */
export type Dataset = SeriesDefinition | TableDefinition

/** The suffixes of a download, with what each is sent as. */
export const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  'metadata.json': 'application/json; charset=utf-8',
  'readme.md': 'text/markdown; charset=utf-8',
  zip: 'application/zip',
} as const

export type DataFormat = keyof typeof MEDIA_TYPES

/** A format by its suffix; null when there is none of that name. */
export function findFormat(suffix: string): DataFormat | null {
  const found = Object.entries(MEDIA_TYPES).find(([name]) => name === suffix)
  // The names of the object are the type.
  return found === undefined ? null : (found[0] as DataFormat)
}

export const FORMATS: readonly string[] = Object.keys(MEDIA_TYPES)

/** How regularly a group of rows comes, over the half-open range from its first row to its end. */
export interface GroupGaps {
  readonly venue: string
  /** Null: the venue as a whole. */
  readonly fund: string | null
  readonly from: string
  readonly to: string
  /** How often a row is due, as declared, seconds. */
  readonly everyS: number
  readonly expected: number
  readonly missing: number
  readonly longestGapS: number | null
  /** Share of the expected times that are there, percent. */
  readonly coveragePercent: number
}

/** The gaps of an answer; `groups` null with the reason where none can be stated. */
export interface GapMap {
  readonly groups: readonly GroupGaps[] | null
  readonly reason: string | null
}

/** A file as it was written. */
export interface WrittenFile {
  readonly path: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
}

/** What an answer is, beside its rows. */
export interface DatasetFacts {
  readonly dataset: Dataset
  /** The address that gives it again. */
  readonly address: string
  readonly site: string
  /** The rows were made up by a simulator. */
  readonly simulated: boolean
  /** The filters that were active, the ones nobody gave included. */
  readonly filters: Readonly<Record<string, string>>
  readonly generatedAt: string
  readonly dataAsOf: string | null
  readonly asOf: string | null
  readonly rows: number | null
  readonly rowsReason: string | null
  readonly gaps: GapMap
  readonly files: readonly WrittenFile[]
}
