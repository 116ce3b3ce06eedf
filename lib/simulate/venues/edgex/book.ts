import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const OI_USD: Readonly<Record<Version, number>> = { v1: 240e6, v2: 410e6 }
/** In the list of version 1, not traded. */
const OFF = 'TONUSD'

export type Version = 'v1' | 'v2'

/** The name both versions use; only the market id tells them apart. */
export const nameOf = (spec: MarketSpec): string => spec.market.replace(/^v2:/, '')

function list(version: Version, count: number): readonly MarketSpec[] {
  return cryptoAssets.slice(0, count).map(({ symbol, weight }, rank) => {
    const name = `${symbol}USD`
    return defineMarket({
      market: version === 'v1' ? name : `v2:${name}`,
      asset: symbol,
      quote: version === 'v1' ? 'USD' : 'USDC',
      settle: version === 'v1' ? 'USD' : 'USDC',
      sizeDecimals: assetOf(symbol).startPrice > 100 ? 3 : 1,
      oiUsd: OI_USD[version] * weight,
      maxLeverage: rank < 2 ? 100 : 50,
      listed: !(version === 'v1' && name === OFF),
      segment: version,
    })
  })
}

const markets = [...list('v1', 32), ...list('v2', 20)]

/** No fund is published. */
export const edgexBook: VenueBook = { venue: 'edgex', markets: () => markets, pools: () => [] }
