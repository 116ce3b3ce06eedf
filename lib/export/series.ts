import type { Column } from '@/lib/export/columns'
import { episodes } from '@/lib/export/series/episodes'
import { adl, coverage, flows, fundBalances } from '@/lib/export/series/funds'
import { depth, liquidations, openInterest, volumes } from '@/lib/export/series/markets'
import { disclosureChanges, events, figures } from '@/lib/export/series/record'

export type SeriesName =
  | 'coverage'
  | 'fund-balances'
  | 'flows'
  | 'open-interest'
  | 'volumes'
  | 'depth'
  | 'liquidations'
  | 'adl'
  | 'events'
  | 'figures'
  | 'episodes'
  | 'disclosure-changes'

/** What a downloadable series holds: its columns in order, and the total order of its rows. */
export interface SeriesDefinition {
  readonly name: SeriesName
  readonly title: string
  readonly description: string
  /** The stated total order, as column names. */
  readonly order: string
  /** Columns that tell a row from all others; null where only the id of the record does, which is no column. */
  readonly primaryKey: readonly string[] | null
  /** The column `from` and `to` look at, where there is one. */
  readonly timeColumn: string | null
  readonly columns: readonly Column[]
}

/** The downloadable series, by name, in the order they are listed. */
export const seriesDefinitions: Readonly<Record<SeriesName, SeriesDefinition>> = {
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

/** The series of this name; null when there is none. */
export function findSeries(name: string): SeriesDefinition | null {
  return Object.values(seriesDefinitions).find((definition) => definition.name === name) ?? null
}
