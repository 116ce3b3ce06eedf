import type { FundType } from '@/lib/core/observation'
import type { DecimalText, Meta } from '@/lib/queries/dto/common'
import type { VenueRow } from '@/lib/queries/dto/latest'

/** A row of the overview page: the API's venue plus what only the page draws. */
export interface OverviewRow extends VenueRow {
  readonly statusNote: string | null
  readonly recordOnly: boolean
  /** The kind of fund the venue has by declaration, whether or not a figure of it is there. */
  readonly declaredFund: FundType | null
  /** Why the exhaustion move, and the fund, are missing, in plain words. */
  readonly exhaustionReason: string | null
  readonly fundAbsence: string | null
  readonly weakestFundLabel: string | null
  readonly adl: { readonly level: number | null; readonly subjects: number; readonly absence: string | null }
  /** Seconds after which the next check is due; the client re-evaluates age with it. */
  readonly expectedEveryS: number | null
  /** Last 30 days, one point a day, oldest first; null where there is none. */
  readonly sparkline: readonly (number | null)[]
  readonly recordFrom: string | null
  readonly recordUntil: string | null
}

/** Money and the open interest it covers, added up over venues that state coverage. Null when none does. */
export interface LayerTotal {
  readonly venues: number
  readonly fundUsd: DecimalText | null
  readonly coveredOiUsd: DecimalText | null
}

export interface OverviewTotals {
  /** Venues that report a fund figure, and those followed that do not. Closed and record-only venues count in neither. */
  readonly reporting: number
  readonly notReporting: number
  /** Over venues that state coverage, so that money and open interest match. */
  readonly fundUsd: DecimalText | null
  readonly coveredOiUsd: DecimalText | null
  /** The same per layer: only like is added with like. */
  readonly byType: { readonly insurance: LayerTotal; readonly vault: LayerTotal }
}

export interface Overview {
  readonly rows: readonly OverviewRow[]
  readonly totals: OverviewTotals
  readonly meta: Meta
}
