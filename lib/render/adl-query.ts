import type { AdlStanding, AdlVenue } from '@/lib/queries/dto/adl'
import type { SearchParams } from '@/lib/render/overview-query'
import { hrefOf, readText, readWord } from '@/lib/render/table-query'

/** What the address of the ADL monitor says. */
export interface AdlQuery {
  readonly venue: string | null
  /** Only signals at this level or above. */
  readonly level: number | null
}

const LEVELS = ['1', '2', '3'] as const

/** Signals of a venue shown before the link to all of them. */
export const MOST_SIGNALS = 15

export function parseAdlQuery(params: SearchParams): AdlQuery {
  const venue = readText(params, 'venue')
  const level = readWord(params, 'level', LEVELS)
  return { venue: venue === '' ? null : venue, level: level === null ? null : Number(level) }
}

export function adlHref({ venue, level }: AdlQuery): string {
  return hrefOf('/adl', { venue: venue ?? '', level: level === null ? '' : String(level) })
}

/** The signals of the venue asked for, at the level asked for; a stale one is no level of now. */
export function selectSignals(venue: AdlVenue, { level }: AdlQuery): readonly AdlStanding[] {
  if (level === null) return venue.rows
  return venue.rows.filter((row) => row.stale === null && row.level !== null && row.level >= level)
}
