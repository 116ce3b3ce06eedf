import { type Decimal, plain } from '@/lib/core/decimal'
import type { LiquidationObservation, MarketDescription } from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { describeMarket, sizeOf } from '@/lib/venues/gate/normalise-markets'
import { contractsEndpoints, liquidationsEndpoints, SETTLES, type Settle } from '@/lib/venues/gate/schemas'

interface Sized {
  readonly market: MarketDescription
  readonly size: Decimal | null
}

/** Liquidation orders with the size of their contract, read in the same pass. */
export function normaliseLiquidations(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const settle of SETTLES) {
    const contracts = readContracts(received, settle)
    for (const { body, payload } of bodiesOf(received, liquidationsEndpoints[settle])) {
      for (const raw of body) {
        reader.row(payload, raw, () => {
          const found = readOrder(raw, { contracts, checkedAt, payload })
          refuseSecond(seen, found.event)
          return found
        })
      }
    }
  }
  return reader.result()
}

/** What cannot be read here is refused where the contracts themselves are collected. */
function readContracts(received: readonly Received[], settle: Settle): ReadonlyMap<string, Sized> {
  const reader = new RowReader()
  const contracts = new Map<string, Sized>()
  for (const { body, payload } of bodiesOf(received, contractsEndpoints[settle])) {
    for (const raw of body) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const market = describeMarket(row, settle)
        contracts.set(market.market, { market, size: sizeOf(row, market) })
        return null
      })
    }
  }
  return contracts
}

interface OrderContext {
  readonly contracts: ReadonlyMap<string, Sized>
  readonly checkedAt: Date
  readonly payload: number
}

function readOrder(raw: unknown, { contracts, checkedAt, payload }: OrderContext): LiquidationObservation {
  const row = need(readRow(raw))
  const market = need(readText('contract', row.contract))
  const observedAt = need(readEpoch('time', row.time, 's', checkedAt))
  // `size` is the position, positive when it was long; `order_size` is what the liquidation order closed of it.
  const position = need(readDecimal('size', row.size))
  const order = need(readDecimal('order_size', row.order_size))
  const price = need(given(readPositive('fill_price', row.fill_price)))
  const orderPrice = need(given(readPositive('order_price', row.order_price)))
  if (position.isZero() || order.isZero()) return refuse('missing_field', `size or order_size of ${market} is 0`)
  const contract = contracts.get(market)
  const value = notionalOf(contract, order.abs(), price)
  return {
    kind: 'liquidation',
    payload,
    event: [market, observedAt.getTime(), plain(position), plain(order), orderPrice, price]
      .map((part) => (part === null ? '' : typeof part === 'object' ? plain(part) : String(part)))
      .join(' '),
    market,
    liquidation: 'liquidation',
    side: position.isPositive() ? 'long' : 'short',
    windowStart: null,
    baseUnits: value.baseUnits,
    price,
    valueUsd: value.valueUsd,
    lossUsd: null,
    observedAt,
    status: value.valueUsd === null ? 'M' : 'A',
    reason: value.reason,
  }
}

function notionalOf(contract: Sized | undefined, amount: Decimal, price: Decimal | null) {
  if (!contract) return { baseUnits: null, valueUsd: null, reason: 'the contract is not in the list of this pass' }
  const { market, size } = contract
  if (size === null) {
    const reason = `Gate does not document the contract size of ${market.settleAsset}-settled contracts`
    return { baseUnits: null, valueUsd: null, reason }
  }
  const counted = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'contracts',
    amount,
    sourceSides: 1,
    contractSize: size,
    markPrice: price,
    quoteUsd: isUsdAtPar(market.quoteAsset) ? PAR : null,
  })
  return price === null && !size.isZero() ? { ...counted, reason: 'the order has no fill price' } : counted
}
