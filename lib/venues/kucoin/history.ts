import type { OpenInterestObservation } from '@/lib/core/observation'
import { readRow } from '@/lib/venues/_contract/fields'
import { describeSidesAssumed } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type History, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { type Contract, readContracts } from '@/lib/venues/kucoin/contracts'
import { contractsRequest, kucoinError } from '@/lib/venues/kucoin/requests'
import { contractsEndpoint, pastOpenInterestEndpoint } from '@/lib/venues/kucoin/schemas'

const HOST = 'https://api.kucoin.com/api/ua/v1'
const DAY_MS = 86_400_000
const WEIGHT = 10
/** Daily values are kept for 70 days. */
const REACH_MS = 70 * DAY_MS
const NO_PRICE = 'KuCoin gives past open interest in lots and no price of that time'

const startOf = (now: Date, from: Date): number => Math.max(from.getTime(), now.getTime() - REACH_MS)

/** Daily open interest, one contract at a time, newest first; a cursor is the end of the next page. */
export const openInterestHistory: History = {
  id: 'open_interest_history',
  kind: 'open_interest',
  docsUrl: pastOpenInterestEndpoint.docsUrl,
  endpoints: [contractsEndpoint, pastOpenInterestEndpoint],
  reachMs: REACH_MS,
  discover: () => [contractsRequest],
  lanes: (received) =>
    [...readContracts(received).values()].filter(({ open }) => open).map(({ market }) => market.market),
  page: (lane, cursor, { now, from }) => ({
    endpoint: pastOpenInterestEndpoint.id,
    method: 'GET',
    url: `${HOST}/market/open-interest?symbol=${lane}&interval=1day&startAt=${startOf(now, from)}&endAt=${cursor ?? now.getTime()}`,
    subject: lane,
    weight: WEIGHT,
  }),
  nextCursor: (_lane, received, cursor, { now, from }) => {
    const times = bodiesOf([received], pastOpenInterestEndpoint).flatMap(({ body }) =>
      body.data.flatMap((raw) => {
        const row = readRow(raw)
        const at = row.ok ? readEpoch('ts', row.value.ts, 'ms', received.checkedAt) : row
        return at.ok ? [at.value.getTime()] : []
      }),
    )
    if (times.length === 0) return null
    const next = Math.min(...times) - 1
    // A page that does not reach further back than the one before would be asked for for ever.
    const stuck = cursor !== null && next >= Number(cursor)
    return stuck || next < startOf(now, from) ? null : String(next)
  },
  vendorError: kucoinError,
  normalise: (received, { checkedAt, lane }) => normalisePast(received, checkedAt, lane),
}

function normalisePast(received: readonly Received[], checkedAt: Date, lane: string): NormaliseResult {
  const reader = new RowReader()
  const contract = readContracts(received).get(lane)
  for (const { body, payload } of bodiesOf(received, pastOpenInterestEndpoint)) {
    if (!contract) {
      const detail = `${lane} is not among the contracts, so its lot is unknown`
      reader.reject(payload, lane, { ok: false, reason: 'unknown_unit', detail })
      continue
    }
    for (const raw of body.data) reader.row(payload, raw, () => readPoint(raw, contract, payload, checkedAt))
  }
  return reader.result()
}

function readPoint(raw: unknown, { market, lot }: Contract, payload: number, checkedAt: Date): OpenInterestObservation {
  const row = need(readRow(raw))
  const point = describeSidesAssumed({
    payload,
    market,
    unit: 'contracts',
    amount: need(readNonNegative('openInterest', row.openInterest)),
    contractSize: lot,
    markPrice: null,
    observedAt: need(readEpoch('ts', row.ts, 'ms', checkedAt)),
  })
  return point.valueUsd === null ? { ...point, reason: NO_PRICE } : point
}
