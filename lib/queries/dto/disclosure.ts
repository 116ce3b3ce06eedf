import type { Criterion, Mark } from '@/lib/core/disclosure'
import type { Basis } from '@/lib/core/observation'

/** A stage of disclosure with what is missing for the next one. */
export interface StageView {
  readonly stage: 0 | 1 | 2 | null
  readonly state: 'claimed' | 'observable' | 'verifiable' | 'under_review'
  /** The lowest stage that is not reached, and why: what is missed, and what is under review. */
  readonly next: 1 | 2 | null
  readonly missed: readonly string[]
  readonly open: readonly string[]
  readonly floor: { readonly mark: Mark; readonly criteria: readonly Criterion[] }
  /** Only to be read with the stage and the floor. */
  readonly sum: { readonly points: number; readonly of: number } | null
}

export interface DisclosureChangeRow {
  readonly change: string
  readonly venue: string
  readonly source: string | null
  readonly endpoint: string | null
  readonly changedOn: string
  readonly kind: string
  readonly path: string | null
  readonly before: string | null
  readonly after: string | null
  readonly funds: readonly string[]
  readonly markets: readonly string[]
  readonly text: string
  readonly sourceUrl: string | null
  readonly otherSources: readonly string[]
  readonly viaCopy: boolean
  readonly confidence: string | null
  /** The last capture with the old form, and the first with the new one. */
  readonly beforeSha256: string | null
  readonly rawSha256: string | null
  readonly basis: Basis
}
