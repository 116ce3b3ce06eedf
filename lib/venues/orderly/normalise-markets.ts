import type { Decimal } from '@/lib/core/decimal'
import { leverageOfMarginFraction } from '@/lib/core/margin'
import type {
  MarketDescription,
  MarketObservation,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { type Readable, readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { futuresEndpoint, infoEndpoint } from '@/lib/venues/orderly/schemas'

type Row = Readonly<Record<string, unknown>>

/** The markets the fund stands behind; those a builder listed carry the builder's name behind the quote asset. */
export const PLATFORM = 'platform'
const BUILDER = 'builder'
const SIDES_ASSUMED = 'Orderly does not say whether open interest counts one side; taken as one side'

/** Every market with its leverage limit, its open interest and its turnover of 24 hours. */
export function normaliseOpenInterest(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const leverage = readLeverage(reader, received)
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, futuresEndpoint)) {
    for (const raw of body.data.rows) {
      const listed: { row: Row; market: MarketDescription; observedAt: Date }[] = []
      reader.row(payload, raw, (): MarketObservation => {
        const row = need(readRow(raw))
        const market = describeMarket(need(readText('symbol', row.symbol)))
        const observedAt = need(readEpoch('timestamp', body.timestamp, 'ms', checkedAt))
        refuseSecond(seen, market.market)
        listed.push({ row, market, observedAt })
        return {
          kind: 'market',
          market,
          listed: true,
          maxLeverage: leverage.get(market.market) ?? null,
          payload,
        }
      })
      // Read apart: an unreadable figure must not make the market look delisted.
      for (const { row, market, observedAt } of listed) {
        reader.row(payload, raw, () => ({ ...openInterestOf(row, market), observedAt, payload }))
        reader.row(payload, raw, () => volumeOf(row, market, { observedAt, payload }))
      }
    }
  }
  return reader.result()
}

function readLeverage(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Decimal> {
  const limits = new Map<string, Decimal>()
  for (const { body, payload } of bodiesOf(received, infoEndpoint)) {
    for (const raw of body.data.rows) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const limit = leverageOfMarginFraction(need(readPositive('base_imr', row.base_imr)))
        if (limit) limits.set(need(readText('symbol', row.symbol)), limit)
        return null
      })
    }
  }
  return limits
}

function describeMarket(symbol: string): MarketDescription {
  const [type, base, quote, ...builder] = symbol.split('_')
  if (type !== 'PERP' || !base || !quote) {
    return refuse('wrong_type', `symbol "${symbol.slice(0, 40)}" is not PERP_BASE_QUOTE`)
  }
  return {
    market: symbol,
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset: base,
    quoteAsset: quote,
    settleAsset: quote,
    segment: builder.length > 0 ? BUILDER : PLATFORM,
  }
}

/** An idle symbol has null or the word "None" where a number stands otherwise. */
function readIdle(field: string, raw: unknown): Readable<Decimal | null> {
  return given(readNonNegative(field, raw === 'None' ? null : raw))
}

function openInterestOf(row: Row, market: MarketDescription): Omit<OpenInterestObservation, 'observedAt' | 'payload'> {
  const shared = { kind: 'open_interest', market, sourceSides: 1 } as const
  const markPrice = need(given(readPositive('mark_price', row.mark_price)))
  const amount = need(readIdle('open_interest', row.open_interest))
  if (amount === null) {
    const idle = need(readIdle('24h_amount', row['24h_amount']))?.gt(0) !== true
    return {
      ...shared,
      contracts: null,
      baseUnits: null,
      valueUsd: null,
      markPrice,
      // Left out by rule only while nothing trades there; a busy market without the figure is missing.
      undocumented: idle,
      status: 'M',
      reason: idle
        ? 'Orderly gives no open interest for this idle market'
        : 'Orderly gave no open interest for this market in this pass',
    }
  }
  const value = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'base',
    amount,
    sourceSides: 1,
    markPrice,
    quoteUsd: isUsdAtPar(market.quoteAsset) ? PAR : null,
  })
  return {
    ...shared,
    ...value,
    markPrice,
    undocumented: false,
    status: value.valueUsd === null ? 'M' : 'E',
    reason: value.reason ?? SIDES_ASSUMED,
  }
}

function volumeOf(
  row: Row,
  market: MarketDescription,
  place: Pick<VolumeObservation, 'observedAt' | 'payload'>,
): VolumeObservation | null {
  const turnover = need(readIdle('24h_amount', row['24h_amount']))
  if (turnover === null) return null
  const atPar = isUsdAtPar(market.quoteAsset)
  return {
    kind: 'volume',
    market: market.market,
    baseUnits: need(readIdle('24h_volume', row['24h_volume'])),
    valueUsd: atPar ? turnover : null,
    status: atPar ? 'A' : 'M',
    reason: atPar ? null : 'no dollar price for the quote asset',
    ...place,
  }
}
