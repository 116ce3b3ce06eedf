import type { FundBalanceObservation } from '@/lib/core/observation'
import { valueBalance } from '@/lib/core/valuation'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { fundEndpoint, fundHistoryEndpoint } from '@/lib/venues/htx/schemas'

export const FUND_CADENCE_MS = 600_000
const DAY_MS = 86_400_000
const ASSET = 'USDT'
const REASON = 'one figure for all business lines, valued in USDT; what it is made of is not disclosed'
const DAY_REASON = 'HTX does not state the time zone of the day; placed at 00:00 UTC'

const shared = {
  kind: 'fund_balance',
  fund: {
    key: 'platform',
    label: 'Platform total',
    fundType: 'insurance',
    scope: 'venue',
    shared: false,
    cover: { kind: 'all' },
    partOf: null,
  },
  asset: ASSET,
  status: 'E',
} as const

/** The platform total; the example writes it as a number, the table as text. */
export function normaliseFund(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload } of bodiesOf(received, fundEndpoint)) {
    reader.row(payload, body, (): FundBalanceObservation => {
      const currency = body.data.quote_currency ?? ASSET
      if (currency !== ASSET) return refuse('unknown_unit', `quote_currency is "${currency.slice(0, 40)}"`)
      const units = need(readDecimal('insurance_fund', body.data.insurance_fund))
      return {
        ...valueBalance(ASSET, units),
        ...shared,
        payload,
        reason: REASON,
        // `ts` is the time of the answer, not of the figure.
        observedAt: null,
        expectedEveryMs: FUND_CADENCE_MS,
      }
    })
  }
  return reader.result()
}

/** The total of past days; days may be missing, and the ids of the rows jump. */
export function normaliseFundHistory(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, fundHistoryEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, (): FundBalanceObservation => {
        const row = need(readRow(raw))
        const date = need(readText('date', row.date))
        const startMs = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
        if (Number.isNaN(startMs)) return refuse('wrong_type', `date is "${date.slice(0, 40)}"`)
        const observedAt = need(readEpoch('date', startMs, 'ms', checkedAt))
        const value = valueBalance(ASSET, need(readDecimal('insurance_fund', row.insurance_fund)))
        refuseSecond(seen, date, `${date} is given twice`)
        return {
          ...value,
          ...shared,
          payload,
          reason: `${REASON}; ${DAY_REASON}`,
          observedAt,
          expectedEveryMs: DAY_MS,
        }
      })
    }
  }
  return reader.result()
}
