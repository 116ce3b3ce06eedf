import type { Decimal } from '@/lib/core/decimal'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Received } from '@/lib/venues/_contract/module'
import { readPositive } from '@/lib/venues/_contract/numeric'
import { need, type RowReader } from '@/lib/venues/_contract/rows'
import { premiumIndexEndpoint, toList } from '@/lib/venues/binance/schemas'

export interface SymbolPrice {
  readonly mark: Decimal | null
  readonly index: Decimal | null
}

/** By symbol; empty when no price was read in this pass. */
export type Prices = ReadonlyMap<string, SymbolPrice>

/** Why nothing has a price in this pass; null when prices were read. */
export function whyUnread(prices: Prices): string | null {
  return prices.size === 0 ? 'the price list was not read in this pass' : null
}

/** Mark and index price per symbol, from the premium index of the same pass. Dated contracts have empty fields. */
export function readPrices(reader: RowReader, received: readonly Received[]): Prices {
  const prices = new Map<string, SymbolPrice>()
  for (const { body, payload } of bodiesOf(received, premiumIndexEndpoint)) {
    for (const raw of toList(body)) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const symbol = need(readText('symbol', row.symbol))
        // Known and unpriced for now, should a price of the row be refused: not the same as never priced.
        prices.set(symbol, { mark: null, index: null })
        const mark = need(given(readPositive('markPrice', row.markPrice)))
        const index = need(given(readPositive('indexPrice', row.indexPrice)))
        prices.set(symbol, { mark, index })
        return null
      })
    }
  }
  return prices
}

/** Dollars per unit of an asset, by its contract against USDT: the index price first, else the mark price. */
export function indexUsd(prices: Prices, asset: string): Decimal | null {
  const price = prices.get(`${asset}USDT`)
  return price?.index ?? price?.mark ?? null
}

/** Dollars per quote asset: par, else the mark price of its contract against USDT. */
export function quoteUsd(prices: Prices, asset: string): Decimal | null {
  return isUsdAtPar(asset) ? PAR : (prices.get(`${asset}USDT`)?.mark ?? null)
}
