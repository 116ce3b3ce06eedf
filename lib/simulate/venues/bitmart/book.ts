import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, makePerQuarter, type VenueBook } from '@/lib/simulate/world/book'
import { yearMonthDay } from '@/lib/simulate/world/calendar'

const LINEAR_OI_USD = 1.1e9
const LISTED = cryptoAssets.slice(0, 60)
/** Called trading, without a trade in 24 hours. */
export const QUIET = ['ENSUSDT', 'GRTUSDT']
const DELISTED = 'BATUSDT'

/** A power of ten of the base asset worth about 10 USD. */
function sizeOf(asset: string): string {
  const exponent = Math.round(Math.log10(10 / assetOf(asset).startPrice))
  return exponent >= 0 ? String(10 ** exponent) : (10 ** exponent).toFixed(-exponent)
}

function linear(asset: string, quote: 'USDT' | 'USDC', oiUsd: number, maxLeverage: number): MarketSpec {
  const market = `${asset}${quote}`
  return defineMarket({
    market,
    asset,
    quote,
    settle: quote,
    countedIn: 'contracts',
    contractSize: sizeOf(asset),
    sizeDecimals: 0,
    oiUsd,
    maxLeverage,
    ownMark: false,
    listed: market !== DELISTED && !QUIET.includes(market),
    segment: quote,
  })
}

function coinMargined(asset: string, face: string, oiUsd: number): MarketSpec {
  return defineMarket({
    market: `${asset}USD`,
    asset,
    quote: 'USD',
    settle: asset,
    countedIn: 'usd',
    contractSize: face,
    sizeDecimals: 0,
    oiUsd,
    maxLeverage: 50,
    ownMark: false,
    segment: 'coin',
  })
}

const markets = makePerQuarter(1, (expiries) => [
  ...LISTED.map(({ symbol, weight }, rank) => linear(symbol, 'USDT', LINEAR_OI_USD * weight, rank < 2 ? 200 : 50)),
  ...['ENS', 'GRT', 'BAT'].map((asset) => linear(asset, 'USDT', 2e5, 20)),
  linear('BTC', 'USDC', 4e6, 100),
  coinMargined('BTC', '100', 6e6),
  coinMargined('ETH', '10', 3e6),
  coinMargined('XRP', '10', 1e6),
  coinMargined('SOL', '10', 1e6),
  ...expiries.map((expiry) =>
    defineMarket({
      ...linear('BTC', 'USDT', 5e6, 50),
      market: `BTCUSDT_${yearMonthDay(expiry)}`,
      expiry,
      kind: 'future',
    }),
  ),
])

/** The fund is on a web page only: no pools. Prices are the index: no call gives all marks. */
export const bitmartBook: VenueBook = { venue: 'bitmart', markets, pools: () => [] }
