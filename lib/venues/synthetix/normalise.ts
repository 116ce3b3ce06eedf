import { Decimal } from '@/lib/core/decimal'
import type {
  MarketDescription,
  MarketObservation,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { bookEndpoint, marketsEndpoint, openInterestEndpoint, pricesEndpoint } from '@/lib/venues/synthetix/schemas'

type Row = Readonly<Record<string, unknown>>

/** The most levels of one side that may be asked for. */
export const BOOK_LEVELS = 1000
const UNEQUAL = 'longs and shorts differ in the answer; the larger side is used'

interface Listed {
  readonly market: MarketDescription
  readonly open: boolean
}

/** Every market with its leverage limit; open interest and volume of those that are open. */
export function normaliseMarkets(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const listed = readListing(reader, received)
  const prices = readPrices(reader, received, listed, checkedAt)
  for (const { body, payload } of bodiesOf(received, openInterestEndpoint)) {
    const seen = new Set<string>()
    for (const raw of body.response) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const symbol = need(readText('symbol', row.symbol))
        const found = listed.get(symbol)
        if (!found) return refuse('inconsistent', `${symbol} is not among the markets`)
        if (!found.open) return null
        const observation = openInterestOf(row, found.market, prices.get(symbol) ?? null, checkedAt, payload)
        refuseSecond(seen, symbol)
        return observation
      })
    }
  }
  return reader.result()
}

function readListing(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Listed> {
  const listed = new Map<string, Listed>()
  for (const { body, payload } of bodiesOf(received, marketsEndpoint)) {
    for (const raw of body.response) {
      reader.row(payload, raw, (): MarketObservation => {
        const row = need(readRow(raw))
        const market = describeMarket(row)
        if (listed.has(market.market)) return refuse('duplicate', `${market.market} is listed twice`)
        const open = row.isOpen !== false
        listed.set(market.market, { market, open })
        const maxLeverage = highestLeverage(reader, raw, row.maintenanceMarginTiers, payload)
        return { kind: 'market', market, listed: open, maxLeverage, payload }
      })
    }
  }
  return listed
}

function describeMarket(row: Row): MarketDescription {
  const quoteAsset = need(readText('quoteAsset', row.quoteAsset))
  return {
    market: need(readText('symbol', row.symbol)),
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset: need(readText('baseAsset', row.baseAsset)),
    quoteAsset,
    settleAsset: quoteAsset,
    segment: quoteAsset.toLowerCase(),
  }
}

/** The highest limit of any size of position; tiers that cannot be read are reported. */
function highestLeverage(reader: RowReader, raw: unknown, tiers: unknown, payload: number): Decimal | null {
  if (!Array.isArray(tiers)) return null
  const limits = tiers.flatMap((tier) => {
    const row = readRow(tier)
    const limit = reader.optional(payload, raw, row.ok ? readPositive('maxLeverage', row.value.maxLeverage) : row)
    return limit === null ? [] : [limit]
  })
  return limits.length > 0 ? Decimal.max(...limits) : null
}

/** Mark prices by symbol; the volume of each open market is reported on the way. */
function readPrices(
  reader: RowReader,
  received: readonly Received[],
  listed: ReadonlyMap<string, Listed>,
  checkedAt: Date,
): ReadonlyMap<string, Decimal> {
  const prices = new Map<string, Decimal>()
  for (const { body, payload } of bodiesOf(received, pricesEndpoint)) {
    for (const [symbol, raw] of Object.entries(body.response)) {
      reader.row(payload, raw, (): VolumeObservation | null => {
        const row = need(readRow(raw))
        const found = listed.get(symbol)
        if (!found) return refuse('inconsistent', `${symbol} is not among the markets`)
        if (!found.open) return null
        const mark = reader.optional(payload, raw, readPositive('markPrice', row.markPrice))
        if (mark) prices.set(symbol, mark)
        return volumeOf(row, found.market, checkedAt, payload)
      })
    }
  }
  return prices
}

function volumeOf(row: Row, { market, quoteAsset }: MarketDescription, checkedAt: Date, payload: number) {
  const turnover = need(readNonNegative('quoteVolume24h', row.quoteVolume24h))
  const dollars = isUsdAtPar(quoteAsset)
  return {
    kind: 'volume',
    market,
    baseUnits: need(given(readNonNegative('volume24h', row.volume24h))),
    valueUsd: dollars ? turnover : null,
    observedAt: need(given(readEpoch('timestamp', row.timestamp, 'ms', checkedAt))),
    status: dollars ? 'A' : 'M',
    reason: dollars ? null : `no dollar price for ${quoteAsset}`,
    payload,
  } as const
}

function openInterestOf(
  row: Row,
  market: MarketDescription,
  markPrice: Decimal | null,
  checkedAt: Date,
  payload: number,
): OpenInterestObservation {
  const long = need(readNonNegative('longOpenInterest', row.longOpenInterest))
  const short = need(readNonNegative('shortOpenInterest', row.shortOpenInterest))
  const value = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'base',
    amount: Decimal.max(long, short),
    sourceSides: 1,
    markPrice,
    quoteUsd: isUsdAtPar(market.quoteAsset) ? PAR : null,
  })
  const caveat = long.eq(short) ? null : UNEQUAL
  return {
    kind: 'open_interest',
    market,
    ...value,
    sourceSides: 1,
    markPrice,
    undocumented: false,
    observedAt: need(given(readEpoch('timestamp', row.timestamp, 'ms', checkedAt))),
    status: value.valueUsd === null ? 'M' : caveat ? 'E' : 'A',
    reason: value.reason ?? caveat,
    payload,
  }
}

/** The books that were answered; a symbol is `BASE-QUOTE`. */
export function normaliseDepth(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, () => {
      const market = need(readText('symbol', request.subject))
      return describeDepth({
        payload,
        market,
        bids: readLevelPairs('bids', body.response.bids),
        asks: readLevelPairs('asks', body.response.asks),
        levelLimit: BOOK_LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: isUsdAtPar(market.slice(market.lastIndexOf('-') + 1)) ? PAR : null,
        observedAt: null,
      })
    })
  }
  return reader.result()
}
