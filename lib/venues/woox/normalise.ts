import type { Decimal } from '@/lib/core/decimal'
import type { DepthObservation, MarketDescription } from '@/lib/core/observation'
import { describeDepth, readLevels } from '@/lib/venues/_contract/book'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { describeSidesAssumed, leaveOutOpenInterest, quoteUsdOf } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { bookEndpoint, futuresEndpoint, instrumentsEndpoint } from '@/lib/venues/woox/schemas'

/** What was asked for; the whole book is far shorter. */
export const BOOK_LEVELS = 1000
const SYMBOL = /^PERP_(.+)_([A-Z0-9]+)$/
const MULTIPLIER_UNKNOWN =
  'WOO X does not document what baseAssetMultiplier does to open interest, and here it is not 1'

interface Instrument {
  readonly market: MarketDescription
  readonly multiplier: Decimal
  readonly listed: boolean
}

/** `PERP_BTC_USDT`. Only to be called inside `RowReader.row`. */
function describePerpetual(symbol: string): MarketDescription {
  const [, baseAsset, quoteAsset] = SYMBOL.exec(symbol) ?? []
  if (!baseAsset || !quoteAsset) return refuse('wrong_type', `symbol "${symbol.slice(0, 40)}" is not PERP_BASE_QUOTE`)
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

/** Every perpetual, and open interest of those that trade. */
export function normaliseMarkets(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const instruments = readInstruments(reader, received)
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, futuresEndpoint)) {
    const observedAt = reader.optional(payload, body.timestamp, readEpoch('timestamp', body.timestamp, 'ms', checkedAt))
    for (const raw of body.data.rows) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const symbol = need(readText('symbol', row.symbol))
        const instrument = instruments.get(symbol)
        if (!instrument) return refuse('inconsistent', `${symbol.slice(0, 40)} is not among the instruments`)
        if (!instrument.listed) return null
        const { market, multiplier } = instrument
        const amount = need(readNonNegative('openInterest', row.openInterest))
        const markPrice = need(given(readPositive('markPrice', row.markPrice)))
        refuseSecond(seen, symbol)
        const shared = { payload, market, markPrice, observedAt }
        return multiplier.eq(1)
          ? describeSidesAssumed({ ...shared, unit: 'base', amount })
          : leaveOutOpenInterest({ ...shared, reason: MULTIPLIER_UNKNOWN })
      })
    }
  }
  return reader.result()
}

function readInstruments(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Instrument> {
  const instruments = new Map<string, Instrument>()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, instrumentsEndpoint)) {
    for (const raw of body.data.rows) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const symbol = need(readText('symbol', row.symbol))
        if (symbol.startsWith('SPOT_')) return null
        const market = describePerpetual(symbol)
        const listed = need(readText('status', row.status)) === 'TRADING'
        const multiplier = need(readPositive('baseAssetMultiplier', row.baseAssetMultiplier))
        refuseSecond(seen, symbol)
        instruments.set(symbol, { market, multiplier, listed })
        return { kind: 'market', market, listed, maxLeverage: null, payload }
      })
    }
  }
  return instruments
}

/** Books count in coins. Their time is that of the last change, which on quiet contracts is hours ago. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, (): DepthObservation => {
      const market = describePerpetual(request.subject ?? '')
      const levels = (field: string, raw: unknown) =>
        readLevels(field, raw, (level) => {
          const row = readRow(level)
          return row.ok ? [row.value.price, row.value.quantity] : []
        })
      return describeDepth({
        payload,
        market: market.market,
        bids: levels('bids', body.data.bids),
        asks: levels('asks', body.data.asks),
        levelLimit: BOOK_LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: quoteUsdOf(market),
        observedAt: need(given(readEpoch('timestamp', body.timestamp, 'ms', checkedAt))),
      })
    })
  }
  return reader.result()
}
