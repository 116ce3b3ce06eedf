import { Decimal, ratio } from '@/lib/core/decimal'
import type { AdlObservation, FundBalanceObservation } from '@/lib/core/observation'
import { valueBalance } from '@/lib/core/valuation'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { PLATFORM } from '@/lib/venues/orderly/normalise-markets'
import { fundEndpoint } from '@/lib/venues/orderly/schemas'

export const FUND_CADENCE_MS = 300_000
const FUND = 'usdc'
const ADL_SIGNAL = 'margin_ratio'

/** The platform's fund. Builders' markets have funds of their own, which no public endpoint shows. */
export function normaliseFund(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload } of bodiesOf(received, fundEndpoint)) {
    reader.row(
      payload,
      body,
      (): FundBalanceObservation => ({
        kind: 'fund_balance',
        fund: {
          key: FUND,
          label: 'Insurance fund',
          fundType: 'insurance',
          scope: 'group',
          shared: false,
          cover: { kind: 'segment', segment: PLATFORM },
          partOf: null,
        },
        asset: 'USDC',
        ...valueBalance('USDC', need(readDecimal('balance', body.data.balance))),
        observedAt: need(readEpoch('timestamp', body.timestamp, 'ms', checkedAt)),
        expectedEveryMs: FUND_CADENCE_MS,
        payload,
      }),
    )
  }
  return reader.result()
}

/** The fund's margin ratio against the one below which deleveraging may start: 1 at or below it. */
export function normaliseAdl(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload } of bodiesOf(received, fundEndpoint)) {
    reader.row(payload, body, (): AdlObservation => {
      const current = need(readDecimal('margin_ratio', body.data.margin_ratio))
      const least = need(readPositive('min_insurance_fund_margin_ratio', body.data.min_insurance_fund_margin_ratio))
      return {
        kind: 'adl',
        scope: 'fund',
        subject: FUND,
        signal: ADL_SIGNAL,
        value: String(body.data.margin_ratio),
        level: null,
        proximity: ratio(least, Decimal.max(current, least)),
        trigger: null,
        observedAt: need(readEpoch('timestamp', body.timestamp, 'ms', checkedAt)),
        payload,
      }
    })
  }
  return reader.result()
}
