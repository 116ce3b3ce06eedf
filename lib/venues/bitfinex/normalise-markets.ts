import { Decimal } from '@/lib/core/decimal'
import type { MarketDescription, OpenInterestObservation, VolumeObservation } from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import {
  describePair,
  isPaper,
  optionalPositive,
  quotePrices,
  readList,
  type StatusRow,
} from '@/lib/venues/bitfinex/pairs'
import { marginsEndpoint, statusEndpoint, statusHistoryEndpoint, tickersEndpoint } from '@/lib/venues/bitfinex/schemas'

const SIDES = 'venue does not state its side convention; taken as one-sided'
const DAILY = 'Bitfinex calls it daily volume; taken as the last 24 hours'
/** Leverage is one over the initial margin, cut to four digits. */
const LEVERAGE_DIGITS = 4

/** Every pair with its leverage limit and open interest, and the volume of those that have a ticker. */
export function normaliseMarkets(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const leverage = readLeverage(reader, received)
  const priceOf = quotePrices(received)
  const marks = new Map<string, Decimal>()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, statusEndpoint)) {
    for (const raw of body) {
      const described: { readonly row: StatusRow; readonly market: MarketDescription }[] = []
      reader.row(payload, raw, () => {
        const row = need(readList(raw))
        if (isPaper(row[0])) return null
        const market = describePair(row[0])
        refuseSecond(seen, market.market)
        described.push({ row, market })
        return { kind: 'market', payload, market, listed: true, maxLeverage: leverage.get(market.market) ?? null }
      })
      for (const { row, market } of described) {
        reader.row(payload, raw, () => {
          const markPrice = optionalPositive('MARK_PRICE', row[15])
          if (markPrice) marks.set(market.market, markPrice)
          const amount = need(readNonNegative('OPEN_INTEREST', row[18]))
          const observedAt = need(readEpoch('MTS', row[1], 'ms', checkedAt))
          return describeOpenInterest({
            payload,
            market,
            observedAt,
            amount,
            markPrice,
            quoteUsd: priceOf(market.quoteAsset),
          })
        })
      }
    }
  }
  readVolumes(reader, received, (market) => {
    const mark = marks.get(market.market)
    const quoteUsd = priceOf(market.quoteAsset)
    return mark && quoteUsd ? mark.times(quoteUsd) : null
  })
  return reader.result()
}

interface Counted {
  readonly payload: number
  readonly market: MarketDescription
  readonly observedAt: Date
  readonly amount: Decimal
  readonly markPrice: Decimal | null
  readonly quoteUsd: Decimal | null
}

function describeOpenInterest({ payload, market, observedAt, ...input }: Counted): OpenInterestObservation {
  const counted = oneSidedOpenInterest({ ...input, contractType: 'linear', unit: 'base', sourceSides: 1 })
  return {
    kind: 'open_interest',
    payload,
    market,
    ...counted,
    sourceSides: 1,
    markPrice: input.markPrice,
    undocumented: false,
    observedAt,
    status: counted.valueUsd === null ? 'M' : 'E',
    reason: counted.reason ?? SIDES,
  }
}

/** The list of pairs is nested once; a pair's details are a list in which the ninth is the initial margin. */
function readLeverage(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Decimal> {
  const leverage = new Map<string, Decimal>()
  for (const { body, payload } of bodiesOf(received, marginsEndpoint)) {
    for (const raw of body[0]) {
      reader.row(payload, raw, () => {
        const [pair, details] = need(readList(raw))
        if (isPaper(pair)) return null
        const { market } = describePair(pair)
        const margin = optionalPositive('initial margin', need(readList(details))[8])
        if (margin) leverage.set(market, new Decimal(1).div(margin).toDecimalPlaces(LEVERAGE_DIGITS))
        return null
      })
    }
  }
  return leverage
}

function readVolumes(
  reader: RowReader,
  received: readonly Received[],
  usdOf: (market: MarketDescription) => Decimal | null,
): void {
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, (): VolumeObservation => {
        const row = need(readList(raw))
        const market = describePair(row[0])
        const baseUnits = need(readNonNegative('VOLUME', row[8]))
        refuseSecond(seen, market.market)
        const price = usdOf(market)
        return {
          kind: 'volume',
          payload,
          market: market.market,
          baseUnits,
          valueUsd: price ? baseUnits.times(price) : null,
          observedAt: null,
          status: price ? 'E' : 'M',
          reason: price ? `${DAILY}; valued at the mark price` : 'no mark price or no dollar price for the quote asset',
        }
      })
    }
  }
}

/** Open interest of one pair at past moments; the rows have no key, so every place is one lower. */
export function normaliseOpenInterestHistory(
  received: readonly Received[],
  { checkedAt, lane }: NormaliseContext & { readonly lane: string },
): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  const priceOf = quotePrices([])
  for (const { body, payload } of bodiesOf(received, statusHistoryEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, () => {
        const row = need(readList(raw))
        const market = describePair(lane)
        const observedAt = need(readEpoch('MTS', row[0], 'ms', checkedAt))
        const amount = need(readNonNegative('OPEN_INTEREST', row[17]))
        const markPrice = need(readPositive('MARK_PRICE', row[14]))
        refuseSecond(seen, observedAt.toISOString(), `${observedAt.toISOString()} is given twice`)
        return describeOpenInterest({
          payload,
          market,
          observedAt,
          amount,
          markPrice,
          quoteUsd: priceOf(market.quoteAsset),
        })
      })
    }
  }
  return reader.result()
}
