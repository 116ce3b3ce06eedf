import type { Decimal } from '@/lib/core/decimal'
import type { FundBalanceObservation, FundDescription } from '@/lib/core/observation'
import { valueBalance } from '@/lib/core/valuation'
import { readRow } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { accountEndpoint, pnlEndpoint, systemConfigEndpoint } from '@/lib/venues/lighter/schemas'

export const FUND_CADENCE_MS = 300_000
const DAY_MS = 86_400_000
const LLP = 'llp'
const BY_SHARES = 'shares of that day times the last share price of the day'

/** The account that is LLP, as the venue names it now; null before it has answered. */
export function poolIndexOf(received: readonly Received[]): number | null {
  return bodiesOf(received, systemConfigEndpoint).at(-1)?.body.liquidity_pool_index ?? null
}

const describeLlp = (index: number): FundDescription => ({
  key: LLP,
  label: 'Lighter Liquidity Provider (LLP)',
  fundType: 'vault',
  scope: 'group',
  shared: false,
  // Markets name the account that is their insurance fund; only those that name LLP are behind it.
  cover: { kind: 'segment', segment: String(index) },
  partOf: null,
})

/** The strategies are known by their position only, and which markets each one is for is not documented. */
const describeStrategy = (position: number): FundDescription => ({
  key: `${LLP}-strategy-${position}`,
  label: `LLP strategy ${position}, collateral`,
  fundType: 'vault',
  scope: 'group',
  shared: false,
  cover: { kind: 'none' },
  partOf: LLP,
})

/** The equity of LLP, and the collateral of each of its strategies, which is part of it. */
export function normaliseFund(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const index = poolIndexOf(received)
  for (const { body, payload } of bodiesOf(received, accountEndpoint)) {
    const [account] = body.accounts
    if (!account || index === null) continue
    const balance = (fund: FundDescription, units: Decimal): FundBalanceObservation => ({
      kind: 'fund_balance',
      fund,
      asset: 'USDC',
      ...valueBalance('USDC', units),
      observedAt: null,
      expectedEveryMs: FUND_CADENCE_MS,
      payload,
    })
    reader.row(payload, { total_asset_value: account.total_asset_value }, () =>
      balance(describeLlp(index), need(readDecimal('total_asset_value', account.total_asset_value))),
    )
    for (const [position, raw] of (account.pool_info?.strategies ?? []).entries()) {
      reader.row(payload, raw, () =>
        balance(describeStrategy(position), need(readDecimal('collateral', need(readRow(raw)).collateral))),
      )
    }
  }
  return reader.result()
}

/** Equity of past days: the shares of the day, from `pnl`, times its share price, from the account. */
export function normaliseFundHistory(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const index = poolIndexOf(received)
  const prices = readSharePrices(reader, received, checkedAt)
  const seen = new Set<number>()
  for (const { body, payload } of bodiesOf(received, pnlEndpoint)) {
    for (const raw of body.pnl) {
      reader.row(payload, raw, (): FundBalanceObservation | null => {
        const row = need(readRow(raw))
        const at = readEpoch('timestamp', row.timestamp, 's', checkedAt)
        // The list ends with places for days to come.
        if (!at.ok && at.reason === 'future_time') return null
        const observedAt = need(at)
        const shares = need(readNonNegative('pool_total_shares', row.pool_total_shares))
        const price = prices.get(dayOf(observedAt))
        // Before its first deposit the pool has no shares, and no price; a day without a price has no equity.
        if (shares.isZero() || !price || index === null || seen.has(observedAt.getTime())) return null
        seen.add(observedAt.getTime())
        const value = valueBalance('USDC', shares.times(price))
        return {
          kind: 'fund_balance',
          fund: describeLlp(index),
          asset: 'USDC',
          ...value,
          observedAt,
          expectedEveryMs: DAY_MS,
          status: 'E',
          reason: BY_SHARES,
          payload,
        }
      })
    }
  }
  return reader.result()
}

const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS)

/** The last price of each UTC day. */
function readSharePrices(
  reader: RowReader,
  received: readonly Received[],
  checkedAt: Date,
): ReadonlyMap<number, Decimal> {
  const latest = new Map<number, { readonly at: Date; readonly price: Decimal }>()
  for (const { body, payload } of bodiesOf(received, accountEndpoint)) {
    for (const raw of body.accounts[0]?.pool_info?.share_prices ?? []) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const at = need(readEpoch('timestamp', row.timestamp, 's', checkedAt))
        const price = need(readPositive('share_price', row.share_price))
        const known = latest.get(dayOf(at))
        if (!known || known.at < at) latest.set(dayOf(at), { at, price })
        return null
      })
    }
  }
  return new Map([...latest].map(([day, { price }]) => [day, price]))
}
