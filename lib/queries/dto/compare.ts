import type { ChartSeries } from '@/lib/queries/dto/chart'
import type { Meta } from '@/lib/queries/dto/common'
import type { VenuePage } from '@/lib/queries/dto/venue'

export interface Comparison {
  /** In the order asked for. */
  readonly pages: readonly VenuePage[]
  readonly series: readonly ChartSeries[]
  /** Asked for and not known. */
  readonly unknown: readonly string[]
  readonly meta: Meta
}
