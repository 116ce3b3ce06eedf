/** The fourteen criteria of methodology section 5. */
export type Criterion = `T${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14}`
export type Mark = 'yes' | 'partly' | 'no' | 'under_review' | 'not_applicable'
/**
 * E0 a claim, E1 the venue's page or documents, E2 its machine feed archived by us over time, E3 an independent
 * attestation that names the fund, E4 anyone can verify it.
 */
export type EvidenceLevel = 'E0' | 'E1' | 'E2' | 'E3' | 'E4'

/** In order. */
export const CRITERIA: readonly Criterion[] = [
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

/** A mark that will be lowered on a stated day, announced so that the venue can answer. */
export interface PendingDowngrade {
  readonly to: Mark
  /** `YYYY-MM-DD`; from this day on the mark is `to`. */
  readonly on: string
  readonly reason: string
}

/** A criterion as somebody judged it. */
export interface JudgedMark {
  readonly criterion: Criterion
  readonly mark: Mark
  readonly evidenceLevel: EvidenceLevel | null
  readonly evidenceUrl: string | null
  readonly observedOn: string | null
  readonly note: string
  /** Nothing but our own captures of the feed over time stands between `partly` and `yes`. */
  readonly yesWithCaptures?: true
  readonly downgrade?: PendingDowngrade
}
