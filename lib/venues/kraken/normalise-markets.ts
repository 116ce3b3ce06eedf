import type { Decimal } from '@/lib/core/decimal'
import { leverageOfMarginFraction } from '@/lib/core/margin'
import type {
  MarketDescription,
  MarketObservation,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { type Readable, readIsoTime, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { readBucketTime } from '@/lib/venues/kraken/normalise-pool'
import { analyticsEndpoint, instrumentsEndpoint, tickersEndpoint } from '@/lib/venues/kraken/schemas'
import { countOf, describeMarket, familyOf } from '@/lib/venues/kraken/symbols'

type Row = Readonly<Record<string, unknown>>

const SIDES_ASSUMED = 'Kraken does not say whether open interest counts one side; taken as one side'

interface Instrument {
  readonly tradeable: boolean
  readonly maxLeverage: Decimal | null
}

interface Ticker {
  readonly row: Row
  readonly market: MarketDescription
}

/** A ticker of a future; null for an index, which has neither pair nor open interest. */
function readTicker(raw: unknown): Readable<Ticker | null> {
  const row = readRow(raw)
  if (!row.ok) return row
  const symbol = readText('symbol', row.value.symbol)
  if (!symbol.ok) return symbol
  if (!familyOf(symbol.value)) return { ok: true, value: null }
  const pair = readText('pair', row.value.pair)
  if (!pair.ok) return pair
  const market = describeMarket(symbol.value, pair.value)
  if (!market) return { ok: false, reason: 'wrong_type', detail: `${symbol.value.slice(0, 40)} is no future` }
  return { ok: true, value: { row: row.value, market } }
}

/** Every future with its leverage limit, open interest and volume. */
export function normaliseOpenInterest(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const instruments = readInstruments(reader, received)
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoint)) {
    for (const raw of body.tickers) {
      const listed: (Ticker & { readonly observedAt: Date })[] = []
      reader.row(payload, raw, (): MarketObservation | null => {
        const ticker = need(readTicker(raw))
        if (!ticker) return null
        const { market } = ticker
        if (seen.has(market.market)) return refuse('duplicate', `${market.market} is listed twice`)
        const observedAt = need(readIsoTime('serverTime', body.serverTime, checkedAt))
        seen.add(market.market)
        const instrument = instruments.get(market.market)
        const tradeable = instrument?.tradeable !== false
        if (tradeable) listed.push({ ...ticker, observedAt })
        return { kind: 'market', market, listed: tradeable, maxLeverage: instrument?.maxLeverage ?? null, payload }
      })
      // Read apart: an unreadable figure must not make the market look delisted.
      for (const { observedAt, ...ticker } of listed) {
        reader.row(payload, raw, () => ({ ...openInterestOf(ticker), observedAt, payload }))
        reader.row(payload, raw, () => volumeOf(ticker, { observedAt, payload }))
      }
    }
  }
  return reader.result()
}

function readInstruments(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Instrument> {
  const instruments = new Map<string, Instrument>()
  for (const { body, payload } of bodiesOf(received, instrumentsEndpoint)) {
    for (const raw of body.instruments) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const symbol = need(readText('symbol', row.symbol)).toUpperCase()
        const [first] = Array.isArray(row.marginLevels) ? row.marginLevels : []
        const level = readRow(first)
        const margin = level.ok
          ? reader.optional(payload, raw, readPositive('initialMargin', level.value.initialMargin))
          : null
        instruments.set(symbol, {
          tradeable: row.tradeable !== false,
          maxLeverage: margin && leverageOfMarginFraction(margin),
        })
        return null
      })
    }
  }
  return instruments
}

function openInterestOf({ row, market }: Ticker): Omit<OpenInterestObservation, 'observedAt' | 'payload'> {
  const markPrice = need(given(readPositive('markPrice', row.markPrice)))
  const value = oneSidedOpenInterest({
    ...countOf(market.contractType, market.quoteAsset),
    amount: need(readNonNegative('openInterest', row.openInterest)),
    sourceSides: 1,
    markPrice,
  })
  return {
    kind: 'open_interest',
    market,
    ...value,
    sourceSides: 1,
    markPrice,
    undocumented: false,
    status: value.valueUsd === null ? 'M' : 'E',
    reason: value.reason ?? SIDES_ASSUMED,
  }
}

/** Inverse contracts are dollars each; of linear ones the turnover in the quote asset is given beside the base units. */
function volumeOf(
  { row, market }: Ticker,
  place: Pick<VolumeObservation, 'observedAt' | 'payload'>,
): VolumeObservation | null {
  const inverse = market.contractType === 'inverse'
  const turnover = need(
    given(inverse ? readNonNegative('vol24h', row.vol24h) : readNonNegative('volumeQuote', row.volumeQuote)),
  )
  if (turnover === null) return null
  const { quoteUsd } = countOf(market.contractType, market.quoteAsset)
  return {
    kind: 'volume',
    market: market.market,
    baseUnits: inverse ? null : need(given(readNonNegative('vol24h', row.vol24h))),
    valueUsd: quoteUsd && turnover.times(quoteUsd),
    status: quoteUsd ? 'A' : 'M',
    reason: quoteUsd ? null : 'no dollar price for the quote asset',
    ...place,
  }
}

/** The futures of the tickers received, by symbol. */
export function futuresOf(received: readonly Received[]): ReadonlyMap<string, MarketDescription> {
  return new Map(
    bodiesOf(received, tickersEndpoint).flatMap(({ body }) =>
      body.tickers.flatMap((raw) => {
        const read = readTicker(raw)
        return read.ok && read.value ? [[read.value.market.market, read.value.market] as const] : []
      }),
    ),
  )
}

/**
 * Open interest at the start of past buckets. Rows are quadruples of open, high, low and close; the answer has no price, so
 * only contracts that are dollars have a value.
 */
export function normaliseOpenInterestHistory(
  received: readonly Received[],
  { checkedAt, lane }: NormaliseContext & { readonly lane: string },
): NormaliseResult {
  const reader = new RowReader()
  const market = futuresOf(received).get(lane)
  const seen = new Set<number>()
  for (const { body, payload } of bodiesOf(received, analyticsEndpoint)) {
    const { timestamp, data } = body.result
    for (const [position, raw] of timestamp.entries()) {
      reader.row(payload, [raw, data[position]], (): OpenInterestObservation | null => {
        if (!market) return null
        const observedAt = need(readBucketTime(raw, checkedAt))
        const bucket = data[position]
        const amount = need(readNonNegative('open-interest', Array.isArray(bucket) ? bucket[0] : bucket))
        if (seen.has(observedAt.getTime())) return refuse('duplicate', `${observedAt.toISOString()} is given twice`)
        seen.add(observedAt.getTime())
        const value = oneSidedOpenInterest({
          ...countOf(market.contractType, market.quoteAsset),
          amount,
          sourceSides: 1,
          markPrice: null,
        })
        return {
          kind: 'open_interest',
          market,
          ...value,
          sourceSides: 1,
          markPrice: null,
          undocumented: false,
          observedAt,
          status: value.valueUsd === null ? 'M' : 'E',
          reason: value.reason === null ? SIDES_ASSUMED : 'the history has no price of that time',
          payload,
        }
      })
    }
  }
  return reader.result()
}
