import { type Decimal, ratio } from '@/lib/core/decimal'
import type { AdlLevel, AdlObservation } from '@/lib/core/observation'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { adlAlertEndpoint } from '@/lib/venues/bybit/schemas'
import { readStamp } from '@/lib/venues/bybit/stamp'

const ELEVATED = 0.5
const NEAR = 0.8

/** One signal per contract. A pool's balance repeats on each of its contracts, so it is never summed from here. */
export function normaliseAdl(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, adlAlertEndpoint)) {
    const observedAt = readStamp(reader, payload, body.result, checkedAt)
    for (const raw of body.result.list) {
      reader.row(payload, raw, () => {
        const found = readAlert(raw, observedAt, payload)
        refuseSecond(seen, found.subject)
        return found
      })
    }
  }
  return reader.result()
}

function readAlert(raw: unknown, observedAt: Date | null, payload: number): AdlObservation {
  const row = need(readRow(raw))
  const subject = need(readText('symbol', row.symbol))
  const balance = need(readDecimal('balance', row.balance))
  const limit = need(readDecimal('insurancePnlRatio', row.insurancePnlRatio))
  const threshold = need(readDecimal('adlTriggerThreshold', row.adlTriggerThreshold))
  const pnlRatio = need(given(readDecimal('pnlRatio', row.pnlRatio)))
  if (limit.gte(0))
    refuse('inconsistent', `insurancePnlRatio is ${limit.toFixed()}, a loss share below 0 is documented`)
  if (!pnlRatio && balance.gt(0)) refuse('missing_field', 'pnlRatio is empty')
  return {
    kind: 'adl',
    payload,
    scope: 'market',
    subject,
    signal: 'adlAlert',
    value: pnlRatio ? String(row.pnlRatio).trim() : `balance ${balance.toFixed()}`,
    ...grade(balance, threshold, pnlRatio, limit),
    trigger: { drawdown: limit.abs(), threshold },
    observedAt,
  }
}

/**
 * Rule 2 (balance at or below 0) is ADL. Rule 1 compares the 8 h drawdown with its limit, only while the balance is
 * above the threshold; below it neither rule says how near ADL is, so there is no level.
 */
function grade(
  balance: Decimal,
  threshold: Decimal,
  pnlRatio: Decimal | null,
  limit: Decimal,
): { readonly level: AdlLevel | null; readonly proximity: number | null } {
  if (balance.lte(0)) return { level: 3, proximity: null }
  if (!pnlRatio || balance.lte(threshold)) return { level: null, proximity: null }
  const distance = ratio(pnlRatio, limit)
  if (distance === null) return { level: null, proximity: null }
  // A gain since the 8 h peak is calm, not a negative distance.
  const proximity = Math.max(0, distance)
  if (pnlRatio.lt(limit)) return { level: 3, proximity }
  return { level: proximity >= NEAR ? 2 : proximity >= ELEVATED ? 1 : 0, proximity }
}
