import type { FundBalanceObservation, OpenInterestObservation } from '@/lib/core/observation'
import { isUsdAtPar } from '@/lib/core/par'
import { valueBalance } from '@/lib/core/valuation'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type History,
  type HistoryContext,
  type NormaliseContext,
  type NormaliseResult,
  type Received,
} from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { DAY_MS, describeFund, readPoint } from '@/lib/venues/gate/normalise-fund'
import { describeMarket } from '@/lib/venues/gate/normalise-markets'
import { contractsPage, gateError, get, insuranceRequest } from '@/lib/venues/gate/requests'
import {
  contractStatsEndpoint,
  contractsListEndpoint,
  FUTURES_DOCS,
  insuranceHistoryEndpoint,
  SETTLES,
  type Settle,
} from '@/lib/venues/gate/schemas'

type LaneContext = NormaliseContext & { readonly lane: string }

/** The daily points of a fund, in one answer. A lane is a settlement currency. */
export const fundHistory: History = {
  id: 'fund_history',
  kind: 'fund',
  docsUrl: FUTURES_DOCS,
  endpoints: [insuranceHistoryEndpoint],
  reachMs: null,
  lanes: () => SETTLES,
  page: (lane) => insuranceRequest(insuranceHistoryEndpoint.id, settleOf(lane)),
  nextCursor: () => null,
  vendorError: gateError,
  normalise: normaliseFundHistory,
}

const settleOf = (lane: string): Settle => (lane === 'btc' ? 'btc' : 'usdt')

function normaliseFundHistory(received: readonly Received[], { checkedAt, lane }: LaneContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<number>()
  const settle = settleOf(lane)
  const asset = settle.toUpperCase()
  for (const { body, payload } of bodiesOf(received, insuranceHistoryEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, (): FundBalanceObservation => {
        const { at, balance } = readPoint(raw, checkedAt)
        if (seen.has(at.getTime())) return refuse('duplicate', `${asset} has two points of one time`)
        seen.add(at.getTime())
        const value = valueBalance(asset, balance)
        return {
          kind: 'fund_balance',
          fund: describeFund(settle),
          asset,
          ...value,
          reason: value.valueUsd === null ? `the history gives no price of ${asset}` : null,
          observedAt: at,
          expectedEveryMs: DAY_MS,
          payload,
        }
      })
    }
  }
  return reader.result()
}

/** Days asked for in one page of open interest. */
const DAYS = 100

/** Daily open interest of every contract settled in USDT, the latest hundred days first. A lane is a contract. */
export const openInterestHistory: History = {
  id: 'open_interest_history',
  kind: 'open_interest',
  docsUrl: FUTURES_DOCS,
  endpoints: [contractsListEndpoint, contractStatsEndpoint],
  reachMs: null,
  discover: () => [contractsPage('usdt', 0, contractsListEndpoint.id)],
  lanes: (received) => [
    ...new Set(
      bodiesOf(received, contractsListEndpoint).flatMap(({ body }) =>
        body.flatMap((raw) => {
          const row = readRow(raw)
          const name = row.ok ? readText('name', row.value.name) : row
          return name.ok ? [name.value] : []
        }),
      ),
    ),
  ],
  page: (lane, cursor, context) => {
    const asked = `contract=${encodeURIComponent(lane)}&from=${startOf(cursor, context)}&interval=1d&limit=${DAYS}`
    return get(contractStatsEndpoint.id, `/futures/usdt/contract_stats?${asked}`, lane)
  },
  nextCursor: (_lane, received, cursor, context) => {
    const start = startOf(cursor, context)
    const end = start + (DAYS * DAY_MS) / 1000
    // A page without a row of its own days is beyond what Gate keeps.
    const inside = (bodiesOf([received], contractStatsEndpoint)[0]?.body ?? []).some((raw) => {
      const row = readRow(raw)
      const at = row.ok ? readEpoch('time', row.value.time, 's', context.now) : row
      return at.ok && at.value.getTime() / 1000 >= start && at.value.getTime() / 1000 < end
    })
    const earlier = start - (DAYS * DAY_MS) / 1000
    return inside && earlier > 0 && start * 1000 > context.from.getTime() ? String(earlier) : null
  },
  vendorError: gateError,
  normalise: normaliseOpenInterestHistory,
}

/** Start of a page in seconds: a midnight, so that pages meet without a gap. */
function startOf(cursor: string | null, { now }: HistoryContext): number {
  if (cursor !== null) return Number(cursor)
  return (Math.floor(now.getTime() / DAY_MS) - (DAYS - 1)) * (DAY_MS / 1000)
}

const SIDES = 'Gate does not say whether these figures count one side; taken as one side'

function normaliseOpenInterestHistory(
  received: readonly Received[],
  { checkedAt, lane }: LaneContext,
): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<number>()
  for (const { body, payload } of bodiesOf(received, contractStatsEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, (): OpenInterestObservation => {
        const row = need(readRow(raw))
        const observedAt = need(readEpoch('time', row.time, 's', checkedAt))
        const market = describeMarket({ name: lane, type: 'direct' }, 'usdt')
        const contracts = need(readNonNegative('open_interest', row.open_interest))
        const quote = need(given(readNonNegative('open_interest_usd', row.open_interest_usd)))
        const valueUsd = isUsdAtPar(market.quoteAsset) ? quote : null
        if (seen.has(observedAt.getTime())) return refuse('duplicate', `${lane} has two rows of one time`)
        seen.add(observedAt.getTime())
        return {
          kind: 'open_interest',
          payload,
          market,
          contracts,
          baseUnits: null,
          valueUsd,
          sourceSides: 1,
          markPrice: need(given(readPositive('mark_price', row.mark_price))),
          undocumented: false,
          observedAt,
          status: valueUsd === null ? 'M' : 'E',
          reason: valueUsd === null ? 'no value in dollars for this time' : SIDES,
        }
      })
    }
  }
  return reader.result()
}
