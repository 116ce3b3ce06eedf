import { isUsdAtPar, PAR } from '@/lib/core/par'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readText } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type NormaliseContext,
  type NormaliseResult,
  type PlannedRequest,
  type Received,
} from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { readMarkets } from '@/lib/venues/binance/normalise-markets'
import { get } from '@/lib/venues/binance/requests'
import { exchangeInfoEndpoint, orderBookEndpoint } from '@/lib/venues/binance/schemas'

/** The most levels of a side, at a cost of 20. */
const LEVELS = 1000

/** The list of contracts names the quote asset of each book. */
export function planBooks(markets: readonly string[]): readonly PlannedRequest[] {
  if (markets.length === 0) return []
  const books = markets.map((symbol) =>
    get(orderBookEndpoint.id, `/fapi/v1/depth?symbol=${encodeURIComponent(symbol)}&limit=${LEVELS}`, {
      subject: symbol,
      weight: 20,
    }),
  )
  return [get(exchangeInfoEndpoint.id, '/fapi/v1/exchangeInfo'), ...books]
}

/** Order books in base units; a quote asset that is no dollar has no value here. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  // What cannot be read in the list is refused where the contracts themselves are collected.
  const markets = readMarkets(new RowReader(), received)
  for (const { body, payload, request } of bodiesOf(received, orderBookEndpoint)) {
    reader.row(payload, { subject: request.subject }, () => {
      const symbol = need(readText('subject', request.subject))
      const listing = markets.get(symbol) ?? refuse('unknown_unit', `${symbol} is not in the list of contracts`)
      return describeDepth({
        payload,
        market: symbol,
        bids: readLevelPairs('bids', body.bids),
        asks: readLevelPairs('asks', body.asks),
        levelLimit: LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: isUsdAtPar(listing.market.quoteAsset) ? PAR : null,
        observedAt: need(given(readEpoch('E', body.E, 'ms', checkedAt))),
      })
    })
  }
  return reader.result()
}
