import { readRow } from '@/lib/venues/_contract/fields'
import { bodiesOf, type History } from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { RowReader } from '@/lib/venues/_contract/rows'
import { normaliseFundHistory, readPools } from '@/lib/venues/mexc/normalise-fund'
import { fundEndpoint, fundHistoryEndpoint } from '@/lib/venues/mexc/schemas'
import { fundRequest, get, readVendorError } from '@/lib/venues/mexc/sources'

const PAGE = 100

const fundHistory: History = {
  id: 'fund_snapshots',
  kind: 'fund',
  docsUrl: fundHistoryEndpoint.docsUrl,
  endpoints: [fundEndpoint, fundHistoryEndpoint],
  // 42 rows four hours apart in the documented example; how long they are kept is not stated.
  reachMs: null,
  discover: () => [fundRequest()],
  // A shared pool is asked for once, by its first contract.
  lanes: (received, { now }) =>
    readPools(new RowReader(), received, now).flatMap(({ members }) =>
      members
        .map(({ symbol }) => symbol)
        .sort()
        .slice(0, 1),
    ),
  page: (lane, cursor) =>
    get(
      fundHistoryEndpoint.id,
      `risk_reverse/history?symbol=${encodeURIComponent(lane)}&page_num=${cursor ?? '1'}&page_size=${PAGE}`,
      lane,
    ),
  nextCursor(_lane, received, cursor, { from, now }) {
    const [page] = bodiesOf([received], fundHistoryEndpoint)
    if (!page) return null
    const { totalPage, resultList } = page.body.data
    const asked = Number(cursor ?? '1')
    const last = readRow(resultList.at(-1))
    const oldest = last.ok ? readEpoch('snapshotTime', last.value.snapshotTime, 'ms', now) : null
    if (resultList.length === 0 || asked >= totalPage || (oldest?.ok && oldest.value < from)) return null
    return String(asked + 1)
  },
  vendorError: readVendorError,
  normalise: normaliseFundHistory,
}

export const histories: readonly History[] = [fundHistory]
