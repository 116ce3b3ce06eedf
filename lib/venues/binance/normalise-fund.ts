import type { Decimal } from '@/lib/core/decimal'
import type { FundBalanceObservation, FundDescription } from '@/lib/core/observation'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch } from '@/lib/venues/_contract/numeric'
import { describePool } from '@/lib/venues/_contract/pool-names'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { indexUsd, type Prices, readPrices, whyUnread } from '@/lib/venues/binance/prices'
import { insuranceBalanceEndpoint, toList } from '@/lib/venues/binance/schemas'

/** Not documented. The stamps of the documented example are on the hour. */
const EXPECTED_EVERY_MS = 3_600_000
const NOUNS = { own: 'Fund', shared: 'Shared fund' }

/** One element of the list is one fund with a wallet per asset: elements are summed, never symbols. */
export function normaliseFund(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const prices = readPrices(reader, received)
  for (const fund of readFunds(reader, received)) readWallets(reader, fund, prices, checkedAt)
  return reader.result()
}

interface PublishedFund {
  readonly fund: FundDescription
  readonly wallets: readonly unknown[]
  readonly payload: number
}

function readFunds(reader: RowReader, received: readonly Received[]): readonly PublishedFund[] {
  const funds = new Map<string, PublishedFund>()
  for (const { body, payload } of bodiesOf(received, insuranceBalanceEndpoint)) {
    for (const raw of toList(body)) {
      reader.row(payload, raw, () => {
        const found = readFund(raw, payload)
        if (funds.has(found.fund.key)) refuse('duplicate', `the fund ${found.fund.key} is listed twice`)
        funds.set(found.fund.key, found)
        return null
      })
    }
  }
  return [...funds.values()]
}

function readFund(raw: unknown, payload: number): PublishedFund {
  const row = need(readRow(raw))
  if (!Array.isArray(row.symbols)) return refuse('wrong_type', 'symbols is not a list')
  if (!Array.isArray(row.assets)) return refuse('wrong_type', 'assets is not a list')
  const symbols: readonly unknown[] = row.symbols
  const wallets: readonly unknown[] = row.assets
  const markets = [...new Set(symbols.map((symbol) => need(readText('symbols', symbol))))]
  const assets = wallets.flatMap((wallet) => {
    const asset = readRow(wallet)
    const name = asset.ok ? readText('asset', asset.value.asset) : asset
    return name.ok ? [name.value] : []
  })
  if (assets.length === 0) return refuse('missing_field', 'assets names no asset')
  return { fund: describePool([...new Set(assets)].sort().join('-'), NOUNS, markets), wallets, payload }
}

function readWallets(reader: RowReader, published: PublishedFund, prices: Prices, checkedAt: Date): void {
  const { fund, wallets, payload } = published
  const seen = new Set<string>()
  for (const raw of wallets) {
    reader.row(payload, raw, () => {
      const row = need(readRow(raw))
      const asset = need(readText('asset', row.asset))
      refuseSecond(seen, asset, `the fund ${fund.key} lists ${asset} twice`)
      const units = need(readDecimal('marginBalance', row.marginBalance))
      const observedAt = need(given(readEpoch('updateTime', row.updateTime, 'ms', checkedAt)))
      return {
        kind: 'fund_balance',
        payload,
        fund,
        asset,
        units,
        ...priced(asset, units, prices),
        observedAt,
        expectedEveryMs: EXPECTED_EVERY_MS,
      }
    })
  }
}

type Priced = Pick<FundBalanceObservation, 'priceUsd' | 'priceSource' | 'valueUsd' | 'status' | 'reason'>

function priced(asset: string, units: Decimal, prices: Prices): Priced {
  if (isUsdAtPar(asset)) return { priceUsd: PAR, priceSource: 'par', valueUsd: units, status: 'A', reason: null }
  const price = indexUsd(prices, asset)
  if (price) return { priceUsd: price, priceSource: 'index', valueUsd: units.times(price), status: 'A', reason: null }
  const unpriced = { priceUsd: null, priceSource: null, valueUsd: null } as const
  const unread = whyUnread(prices)
  // An asset Binance never prices is as it should be; a price missing now is a gap.
  if (unread) return { ...unpriced, status: 'M', reason: `no dollar price for ${asset}: ${unread}` }
  return { ...unpriced, status: 'A', reason: `${asset} has no published dollar price` }
}
