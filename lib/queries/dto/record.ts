import type { FundType } from '@/lib/core/observation'
import type { DecimalText } from '@/lib/queries/dto/common'

export interface EventRow {
  readonly event: string
  readonly venue: string
  readonly start: string | null
  readonly end: string | null
  readonly startPrecision: string
  readonly kind: string
  readonly stages: readonly string[]
  readonly amount: DecimalText | null
  readonly asset: string | null
  readonly usd: DecimalText | null
  readonly amountMeaning: string | null
  readonly title: string
  readonly summary: string
  readonly confidence: string
  readonly viaCopy: boolean
  readonly datesApproximate: boolean
  readonly sourceUrl: string
  readonly otherSources: readonly string[]
}

export interface FigureRow {
  /** Id of the record. */
  readonly figure: string
  readonly venue: string
  readonly date: string | null
  readonly datePrecision: string
  readonly metric: string
  readonly fundType: FundType | null
  readonly amount: DecimalText
  readonly asset: string
  readonly usd: DecimalText | null
  readonly confidence: string
  readonly note: string
  readonly viaCopy: boolean
  readonly sourceUrl: string
}
