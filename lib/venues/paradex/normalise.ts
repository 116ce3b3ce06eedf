import type { FundBalanceObservation, LiquidationObservation } from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { valueBalance } from '@/lib/core/valuation'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch, readPositive } from '@/lib/venues/_contract/numeric'
import { slugOf } from '@/lib/venues/_contract/pool-names'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { bookEndpoint, insuranceEndpoint, tradesEndpoint } from '@/lib/venues/paradex/schemas'

export const FUND_CADENCE_MS = 300_000
/** The documented default; more is asked for, but how much more is given is not documented. */
const CERTAIN_LEVELS = 20

/** Symbols read `BASE-QUOTE-PERP`. */
const quoteUsdOf = (market: string) => (isUsdAtPar(market.split('-')[1] ?? '') ? PAR : null)

/** The account value of the fund, which moves with the positions it holds. */
export function normaliseFund(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload } of bodiesOf(received, insuranceEndpoint)) {
    reader.row(payload, body, (): FundBalanceObservation => {
      const asset = need(readText('settlement_asset', body.settlement_asset))
      return {
        kind: 'fund_balance',
        fund: {
          key: slugOf(asset),
          label: 'Insurance fund',
          fundType: 'insurance',
          scope: 'venue',
          shared: false,
          cover: { kind: 'all' },
          partOf: null,
        },
        asset,
        ...valueBalance(asset, need(readDecimal('account_value', body.account_value))),
        observedAt: need(readEpoch('updated_at', body.updated_at, 'ms', checkedAt)),
        expectedEveryMs: FUND_CADENCE_MS,
        payload,
      }
    })
  }
  return reader.result()
}

export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, { market: request.subject }, () => {
      const market = need(readText('market', request.subject))
      return describeDepth({
        payload,
        market,
        bids: readLevelPairs('bids', body.bids),
        asks: readLevelPairs('asks', body.asks),
        levelLimit: CERTAIN_LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: quoteUsdOf(market),
        observedAt: need(given(readEpoch('last_updated_at', body.last_updated_at, 'ms', checkedAt))),
      })
    })
  }
  return reader.result()
}

/** Trades marked as liquidations; the others are not looked at. */
export function normaliseLiquidations(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, tradesEndpoint)) {
    for (const raw of body.results) {
      reader.row(payload, raw, (): LiquidationObservation | null => {
        const row = need(readRow(raw))
        if (need(readText('trade_type', row.trade_type)) !== 'LIQUIDATION') return null
        const market = need(readText('market', row.market))
        const price = need(readPositive('price', row.price))
        const value = oneSidedOpenInterest({
          contractType: 'linear',
          unit: 'base',
          amount: need(readPositive('size', row.size)),
          sourceSides: 1,
          markPrice: price,
          quoteUsd: quoteUsdOf(market),
        })
        const event = need(readText('id', row.id))
        const observedAt = need(readEpoch('created_at', row.created_at, 'ms', checkedAt))
        refuseSecond(seen, event)
        return {
          kind: 'liquidation',
          event,
          market,
          liquidation: 'liquidation',
          // The tape has the taker's side; whether the taker is the liquidated account is not documented.
          side: null,
          windowStart: null,
          baseUnits: value.baseUnits,
          price,
          valueUsd: value.valueUsd,
          lossUsd: null,
          observedAt,
          status: value.valueUsd === null ? 'M' : 'A',
          reason: value.reason,
          payload,
        }
      })
    }
  }
  return reader.result()
}
