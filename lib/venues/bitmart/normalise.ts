import type { Decimal } from '@/lib/core/decimal'
import type {
  DepthObservation,
  MarketDescription,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { describeSidesAssumed, describeTurnover, leaveOutVolume, quoteUsdOf } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { describeContract, readContractSize, readContracts } from '@/lib/venues/bitmart/contracts'
import { bookEndpoint, detailsEndpoint } from '@/lib/venues/bitmart/schemas'

type Row = Readonly<Record<string, unknown>>

const BOOK_LEVELS = 50
const AT_INDEX = 'valued at the index price, BitMart gives no mark price for all contracts'
const APART = 'more than 10 % from the value BitMart states'
const APART_SHARE = '0.1'
const INVERSE_VOLUME = 'BitMart does not state the unit of the volume of contracts margined in coins'

/**
 * Every contract with its leverage limit, and open interest and volume of those that trade. Two thirds of what BitMart
 * calls `Trading` had no trade in 24 hours and no book: those count as not listed.
 */
export function normaliseDetails(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, detailsEndpoint)) {
    for (const raw of body.data.symbols) {
      const traded: { row: Row; market: MarketDescription }[] = []
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const market = describeContract(row)
        const status = need(readText('status', row.status))
        refuseSecond(seen, market.market)
        const volume = reader.optional(payload, raw, readNonNegative('volume_24h', row.volume_24h))
        const listed = status === 'Trading' && volume?.isZero() !== true
        if (listed) traded.push({ row, market })
        const maxLeverage = reader.optional(payload, raw, readPositive('max_leverage', row.max_leverage))
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

function openInterestOf(row: Row, market: MarketDescription, payload: number): OpenInterestObservation {
  const linear = market.contractType === 'linear'
  const stated = need(given(readNonNegative('open_interest_value', row.open_interest_value)))
  const found = describeSidesAssumed({
    payload,
    market,
    unit: 'contracts',
    amount: need(readNonNegative('open_interest', row.open_interest)),
    contractSize: readContractSize(row),
    markPrice: null,
    indexPrice: need(given(readPositive('index_price', row.index_price))),
    caveats: linear ? [AT_INDEX] : [],
    observedAt: null,
  })
  return linear && areApart(found.valueUsd, stated) ? { ...found, reason: `${found.reason}; ${APART}` } : found
}

function areApart(ours: Decimal | null, stated: Decimal | null): boolean {
  return ours !== null && stated !== null && ours.minus(stated).abs().gt(stated.times(APART_SHARE))
}

function volumeOf(row: Row, market: MarketDescription, payload: number): VolumeObservation | null {
  const turnover = need(given(readNonNegative('turnover_24h', row.turnover_24h)))
  if (turnover === null) return null
  const shared = { payload, market, observedAt: null }
  return market.contractType === 'inverse'
    ? leaveOutVolume({ ...shared, reason: INVERSE_VOLUME })
    : describeTurnover({ ...shared, turnover, baseUnits: null })
}

/** Books count in contracts; the third column is the running sum and is not read. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const contracts = readContracts(received)
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, (): DepthObservation => {
      const contract = contracts.get(request.subject ?? '')
      if (!contract) return refuse('unknown_unit', `${request.subject} is not among the contracts`)
      const { market, size } = contract
      return describeDepth({
        payload,
        market: market.market,
        bids: readLevelPairs('bids', body.data.bids ?? []),
        asks: readLevelPairs('asks', body.data.asks ?? []),
        levelLimit: BOOK_LEVELS,
        contractType: market.contractType,
        unit: 'contracts',
        contractSize: size,
        quoteUsd: quoteUsdOf(market),
        observedAt: need(given(readEpoch('timestamp', body.data.timestamp, 'ms', checkedAt))),
      })
    })
  }
  return reader.result()
}
