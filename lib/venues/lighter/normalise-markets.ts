import type { MarketObservation, OpenInterestObservation, VolumeObservation } from '@/lib/core/observation'
import { PAR } from '@/lib/core/par'
import { describeDepth, readLevels } from '@/lib/venues/_contract/book'
import { given, readRow, refuseSecond } from '@/lib/venues/_contract/fields'
import { describeSidesAssumed } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { marketsOf, type PerpMarket, readMarket } from '@/lib/venues/lighter/markets'
import { bookEndpoint, detailsEndpoint } from '@/lib/venues/lighter/schemas'

/** The most orders of a side that the venue gives. */
export const BOOK_ORDERS = 250
const DAILY = 'Lighter calls it daily volume; taken as that of the last 24 hours'

/** Every perpetual with its leverage limit, and the open interest and volume of those that are active. */
export function normaliseOpenInterest(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, detailsEndpoint)) {
    for (const raw of body.order_book_details) {
      const listed: PerpMarket[] = []
      reader.row(payload, raw, (): MarketObservation | null => {
        const found = need(readMarket(raw))
        if (!found) return null
        refuseSecond(seen, found.market.market)
        if (found.listed) listed.push(found)
        const { market, maxLeverage } = found
        return { kind: 'market', market, listed: found.listed, maxLeverage, payload }
      })
      // Read apart: an unreadable figure must not make the market look delisted.
      for (const found of listed) {
        reader.row(payload, raw, () => openInterestOf(found, payload))
        reader.row(payload, raw, () => volumeOf(found, payload))
      }
    }
  }
  return reader.result()
}

function openInterestOf({ row, market }: PerpMarket, payload: number): OpenInterestObservation {
  const markPrice = need(given(readPositive('mark_price', row.mark_price)))
  return describeSidesAssumed({
    payload,
    market,
    unit: 'base',
    amount: need(readNonNegative('open_interest', row.open_interest)),
    markPrice,
    indexPrice: markPrice ?? need(given(readPositive('last_trade_price', row.last_trade_price))),
    caveats: markPrice ? [] : ['no mark price: valued at the last trade'],
    observedAt: null,
  })
}

function volumeOf({ row, market }: PerpMarket, payload: number): VolumeObservation | null {
  const valueUsd = need(given(readNonNegative('daily_quote_token_volume', row.daily_quote_token_volume)))
  if (valueUsd === null) return null
  return {
    kind: 'volume',
    market: market.market,
    baseUnits: need(given(readNonNegative('daily_base_token_volume', row.daily_base_token_volume))),
    valueUsd,
    observedAt: null,
    status: 'E',
    reason: DAILY,
    payload,
  }
}

/** Books are lists of single orders; those at one price add up. */
export function normaliseDepth(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const markets = marketsOf(received)
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, { market: request.subject }, () => {
      const found = markets.get(request.subject ?? '')
      if (!found) return refuse('inconsistent', `no perpetual with the number ${request.subject}`)
      const ordersOf = (field: string, raw: unknown) =>
        readLevels(field, raw, (order) => {
          const row = readRow(order)
          return row.ok ? [row.value.price, row.value.remaining_base_amount] : []
        })
      return describeDepth({
        payload,
        market: found.market.market,
        bids: ordersOf('bids', body.bids),
        asks: ordersOf('asks', body.asks),
        levelLimit: BOOK_ORDERS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: PAR,
        observedAt: null,
      })
    })
  }
  return reader.result()
}
