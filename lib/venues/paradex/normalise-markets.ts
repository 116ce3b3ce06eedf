import { leverageOfMarginFraction } from '@/lib/core/margin'
import type {
  MarketDescription,
  MarketObservation,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { marketsEndpoint, summaryEndpoint } from '@/lib/venues/paradex/schemas'

type Row = Readonly<Record<string, unknown>>

/** All markets are margined together in one account. */
const CROSS = 'cross'
const PERPETUAL = 'PERP'
const SIDES_ASSUMED = 'Paradex does not say whether open interest counts one side; taken as one side'

/** Every perpetual with its leverage limit, its open interest and its turnover; options are another product. */
export function normaliseOpenInterest(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const listed = new Map<string, MarketDescription>()
  for (const { body, payload } of bodiesOf(received, marketsEndpoint)) {
    for (const raw of body.results) {
      reader.row(payload, raw, (): MarketObservation | null => {
        const row = need(readRow(raw))
        if (need(readText('asset_kind', row.asset_kind)) !== PERPETUAL) return null
        const market = describeMarket(row)
        if (listed.has(market.market)) return refuse('duplicate', `${market.market} is listed twice`)
        listed.set(market.market, market)
        return { kind: 'market', market, listed: true, maxLeverage: readMaxLeverage(reader, row, payload), payload }
      })
    }
  }
  const summed = new Set<string>()
  for (const { body, payload } of bodiesOf(received, summaryEndpoint)) {
    for (const raw of body.results) {
      const row = readRow(raw)
      if (!row.ok) reader.reject(payload, raw, row)
      const market = row.ok && typeof row.value.symbol === 'string' ? listed.get(row.value.symbol) : undefined
      // Options and markets without a listing are not read.
      if (!row.ok || !market) continue
      const place = { row: row.value, market, checkedAt, payload }
      const first = !summed.has(market.market)
      summed.add(market.market)
      reader.row(payload, raw, () => (first ? openInterestOf(place) : refuse('duplicate', `${market.market} twice`)))
      if (first) reader.row(payload, raw, () => volumeOf(place))
    }
  }
  return reader.result()
}

function describeMarket(row: Row): MarketDescription {
  return {
    market: need(readText('symbol', row.symbol)),
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset: need(readText('base_currency', row.base_currency)),
    quoteAsset: need(readText('quote_currency', row.quote_currency)),
    settleAsset: need(readText('settlement_currency', row.settlement_currency)),
    segment: CROSS,
  }
}

function readMaxLeverage(reader: RowReader, row: Row, payload: number): MarketObservation['maxLeverage'] {
  const params = readRow(row.delta1_cross_margin_params)
  const fraction = params.ok ? reader.optional(payload, row, readPositive('imf_base', params.value.imf_base)) : null
  return fraction && leverageOfMarginFraction(fraction)
}

interface SummaryRow {
  readonly row: Row
  readonly market: MarketDescription
  readonly checkedAt: Date
  readonly payload: number
}

function openInterestOf({ row, market, checkedAt, payload }: SummaryRow): OpenInterestObservation {
  const markPrice = need(given(readPositive('mark_price', row.mark_price)))
  const value = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'base',
    amount: need(readNonNegative('open_interest', row.open_interest)),
    sourceSides: 1,
    markPrice,
    quoteUsd: isUsdAtPar(market.quoteAsset) ? PAR : null,
  })
  return {
    kind: 'open_interest',
    market,
    ...value,
    sourceSides: 1,
    markPrice,
    undocumented: false,
    observedAt: need(readEpoch('created_at', row.created_at, 'ms', checkedAt)),
    status: value.valueUsd === null ? 'M' : 'E',
    reason: value.reason ?? SIDES_ASSUMED,
    payload,
  }
}

/** The summary gives turnover in dollars only. */
function volumeOf({ row, market, checkedAt, payload }: SummaryRow): VolumeObservation {
  return {
    kind: 'volume',
    market: market.market,
    baseUnits: null,
    valueUsd: need(readNonNegative('volume_24h', row.volume_24h)),
    observedAt: need(readEpoch('created_at', row.created_at, 'ms', checkedAt)),
    status: 'A',
    reason: null,
    payload,
  }
}
