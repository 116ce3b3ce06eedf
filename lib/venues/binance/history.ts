import type { MarketDescription, OpenInterestObservation } from '@/lib/core/observation'
import { isUsdAtPar } from '@/lib/core/par'
import { given, readRow } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type History,
  type NormaliseContext,
  type NormaliseResult,
  type Received,
} from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { readMarkets, SIDES_NOT_STATED, tradingSymbols } from '@/lib/venues/binance/normalise-markets'
import { get, readVendorError } from '@/lib/venues/binance/requests'
import { exchangeInfoEndpoint, openInterestHistoryEndpoint } from '@/lib/venues/binance/schemas'

const DAY_MS = 86_400_000
/** These statistics cost no weight and have a limit of their own: 1,000 requests in 5 minutes. */
const WEIGHT = 3

/** Daily open interest of the last 30 days, in one answer. A lane is a contract that trades now. */
export const openInterestHistory: History = {
  id: 'open_interest_history',
  kind: 'open_interest',
  docsUrl: openInterestHistoryEndpoint.docsUrl,
  endpoints: [exchangeInfoEndpoint, openInterestHistoryEndpoint],
  reachMs: 30 * DAY_MS,
  discover: () => [get(exchangeInfoEndpoint.id, '/fapi/v1/exchangeInfo')],
  lanes: tradingSymbols,
  page: (lane) =>
    get(
      openInterestHistoryEndpoint.id,
      `/futures/data/openInterestHist?symbol=${encodeURIComponent(lane)}&period=1d&limit=500`,
      { subject: lane, weight: WEIGHT },
    ),
  nextCursor: () => null,
  vendorError: readVendorError,
  normalise: normaliseHistory,
}

function normaliseHistory(
  received: readonly Received[],
  { checkedAt, lane }: NormaliseContext & { readonly lane: string },
): NormaliseResult {
  const reader = new RowReader()
  const listing = readMarkets(new RowReader(), received).get(lane)
  const seen = new Set<number>()
  for (const { body, payload } of bodiesOf(received, openInterestHistoryEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, () => {
        const { market } = listing ?? refuse('unknown_unit', `${lane} is not in the list of contracts`)
        const found = readPoint(raw, market, checkedAt, payload)
        const time = found.observedAt?.getTime() ?? 0
        if (seen.has(time)) return refuse('duplicate', `${lane} has two rows of one time`)
        seen.add(time)
        return found
      })
    }
  }
  return reader.result()
}

function readPoint(raw: unknown, market: MarketDescription, checkedAt: Date, payload: number): OpenInterestObservation {
  const row = need(readRow(raw))
  if (row.symbol !== market.market) return refuse('inconsistent', `asked for ${market.market}, answered another symbol`)
  const quote = need(given(readNonNegative('sumOpenInterestValue', row.sumOpenInterestValue)))
  const valueUsd = isUsdAtPar(market.quoteAsset) ? quote : null
  const missing =
    quote === null ? 'no value is given' : `the value is in ${market.quoteAsset}, without a price of that time`
  return {
    kind: 'open_interest',
    payload,
    market,
    contracts: null,
    baseUnits: need(given(readNonNegative('sumOpenInterest', row.sumOpenInterest))),
    valueUsd,
    sourceSides: 1,
    markPrice: null,
    undocumented: false,
    observedAt: need(readEpoch('timestamp', row.timestamp, 'ms', checkedAt)),
    status: valueUsd === null ? 'M' : 'E',
    reason: valueUsd === null ? missing : SIDES_NOT_STATED,
  }
}
