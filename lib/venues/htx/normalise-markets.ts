import { Decimal } from '@/lib/core/decimal'
import type { MarketObservation } from '@/lib/core/observation'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { describeContract, isLineName, type LineName } from '@/lib/venues/htx/lines'
import { contractsEndpoint, tiersEndpoint } from '@/lib/venues/htx/schemas'

/** Delisting, pending, suspended before listing, delivered. Settling or halted contracts are still listed. */
const NOT_LISTED = new Set(['0', '2', '4', '8'])

/** The line a request was about. Only to be called inside `RowReader.row`. */
export function lineOf(subject: string | undefined): LineName {
  return isLineName(subject) ? subject : refuse('unknown_unit', `no line is named ${String(subject)}`)
}

/** Every contract of the three lines, with the highest leverage its tiers name. */
export function normaliseContracts(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const leverage = readLeverage(reader, received)
  const seen = new Set<string>()
  for (const { body, payload, request } of bodiesOf(received, contractsEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, (): MarketObservation => {
        const line = lineOf(request.subject)
        const row = need(readRow(raw))
        const market = describeContract(line, row)
        if (row.contract_status === undefined || row.contract_status === null) {
          return refuse('missing_field', 'contract_status is empty')
        }
        refuseSecond(seen, market.market)
        const key = line === 'coin-futures' ? market.baseAsset : market.market
        return {
          kind: 'market',
          payload,
          market,
          listed: !NOT_LISTED.has(String(row.contract_status)),
          maxLeverage: leverage.get(`${line} ${key}`) ?? null,
        }
      })
    }
  }
  return reader.result()
}

/** By line and contract; the tiers of coin-margined futures are those of their coin. */
function readLeverage(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Decimal> {
  const highest = new Map<string, Decimal>()
  for (const { body, payload, request } of bodiesOf(received, tiersEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const line = lineOf(request.subject)
        const row = need(readRow(raw))
        const name = line === 'coin-futures' ? 'symbol' : 'contract_code'
        const key = `${line} ${need(readText(name, row[name]))}`
        if (!Array.isArray(row.list)) return refuse('missing_field', 'list is not a list')
        const rates = row.list.map((item) => need(readPositive('lever_rate', need(readRow(item)).lever_rate)))
        const known = highest.get(key)
        if (rates.length > 0) highest.set(key, Decimal.max(...rates, ...(known ? [known] : [])))
        return null
      })
    }
  }
  return highest
}

/** What one contract is, by contract code: coins for linear contracts, dollars for coin-margined ones. */
export function readSizes(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Decimal> {
  const sizes = new Map<string, Decimal>()
  for (const { body, payload } of bodiesOf(received, contractsEndpoint)) {
    for (const raw of body.data) {
      const row = readRow(raw)
      if (!row.ok || typeof row.value.contract_code !== 'string') continue
      const size = reader.optional(payload, raw, readPositive('contract_size', row.value.contract_size))
      if (size) sizes.set(row.value.contract_code, size)
    }
  }
  return sizes
}
