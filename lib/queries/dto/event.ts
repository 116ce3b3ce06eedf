import type { ChartSeries } from '@/lib/queries/dto/chart'
import type { DecimalText, IsoTime, Meta } from '@/lib/queries/dto/common'
import type { VenueRemarks } from '@/lib/queries/dto/correction'
import type { EpisodeDto, FundSpans } from '@/lib/queries/dto/episode'
import type { EventRow } from '@/lib/queries/dto/record'

/** A figure of the record nearest to an event, on one side of it. */
export interface EventFigure {
  readonly date: string
  readonly amount: DecimalText
  readonly usd: DecimalText | null
  readonly sourceUrl: string
}

/** What the record says a fund held before and after an event, at most 62 days away. */
export interface EventFund {
  readonly venue: string
  readonly name: string
  readonly asset: string
  readonly before: EventFigure | null
  readonly after: EventFigure | null
}

export interface EventPage {
  readonly event: EventRow
  readonly venueName: string
  /** Neighbours in time; null at either end. */
  readonly previous: EventRow | null
  readonly next: EventRow | null
  readonly funds: readonly EventFund[]
  /** Funds of all venues with data in the window around the event. */
  readonly charts: readonly ChartSeries[]
  /** Every venue's funds around it; null for an event whose dates are no more precise than a season. */
  readonly spans: FundSpans | null
  /** Net outflows found in balances within a day of it, deepest first. */
  readonly episodes: readonly EpisodeDto[]
  readonly window: { readonly from: IsoTime; readonly to: IsoTime }
  readonly remarks: VenueRemarks
  readonly meta: Meta
}
