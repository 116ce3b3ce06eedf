import type { FundBalanceObservation } from '@/lib/core/observation'
import { valueBalance } from '@/lib/core/valuation'
import { readRow, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { fundEndpoint, fundHistoryEndpoint } from '@/lib/venues/cryptocom/schemas'

const DAY_MS = 86_400_000
const ASSET = 'USD'
/** The second is an older name of the first. */
const NAMES = new Set(['USD', 'USD_Stable_Coin'])

interface Body {
  readonly result: { readonly instrument_name?: string | null | undefined; readonly data: readonly unknown[] }
}

/** One fund for the venue; the newest of the points answered, whose order is not documented. */
export function normaliseFund(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload } of bodiesOf(received, fundEndpoint)) {
    const points = readPoints(reader, { body, payload, checkedAt, seen: new Set() })
    reader.row(payload, body, () => {
      const [latest] = [...points].sort((a, b) => timeOf(b) - timeOf(a))
      return latest ?? refuse('missing_field', 'no readable point in the answer')
    })
  }
  return reader.result()
}

/** The fund at past moments. */
export function normaliseFundHistory(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, fundHistoryEndpoint)) {
    for (const point of readPoints(reader, { body, payload, checkedAt, seen })) reader.row(payload, body, () => point)
  }
  return reader.result()
}

const timeOf = (point: FundBalanceObservation) => point.observedAt?.getTime() ?? 0

interface Answer {
  readonly body: Body
  readonly payload: number
  readonly checkedAt: Date
  readonly seen: Set<string>
}

function readPoints(reader: RowReader, { body, payload, checkedAt, seen }: Answer): readonly FundBalanceObservation[] {
  const points: FundBalanceObservation[] = []
  for (const raw of body.result.data) {
    reader.row(payload, raw, () => {
      const name = body.result.instrument_name ?? ASSET
      if (!NAMES.has(name)) return refuse('unknown_unit', `instrument_name is "${name.slice(0, 40)}"`)
      const row = need(readRow(raw))
      const observedAt = need(readEpoch('t', row.t, 'ms', checkedAt))
      const value = valueBalance(ASSET, need(readDecimal('v', row.v)))
      refuseSecond(seen, observedAt.toISOString(), `${observedAt.toISOString()} is given twice`)
      points.push({
        kind: 'fund_balance',
        payload,
        fund: {
          key: 'platform',
          label: 'Insurance fund',
          fundType: 'insurance',
          scope: 'venue',
          shared: false,
          cover: { kind: 'all' },
          partOf: null,
        },
        asset: ASSET,
        ...value,
        observedAt,
        // How often a point is written is not documented.
        expectedEveryMs: DAY_MS,
      })
      return null
    })
  }
  return points
}
