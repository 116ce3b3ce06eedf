import type { MarketDescription, MarketObservation } from '@/lib/core/observation'
import { readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Received } from '@/lib/venues/_contract/module'
import { readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { symbolsEndpoint } from '@/lib/venues/apex/schemas'

/** A contract by the two names it has: `BTC-USDT` in the list, `BTCUSDT` where quotes are asked for. */
export interface Contract {
  readonly market: MarketDescription
  readonly listed: boolean
  readonly ticker: string
}

/** Perpetuals and stock contracts by their name in the list; `report` says that each is to be observed. */
export function readContracts(
  reader: RowReader,
  received: readonly Received[],
  report: boolean,
): ReadonlyMap<string, Contract> {
  const contracts = new Map<string, Contract>()
  for (const { body, payload } of bodiesOf(received, symbolsEndpoint)) {
    const { perpetualContract, stockContract } = body.data.contractConfig
    for (const raw of [...perpetualContract, ...(stockContract ?? [])]) {
      reader.row(payload, raw, (): MarketObservation | null => {
        const row = need(readRow(raw))
        const market = describeMarket(need(readText('symbol', row.symbol)))
        if (contracts.has(market.market)) return refuse('duplicate', `${market.market} is listed twice`)
        const listed = row.enableTrade !== false && row.enableDisplay !== false
        contracts.set(market.market, { market, listed, ticker: need(readText('crossSymbolName', row.crossSymbolName)) })
        if (!report) return null
        const maxLeverage = reader.optional(payload, raw, readPositive('displayMaxLeverage', row.displayMaxLeverage))
        return { kind: 'market', market, listed, maxLeverage, payload }
      })
    }
  }
  return contracts
}

/** The contracts that trade. Refusals are told when normalising. */
export function listedContracts(received: readonly Received[]): readonly Contract[] {
  return [...readContracts(new RowReader(), received, false).values()].filter(({ listed }) => listed)
}

function describeMarket(symbol: string): MarketDescription {
  const cut = symbol.lastIndexOf('-')
  if (cut < 1 || cut === symbol.length - 1) {
    return refuse('wrong_type', `symbol "${symbol.slice(0, 40)}" is not BASE-QUOTE`)
  }
  const quoteAsset = symbol.slice(cut + 1)
  return {
    market: symbol,
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset: symbol.slice(0, cut),
    quoteAsset,
    settleAsset: quoteAsset,
    segment: quoteAsset.toLowerCase(),
  }
}
