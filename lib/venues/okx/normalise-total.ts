import { PAR } from '@/lib/core/par'
import { readRow } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readNonNegative } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { totalEndpoint } from '@/lib/venues/okx/schemas'

export const PLATFORM_KEY = 'platform'
/** Movements are booked once a day, about 08:00 UTC. */
export const DAILY_MS = 24 * 3_600_000

const REASON = 'published total; it also backs margin and options'

/** The platform total, taken once: every row and every family repeats the same figure. */
export function normaliseTotal(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const [first] = bodiesOf(received, totalEndpoint)
  if (!first) return reader.result()
  const { body, payload } = first
  reader.row(payload, body.data, () => {
    const totals = body.data.map((raw) => need(readNonNegative('total', need(readRow(raw)).total)))
    const [total] = totals
    if (!total) return refuse('missing_field', 'data has no row')
    if (totals.some((other) => !other.eq(total)))
      return refuse('inconsistent', 'rows of one answer give different totals')
    return {
      kind: 'fund_balance',
      payload,
      fund: {
        key: PLATFORM_KEY,
        label: 'Platform total',
        fundType: 'insurance',
        scope: 'venue',
        shared: false,
        cover: { kind: 'all' },
        partOf: null,
      },
      asset: 'USD',
      units: total,
      priceUsd: PAR,
      priceSource: 'venue',
      valueUsd: total,
      // The stamps in the answer are those of bookings of one pool, not of the total.
      observedAt: null,
      expectedEveryMs: DAILY_MS,
      status: 'E',
      reason: REASON,
    }
  })
  return reader.result()
}
