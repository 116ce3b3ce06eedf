import type { AdlLevel, AdlObservation } from '@/lib/core/observation'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { adlRiskEndpoint, toList } from '@/lib/venues/binance/schemas'

const LEVELS: ReadonlyMap<string, AdlLevel> = new Map([
  ['low', 0],
  ['medium', 1],
  ['high', 2],
])

/** Binance's own rating per contract. A word outside the documented three is shown and not graded. */
export function normaliseAdl(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, adlRiskEndpoint)) {
    for (const raw of toList(body)) {
      reader.row(payload, raw, () => {
        const found = readRating(raw, payload, checkedAt)
        refuseSecond(seen, found.subject)
        return found
      })
    }
  }
  return reader.result()
}

function readRating(raw: unknown, payload: number, checkedAt: Date): AdlObservation {
  const row = need(readRow(raw))
  const value = need(readText('adlRisk', row.adlRisk))
  return {
    kind: 'adl',
    payload,
    scope: 'market',
    subject: need(readText('symbol', row.symbol)),
    signal: 'symbolAdlRisk',
    value,
    level: LEVELS.get(value.toLowerCase()) ?? null,
    proximity: null,
    trigger: null,
    observedAt: need(given(readEpoch('updateTime', row.updateTime, 'ms', checkedAt))),
  }
}
