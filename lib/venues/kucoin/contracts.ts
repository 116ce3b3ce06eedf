import type { Decimal } from '@/lib/core/decimal'
import type { MarketDescription } from '@/lib/core/observation'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Received } from '@/lib/venues/_contract/module'
import { readDecimal } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { contractsEndpoint } from '@/lib/venues/kucoin/schemas'

type Row = Readonly<Record<string, unknown>>

export interface Contract {
  readonly market: MarketDescription
  /** Coins per lot, or US dollars per lot of an inverse contract. */
  readonly lot: Decimal
  readonly open: boolean
}

/** KuCoin writes bitcoin as XBT. */
const assetOf = (name: string): string => (name === 'XBT' ? 'BTC' : name)

/** Only to be called inside `RowReader.row`. */
export function describeContract(row: Row): Contract {
  const { isInverse } = row
  if (typeof isInverse !== 'boolean') return refuse('unknown_unit', 'isInverse is neither true nor false')
  const quoteAsset = assetOf(need(readText('quoteCurrency', row.quoteCurrency)))
  if (isInverse && quoteAsset !== 'USD') return refuse('unknown_unit', `an inverse contract quoted in ${quoteAsset}`)
  const settleAsset = assetOf(need(readText('settleCurrency', row.settleCurrency)))
  // Inverse contracts carry -1: one dollar per lot.
  const multiplier = need(readDecimal('multiplier', row.multiplier))
  if (multiplier.isZero() || multiplier.isNegative() !== isInverse) {
    return refuse(
      'unknown_unit',
      `multiplier ${multiplier.toFixed()} of ${isInverse ? 'an inverse' : 'a linear'} contract`,
    )
  }
  return {
    market: {
      market: need(readText('symbol', row.symbol)),
      contractType: isInverse ? 'inverse' : 'linear',
      marketKind: need(given(readText('type', row.type))) === 'FFICSX' ? 'future' : 'perpetual',
      baseAsset: assetOf(need(readText('baseCurrency', row.baseCurrency))),
      quoteAsset,
      settleAsset,
      segment: settleAsset.toLowerCase(),
    },
    lot: multiplier.abs(),
    open: row.status === 'Open',
  }
}

/** Every readable contract by symbol, for calls that give lots without saying what a lot is. */
export function readContracts(received: readonly Received[]): ReadonlyMap<string, Contract> {
  const contracts = new Map<string, Contract>()
  // The listing source reports rows that cannot be read; here they are only absent.
  const silent = new RowReader()
  for (const { body, payload } of bodiesOf(received, contractsEndpoint)) {
    for (const raw of body.data) {
      silent.row(payload, raw, () => {
        const contract = describeContract(need(readRow(raw)))
        contracts.set(contract.market.market, contract)
        return null
      })
    }
  }
  return contracts
}
