import { type Decimal, plain } from '@/lib/core/decimal'
import type { FundBalanceObservation } from '@/lib/core/observation'
import { valueBalance } from '@/lib/core/valuation'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { type Readable, readDecimal, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { poolEndpoint } from '@/lib/venues/jupiter-perps/schemas'

export const CADENCE_MS = 300_000
const GROUPED = /^\d{1,3}(,\d{3})+(\.\d+)?$/
/** Price times supply differs from the value by what has accrued since the price was set. */
const TOLERANCE = '0.05'

/** The value of the pool. */
export function normalisePool(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload } of bodiesOf(received, poolEndpoint)) {
    reader.row(payload, body, (): FundBalanceObservation => {
      const value = need(readFormatted('aumUsdFormatted', body.aumUsdFormatted))
      if (value.isNegative()) return refuse('negative', `aumUsdFormatted is ${plain(value)}`)
      const price = reader.optional(payload, body, readPrice(body.jlpPriceUsdFormatted))
      const supply = reader.optional(
        payload,
        body,
        readFormatted('jlpTotalSupplyFormatted', body.jlpTotalSupplyFormatted),
      )
      if (price && supply) checkAgainst(value, price.times(supply))
      return {
        kind: 'fund_balance',
        fund: {
          key: 'jlp',
          label: 'JLP pool',
          fundType: 'counterparty',
          scope: 'venue',
          shared: false,
          cover: { kind: 'none' },
          partOf: null,
        },
        asset: 'USD',
        ...valueBalance('USD', value),
        observedAt: null,
        expectedEveryMs: CADENCE_MS,
        payload,
      }
    })
  }
  return reader.result()
}

/** `1,234,567.89`: commas only between groups of three digits. */
function readFormatted(field: string, raw: unknown): Readable<Decimal> {
  return readDecimal(field, typeof raw === 'string' && GROUPED.test(raw.trim()) ? raw.replaceAll(',', '') : raw)
}

function readPrice(raw: unknown): Readable<Decimal> {
  const read = readFormatted('jlpPriceUsdFormatted', raw)
  return read.ok ? readPositive('jlpPriceUsdFormatted', plain(read.value)) : read
}

function checkAgainst(value: Decimal, product: Decimal): void {
  if (value.minus(product).abs().gt(product.times(TOLERANCE))) {
    refuse('inconsistent', `the pool is ${plain(value)}, price times supply ${plain(product)}`)
  }
}
