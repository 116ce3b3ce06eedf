import type { Decimal } from '@/lib/core/decimal'
import type { FundBalanceObservation, FundDescription } from '@/lib/core/observation'
import { valueBalance } from '@/lib/core/valuation'
import { readRow } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { indexEndpoint, insuranceEndpoints, SETTLES, type Settle } from '@/lib/venues/gate/schemas'

export const DAY_MS = 86_400_000
export const FUND_CADENCE_MS = 600_000

export interface Point {
  readonly at: Date
  readonly balance: Decimal
}

/** The newest point of each settlement currency; the older ones of the same answer are history. */
export function normaliseFund(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const btcIndex = readBtcIndex(reader, received)
  for (const settle of SETTLES) {
    for (const { body, payload } of bodiesOf(received, insuranceEndpoints[settle])) {
      const points: Point[] = []
      for (const raw of body) {
        reader.row(payload, raw, () => {
          points.push(readPoint(raw, checkedAt))
          return null
        })
      }
      reader.row(payload, body, () => balanceOf(settle, points, settle === 'btc' ? btcIndex : null, payload))
    }
  }
  return reader.result()
}

/** Only to be called inside `RowReader.row`. */
export function readPoint(raw: unknown, checkedAt: Date): Point {
  const row = need(readRow(raw))
  return { at: need(readEpoch('t', row.t, 's', checkedAt)), balance: need(readDecimal('b', row.b)) }
}

/** One fund per settlement currency, behind all its contracts. */
export function describeFund(settle: Settle): FundDescription {
  return {
    key: settle,
    label: `${settle.toUpperCase()} insurance fund`,
    fundType: 'insurance',
    scope: 'settle',
    shared: false,
    cover: { kind: 'segment', segment: settle },
    partOf: null,
  }
}

function balanceOf(
  settle: Settle,
  points: readonly Point[],
  indexUsd: Decimal | null,
  payload: number,
): FundBalanceObservation {
  // The order of the list is not documented.
  const newestFirst = [...points].sort((a, b) => b.at.getTime() - a.at.getTime())
  const [latest] = newestFirst
  if (!latest) return refuse('missing_field', `no readable point in the ${settle} insurance history`)
  const previous = newestFirst.find((point) => point.at < latest.at)
  const spacing = previous ? latest.at.getTime() - previous.at.getTime() : DAY_MS
  const asset = settle.toUpperCase()
  return {
    kind: 'fund_balance',
    fund: describeFund(settle),
    asset,
    ...valueBalance(asset, latest.balance, indexUsd),
    observedAt: latest.at,
    expectedEveryMs: Math.max(spacing, FUND_CADENCE_MS),
    payload,
  }
}

function readBtcIndex(reader: RowReader, received: readonly Received[]): Decimal | null {
  const prices = bodiesOf(received, indexEndpoint).flatMap(({ body, payload }) =>
    body.map((raw) => {
      const row = readRow(raw)
      if (!row.ok || row.value.contract !== 'BTC_USDT') return null
      return reader.optional(payload, raw, readPositive('index_price', row.value.index_price))
    }),
  )
  return prices.find((price) => price !== null) ?? null
}
