import { type Decimal, dec } from '@/lib/core/decimal'
import { leverageOfMarginFraction } from '@/lib/core/margin'
import type { MarketDescription } from '@/lib/core/observation'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Received } from '@/lib/venues/_contract/module'
import { type Readable, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { detailsEndpoint } from '@/lib/venues/lighter/schemas'

/** Margin fractions are in basis points: 10,000 is all of it. */
const WHOLE = dec(10_000)
/** A market that does not name its insurance fund is behind none that we know. */
const NO_FUND = 'unknown'

export interface PerpMarket {
  readonly id: string
  readonly market: MarketDescription
  readonly listed: boolean
  readonly maxLeverage: Decimal | null
  readonly row: Readonly<Record<string, unknown>>
}

/** Reads one row of `order_book_details`; null for a market that is no perpetual. */
export function readMarket(raw: unknown): Readable<PerpMarket | null> {
  const read = readRow(raw)
  if (!read.ok) return read
  const { value: row } = read
  const type = readText('market_type', row.market_type)
  if (!type.ok) return type
  if (type.value !== 'perp') return { ok: true, value: null }
  const symbol = readText('symbol', row.symbol)
  if (!symbol.ok) return symbol
  const id = readNonNegative('market_id', row.market_id)
  if (!id.ok) return id
  const status = readText('status', row.status)
  if (!status.ok) return status
  const fraction = given(readPositive('min_initial_margin_fraction', row.min_initial_margin_fraction))
  if (!fraction.ok) return fraction
  const config = readRow(row.market_config)
  const fund = config.ok ? config.value.insurance_fund_account_index : null
  return {
    ok: true,
    value: {
      id: id.value.toFixed(),
      market: {
        market: symbol.value,
        contractType: 'linear',
        marketKind: 'perpetual',
        baseAsset: symbol.value,
        quoteAsset: 'USDC',
        settleAsset: 'USDC',
        segment: typeof fund === 'number' ? String(fund) : NO_FUND,
      },
      listed: status.value === 'active',
      maxLeverage: fraction.value && leverageOfMarginFraction(fraction.value.div(WHOLE)),
      row,
    },
  }
}

/** Every readable perpetual by its number. */
export function marketsOf(received: readonly Received[]): ReadonlyMap<string, PerpMarket> {
  const markets = new Map<string, PerpMarket>()
  for (const { body } of bodiesOf(received, detailsEndpoint)) {
    for (const raw of body.order_book_details) {
      const read = readMarket(raw)
      if (read.ok && read.value && !markets.has(read.value.id)) markets.set(read.value.id, read.value)
    }
  }
  return markets
}
