import type { Decimal } from '@/lib/core/decimal'
import type {
  DepthObservation,
  MarketDescription,
  MarketObservation,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { PAR } from '@/lib/core/par'
import { describeDepth, readLevels } from '@/lib/venues/_contract/book'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { describeSidesAssumed, quoteUsdOf } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { type Readable, readDecimal, readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { describeProduct } from '@/lib/venues/delta/products'
import { bookEndpoint, productEndpoint, productsEndpoint, tickersEndpoint } from '@/lib/venues/delta/schemas'

type Row = Readonly<Record<string, unknown>>

/** How many levels an answer has is not documented: none of them proves that the book ends there. */
const BOOK_LEVELS = 1

/** Every perpetual and future with its leverage limit, and open interest and volume of those that are live. */
export function normaliseMarkets(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const markets = readProducts(reader, received)
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoint)) {
    for (const raw of body.result) {
      const known: { row: Row; market: MarketDescription; observedAt: Date | null }[] = []
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const symbol = need(readText('symbol', row.symbol))
        const product = markets.get(symbol)
        if (!product) return refuse('inconsistent', `${symbol.slice(0, 40)} is not among the products`)
        refuseSecond(seen, symbol)
        const observedAt = reader.optional(payload, raw, readTime('timestamp', row.timestamp, checkedAt))
        if (product.listed) known.push({ row, market: product.market, observedAt })
        return null
      })
      for (const { row, market, observedAt } of known) {
        reader.row(payload, raw, () => openInterestOf(row, market, { payload, observedAt }))
        reader.row(payload, raw, () => volumeOf(row, market, { payload, observedAt }))
      }
    }
  }
  return reader.result()
}

function readProducts(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, MarketObservation> {
  const found = new Map<string, MarketObservation>()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, productsEndpoint)) {
    for (const raw of body.result) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const market = describeProduct(row)
        const listed = need(readText('state', row.state)) === 'live'
        refuseSecond(seen, market.market)
        const maxLeverage = reader.optional(payload, raw, readLeverage(row.initial_margin))
        const observation: MarketObservation = { kind: 'market', market, listed, maxLeverage, payload }
        found.set(market.market, observation)
        return observation
      })
    }
  }
  return found
}

/** The initial margin of a small position, in percent, turned over: 0.5 is 200. */
function readLeverage(initialMargin: unknown): Readable<Decimal> {
  const read = readPositive('initial_margin', initialMargin)
  return read.ok ? { ok: true, value: PAR.times(100).div(read.value) } : read
}

/** Micro-, milli- or seconds: the documentation says one and its samples show another. */
function readTime(field: string, raw: unknown, checkedAt: Date): Readable<Date> {
  const read = readDecimal(field, raw)
  if (!read.ok) return read
  const unit = read.value.gte('1e14') ? 'us' : read.value.gte('1e11') ? 'ms' : 's'
  return readEpoch(field, raw, unit, checkedAt)
}

interface Ticker {
  readonly payload: number
  readonly observedAt: Date | null
}

function openInterestOf(row: Row, market: MarketDescription, ticker: Ticker): OpenInterestObservation {
  const open = describeSidesAssumed({
    ...ticker,
    market,
    unit: 'usd',
    amount: need(readNonNegative('oi_value_usd', row.oi_value_usd)),
    markPrice: need(given(readPositive('mark_price', row.mark_price))),
  })
  return { ...open, contracts: need(given(readNonNegative('oi', row.oi))) }
}

/** Stated in dollars, whatever the quote. */
function volumeOf(row: Row, market: MarketDescription, ticker: Ticker): VolumeObservation | null {
  const valueUsd = need(given(readNonNegative('turnover_usd', row.turnover_usd)))
  if (valueUsd === null) return null
  return { kind: 'volume', ...ticker, market: market.market, baseUnits: null, valueUsd, status: 'A', reason: null }
}

/** Books count in contracts, whose size is in the product. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const products = bodiesOf(received, productEndpoint)
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, (): DepthObservation => {
      const product = products.find((item) => item.request.subject === request.subject)
      if (!product) return refuse('unknown_unit', `the size of a contract of ${request.subject} was not to be had`)
      const market = describeProduct(product.body.result)
      if (market.contractType === 'inverse') {
        return refuse('unknown_unit', `what one contract of the inverse ${market.market} is, is not documented`)
      }
      const levels = (field: string, raw: unknown) =>
        readLevels(field, raw, (level) => {
          const row = readRow(level)
          return row.ok ? [row.value.price, row.value.size] : []
        })
      return describeDepth({
        payload,
        market: market.market,
        bids: levels('buy', body.result.buy),
        asks: levels('sell', body.result.sell),
        levelLimit: BOOK_LEVELS,
        contractType: market.contractType,
        unit: 'contracts',
        contractSize: need(readPositive('contract_value', product.body.result.contract_value)),
        quoteUsd: quoteUsdOf(market),
        observedAt: need(given(readTime('last_updated_at', body.result.last_updated_at, checkedAt))),
      })
    })
  }
  return reader.result()
}
