import type { OverviewRow } from '@/lib/queries/dto/overview'
import type { PinnedVenue } from '@/lib/queries/dto/pinned'
import { shortRemarks, shownCorrection } from '@/lib/render/correction-text'
import { formatMove, formatRatioPercent, formatUsd } from '@/lib/render/format'
import { formatTime } from '@/lib/render/time'
import { fundTypeWords, stateWords } from '@/lib/render/words'

/** What is shown of a venue outside the site: no more than can be said in a line, and never without its time. */
export interface ShareFacts {
  readonly venue: string
  readonly name: string
  readonly fundWord: string
  /** `current`: checked in time. `stale`: there is a figure, and it is too old to show. `absent`: there is none. */
  readonly standing: 'current' | 'stale' | 'absent'
  /** Formatted; null unless current. */
  readonly fund: string | null
  readonly openInterest: string | null
  readonly coverage: string | null
  readonly move: string | null
  /** Why a figure is missing, or the coverage of a current one; null when nothing is. */
  readonly reason: string | null
  /** The last good check, `2026-11-25 03:00 UTC`; null when there was none. */
  readonly checked: string | null
  readonly stateWord: string
  readonly simulated: boolean
  /** What must be said beside the shown figures, in a word or two each; empty unless current. */
  readonly remarks: { readonly fund: readonly string[]; readonly coverage: readonly string[] }
  /** The newest correction of what is shown, in a sentence, and where it stands from the root of the site. */
  readonly note: { readonly text: string; readonly path: string } | null
}

const NOT_COLLECTED = 'not yet collected'

/** A few words for a place without room for the sentence. */
function absenceOf(row: OverviewRow): string {
  if (row.status === 'closed') return 'venue closed'
  if (row.latest.state === 'withdrawn') return 'withdrawn by the venue'
  if (row.recordOnly) return 'on record only'
  if (row.fundAbsence !== null) return row.disclosure === 'page' ? 'not disclosed by API' : 'not disclosed'
  return row.latest.reason ?? NOT_COLLECTED
}

/** The facts of a venue as they stand, for badges, embeds and cards. A figure that is late or failing is not given. */
export function shareFacts(row: OverviewRow): ShareFacts {
  const { latest } = row
  const type = latest.fundType ?? row.declaredFund
  const isAbsent = row.status === 'closed' || latest.state === 'withdrawn' || latest.fundUsd === null
  const isStale = !isAbsent && (latest.state === 'late' || latest.state === 'failing')
  const standing = isAbsent ? 'absent' : isStale ? 'stale' : 'current'
  const show = <Value>(value: Value | null, format: (value: Value) => string) =>
    standing === 'current' && value !== null ? format(value) : null
  return {
    venue: row.venue,
    name: row.name,
    fundWord: type === null ? 'insurance fund' : fundTypeWords[type].word,
    standing,
    fund: show(latest.fundUsd, formatUsd),
    openInterest: show(latest.coveredOiUsd, formatUsd),
    coverage: show(latest.coverage, formatRatioPercent),
    move: show(latest.exhaustionMove, formatMove),
    reason: isAbsent ? absenceOf(row) : latest.coverage === null ? (latest.reason ?? NOT_COLLECTED) : null,
    checked: latest.checkedAt === null ? null : `${formatTime(latest.checkedAt)} UTC`,
    stateWord: stateWords[latest.state].word,
    simulated: latest.basis === 'simulated',
    remarks: standing === 'current' ? remarksOf(row) : { fund: [], coverage: [] },
    note: standing === 'current' ? (shownCorrection(row.remarks, ['fund', 'open_interest']) ?? null) : null,
  }
}

function remarksOf({ remarks }: OverviewRow): ShareFacts['remarks'] {
  return {
    fund: shortRemarks(remarks, ['fund'], ['fund']),
    coverage: shortRemarks(remarks, ['fund', 'open_interest'], ['fund', 'open_interest', 'coverage']),
  }
}

/** The facts of a venue as they were known at a moment: dated, so that they never go stale. */
export function pinnedShareFacts(venue: PinnedVenue): ShareFacts {
  const { fundUsd, coveredOiUsd, coverage, exhaustionMove, at } = venue
  const reason = venue.reason ?? 'not stated then'
  return {
    venue: venue.venue,
    name: venue.name,
    fundWord: venue.fundType === null ? 'insurance fund' : fundTypeWords[venue.fundType].word,
    standing: fundUsd === null ? 'absent' : 'current',
    fund: fundUsd === null ? null : formatUsd(fundUsd),
    openInterest: fundUsd === null || coveredOiUsd === null ? null : formatUsd(coveredOiUsd),
    coverage: fundUsd === null || coverage === null ? null : formatRatioPercent(coverage),
    move: fundUsd === null || exhaustionMove === null ? null : formatMove(exhaustionMove),
    reason: fundUsd === null || coverage === null ? reason : null,
    checked: at === null ? null : `${formatTime(at)} UTC`,
    stateWord: 'as known then',
    simulated: venue.basis === 'simulated',
    // What is said of it later would change an answer that must stay the same for ever.
    remarks: { fund: [], coverage: [] },
    note: null,
  }
}

/** `stale since 2026-11-25 03:00 UTC`. */
export function staleText({ checked }: Pick<ShareFacts, 'checked'>): string {
  return checked === null ? 'stale' : `stale since ${checked}`
}
