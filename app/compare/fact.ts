import type { ReactNode } from 'react'
import type { DecimalText } from '@/lib/queries/dto/common'
import type { VenuePage } from '@/lib/queries/dto/venue'
import type { TermName } from '@/lib/render/glossary'

/** One line of the comparison: how to show it for a venue, and what to compare. */
export interface Fact {
  readonly label: string
  readonly term?: TermName
  readonly show: (page: VenuePage) => ReactNode
  /** For figures: marked largest and smallest where like stands with like. */
  readonly rank?: (page: VenuePage) => DecimalText | number | null
  /** For statements: marked where venues do not say the same. */
  readonly answer?: (page: VenuePage) => string | null
}
