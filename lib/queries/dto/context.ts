import type { Basis, State } from '@/lib/core/observation'
import type { DecimalText, IsoTime } from '@/lib/queries/dto/common'
import type { Absences } from '@/lib/venues/_contract/module'

/** The volume of 24 hours over a venue's listed markets. Times are those of the newest market read. */
export interface VolumeBlock {
  readonly volumeUsd: DecimalText | null
  /** Markets added up. */
  readonly markets: number
  readonly fundOverVolume: number | null
  readonly observedAt: IsoTime | null
  readonly checkedAt: IsoTime | null
  readonly expectedEveryS: number | null
  readonly state: State
  /** Why the volume is missing, or what is left out of it. */
  readonly reason: string | null
  readonly fundOverVolumeReason: string | null
  readonly rawSha256: string | null
}

/** What rests within a band around the middle of a book. */
export interface DepthBand {
  /** Distance from the middle, as a ratio: 0.01 or 0.02. */
  readonly band: number
  readonly bidUsd: DecimalText | null
  readonly askUsd: DecimalText | null
  /** Open interest of the market over the thinner side. */
  readonly oiOverDepth: number | null
}

export interface DepthBlock {
  readonly midPrice: DecimalText | null
  readonly bands: readonly DepthBand[]
  readonly observedAt: IsoTime | null
  readonly checkedAt: IsoTime | null
  readonly expectedEveryS: number | null
  readonly state: State
  /** Why something of it is missing. */
  readonly reason: string | null
  readonly rawSha256: string | null
}

export interface VolatilityBlock {
  /** Standard deviation of the log price over a day, and over a year. */
  readonly daily: number | null
  readonly annualised: number | null
  /** First and last price used. */
  readonly from: IsoTime | null
  readonly to: IsoTime | null
  readonly returns: number
  readonly reason: string | null
}

/** One of the largest markets of a venue, with what its fund would have to cope with. */
export interface ContextMarket {
  readonly market: string
  readonly oiUsd: DecimalText | null
  readonly maxLeverage: number | null
  readonly volumeUsd: DecimalText | null
  readonly volumeReason: string | null
  readonly depth: DepthBlock
  readonly volatility: VolatilityBlock
  /** Daily standard deviations until the margin of a position at the highest leverage is used up. */
  readonly thinnestMarginMoves: number | null
  readonly thinnestMarginReason: string | null
}

/** Liquidations of a window that ends now. */
export interface LiquidationWindow {
  readonly window: '24h' | '7d'
  readonly rows: number
  /** Ordinary, beyond bankruptcy, or taken over by a backstop; what ADL closed is apart. */
  readonly liquidatedUsd: DecimalText | null
  readonly beyondUsd: DecimalText | null
  readonly beyondShare: number | null
  readonly lossUsd: DecimalText | null
  /** Bankruptcy losses the fund booked, at today's prices; null where its flows are not typed. */
  readonly bookedUsd: DecimalText | null
  /** Loss per liquidated notional: from the feed, else from the bookings. */
  readonly lossRatio: number | null
  readonly lossRatioBasis: 'feed' | 'flows' | null
  readonly lossRatioAtMost: boolean
  readonly lossRatioReason: string | null
  readonly backstopUsd: DecimalText | null
  readonly adlUsd: DecimalText | null
  /** The figures may be less than the whole. */
  readonly lowerBound: boolean
  readonly reason: string | null
  readonly beyondReason: string | null
}

export interface LiquidationBlock {
  readonly windows: readonly LiquidationWindow[]
  /** Bankruptcy losses booked by the fund, known without a feed too; none where its flows are not typed. */
  readonly bookings: readonly { readonly window: LiquidationWindow['window']; readonly usd: DecimalText | null }[]
  readonly checkedAt: IsoTime | null
  readonly expectedEveryS: number | null
  readonly state: State
  /** Why there is none; null where a feed is collected. */
  readonly reason: string | null
}

/** Liquidity and activity of a venue: what its fund's size is to be read against. It never enters coverage. */
export interface MarketContext {
  readonly basis: Basis | null
  readonly volume: VolumeBlock
  /** The largest markets by open interest, three at most. */
  readonly markets: readonly ContextMarket[]
  /** Why no order book is shown; null where one is. */
  readonly depthReason: string | null
  readonly liquidations: LiquidationBlock
  /** Feeds that give less than the whole, in the venue's order of sources. */
  readonly incomplete: readonly { readonly source: string; readonly kind: string; readonly text: string }[]
  /** What is not collected from this venue, and why; null where it is. */
  readonly absences: Absences
}
