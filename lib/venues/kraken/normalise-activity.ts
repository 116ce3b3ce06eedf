import type { LiquidationKind, LiquidationObservation } from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readIsoTime, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { bookEndpoint, tradesEndpoint } from '@/lib/venues/kraken/schemas'
import { countOf, familyOf } from '@/lib/venues/kraken/symbols'

/** Types of trade that close a position by force; fills and block trades are not read. */
const KINDS: ReadonlyMap<string, LiquidationKind> = new Map([
  ['liquidation', 'liquidation'],
  ['assignment', 'backstop'],
  ['termination', 'adl'],
])
/** Futures end in the asset they are quoted in, dated ones before their date: `FI_XBTUSD_261225`. */
const QUOTED = /^[A-Z]{2}_[A-Z0-9]+?(USD|EUR|GBP)(?:_\d{6})?$/

function countOfSymbol(symbol: string) {
  const family = familyOf(symbol)
  if (!family) return refuse('wrong_type', `${symbol.slice(0, 40)} is no future`)
  return countOf(family.contractType, QUOTED.exec(symbol)?.[1] ?? '')
}

/** The whole book, as the documentation says. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, { market: request.subject }, () => {
      const market = need(readText('symbol', request.subject))
      return describeDepth({
        payload,
        market,
        bids: readLevelPairs('bids', body.orderBook.bids),
        asks: readLevelPairs('asks', body.orderBook.asks),
        levelLimit: null,
        ...countOfSymbol(market),
        observedAt: need(readIsoTime('serverTime', body.serverTime, checkedAt)),
      })
    })
  }
  return reader.result()
}

/**
 * Liquidations, assignments to liquidity providers and terminations of the trade tape. The side is the taker's: in a
 * liquidation that is the order that closes the position; in the others nobody takes.
 */
export function normaliseLiquidations(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload, request } of bodiesOf(received, tradesEndpoint)) {
    for (const raw of body.history) {
      reader.row(payload, raw, (): LiquidationObservation | null => {
        const row = need(readRow(raw))
        const liquidation = KINDS.get(need(readText('type', row.type)))
        if (!liquidation) return null
        const market = need(readText('symbol', request.subject))
        const price = need(readPositive('price', row.price))
        const value = oneSidedOpenInterest({
          ...countOfSymbol(market),
          amount: need(readPositive('size', row.size)),
          sourceSides: 1,
          markPrice: price,
        })
        const observedAt = need(readIsoTime('time', row.time, checkedAt))
        const event = `${market}-${need(readPositive('trade_id', row.trade_id)).toFixed()}-${observedAt.getTime()}`
        refuseSecond(seen, event)
        return {
          kind: 'liquidation',
          event,
          market,
          liquidation,
          side: liquidation === 'liquidation' ? sideOf(need(readText('side', row.side))) : null,
          windowStart: null,
          baseUnits: value.baseUnits,
          price,
          valueUsd: value.valueUsd,
          lossUsd: null,
          observedAt,
          status: value.valueUsd === null ? 'M' : 'A',
          reason: value.reason,
          payload,
        }
      })
    }
  }
  return reader.result()
}

function sideOf(taker: string): 'long' | 'short' {
  if (taker === 'sell') return 'long'
  return taker === 'buy' ? 'short' : refuse('unknown_unit', `side is "${taker.slice(0, 40)}"`)
}
