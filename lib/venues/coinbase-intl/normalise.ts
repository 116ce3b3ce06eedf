import type { Decimal } from '@/lib/core/decimal'
import type { MarketDescription, OpenInterestObservation, VolumeObservation } from '@/lib/core/observation'
import { PAR } from '@/lib/core/par'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { describeSidesAssumed, describeTurnover, leaveOutOpenInterest } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { type Readable, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { instrumentsEndpoint } from '@/lib/venues/coinbase-intl/schemas'

type Row = Readonly<Record<string, unknown>>

const MULTIPLIER_UNKNOWN =
  'Coinbase International does not document what base_asset_multiplier does to open interest, and here it is not 1'

/** Every perpetual with its leverage limit, and open interest and volume of those that trade. */
export function normaliseInstruments(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, instrumentsEndpoint)) {
    for (const raw of body) {
      const traded: { row: Row; market: MarketDescription }[] = []
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        if (need(readText('type', row.type)) !== 'PERP') return null
        const market = describePerpetual(row)
        const listed = need(readText('trading_state', row.trading_state)) === 'TRADING'
        refuseSecond(seen, market.market)
        if (listed) traded.push({ row, market })
        const maxLeverage = reader.optional(payload, raw, readLeverage(row.base_imf))
        return { kind: 'market', market, listed, maxLeverage, payload }
      })
      // Read apart: an unreadable size must not make the contract look delisted, nor a volume hide a size.
      for (const { row, market } of traded) {
        reader.row(payload, raw, () => openInterestOf(row, market, payload))
        reader.row(payload, raw, () => volumeOf(row, market, payload))
      }
    }
  }
  return reader.result()
}

function describePerpetual(row: Row): MarketDescription {
  const quoteAsset = need(readText('quote_asset_name', row.quote_asset_name))
  return {
    market: need(readText('symbol', row.symbol)),
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset: need(readText('base_asset_name', row.base_asset_name)),
    quoteAsset,
    settleAsset: quoteAsset,
    segment: quoteAsset.toLowerCase(),
  }
}

/** Inferred: one over the base initial margin fraction, 0.1 is 10. */
function readLeverage(baseImf: unknown): Readable<Decimal> {
  const read = readPositive('base_imf', baseImf)
  return read.ok ? { ok: true, value: PAR.div(read.value) } : read
}

function openInterestOf(row: Row, market: MarketDescription, payload: number): OpenInterestObservation {
  // Members of the quote are missing while a side of the book is empty, and the quote of a market without any.
  const quote = row.quote === undefined || row.quote === null ? {} : need(readRow(row.quote))
  const markPrice = need(given(readPositive('mark_price', quote.mark_price)))
  const shared = { payload, market, markPrice, observedAt: null }
  const multiplier = need(readPositive('base_asset_multiplier', row.base_asset_multiplier))
  if (!multiplier.eq(1)) return leaveOutOpenInterest({ ...shared, reason: MULTIPLIER_UNKNOWN })
  const amount = need(readNonNegative('open_interest', row.open_interest))
  return describeSidesAssumed({ ...shared, unit: 'base', amount })
}

function volumeOf(row: Row, market: MarketDescription, payload: number): VolumeObservation | null {
  const turnover = need(given(readNonNegative('notional_24hr', row.notional_24hr)))
  if (turnover === null) return null
  const baseUnits = need(given(readNonNegative('qty_24hr', row.qty_24hr)))
  return describeTurnover({ payload, market, turnover, baseUnits, observedAt: null })
}
