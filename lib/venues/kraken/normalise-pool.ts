import type { Decimal } from '@/lib/core/decimal'
import type { FundBalanceObservation } from '@/lib/core/observation'
import { valueBalance } from '@/lib/core/valuation'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { type Readable, readDecimal, readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { poolEndpoint } from '@/lib/venues/kraken/schemas'

export const HOUR_S = 3_600
export const DAY_S = 86_400
/** Above this a number of the analytics is in milliseconds: the unit is not documented, and both were seen. */
const MILLISECONDS_FROM = 1e11

/** Reads the time of a bucket, in seconds or milliseconds by its size. */
export function readBucketTime(raw: unknown, checkedAt: Date): Readable<Date> {
  const read = readDecimal('timestamp', raw)
  if (!read.ok) return read
  return readEpoch('timestamp', raw, read.value.gt(MILLISECONDS_FROM) ? 'ms' : 's', checkedAt)
}

interface Bucket {
  readonly at: Date
  readonly value: Decimal
  readonly payload: number
}

function readBuckets(reader: RowReader, received: readonly Received[], checkedAt: Date): readonly Bucket[] {
  const buckets = new Map<number, Bucket>()
  for (const { body, payload } of bodiesOf(received, poolEndpoint)) {
    const { timestamp, data } = body.result
    if (timestamp.length !== data.usdValue.length) {
      reader.reject(payload, [timestamp.length, data.usdValue.length], {
        ok: false,
        reason: 'inconsistent',
        detail: `${timestamp.length} times and ${data.usdValue.length} values`,
      })
      continue
    }
    for (const [position, raw] of timestamp.entries()) {
      reader.row(payload, [raw, data.usdValue[position]], () => {
        const at = need(readBucketTime(raw, checkedAt))
        buckets.set(at.getTime(), { at, value: need(readDecimal('usdValue', data.usdValue[position])), payload })
        return null
      })
    }
  }
  return [...buckets.values()].sort((a, b) => a.at.getTime() - b.at.getTime())
}

const balanceOf = ({ at, value, payload }: Bucket, everyS: number): FundBalanceObservation => ({
  kind: 'fund_balance',
  fund: {
    key: 'usd',
    label: 'Derivatives Liquidity Pool (Kraken’s own money)',
    fundType: 'insurance',
    scope: 'group',
    shared: false,
    cover: { kind: 'segment', segment: 'linear' },
    partOf: null,
  },
  asset: 'USD',
  ...valueBalance('USD', value),
  observedAt: at,
  expectedEveryMs: everyS * 1000,
  payload,
})

/** The newest bucket. What the pool consists of is not published, only its dollar value. */
export function normalisePool(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const latest = readBuckets(reader, received, checkedAt).at(-1)
  const { observations, rejected } = reader.result()
  return { observations: latest ? [...observations, balanceOf(latest, HOUR_S)] : observations, rejected }
}

export function normalisePoolHistory(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const balances = readBuckets(reader, received, checkedAt).map((bucket) => balanceOf(bucket, DAY_S))
  return { observations: balances, rejected: reader.result().rejected }
}
