import type { MarketDescription, MarketKind } from '@/lib/core/observation'
import { readText } from '@/lib/venues/_contract/fields'
import { need, refuse } from '@/lib/venues/_contract/rows'

type Row = Readonly<Record<string, unknown>>

const KINDS: Readonly<Record<string, MarketKind>> = { perpetual_futures: 'perpetual', futures: 'future' }
/** `BTCUSD`, `ETHUSDT`, and `BTCUSD_31Oct` for a dated one. */
const SYMBOL = /^([A-Z0-9]+?)(USDT|USDC|USD)(_[A-Za-z0-9]+)?$/

/** A perpetual or future as the product list has it. Only to be called inside `RowReader.row`. */
export function describeProduct(row: Row): MarketDescription {
  const market = need(readText('symbol', row.symbol))
  const marketKind = KINDS[need(readText('contract_type', row.contract_type))]
  const [, baseAsset, quoteAsset] = SYMBOL.exec(market) ?? []
  if (!marketKind || !baseAsset || !quoteAsset) {
    return refuse('wrong_type', `${market.slice(0, 40)} is not a future or perpetual in dollars`)
  }
  const notional = need(readText('notional_type', row.notional_type))
  if (notional !== 'vanilla' && notional !== 'inverse') {
    return refuse('unknown_unit', `notional_type is "${notional.slice(0, 40)}"`)
  }
  const inverse = notional === 'inverse'
  const settleAsset = inverse ? baseAsset : quoteAsset
  return {
    market,
    contractType: inverse ? 'inverse' : 'linear',
    marketKind,
    baseAsset,
    quoteAsset,
    settleAsset,
    segment: settleAsset.toLowerCase(),
  }
}
