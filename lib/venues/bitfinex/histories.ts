import { bodiesOf, type History } from '@/lib/venues/_contract/module'
import { DAY_MS, normaliseFundHistory } from '@/lib/venues/bitfinex/normalise-fund'
import { normaliseOpenInterestHistory } from '@/lib/venues/bitfinex/normalise-markets'
import { statusHistoryEndpoint } from '@/lib/venues/bitfinex/schemas'
import { get, readVendorError } from '@/lib/venues/bitfinex/sources'

const HOUR_MS = 3_600_000
/** The month of the first rows. */
const BEGIN_MS = Date.UTC(2019, 8, 1)
/** So many days in a row without a row are taken as the beginning. */
const SILENT_DAYS = 3

/** `MS/SILENT`: the day asked for, and how many days before it had no row. */
function readCursor(cursor: string | null, now: Date): { readonly dayMs: number; readonly silent: number } {
  const [day = '', silent = ''] = (cursor ?? '').split('/')
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  return cursor === null ? { dayMs: today, silent: 0 } : { dayMs: Number(day), silent: Number(silent) }
}

/** A row is written every minute: one is read per day, the first of its first hour, newest day first. */
function defineHistory(fields: Pick<History, 'id' | 'kind' | 'normalise'>, pairs: readonly string[]): History {
  return {
    ...fields,
    docsUrl: statusHistoryEndpoint.docsUrl,
    endpoints: [statusHistoryEndpoint],
    // Rows go back to September 2019; a limit is not stated.
    reachMs: null,
    lanes: () => pairs,
    page(lane, cursor, { now }) {
      const { dayMs } = readCursor(cursor, now)
      const query = `start=${dayMs}&end=${dayMs + HOUR_MS}&sort=1&limit=1`
      return get(statusHistoryEndpoint.id, `status/deriv/t${lane}/hist?${query}`, { subject: lane })
    },
    nextCursor(_lane, received, cursor, { now, from }) {
      const { dayMs, silent } = readCursor(cursor, now)
      const answered = bodiesOf([received], statusHistoryEndpoint).some(({ body }) => body.length > 0)
      const before = dayMs - DAY_MS
      const quiet = answered ? 0 : silent + 1
      if (quiet >= SILENT_DAYS || before < BEGIN_MS || dayMs < from.getTime()) return null
      return `${before}/${quiet}`
    },
    vendorError: readVendorError,
  }
}

export const histories: readonly History[] = [
  // One pair of each collateral, which all repeat its fund.
  defineHistory({ id: 'fund_daily', kind: 'fund', normalise: normaliseFundHistory }, ['BTCF0:USTF0', 'ETHF0:BTCF0']),
  // A request per pair and day: only the two pairs with most open interest.
  defineHistory({ id: 'open_interest_daily', kind: 'open_interest', normalise: normaliseOpenInterestHistory }, [
    'BTCF0:USTF0',
    'ETHF0:USTF0',
  ]),
]
