import type { MarketDescription, MarketObservation, OpenInterestObservation } from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar } from '@/lib/core/par'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type NormaliseContext,
  type NormaliseResult,
  type Received,
  type ReceivedBody,
} from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { readVolumes } from '@/lib/venues/binance/normalise-volume'
import { type Prices, quoteUsd, readPrices, whyUnread } from '@/lib/venues/binance/prices'
import { exchangeInfoEndpoint, type OpenInterestBody, openInterestEndpoint } from '@/lib/venues/binance/schemas'

export const SIDES_NOT_STATED = 'venue does not state its side convention; taken as one-sided'

/** All contracts with their description, and open interest and 24 h volume of each that was answered. */
export function normaliseOpenInterest(received: readonly Received[], context: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const prices = readPrices(reader, received)
  const markets = readMarkets(reader, received)
  const seen = new Set<string>()
  for (const item of bodiesOf(received, openInterestEndpoint)) {
    reader.row(item.payload, item.body, () => {
      const { symbol } = item.body
      const asked = item.request.subject
      if (asked !== undefined && asked !== symbol) refuse('inconsistent', `asked for ${asked}, answered ${symbol}`)
      const listing = markets.get(symbol)
      if (!listing) return refuse('unknown_unit', `${symbol} is not in the list of contracts`)
      const found = readOpenInterest(item, listing.market, prices, context)
      refuseSecond(seen, symbol, `${symbol} is answered twice`)
      return found
    })
  }
  readVolumes(reader, received, { markets, prices, checkedAt: context.checkedAt })
  return reader.result()
}

function readOpenInterest(
  { body, payload }: ReceivedBody<OpenInterestBody>,
  market: MarketDescription,
  prices: Prices,
  { checkedAt }: NormaliseContext,
): OpenInterestObservation {
  const amount = need(readNonNegative('openInterest', body.openInterest))
  const observedAt = need(given(readEpoch('time', body.time, 'ms', checkedAt)))
  const markPrice = prices.get(market.market)?.mark ?? null
  const counted = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'base',
    amount,
    sourceSides: 1,
    markPrice,
    quoteUsd: quoteUsd(prices, market.quoteAsset),
  })
  // An asset Binance never prices is left out and named, like an unpriced wallet; a price missing now is a gap.
  const unread = whyUnread(prices)
  const unpriced = !unread && !isUsdAtPar(market.quoteAsset) && !prices.has(`${market.quoteAsset}USDT`)
  return {
    kind: 'open_interest',
    payload,
    market,
    contracts: counted.contracts,
    baseUnits: counted.baseUnits,
    valueUsd: counted.valueUsd,
    sourceSides: 1,
    markPrice,
    undocumented: counted.valueUsd === null && unpriced,
    observedAt,
    status: counted.valueUsd ? 'E' : 'M',
    reason: counted.reason === null ? SIDES_NOT_STATED : unread ? `${counted.reason}: ${unread}` : counted.reason,
  }
}

/** The contracts of the exchange information, by symbol. */
export function readMarkets(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, MarketObservation> {
  const markets = new Map<string, MarketObservation>()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, exchangeInfoEndpoint)) {
    for (const raw of body.symbols) {
      reader.row(payload, raw, () => {
        const found = readMarket(raw, payload)
        if (!found) return null
        refuseSecond(seen, found.market.market)
        markets.set(found.market.market, found)
        return found
      })
    }
  }
  return markets
}

/** Null for a contract that does not trade and whose type is not known: it has no open interest to describe. */
function readMarket(raw: unknown, payload: number): MarketObservation | null {
  const row = need(readRow(raw))
  const market = need(readText('symbol', row.symbol))
  const listed = need(readText('status', row.status)) === 'TRADING'
  const contractType = need(given(readText('contractType', row.contractType)))
  const marketKind = readMarketKind(contractType ?? '')
  if (!marketKind) {
    return listed ? refuse('unknown_unit', `contractType of ${market} is "${contractType ?? ''}"`) : null
  }
  const baseAsset = need(readText('baseAsset', row.baseAsset))
  const settleAsset = need(readText('marginAsset', row.marginAsset))
  if (settleAsset === baseAsset)
    refuse('unknown_unit', `${market} is margined in its base asset, which counts in contracts`)
  return {
    kind: 'market',
    payload,
    market: {
      market,
      contractType: 'linear',
      marketKind,
      baseAsset,
      quoteAsset: need(readText('quoteAsset', row.quoteAsset)),
      settleAsset,
      segment: 'usd-m',
    },
    listed,
    maxLeverage: null,
  }
}

/** PERPETUAL, TRADIFI_PERPETUAL, PERPETUAL DELIVERING; CURRENT_MONTH, NEXT_QUARTER and the like. */
function readMarketKind(contractType: string): MarketDescription['marketKind'] | null {
  if (contractType.includes('PERPETUAL')) return 'perpetual'
  return /MONTH|QUARTER/.test(contractType) ? 'future' : null
}

/** The contracts whose open interest is asked for: all that are read and trade. Refusals are told when normalising. */
export function tradingSymbols(received: readonly Received[]): readonly string[] {
  return [...readMarkets(new RowReader(), received).values()].flatMap(({ market, listed }) =>
    listed ? [market.market] : [],
  )
}
