import type { Decimal } from '@/lib/core/decimal'
import type { MarketDescription, MarketKind } from '@/lib/core/observation'
import { readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Received } from '@/lib/venues/_contract/module'
import { readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { detailsEndpoint } from '@/lib/venues/bitmart/schemas'

type Row = Readonly<Record<string, unknown>>

const KINDS: Readonly<Record<string, MarketKind>> = { 1: 'perpetual', 2: 'future' }

/** Contracts quoted in dollars are margined in their coin. Only to be called inside `RowReader.row`. */
export function describeContract(row: Row): MarketDescription {
  const baseAsset = need(readText('base_currency', row.base_currency))
  const quoteAsset = need(readText('quote_currency', row.quote_currency))
  const marketKind = KINDS[String(row.product_type)]
  if (!marketKind) return refuse('unknown_unit', `product_type is ${String(row.product_type).slice(0, 40)}`)
  const inverse = quoteAsset === 'USD'
  const settleAsset = inverse ? baseAsset : quoteAsset
  return {
    market: need(readText('symbol', row.symbol)),
    contractType: inverse ? 'inverse' : 'linear',
    marketKind,
    baseAsset,
    quoteAsset,
    settleAsset,
    segment: inverse ? 'coin' : settleAsset.toLowerCase(),
  }
}

/** Coins of one contract, or US dollars where it is margined in its coin. */
export function readContractSize(row: Row): Decimal {
  return need(readPositive('contract_size', row.contract_size))
}

export interface SizedContract {
  readonly market: MarketDescription
  readonly size: Decimal
}

/** Every readable contract by symbol; the listing source reports those that are not. */
export function readContracts(received: readonly Received[]): ReadonlyMap<string, SizedContract> {
  const contracts = new Map<string, SizedContract>()
  const silent = new RowReader()
  for (const { body, payload } of bodiesOf(received, detailsEndpoint)) {
    for (const raw of body.data.symbols) {
      silent.row(payload, raw, () => {
        const row = need(readRow(raw))
        const market = describeContract(row)
        contracts.set(market.market, { market, size: readContractSize(row) })
        return null
      })
    }
  }
  return contracts
}
