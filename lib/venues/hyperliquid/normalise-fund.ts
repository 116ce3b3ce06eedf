import type { Decimal } from '@/lib/core/decimal'
import type { FundBalanceObservation, FundDescription } from '@/lib/core/observation'
import { valueBalance } from '@/lib/core/valuation'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { liquidatorName, readChildren } from '@/lib/venues/hyperliquid/children'
import { childStateEndpoint, childVaultEndpoint, vaultEndpoint } from '@/lib/venues/hyperliquid/schemas'

export const FUND_CADENCE_MS = 300_000
const HLP = 'hlp'
/** Enough of an address to stay one key for ever. */
const ADDRESS_TAIL = 6

export interface Point {
  readonly at: Date
  readonly equity: Decimal
}

/** The equity of the parent vault, and of each child that is a liquidator. */
export function normaliseFund(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload } of bodiesOf(received, vaultEndpoint)) {
    const points: Point[] = []
    for (const [period, { accountValueHistory }] of body.portfolio) {
      if (period !== 'day') continue
      for (const raw of accountValueHistory) {
        reader.row(payload, raw, () => {
          points.push(readPoint(raw, checkedAt))
          return null
        })
      }
    }
    reader.row(payload, body.portfolio, () => parentBalance(body.name, points, payload))
    const children = readChildren(body.relationship)
    if (!children.ok) reader.reject(payload, body.relationship ?? null, children)
  }
  readLiquidators(reader, received, checkedAt)
  return reader.result()
}

/** `[ms, value]`. Only to be called inside `RowReader.row`. */
export function readPoint(raw: unknown, checkedAt: Date): Point {
  if (!Array.isArray(raw)) return refuse('wrong_type', 'the point is not a pair')
  const [ms, equity]: readonly unknown[] = raw
  return { at: need(readEpoch('time', ms, 'ms', checkedAt)), equity: need(readDecimal('accountValue', equity)) }
}

/** HLP, compared with the main dex alone. */
export function describeParent(name: string): FundDescription {
  return {
    key: HLP,
    label: name,
    fundType: 'vault',
    scope: 'group',
    shared: false,
    cover: { kind: 'segment', segment: 'main' },
    partOf: null,
  }
}

function parentBalance(name: string, points: readonly Point[], payload: number): FundBalanceObservation {
  const newestFirst = [...points].sort((a, b) => b.at.getTime() - a.at.getTime())
  const [latest] = newestFirst
  if (!latest) return refuse('missing_field', 'no readable point in the account value of the last day')
  const previous = newestFirst.find((point) => point.at < latest.at)
  const spacing = previous ? latest.at.getTime() - previous.at.getTime() : 0
  return {
    kind: 'fund_balance',
    fund: describeParent(name),
    asset: 'USDC',
    ...valueBalance('USDC', latest.equity),
    observedAt: latest.at,
    expectedEveryMs: Math.max(spacing, FUND_CADENCE_MS),
    payload,
  }
}

function readLiquidators(reader: RowReader, received: readonly Received[], checkedAt: Date): void {
  const names = new Map(
    bodiesOf(received, childVaultEndpoint).map(({ request, body }) => [request.subject, body.name] as const),
  )
  for (const { body, payload, request } of bodiesOf(received, childStateEndpoint)) {
    if (!request.subject) continue
    const name = liquidatorName(request.subject, names.get(request.subject))
    if (name === null) continue
    const address = request.subject.toLowerCase()
    reader.row(
      payload,
      body.marginSummary,
      (): FundBalanceObservation => ({
        kind: 'fund_balance',
        fund: {
          key: `liquidator-${address.slice(-ADDRESS_TAIL)}`,
          label: name,
          fundType: 'vault',
          scope: 'group',
          shared: false,
          cover: { kind: 'none' },
          partOf: HLP,
        },
        asset: 'USDC',
        ...valueBalance('USDC', need(readDecimal('accountValue', body.marginSummary.accountValue))),
        observedAt: need(readEpoch('time', body.time, 'ms', checkedAt)),
        expectedEveryMs: FUND_CADENCE_MS,
        payload,
      }),
    )
  }
}
