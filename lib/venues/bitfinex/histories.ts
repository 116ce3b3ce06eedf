import { dayBefore, dayOf } from '@/lib/venues/_contract/daily-pages'
import { bodiesOf, type History } from '@/lib/venues/_contract/module'
import { normaliseFundHistory } from '@/lib/venues/bitfinex/normalise-fund'
import { normaliseOpenInterestHistory } from '@/lib/venues/bitfinex/normalise-markets'
import { statusHistoryEndpoint } from '@/lib/venues/bitfinex/schemas'
import { get, readVendorError } from '@/lib/venues/bitfinex/sources'

const HOUR_MS = 3_600_000
/** The month of the first rows. */
const BEGIN_MS = Date.UTC(2019, 8, 1)

/** A row is written every minute: one is read per day, the first of its first hour, newest day first. */
function defineHistory(fields: Pick<History, 'id' | 'kind' | 'normalise'>, pairs: readonly string[]): History {
  return {
    ...fields,
    docsUrl: statusHistoryEndpoint.docsUrl,
    endpoints: [statusHistoryEndpoint],
    // Rows go back to September 2019; a limit is not stated.
    reachMs: null,
    lanes: () => pairs,
    page(lane, cursor, context) {
      const { startMs } = dayOf(cursor, context)
      const query = `start=${startMs}&end=${startMs + HOUR_MS}&sort=1&limit=1`
      return get(statusHistoryEndpoint.id, `status/deriv/t${lane}/hist?${query}`, { subject: lane })
    },
    nextCursor(_lane, received, cursor, context) {
      const answered = bodiesOf([received], statusHistoryEndpoint).some(({ body }) => body.length > 0)
      return dayBefore(cursor, answered, { ...context, beginMs: BEGIN_MS })
    },
    vendorError: readVendorError,
  }
}

export const histories: readonly History[] = [
  // One pair of each collateral, taken to stand for all of it: each row says so.
  defineHistory({ id: 'fund_daily', kind: 'fund', normalise: normaliseFundHistory }, ['BTCF0:USTF0', 'ETHF0:BTCF0']),
  // A request per pair and day: only the two pairs with most open interest.
  defineHistory({ id: 'open_interest_daily', kind: 'open_interest', normalise: normaliseOpenInterestHistory }, [
    'BTCF0:USTF0',
    'ETHF0:USTF0',
  ]),
]
