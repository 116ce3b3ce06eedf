import { readRow } from '@/lib/venues/_contract/fields'
import { bodiesOf, type History } from '@/lib/venues/_contract/module'
import { readNonNegative } from '@/lib/venues/_contract/numeric'
import { LINES } from '@/lib/venues/htx/lines'
import { normaliseFundHistory } from '@/lib/venues/htx/normalise-fund'
import { normaliseOpenInterestHistory } from '@/lib/venues/htx/normalise-open-interest'
import { fundHistoryEndpoint, historyContractsEndpoint, openInterestHistoryEndpoint } from '@/lib/venues/htx/schemas'
import { get, readVendorError } from '@/lib/venues/htx/sources'

const PAGE = 100
const DAY_MS = 86_400_000
/** The most points one answer gives; there is no paging. */
const DAYS = 200

/** Newest first; the next page begins below the smallest id seen, until a page is short or older than wanted. */
const fundHistory: History = {
  id: 'fund_daily',
  kind: 'fund',
  docsUrl: fundHistoryEndpoint.docsUrl,
  endpoints: [fundHistoryEndpoint],
  // How long HTX keeps it is not stated.
  reachMs: null,
  lanes: () => ['platform'],
  page: (_lane, cursor) =>
    get(
      fundHistoryEndpoint.id,
      `/v1/insurance_fund_history?direct=prev&limit=${PAGE}${cursor === null ? '' : `&from_id=${cursor}`}`,
    ),
  nextCursor(_lane, received, cursor, { from }) {
    const rows = bodiesOf([received], fundHistoryEndpoint).flatMap(({ body }) =>
      body.data.flatMap((raw) => {
        const row = readRow(raw)
        return row.ok ? [row.value] : []
      }),
    )
    const ids = rows.flatMap((row) => {
      const id = readNonNegative('query_id', row.query_id)
      return id.ok ? [id.value] : []
    })
    const [smallest] = ids.sort((a, b) => a.cmp(b))
    const [oldest] = rows
      .flatMap((row) => (typeof row.date === 'string' ? [Date.parse(row.date)] : []))
      .sort((a, b) => a - b)
    if (rows.length < PAGE || !smallest || (cursor !== null && smallest.gte(cursor))) return null
    return oldest !== undefined && oldest < from.getTime() ? null : smallest.toFixed()
  },
  vendorError: readVendorError,
  normalise: normaliseFundHistory,
}

/** One answer per linear contract: days, in coins. */
const openInterestHistory: History = {
  id: 'open_interest_daily',
  kind: 'open_interest',
  docsUrl: openInterestHistoryEndpoint.docsUrl,
  endpoints: [historyContractsEndpoint, openInterestHistoryEndpoint],
  reachMs: DAYS * DAY_MS,
  discover: () => [get(historyContractsEndpoint.id, LINES.linear.contracts, 'linear')],
  lanes: (received) =>
    bodiesOf(received, historyContractsEndpoint).flatMap(({ body }) =>
      body.data.flatMap((raw) => {
        const row = readRow(raw)
        return row.ok && typeof row.value.contract_code === 'string' ? [row.value.contract_code] : []
      }),
    ),
  page: (lane) =>
    get(
      openInterestHistoryEndpoint.id,
      `/linear-swap-api/v1/swap_his_open_interest?contract_code=${encodeURIComponent(lane)}&period=1day&size=${DAYS}&amount_type=2`,
      lane,
    ),
  nextCursor: () => null,
  vendorError: readVendorError,
  normalise: normaliseOpenInterestHistory,
}

export const histories: readonly History[] = [fundHistory, openInterestHistory]
