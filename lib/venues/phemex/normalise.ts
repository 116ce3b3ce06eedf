import type { DepthObservation, MarketObservation } from '@/lib/core/observation'
import { PAR } from '@/lib/core/par'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import {
  describeSidesAssumed,
  describeTurnover,
  leaveOutOpenInterest,
  quoteUsdOf,
} from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import {
  bookEndpoint,
  inverseTickersEndpoint,
  linearTickersEndpoint,
  productsEndpoint,
} from '@/lib/venues/phemex/schemas'
import { describeInverse, describeLinear } from '@/lib/venues/phemex/symbols'

type Row = Readonly<Record<string, unknown>>

/** The documented `depth` of a book. */
const BOOK_LEVELS = 30
const UNIT_UNKNOWN = 'Phemex does not state the unit of openInterestRv, so this open interest is left out'

/** Every perpetual, listed or not, with its leverage limit. */
export function normaliseProducts(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, productsEndpoint)) {
    const { perpProductsV2, products } = body.data
    for (const raw of perpProductsV2) {
      reader.row(payload, raw, () => readProduct(reader, { raw, payload, seen, toMarket: describeLinear }))
    }
    for (const raw of products) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        // Spot pairs, and contracts of an older model settled in dollars, all delisted, share the list.
        if (row.type !== 'Perpetual' || row.settleCurrency === 'USD') return null
        return readProduct(reader, { raw, payload, seen, toMarket: describeInverse })
      })
    }
  }
  return reader.result()
}

interface Product {
  readonly raw: unknown
  readonly payload: number
  readonly seen: Set<string>
  readonly toMarket: typeof describeLinear
}

function readProduct(reader: RowReader, { raw, payload, seen, toMarket }: Product): MarketObservation {
  const row = need(readRow(raw))
  const market = toMarket(need(readText('symbol', row.symbol)))
  const status = need(readText('status', row.status))
  refuseSecond(seen, market.market)
  const maxLeverage = reader.optional(payload, raw, readPositive('maxLeverage', row.maxLeverage))
  return { kind: 'market', market, listed: status === 'Listed', maxLeverage, payload }
}

/** Open interest of contracts margined in coins; of the others only volume, their unit is not documented. */
export function normaliseTickers(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  const timeOf = (row: Row) => need(given(readEpoch('timestamp', row.timestamp, 'ns', checkedAt)))
  for (const { body, payload } of bodiesOf(received, linearTickersEndpoint)) {
    for (const raw of body.result) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const market = describeLinear(need(readText('symbol', row.symbol)))
        const observedAt = timeOf(row)
        const markPrice = need(given(readPositive('markRp', row.markRp)))
        const turnover = reader.optional(payload, raw, readNonNegative('turnoverRv', row.turnoverRv))
        const baseUnits = reader.optional(payload, raw, readNonNegative('volumeRq', row.volumeRq))
        refuseSecond(seen, market.market)
        const open = leaveOutOpenInterest({ payload, market, observedAt, markPrice, reason: UNIT_UNKNOWN })
        return turnover ? [open, describeTurnover({ payload, market, turnover, baseUnits, observedAt })] : open
      })
    }
  }
  for (const { body, payload } of bodiesOf(received, inverseTickersEndpoint)) {
    for (const raw of body.result) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const market = describeInverse(need(readText('symbol', row.symbol)))
        const amount = need(readNonNegative('openInterest', row.openInterest))
        const observedAt = timeOf(row)
        refuseSecond(seen, market.market)
        // One contract is one dollar. Prices are whole numbers on a scale that differs by product, and not needed.
        return describeSidesAssumed({
          payload,
          market,
          unit: 'contracts',
          amount,
          contractSize: PAR,
          markPrice: null,
          observedAt,
        })
      })
    }
  }
  return reader.result()
}

/** Books of contracts margined in stablecoins, in coins. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, (): DepthObservation => {
      const { result } = body
      const market = describeLinear(request.subject ?? '')
      return describeDepth({
        payload,
        market: market.market,
        bids: readLevelPairs('bids', result.orderbook_p.bids),
        asks: readLevelPairs('asks', result.orderbook_p.asks),
        levelLimit: BOOK_LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: quoteUsdOf(market),
        observedAt: need(given(readEpoch('timestamp', result.timestamp, 'ns', checkedAt))),
      })
    })
  }
  return reader.result()
}
