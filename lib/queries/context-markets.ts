import { groupBy } from '@/lib/core/collections'
import { dec } from '@/lib/core/decimal'
import { isSuppressed } from '@/lib/core/metrics/freshness'
import { openInterestOverDepth } from '@/lib/core/metrics/liquidity'
import { MARK_PRICE_RULES, realisedVolatility, thinnestMarginMoves } from '@/lib/core/metrics/volatility'
import type { State } from '@/lib/core/observation'
import type { DepthLatestRow, MarkPriceRow, VolumeRow } from '@/lib/db/repositories/context'
import type { ListedMarketRow } from '@/lib/db/repositories/market'
import type { ContextMarket, DepthBlock, VolatilityBlock } from '@/lib/queries/dto/context'
import { isoTime, joinReasons, orNull, spanWords } from '@/lib/queries/words'

export interface ContextMarketsInput {
  readonly markets: readonly ListedMarketRow[]
  readonly volumes: ReadonlyMap<string, VolumeRow>
  readonly depths: ReadonlyMap<string, DepthLatestRow>
  readonly prices: readonly MarkPriceRow[]
  readonly states: ReadonlyMap<string, State>
  /** Why no book is there at all; null where one is. */
  readonly depthReason: string | null
  readonly volumeReason: string
  readonly leverageReason: string
  readonly now: Date
}

/** From when on mark prices are needed. */
export function pricesSince(now: Date): Date {
  return new Date(now.getTime() - MARK_PRICE_RULES.windowMs)
}

/** The sentence for a ratio that is not stated because of the age of its figures. */
export function tooOldForRatio(now: Date, checkedAt: Date): string {
  return `last read ${spanWords(now.getTime() - checkedAt.getTime())} ago: too old for a ratio`
}

/** Some markets with their volume, depth, volatility and thinnest margin, in the order given. */
export function contextMarkets(input: ContextMarketsInput): readonly ContextMarket[] {
  const prices = groupBy(input.prices, (row) => row.market)
  return input.markets.map((row) => {
    const volume = input.volumes.get(row.market)
    const volatility = volatilityBlock(prices.get(row.market) ?? [], input.now)
    const maxLeverage = orNull(row.maxLeverage, Number)
    const moves = thinnestMarginMoves(maxLeverage, volatility.daily)
    return {
      market: row.market,
      oiUsd: row.valueUsd,
      maxLeverage,
      volumeUsd: volume?.valueUsd ?? null,
      volumeReason: volume?.valueUsd ? null : (volume?.reason ?? input.volumeReason),
      depth: depthBlock(row, input),
      volatility,
      thinnestMarginMoves: moves,
      thinnestMarginReason: moves === null ? marginReason(maxLeverage, volatility, input.leverageReason) : null,
    }
  })
}

function marginReason(maxLeverage: number | null, { reason }: VolatilityBlock, policy: string): string {
  if (maxLeverage === null) return policy
  return reason ?? 'the price did not move'
}

function volatilityBlock(prices: readonly MarkPriceRow[], now: Date): VolatilityBlock {
  const found = realisedVolatility(
    prices.map(({ at, price }) => ({ at, price: dec(price) })),
    now,
  )
  return { ...found, from: orNull(found.from, isoTime), to: orNull(found.to, isoTime) }
}

function depthBlock(market: ListedMarketRow, input: ContextMarketsInput): DepthBlock {
  const row = input.depths.get(market.market)
  if (row === undefined) {
    const bands = BANDS.map((band) => ({ band, bidUsd: null, askUsd: null, oiOverDepth: null }))
    return {
      midPrice: null,
      bands,
      observedAt: null,
      checkedAt: null,
      expectedEveryS: null,
      state: 'none',
      reason: input.depthReason ?? 'its book was not read in the last pass',
      rawSha256: null,
    }
  }
  const old = isSuppressed({ now: input.now, checkedAt: row.checkedAt, expectedEveryMs: row.cadenceS * 1000 })
  const [near, far] = BANDS
  const band = (width: number, bidUsd: string | null, askUsd: string | null) => ({
    band: width,
    bidUsd,
    askUsd,
    oiOverDepth: old
      ? null
      : openInterestOverDepth(orNull(market.valueUsd, dec), orNull(bidUsd, dec), orNull(askUsd, dec)),
  })
  return {
    midPrice: row.midPrice,
    bands: [band(near, row.bidUsd1, row.askUsd1), band(far, row.bidUsd2, row.askUsd2)],
    observedAt: isoTime(row.observedAt),
    checkedAt: isoTime(row.checkedAt),
    expectedEveryS: row.cadenceS,
    state: input.states.get(row.source) ?? 'none',
    reason: joinReasons([
      old ? tooOldForRatio(input.now, row.checkedAt) : null,
      row.reason,
      market.valueUsd === null ? 'open interest of the market not known' : null,
    ]),
    rawSha256: row.rawSha256,
  }
}

const BANDS = [0.01, 0.02] as const
