import type { MarketDescription } from '@/lib/core/observation'
import { refuse } from '@/lib/venues/_contract/rows'

/** `BTCUSDT`, `BTCUSDC`, and `u1000PEPEUSDT` where one unit is a thousand coins. */
const LINEAR = /^u?([A-Z0-9]+)(USDT|USDC)$/
/** `BTCUSD`, and `cETHUSD` for the others. */
const INVERSE = /^c?([A-Z0-9]+)USD$/

/** A contract margined in a stablecoin, read from its symbol. Only to be called inside `RowReader.row`. */
export function describeLinear(symbol: string): MarketDescription {
  const [, baseAsset, quoteAsset] = LINEAR.exec(symbol) ?? []
  if (!baseAsset || !quoteAsset)
    return refuse('wrong_type', `symbol "${symbol.slice(0, 40)}" is not BASE and USDT or USDC`)
  return {
    market: symbol,
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset,
    quoteAsset,
    settleAsset: quoteAsset,
    segment: quoteAsset.toLowerCase(),
  }
}

/** A contract of dollars margined in its coin. Only to be called inside `RowReader.row`. */
export function describeInverse(symbol: string): MarketDescription {
  const [, coin] = INVERSE.exec(symbol) ?? []
  if (!coin) return refuse('wrong_type', `symbol "${symbol.slice(0, 40)}" is not a coin and USD`)
  return {
    market: symbol,
    contractType: 'inverse',
    marketKind: 'perpetual',
    baseAsset: coin,
    quoteAsset: 'USD',
    settleAsset: coin,
    segment: 'coin',
  }
}
