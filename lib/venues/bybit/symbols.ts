import type { MarketDescription } from '@/lib/core/observation'
import type { Readable } from '@/lib/venues/_contract/numeric'
import type { Category } from '@/lib/venues/bybit/schemas'

const DELIVERY = '\\d{1,2}[A-Z]{3}\\d{2}'
/** BTCUSDT, BTCUSDT-27DEC24, BTCUSDC. */
const STABLE_QUOTED = new RegExp(`^(?<base>.+?)(?<quote>USDT|USDC)(?<date>-${DELIVERY})?$`)
/** BTCPERP and BTC-27DEC24 are the USDC contracts. */
const USDC_PERPETUAL = /^(?<base>.+)PERP$/
const USDC_FUTURE = new RegExp(`^(?<base>[^-]+)-${DELIVERY}$`)
/** BTCUSD, BTCUSDH25 (quarter letter and year). */
const INVERSE = /^(?<base>.+?)USD(?<date>[HMUZ]\d{2})?$/

/**
 * What a symbol says of its contract, by the documented naming. A ticker carries neither quote nor contract type; the
 * instrument list, read hourly, is the authority.
 */
export function readSymbol(category: Category, symbol: string): Readable<MarketDescription> {
  const described = category === 'linear' ? readLinear(symbol) : readInverse(symbol)
  if (described) return { ok: true, value: described }
  return {
    ok: false,
    reason: 'unknown_unit',
    detail: `the quote asset of ${symbol} (${category}) cannot be told from its name`,
  }
}

function readLinear(symbol: string): MarketDescription | null {
  const stable = STABLE_QUOTED.exec(symbol)?.groups
  if (stable?.base && stable.quote) return linear(symbol, stable.base, stable.quote, stable.date !== undefined)
  const perpetual = USDC_PERPETUAL.exec(symbol)?.groups
  if (perpetual?.base) return linear(symbol, perpetual.base, 'USDC', false)
  const future = USDC_FUTURE.exec(symbol)?.groups
  return future?.base ? linear(symbol, future.base, 'USDC', true) : null
}

function linear(market: string, baseAsset: string, quoteAsset: string, dated: boolean): MarketDescription {
  return {
    market,
    contractType: 'linear',
    marketKind: dated ? 'future' : 'perpetual',
    baseAsset,
    quoteAsset,
    settleAsset: quoteAsset,
    segment: 'linear',
  }
}

function readInverse(market: string): MarketDescription | null {
  const groups = INVERSE.exec(market)?.groups
  if (!groups?.base) return null
  return {
    market,
    contractType: 'inverse',
    marketKind: groups.date === undefined ? 'perpetual' : 'future',
    baseAsset: groups.base,
    quoteAsset: 'USD',
    settleAsset: groups.base,
    segment: 'inverse',
  }
}

/** Which of the two categories a symbol belongs to: the names of inverse contracts end in USD, or USD and a quarter. */
export function categoryOf(symbol: string): Category {
  return readInverse(symbol) ? 'inverse' : 'linear'
}
