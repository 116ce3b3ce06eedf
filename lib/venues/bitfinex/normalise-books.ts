import type { LiquidationObservation } from '@/lib/core/observation'
import { describeDepth, readLevels } from '@/lib/venues/_contract/book'
import { refuseSecond } from '@/lib/venues/_contract/fields'
import { quoteUsdOf } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { describePair, isPaper, optionalPositive, readList } from '@/lib/venues/bitfinex/pairs'
import { bookEndpoint, liquidationsEndpoint } from '@/lib/venues/bitfinex/schemas'

/** `len` is 100; whether that is per side or for both is not stated, so half of it may already be the end. */
const BOOK_LEVELS = 50

/** What rests in the answered books: a positive amount is a bid, a negative one an ask, in base units. */
export function normaliseDepth(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, () => {
      const market = describePair(request.subject)
      const levels = body.map((raw) => {
        const [price, , amount] = need(readList(raw))
        return { price, amount: need(readDecimal('AMOUNT', amount)) }
      })
      const pick = (level: unknown): readonly unknown[] => (Array.isArray(level) ? level : [])
      const side = (isBid: boolean) =>
        levels
          .filter(({ amount }) => !amount.isZero() && amount.isPositive() === isBid)
          .map(({ price, amount }) => [price, amount.abs().toFixed()])
      return describeDepth({
        payload,
        market: market.market,
        bids: readLevels('bids', side(true), pick),
        asks: readLevels('asks', side(false), pick),
        levelLimit: BOOK_LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: quoteUsdOf(market),
        observedAt: null,
      })
    })
  }
  return reader.result()
}

/** Executed liquidations of derivative pairs. Rows of the first trigger are left out, so that no position counts twice. */
export function normaliseLiquidations(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, liquidationsEndpoint)) {
    // The rows lie in lists of their own.
    for (const raw of body.flatMap((group) => (Array.isArray(group) ? group : [group]))) {
      reader.row(payload, raw, () => {
        const row = need(readList(raw))
        const symbol = row[4]
        if (typeof symbol !== 'string') return refuse('wrong_type', 'SYMBOL is not a text')
        if (isPaper(symbol) || !symbol.includes('F0')) return null
        if (readFlag('IS_MATCH', row[8]) === 0) return null
        const found = readLiquidation(row, payload, checkedAt)
        refuseSecond(seen, found.event)
        return found
      })
    }
  }
  return reader.result()
}

function readFlag(field: string, raw: unknown): 0 | 1 {
  return raw === 0 || raw === 1 ? raw : refuse('wrong_type', `${field} is neither 0 nor 1`)
}

function readLiquidation(row: readonly unknown[], payload: number, checkedAt: Date): LiquidationObservation {
  const market = describePair(row[4])
  const amount = need(readDecimal('AMOUNT', row[5]))
  const price = optionalPositive('PRICE_ACQUIRED', row[11])
  const observedAt = need(readEpoch('MTS', row[2], 'ms', checkedAt))
  const quoteUsd = quoteUsdOf(market)
  const position = need(readDecimal('POS_ID', row[1]))
  return {
    kind: 'liquidation',
    payload,
    event: [position, observedAt.getTime(), amount, price ?? ''].map(String).join(':'),
    market: market.market,
    liquidation: readFlag('IS_MARKET_SOLD', row[9]) === 0 ? 'backstop' : 'liquidation',
    side: amount.isNegative() ? 'short' : 'long',
    windowStart: null,
    baseUnits: amount.abs(),
    price,
    valueUsd: price && quoteUsd ? amount.abs().times(price).times(quoteUsd) : null,
    lossUsd: null,
    observedAt,
    status: price && quoteUsd ? 'A' : 'M',
    reason: !price ? 'no price in the row' : quoteUsd ? null : 'no dollar price for the quote asset',
  }
}
