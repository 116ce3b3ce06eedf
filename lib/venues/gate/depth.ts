import type { Decimal } from '@/lib/core/decimal'
import type { MarketDescription } from '@/lib/core/observation'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { describeDepth, readLevels } from '@/lib/venues/_contract/book'
import { readRow } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type NormaliseContext,
  type NormaliseResult,
  type PlannedRequest,
  type Received,
} from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { RowReader, refuse } from '@/lib/venues/_contract/rows'
import { describeMarket, sizeOf } from '@/lib/venues/gate/normalise-markets'
import { get } from '@/lib/venues/gate/requests'
import { contractEndpoint, orderBookEndpoint, type Settle } from '@/lib/venues/gate/schemas'

/** The documentation states no maximum; 100 is the most that other readers of this endpoint ask for. */
const LEVELS = 100

/** Contracts settled in USDT are quoted in it; all others of the two lists are settled in BTC. */
const settleOf = (market: string): Settle => (market.endsWith('_USDT') ? 'usdt' : 'btc')

export function planBooks(markets: readonly string[]): readonly PlannedRequest[] {
  return markets.flatMap((market) => {
    const name = encodeURIComponent(market)
    const path = `/futures/${settleOf(market)}` as const
    return [
      get(contractEndpoint.id, `${path}/contracts/${name}`, market),
      get(orderBookEndpoint.id, `${path}/order_book?contract=${name}&limit=${LEVELS}`, market),
    ]
  })
}

interface Sized {
  readonly market: MarketDescription
  readonly size: Decimal | null
}

/** Books count contracts, so each is read with the size of its contract, asked for in the same pass. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const contracts = new Map<string, Sized>()
  for (const { body, payload, request } of bodiesOf(received, contractEndpoint)) {
    reader.row(payload, body, () => {
      const market = describeMarket(body, settleOf(body.name))
      contracts.set(request.subject ?? market.market, { market, size: sizeOf(body, market) })
      return null
    })
  }
  for (const { body, payload, request } of bodiesOf(received, orderBookEndpoint)) {
    const { subject = '' } = request
    const observedAt = reader.optional(
      payload,
      { current: body.current },
      readEpoch('current', body.current, 's', checkedAt),
    )
    reader.row(payload, { subject }, () => {
      const contract = contracts.get(subject) ?? refuse('unknown_unit', `no contract size for the book of ${subject}`)
      const { market, size } = contract
      return describeDepth({
        payload,
        market: market.market,
        bids: readLevels('bids', body.bids, pickLevel),
        asks: readLevels('asks', body.asks, pickLevel),
        levelLimit: LEVELS,
        contractType: market.contractType,
        unit: 'contracts',
        contractSize: size,
        quoteUsd: isUsdAtPar(market.quoteAsset) ? PAR : null,
        observedAt,
      })
    })
  }
  return reader.result()
}

function pickLevel(level: unknown): readonly unknown[] {
  const row = readRow(level)
  return row.ok ? [row.value.p, row.value.s] : []
}
