import type { VenueProfile } from '@/lib/record/profiles'
import type { Criterion, DisclosureMark } from '@/lib/venues/_contract/module'

/** The criteria of methodology section 5, in order. */
const CRITERIA: readonly Criterion[] = [
  'T1',
  'T2',
  'T3',
  'T4',
  'T5',
  'T6',
  'T7',
  'T8',
  'T9',
  'T10',
  'T11',
  'T12',
  'T13',
  'T14',
]

/** All fourteen marks of a venue; a criterion nobody judged is under review. None for a venue on record only. */
export function disclosuresOf(profile: VenueProfile): readonly DisclosureMark[] {
  if (profile.module === null) return []
  const judged = new Map(profile.module.disclosures.map((mark) => [mark.criterion, mark]))
  return CRITERIA.map((criterion) => judged.get(criterion) ?? underReview(criterion))
}

function underReview(criterion: Criterion): DisclosureMark {
  return {
    criterion,
    mark: 'under_review',
    evidenceLevel: null,
    evidenceUrl: null,
    observedOn: null,
    note: 'not judged yet',
  }
}
