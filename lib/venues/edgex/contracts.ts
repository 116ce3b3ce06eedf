import { Decimal } from '@/lib/core/decimal'
import type { MarketDescription, MarketObservation } from '@/lib/core/observation'
import { readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Endpoint, type Received } from '@/lib/venues/_contract/module'
import { readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import type { metadataEndpoint } from '@/lib/venues/edgex/schemas'

type Metadata = typeof metadataEndpoint extends Endpoint<infer Body> ? Body : never

export interface Contract {
  readonly id: string
  readonly name: string
  readonly market: MarketDescription
  readonly listed: boolean
  readonly payload: number
}

/** Contracts of one version by market id, which is the name behind `prefix`; `report` says each is to be observed. */
export function readContracts(
  reader: RowReader,
  received: readonly Received[],
  endpoint: Endpoint<Metadata>,
  { prefix, report }: { readonly prefix: string; readonly report: boolean },
): ReadonlyMap<string, Contract> {
  const contracts = new Map<string, Contract>()
  for (const { body, payload } of bodiesOf(received, endpoint)) {
    const coins = readCoins(reader, body.data.coinList, payload)
    for (const raw of body.data.contractList) {
      reader.row(payload, raw, (): MarketObservation | null => {
        const row = need(readRow(raw))
        const name = need(readText('contractName', row.contractName))
        const coin = (field: string) => {
          const id = need(readText(field, row[field]))
          return coins.get(id) ?? refuse('inconsistent', `${field} ${id} of ${name} is not in the list of coins`)
        }
        const quoteAsset = coin('quoteCoinId')
        const market: MarketDescription = {
          market: `${prefix}${name}`,
          contractType: 'linear',
          marketKind: 'perpetual',
          baseAsset: coin('baseCoinId'),
          quoteAsset,
          settleAsset: quoteAsset,
          segment: prefix === '' ? 'v1' : 'v2',
        }
        if (contracts.has(market.market)) return refuse('duplicate', `${market.market} is listed twice`)
        const listed = row.enableTrade !== false && row.enableDisplay !== false
        const id = need(readText('contractId', row.contractId))
        contracts.set(market.market, { id, name, market, listed, payload })
        if (!report) return null
        const maxLeverage = highestLeverage(reader, raw, row.riskTierList, payload)
        return { kind: 'market', market, listed, maxLeverage, payload }
      })
    }
  }
  return contracts
}

/** The contracts that trade. Refusals are told when normalising. */
export function listedContracts(received: readonly Received[], endpoint: Endpoint<Metadata>): readonly Contract[] {
  const contracts = readContracts(new RowReader(), received, endpoint, { prefix: '', report: false })
  return [...contracts.values()].filter(({ listed }) => listed)
}

function readCoins(reader: RowReader, rows: readonly unknown[], payload: number): ReadonlyMap<string, string> {
  const coins = new Map<string, string>()
  for (const raw of rows) {
    reader.row(payload, raw, () => {
      const row = need(readRow(raw))
      coins.set(need(readText('coinId', row.coinId)), need(readText('coinName', row.coinName)))
      return null
    })
  }
  return coins
}

/** The highest limit of any size of position; tiers that cannot be read are reported. */
function highestLeverage(reader: RowReader, raw: unknown, tiers: unknown, payload: number): Decimal | null {
  if (!Array.isArray(tiers)) return null
  const limits = tiers.flatMap((tier) => {
    const row = readRow(tier)
    const limit = reader.optional(payload, raw, row.ok ? readPositive('maxLeverage', row.value.maxLeverage) : row)
    return limit === null ? [] : [limit]
  })
  return limits.length > 0 ? Decimal.max(...limits) : null
}
