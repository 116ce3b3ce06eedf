import type { Decimal } from '@/lib/core/decimal'
import type {
  DepthObservation,
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
import {
  bookEndpoint,
  exchangeInfoEndpoint,
  openInterestEndpoint,
  premiumIndexEndpoint,
  tickersEndpoint,
} from '@/lib/venues/aster/schemas'

/** The most levels of one side that may be asked for. */
export const BOOK_LEVELS = 1000
const UNDOCUMENTED_FIGURE =
  'Aster does not document this figure; taken as base units of one side, as public code reads it'

type Listing = ReadonlyMap<string, MarketObservation>

/** Every contract; open interest of each that was asked for and answered, volume of each that trades. */
export function normaliseOpenInterest(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const listing = readListing(reader, received)
  const marks = readMarks(reader, received)
  const seen = new Set<string>()
  for (const { body, payload, request } of bodiesOf(received, openInterestEndpoint)) {
    reader.row(payload, body, () => {
      const { symbol } = body
      if (request.subject !== symbol) refuse('inconsistent', `asked for ${request.subject}, answered ${symbol}`)
      const found = listing.get(symbol)
      if (!found) return refuse('inconsistent', `${symbol} is not in the list of contracts`)
      const observation = openInterestOf(body.openInterest, found.market, marks.get(symbol) ?? null, payload)
      refuseSecond(seen, symbol)
      return observation
    })
  }
  readVolumes(reader, received, listing, checkedAt)
  return reader.result()
}

function readListing(reader: RowReader, received: readonly Received[]): Listing {
  const listing = new Map<string, MarketObservation>()
  for (const { body, payload } of bodiesOf(received, exchangeInfoEndpoint)) {
    for (const raw of body.symbols) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const market = need(readText('symbol', row.symbol))
        const listed = need(readText('status', row.status)) === 'TRADING'
        const contractType = need(given(readText('contractType', row.contractType)))
        if (contractType !== 'PERPETUAL') {
          return listed ? refuse('unknown_unit', `contractType of ${market} is "${contractType ?? ''}"`) : null
        }
        if (listing.has(market)) return refuse('duplicate', `${market} is listed twice`)
        const settleAsset = need(readText('marginAsset', row.marginAsset))
        const found: MarketObservation = {
          kind: 'market',
          market: {
            market,
            contractType: 'linear',
            marketKind: 'perpetual',
            baseAsset: need(readText('baseAsset', row.baseAsset)),
            quoteAsset: need(readText('quoteAsset', row.quoteAsset)),
            settleAsset,
            segment: settleAsset.toLowerCase(),
          },
          listed,
          maxLeverage: null,
          payload,
        }
        listing.set(market, found)
        return found
      })
    }
  }
  return listing
}

/** The contracts that trade: only they have an open interest to ask for. Refusals are told when normalising. */
export function tradingSymbols(received: readonly Received[]): readonly string[] {
  return [...readListing(new RowReader(), received).values()].flatMap(({ market, listed }) =>
    listed ? [market.market] : [],
  )
}

function readMarks(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Decimal> {
  const marks = new Map<string, Decimal>()
  for (const { body, payload } of bodiesOf(received, premiumIndexEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const symbol = need(readText('symbol', row.symbol))
        const mark = need(given(readPositive('markPrice', row.markPrice)))
        if (mark) marks.set(symbol, mark)
        return null
      })
    }
  }
  return marks
}

function openInterestOf(
  raw: unknown,
  market: MarketDescription,
  markPrice: Decimal | null,
  payload: number,
): OpenInterestObservation {
  const dollars = isUsdAtPar(market.quoteAsset)
  const value = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'base',
    amount: need(readNonNegative('openInterest', raw)),
    sourceSides: 1,
    markPrice,
    quoteUsd: dollars ? PAR : null,
  })
  return {
    kind: 'open_interest',
    market,
    ...value,
    sourceSides: 1,
    markPrice,
    // A quote that is never priced leaves its market out; a price missing now is a gap.
    undocumented: value.valueUsd === null && !dollars,
    observedAt: null,
    status: value.valueUsd === null ? 'M' : 'E',
    reason: value.reason ?? UNDOCUMENTED_FIGURE,
    payload,
  }
}

function readVolumes(reader: RowReader, received: readonly Received[], listing: Listing, checkedAt: Date): void {
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, (): VolumeObservation | null => {
        const row = need(readRow(raw))
        const symbol = need(readText('symbol', row.symbol))
        const found = listing.get(symbol)
        if (!found?.listed) return null
        const turnover = need(readNonNegative('quoteVolume', row.quoteVolume))
        const dollars = isUsdAtPar(found.market.quoteAsset)
        const observation: VolumeObservation = {
          kind: 'volume',
          market: symbol,
          baseUnits: need(given(readNonNegative('volume', row.volume))),
          valueUsd: dollars ? turnover : null,
          observedAt: need(given(readEpoch('closeTime', row.closeTime, 'ms', checkedAt))),
          status: dollars ? 'A' : 'M',
          reason: dollars ? null : `no dollar price for ${found.market.quoteAsset}`,
          payload,
        }
        refuseSecond(seen, symbol)
        return observation
      })
    }
  }
}

/** The books that were answered, with the quote asset each contract is listed with. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const listing = readListing(new RowReader(), received)
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, (): DepthObservation => {
      const market = need(readText('symbol', request.subject))
      const found = listing.get(market)
      if (!found) return refuse('inconsistent', `${market} is not in the list of contracts`)
      return describeDepth({
        payload,
        market,
        bids: readLevelPairs('bids', body.bids),
        asks: readLevelPairs('asks', body.asks),
        levelLimit: BOOK_LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: isUsdAtPar(found.market.quoteAsset) ? PAR : null,
        observedAt: need(given(readEpoch('E', body.E, 'ms', checkedAt))),
      })
    })
  }
  return reader.result()
}
