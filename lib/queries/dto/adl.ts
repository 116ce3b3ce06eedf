import type { State, VenueKind } from '@/lib/core/observation'
import type { DecimalText, IsoTime, Meta } from '@/lib/queries/dto/common'
import type { AdlRow } from '@/lib/queries/dto/venue'

/** A public ADL signal as it stands now, with its clocks. */
export interface AdlStanding extends AdlRow {
  readonly venue: string
  /** What the subject is: a contract, a fund, or all of the venue. */
  readonly scope: 'market' | 'fund' | 'venue'
  readonly checkedAt: IsoTime
  readonly expectedEveryS: number
  readonly state: State
  /** Why it cannot be read as now, in words; null when it can. */
  readonly stale: string | null
  /** Where the venue publishes its rule: ADL starts at this loss, a share of the 8 h peak of the pool, above a balance. */
  readonly trigger: { readonly drawdown: number; readonly threshold: DecimalText } | null
}

/** A venue that publishes a signal. */
export interface AdlVenue {
  readonly venue: string
  readonly name: string
  readonly signal: string
  readonly rule: string | null
  readonly sourceUrl: string | null
  readonly state: State
  readonly checkedAt: IsoTime | null
  readonly expectedEveryS: number | null
  readonly reason: string | null
  /** Highest level of the signals that can be read as now; null when none of them has a level. */
  readonly level: number | null
  /** Signals per level 0 to 3, then those without a level, then those too old. */
  readonly counts: { readonly levels: readonly number[]; readonly ungraded: number; readonly stale: number }
  /** Worst first; those too old last. */
  readonly rows: readonly AdlStanding[]
}

/** A followed venue without a public signal: that is the finding. */
export interface AdlSilent {
  readonly venue: string
  readonly name: string
  readonly kind: VenueKind
  readonly absence: string
  readonly sourceUrl: string | null
}

export interface AdlMonitor {
  readonly venues: readonly AdlVenue[]
  readonly silent: readonly AdlSilent[]
  readonly strips: readonly AdlStrips[]
  readonly meta: Meta
}

/** The highest level of a venue in one UTC hour or day. */
export interface AdlCell {
  readonly at: IsoTime
  /** False: no signal was read, so nothing is known of the bucket. */
  readonly read: boolean
  /** Null where nothing was read, or nothing that was read can be graded. */
  readonly level: number | null
  /** The subject at the highest level, where that is 1 or above. */
  readonly subject: string | null
  /** Hours with a reading; of a day at most 24. */
  readonly hours: number
}

/** Cells of equal length, one after the other, over a half-open range. */
export interface AdlStrip {
  readonly interval: 'hour' | 'day'
  readonly from: IsoTime
  readonly to: IsoTime
  readonly cells: readonly AdlCell[]
  readonly simulated: boolean
}

/** The history of one venue's signals: the last 7 days by hour, the last 90 by day. */
export interface AdlStrips {
  readonly venue: string
  readonly name: string
  readonly hours: AdlStrip
  readonly days: AdlStrip
}

/** The strip of one venue over the window of an event. */
export interface AdlAround {
  readonly venue: string
  readonly strip: AdlStrip
}
