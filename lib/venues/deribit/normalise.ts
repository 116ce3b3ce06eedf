import type {
  MarketDescription,
  MarketObservation,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { describeSidesAssumed, leaveOutOpenInterest } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import {
  currencyInstrumentsEndpoint,
  instrumentsEndpoint,
  minorSummaryEndpoint,
  summaryEndpoint,
} from '@/lib/venues/deribit/schemas'

type Row = Readonly<Record<string, unknown>>

export const UNIT_ASSUMED =
  'Deribit’s text can be read as dollars for linear perpetuals; taken as base coin, as for linear futures'
export const UNIT_UNKNOWN = 'Deribit does not state the type of this instrument, so its unit is unknown'

export interface Instrument {
  readonly market: MarketDescription
  readonly listed: boolean
  readonly typeStated: boolean
}

/** Every future and perpetual with its leverage limit, and open interest and 24 h volume of those that are active. */
export function normaliseOpenInterest(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const instruments = readInstruments(reader, received)
  for (const endpoint of [summaryEndpoint, minorSummaryEndpoint]) {
    for (const { body, payload, request } of bodiesOf(received, endpoint)) {
      if (!isListed(received, request.subject)) continue
      for (const raw of body.result) {
        reader.row(payload, raw, () => {
          const row = need(readRow(raw))
          const name = need(readText('instrument_name', row.instrument_name))
          const instrument = instruments.get(name)
          if (!instrument) return refuse('inconsistent', `${name} is not among the listed futures`)
          if (!instrument.listed) return null
          const found = openInterestOf(row, instrument, checkedAt, payload)
          const volume = volumeOf(reader, { raw, row, market: found.market, observedAt: found.observedAt, payload })
          return volume ? [found, volume] : found
        })
      }
    }
  }
  return reader.result()
}

/** Whether the instruments of a currency were listed: all at once, or on their own. */
function isListed(received: readonly Received[], currency: string | undefined): boolean {
  const all = bodiesOf(received, instrumentsEndpoint).length > 0
  return all || bodiesOf(received, currencyInstrumentsEndpoint).some((item) => item.request.subject === currency)
}

export function readInstruments(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Instrument> {
  const instruments = new Map<string, Instrument>()
  const lists = [...bodiesOf(received, instrumentsEndpoint), ...bodiesOf(received, currencyInstrumentsEndpoint)]
  for (const { body, payload } of lists) {
    for (const raw of body.result) {
      reader.row(payload, raw, (): MarketObservation | null => {
        const row = need(readRow(raw))
        // Combinations of futures have a kind of their own; their legs are counted already.
        if (need(readText('kind', row.kind)) !== 'future') return null
        const instrument = describeInstrument(row)
        const { market } = instrument.market
        if (instruments.has(market)) return refuse('duplicate', `${market} is listed twice`)
        instruments.set(market, instrument)
        return {
          kind: 'market',
          market: instrument.market,
          listed: instrument.listed,
          maxLeverage: reader.optional(payload, raw, readPositive('max_leverage', row.max_leverage)),
          payload,
        }
      })
    }
  }
  return instruments
}

function describeInstrument(row: Row): Instrument {
  const settleAsset = need(readText('settlement_currency', row.settlement_currency))
  const quoteAsset = need(readText('quote_currency', row.quote_currency))
  const type = need(given(readText('instrument_type', row.instrument_type)))
  const typeStated = type === 'linear' || type === 'reversed'
  const linear = typeStated ? type === 'linear' : settleAsset === quoteAsset
  return {
    market: {
      market: need(readText('instrument_name', row.instrument_name)),
      contractType: linear ? 'linear' : 'inverse',
      marketKind: need(readText('settlement_period', row.settlement_period)) === 'perpetual' ? 'perpetual' : 'future',
      baseAsset: need(readText('base_currency', row.base_currency)),
      quoteAsset,
      settleAsset,
      segment: settleAsset.toLowerCase(),
    },
    listed: row.is_active !== false,
    typeStated,
  }
}

function openInterestOf(
  row: Row,
  { market, typeStated }: Instrument,
  checkedAt: Date,
  payload: number,
): OpenInterestObservation {
  const amount = need(readNonNegative('open_interest', row.open_interest))
  const markPrice = need(given(readPositive('mark_price', row.mark_price)))
  const observedAt = need(given(readEpoch('creation_timestamp', row.creation_timestamp, 'ms', checkedAt)))
  const shared = { payload, market, markPrice, observedAt }
  if (!typeStated) return leaveOutOpenInterest({ ...shared, reason: UNIT_UNKNOWN })
  const linear = market.contractType === 'linear'
  return describeSidesAssumed({
    ...shared,
    unit: linear ? 'base' : 'usd',
    amount,
    caveats: linear && market.marketKind === 'perpetual' ? [UNIT_ASSUMED] : [],
  })
}

interface VolumeRow {
  readonly raw: unknown
  readonly row: Row
  readonly market: MarketDescription
  readonly observedAt: Date | null
  readonly payload: number
}

/** 24 h volume; null where the summary gives none. */
function volumeOf(reader: RowReader, { raw, row, market, observedAt, payload }: VolumeRow): VolumeObservation | null {
  const baseUnits = reader.optional(payload, raw, readNonNegative('volume', row.volume))
  const valueUsd = reader.optional(payload, raw, readNonNegative('volume_usd', row.volume_usd))
  if (baseUnits === null && valueUsd === null) return null
  return {
    kind: 'volume',
    payload,
    market: market.market,
    baseUnits,
    valueUsd,
    observedAt,
    status: valueUsd === null ? 'M' : 'A',
    reason: valueUsd === null ? 'Deribit gives no 24 h volume in dollars for this contract' : null,
  }
}
