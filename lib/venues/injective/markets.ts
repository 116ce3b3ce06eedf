import type { Decimal } from '@/lib/core/decimal'
import { leverageOfMarginFraction } from '@/lib/core/margin'
import type { MarketDescription } from '@/lib/core/observation'
import { PAR } from '@/lib/core/par'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Received } from '@/lib/venues/_contract/module'
import { type Readable, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { marketsEndpoint } from '@/lib/venues/injective/schemas'

interface Token {
  readonly asset: string
  readonly decimals: number
}

/**
 * The dollars of the chain by denom: USDT and USDC bridged from Ethereum, USDC by way of Noble, USDC issued on the chain. A
 * ticker is free text, so it does not say what a market is quoted in.
 */
const DOLLARS: ReadonlyMap<string, Token> = new Map([
  ['peggy0xdac17f958d2ee523a2206206994597c13d831ec7', { asset: 'USDT', decimals: 6 }],
  ['peggy0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48', { asset: 'USDC', decimals: 6 }],
  ['ibc/2cbc2ea121ae42563b08028466f37b600f2d7d4282342de938283cc3fb2bc00e', { asset: 'USDC', decimals: 6 }],
  ['erc20:0xa00c59ff5a080d2b954d0c75e46e22a0c371235a', { asset: 'USDC', decimals: 6 }],
])

/** The token of a denom; one that is not known by its contract keeps the denom as its name and has no dollar value. */
export function tokenOf(denom: string, decimals: number | null): Token | null {
  const dollar = DOLLARS.get(denom.toLowerCase())
  if (dollar) return dollar
  return decimals === null ? null : { asset: denom, decimals }
}

export const dollarsOf = (denom: string): Decimal | null => (DOLLARS.has(denom.toLowerCase()) ? PAR : null)

export interface DerivativeMarket {
  readonly id: string
  readonly market: MarketDescription
  readonly quoteDenom: string
  readonly quoteDecimals: number
  readonly maxLeverage: Decimal | null
  readonly markPrice: Decimal | null
}

/** Reads one row of the market list: the market within it, and its mark price beside that. */
export function readMarket(raw: unknown): Readable<DerivativeMarket> {
  const row = readRow(raw)
  if (!row.ok) return row
  const inner = readRow(row.value.market)
  if (!inner.ok) return { ...inner, detail: 'market is not an object' }
  const id = readText('market_id', inner.value.market_id)
  if (!id.ok) return id
  const ticker = readText('ticker', inner.value.ticker)
  if (!ticker.ok) return ticker
  const [base] = ticker.value.split('/')
  const denom = readText('quote_denom', inner.value.quote_denom)
  if (!denom.ok) return denom
  const decimals = readNonNegative('quote_decimals', inner.value.quote_decimals)
  if (!decimals.ok) return decimals
  const { isPerpetual } = inner.value
  if (typeof isPerpetual !== 'boolean' || !base) {
    return { ok: false, reason: 'wrong_type', detail: `isPerpetual or the ticker of ${ticker.value} is unreadable` }
  }
  const margin = given(readPositive('initial_margin_ratio', inner.value.initial_margin_ratio))
  if (!margin.ok) return margin
  const mark = given(readPositive('mark_price', row.value.mark_price))
  if (!mark.ok) return mark
  const quoteAsset = tokenOf(denom.value, decimals.value.toNumber())?.asset ?? denom.value
  return {
    ok: true,
    value: {
      id: id.value,
      market: {
        market: ticker.value,
        contractType: 'linear',
        marketKind: isPerpetual ? 'perpetual' : 'future',
        baseAsset: base,
        quoteAsset,
        settleAsset: quoteAsset,
        segment: 'derivative',
      },
      quoteDenom: denom.value,
      quoteDecimals: decimals.value.toNumber(),
      maxLeverage: margin.value && leverageOfMarginFraction(margin.value),
      markPrice: mark.value,
    },
  }
}

/** Every readable active market, by its id on the chain; of two with one ticker, the first. */
export function marketsOf(received: readonly Received[]): ReadonlyMap<string, DerivativeMarket> {
  const markets = new Map<string, DerivativeMarket>()
  const tickers = new Set<string>()
  for (const { body } of bodiesOf(received, marketsEndpoint)) {
    for (const raw of body.markets) {
      const read = readMarket(raw)
      if (!read.ok || tickers.has(read.value.market.market)) continue
      tickers.add(read.value.market.market)
      markets.set(read.value.id, read.value)
    }
  }
  return markets
}
