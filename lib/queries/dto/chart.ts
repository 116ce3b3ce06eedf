import type { Basis, ObsStatus } from '@/lib/core/observation'
import type { DecimalText } from '@/lib/queries/dto/common'

/** One point of a chart. `restated`: stored again since it was first. */
export interface ChartPoint {
  readonly at: number
  readonly fundUsd: number | null
  readonly units: number | null
  readonly oiUsd: number | null
  readonly coverage: number | null
  readonly status: ObsStatus
  readonly reason: string | null
  readonly restated: boolean
}

export interface ChartMark {
  readonly at: number
  readonly title: string
  readonly kind: string
  readonly href: string
}

export interface ChartSeries {
  readonly venue: string
  readonly name: string
  readonly fund: string
  readonly label: string
  readonly unit: string | null
  readonly interval: 'hour' | 'day' | 'record'
  /** Points further apart than this are not joined, in ms. */
  readonly breakAfterMs: number
  readonly points: readonly ChartPoint[]
  readonly marks: readonly ChartMark[]
  /** From here on the source is late or failing; null when it is not. */
  readonly staleFrom: number | null
  readonly basis: Basis
}

/** `24h`, `7d` ... back from now, or a fixed half-open range. */
export type ChartRange = '24h' | '7d' | '30d' | '90d' | '1y' | 'all' | { readonly from: Date; readonly to: Date }

/** One row of the table beside a chart, and of the file with the same rows. */
export interface ChartRow {
  readonly series: ChartSeries
  readonly at: number
  /** What is drawn of it on a scale of its own (from 100, or at a fixed price); null where the figures are drawn as they are. */
  readonly drawn: DecimalText | null
  readonly fundUsd: DecimalText | null
  readonly units: DecimalText | null
  readonly oiUsd: DecimalText | null
  readonly coverage: DecimalText | null
  readonly note: string | null
}
