import type { FundBalanceObservation } from '@/lib/core/observation'
import { valueBalance } from '@/lib/core/valuation'
import {
  bodiesOf,
  type History,
  type NormaliseContext,
  type NormaliseResult,
  type Received,
} from '@/lib/venues/_contract/module'
import { RowReader } from '@/lib/venues/_contract/rows'
import { describeParent, FUND_CADENCE_MS, type Point, readPoint } from '@/lib/venues/hyperliquid/normalise-fund'
import { infoError, vaultRequest } from '@/lib/venues/hyperliquid/requests'
import { vaultHistoryEndpoint } from '@/lib/venues/hyperliquid/schemas'

/** Finest first: where two periods have a point of one time, the finer one is kept. */
const PERIODS = ['day', 'week', 'month', 'allTime']

/** The account value of HLP since its start, in one answer; the further back, the coarser. */
export const vaultHistory: History = {
  id: 'vault_history',
  kind: 'fund',
  docsUrl: vaultHistoryEndpoint.docsUrl,
  endpoints: [vaultHistoryEndpoint],
  reachMs: null,
  lanes: () => ['hlp'],
  page: () => vaultRequest(vaultHistoryEndpoint.id),
  nextCursor: () => null,
  vendorError: infoError,
  normalise: normaliseHistory,
}

function normaliseHistory(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<number>()
  for (const { body, payload } of bodiesOf(received, vaultHistoryEndpoint)) {
    const series = new Map(body.portfolio)
    for (const period of PERIODS) {
      const points: Point[] = []
      for (const raw of series.get(period)?.accountValueHistory ?? []) {
        reader.row(payload, raw, () => {
          points.push(readPoint(raw, checkedAt))
          return null
        })
      }
      const ordered = points.sort((a, b) => a.at.getTime() - b.at.getTime())
      ordered.forEach((point, index) => {
        if (seen.has(point.at.getTime())) return
        seen.add(point.at.getTime())
        const neighbour = ordered[index + 1] ?? ordered[index - 1]
        reader.row(
          payload,
          null,
          (): FundBalanceObservation => ({
            kind: 'fund_balance',
            fund: describeParent(body.name),
            asset: 'USDC',
            ...valueBalance('USDC', point.equity),
            observedAt: point.at,
            expectedEveryMs: spacingOf(point, neighbour),
            payload,
          }),
        )
      })
    }
  }
  return reader.result()
}

function spacingOf(point: Point, neighbour: Point | undefined): number {
  const spacing = neighbour ? Math.abs(neighbour.at.getTime() - point.at.getTime()) : 0
  return Math.max(spacing, FUND_CADENCE_MS)
}
