import type { ReactNode } from 'react'
import type { DecimalText } from '@/lib/queries/dto/common'
import type { VenuePage } from '@/lib/queries/dto/venue'
import type { TermName } from '@/lib/render/glossary'

/** One line of the comparison: how to show it for a venue, and what to compare. */
export interface Fact<Page = VenuePage> {
  readonly label: string
  readonly term?: TermName
  readonly show: (page: Page) => ReactNode
  /** For figures: marked largest and smallest where like stands with like. */
  readonly rank?: (page: Page) => DecimalText | number | null
  /** For statements: marked where venues do not say the same. */
  readonly answer?: (page: Page) => string | null
}

export interface FactGroup<Page = VenuePage> {
  readonly title: string
  /** Sizes of different kinds of fund are not ranked. */
  readonly ofFund: boolean
  readonly facts: readonly Fact<Page>[]
}
