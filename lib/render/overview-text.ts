import type { OverviewRow } from '@/lib/queries/dto/overview'
import { formatCount } from '@/lib/render/format'
import type { OverviewColumn, OverviewQuery } from '@/lib/render/overview-query'
import { adlLevelWord, disclosureWord, stateWords } from '@/lib/render/words'

export interface OverviewColumnText {
  readonly column: OverviewColumn
  readonly header: string
  readonly numeric: boolean
  /** The word in "sorted by ...". */
  readonly spoken: string
}

/** The columns that sort, in table order. */
export const overviewColumnTexts: readonly OverviewColumnText[] = [
  { column: 'venue', header: 'Venue', numeric: false, spoken: 'name' },
  { column: 'fund_usd', header: 'Fund', numeric: true, spoken: 'fund' },
  { column: 'change_24h', header: '24 h', numeric: true, spoken: 'change in 24 hours' },
  { column: 'change_7d', header: '7 d', numeric: true, spoken: 'change in 7 days' },
  { column: 'drawdown', header: 'Drawdown', numeric: true, spoken: 'drawdown' },
  { column: 'oi_usd', header: 'Open interest', numeric: true, spoken: 'open interest' },
  { column: 'coverage', header: 'Coverage', numeric: true, spoken: 'coverage' },
  {
    column: 'exhaustion_move',
    header: 'Empties at a fall of',
    numeric: true,
    spoken: 'the fall that empties the fund',
  },
  { column: 'weakest_fund', header: 'Weakest pool', numeric: true, spoken: 'weakest pool' },
  { column: 'adl', header: 'ADL now', numeric: false, spoken: 'ADL level' },
  { column: 'checked_at', header: 'State · age (UTC)', numeric: false, spoken: 'last check' },
]

function directionWords({ column, descending }: OverviewQuery['sort']): string {
  if (column === 'venue') return descending ? 'Z to A' : 'A to Z'
  if (column === 'checked_at') return descending ? 'newest first' : 'oldest first'
  return descending ? 'largest first' : 'smallest first'
}

/** `coverage, largest first`. */
export function describeSort(sort: OverviewQuery['sort']): string {
  const text = overviewColumnTexts.find(({ column }) => column === sort.column)
  return `${text?.spoken ?? sort.column}, ${directionWords(sort)}`
}

/** The filters in force, in words; empty when there is none. */
export function describeFilters(query: OverviewQuery): readonly string[] {
  const filters: string[] = []
  if (query.search !== '') filters.push(`name contains “${query.search}”`)
  if (query.state !== null) filters.push(`state is ${stateWords[query.state].word}`)
  if (query.disclosure !== null) filters.push(`discloses: ${disclosureWord(query.disclosure)}`)
  return filters
}

/** `near · 2 markets`; null when there is a reason instead. */
export function describeAdl(adl: OverviewRow['adl']): string | null {
  if (adl.level === null) return null
  if (adl.level === 0) return adlLevelWord(0)
  return `${adlLevelWord(adl.level)} · ${formatCount(adl.subjects, 'market')}`
}

const LONGEST_ABSENCE = 30

/** Why there is no ADL level, short enough for a cell; the venue page has the sentence. */
export function describeAdlAbsence(absence: string | null): string {
  if (absence === null) return 'not yet collected'
  return absence.length > LONGEST_ABSENCE ? 'no public signal' : absence
}

/** How a venue outside the table stands: followed or not, closed, paused. */
export function describeStatus(row: Pick<OverviewRow, 'status' | 'recordOnly'>): string {
  if (row.status === null) return 'status not on record'
  return row.recordOnly && row.status === 'active' ? 'active, not followed here' : row.status
}

/** `2016-01 to 2026-11`: the span of a venue's record; null when it has no dated rows. */
export function describeRecordSpan(row: Pick<OverviewRow, 'recordFrom' | 'recordUntil'>): string | null {
  const { recordFrom, recordUntil } = row
  if (recordFrom === null) return recordUntil
  return recordUntil === null || recordUntil === recordFrom ? recordFrom : `${recordFrom} to ${recordUntil}`
}
