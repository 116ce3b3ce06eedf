import { readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Received } from '@/lib/venues/_contract/module'
import { type Readable, readNonNegative } from '@/lib/venues/_contract/numeric'
import { marketStatusEndpoint, perpetualsEndpoint } from '@/lib/venues/dydx-v4/schemas'

/** A perpetual by the two names the chain gives it. `clobPairId` is a third number and is never used. */
export interface Perpetual {
  readonly id: number
  readonly ticker: string
  readonly isolated: boolean
}

const MARKET_TYPES = new Map([
  ['PERPETUAL_MARKET_TYPE_CROSS', false],
  ['PERPETUAL_MARKET_TYPE_ISOLATED', true],
])

/** Reads one row of `/dydxprotocol/perpetuals/perpetual`. */
export function readPerpetual(raw: unknown): Readable<Perpetual> {
  const row = readRow(raw)
  if (!row.ok) return row
  const params = readRow(row.value.params)
  if (!params.ok) return params
  const id = readNonNegative('params.id', params.value.id)
  if (!id.ok) return id
  if (!id.value.isInteger()) return { ok: false, reason: 'wrong_type', detail: 'params.id is not a whole number' }
  const ticker = readText('params.ticker', params.value.ticker)
  if (!ticker.ok) return ticker
  const isolated = MARKET_TYPES.get(String(params.value.market_type))
  if (isolated === undefined) {
    return { ok: false, reason: 'unknown_unit', detail: `params.market_type is "${String(params.value.market_type)}"` }
  }
  return { ok: true, value: { id: id.value.toNumber(), ticker: ticker.value, isolated } }
}

/** Every readable perpetual of the pages received. */
export function perpetualsOf(received: readonly Received[]): readonly Perpetual[] {
  return bodiesOf(received, perpetualsEndpoint).flatMap(({ body }) =>
    body.perpetual.flatMap((raw) => {
      const read = readPerpetual(raw)
      return read.ok ? [read.value] : []
    }),
  )
}

/** Isolated perpetuals that have not ended, in the order of the chain. */
export function liveIsolated(received: readonly Received[]): readonly Perpetual[] {
  const ended = new Set(
    bodiesOf(received, marketStatusEndpoint).flatMap(({ body }) =>
      Object.entries(body.markets).flatMap(([ticker, raw]) => {
        const row = readRow(raw)
        return row.ok && row.value.status === 'FINAL_SETTLEMENT' ? [ticker] : []
      }),
    ),
  )
  return perpetualsOf(received).filter((perpetual) => perpetual.isolated && !ended.has(perpetual.ticker))
}
