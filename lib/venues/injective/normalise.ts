import type { FundBalanceObservation, MarketObservation, OpenInterestObservation } from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { fromMinorUnits, valueBalance } from '@/lib/core/valuation'
import { describeDepth, readLevels } from '@/lib/venues/_contract/book'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readNonNegative } from '@/lib/venues/_contract/numeric'
import { describePool } from '@/lib/venues/_contract/pool-names'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { dollarsOf, marketsOf, readMarket, tokenOf } from '@/lib/venues/injective/markets'
import { bookEndpoint, fundsEndpoint, marketsEndpoint, openInterestEndpoint } from '@/lib/venues/injective/schemas'

export const FUND_CADENCE_MS = 300_000
export const BOOK_LEVELS = 200
const NOUNS = { own: 'Insurance fund', shared: 'Insurance fund' } as const
const BY_CODE =
  'unit and sides are not documented; the chain’s code adds long and short positions in base units; half of it is taken'

const NO_DOLLAR = 'this market is quoted in a token whose dollar value is not known, so it is left out'

/** The fund of every active market. Funds of markets that ended stay on the chain and stand behind nothing. */
export function normaliseFund(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  reportMarkets(reader, received)
  const markets = marketsOf(received)
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, fundsEndpoint)) {
    for (const raw of body.funds) {
      reader.row(payload, raw, (): FundBalanceObservation | null => {
        const row = need(readRow(raw))
        const id = need(readText('market_id', row.market_id))
        const market = markets.get(id)
        if (!market) return null
        const denom = need(readText('deposit_denom', row.deposit_denom))
        const token = tokenOf(denom, denom === market.quoteDenom ? market.quoteDecimals : null)
        if (!token) return refuse('unknown_unit', `the decimals of ${denom.slice(0, 60)} are not known`)
        const balance = need(readNonNegative('balance', row.balance))
        refuseSecond(seen, id)
        return {
          kind: 'fund_balance',
          fund: describePool(token.asset, NOUNS, [market.market.market]),
          asset: token.asset,
          ...valueBalance(token.asset, fromMinorUnits(balance, token.decimals)),
          observedAt: null,
          expectedEveryMs: FUND_CADENCE_MS,
          payload,
        }
      })
    }
  }
  return reader.result()
}

/** Reports what cannot be read in the market list. */
function reportMarkets(reader: RowReader, received: readonly Received[]): void {
  for (const { body, payload } of bodiesOf(received, marketsEndpoint)) {
    for (const raw of body.markets) {
      const read = readMarket(raw)
      if (!read.ok) reader.reject(payload, raw, read)
    }
  }
}

/** Every active market with its leverage limit, and the open interest of those that answered. */
export function normaliseOpenInterest(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, marketsEndpoint)) {
    for (const raw of body.markets) {
      reader.row(payload, raw, (): MarketObservation => {
        const { market, maxLeverage } = need(readMarket(raw))
        refuseSecond(seen, market.market)
        return { kind: 'market', market, listed: true, maxLeverage, payload }
      })
    }
  }
  const markets = marketsOf(received)
  for (const { body, payload, request } of bodiesOf(received, openInterestEndpoint)) {
    reader.row(payload, body, (): OpenInterestObservation | null => {
      const id = body.amount.market_id
      if (id !== request.subject) return refuse('inconsistent', `asked for ${request.subject}, answered ${id}`)
      const found = markets.get(id)
      if (!found) return null
      const quoteUsd = dollarsOf(found.quoteDenom)
      const value = oneSidedOpenInterest({
        contractType: 'linear',
        unit: 'base',
        amount: need(readNonNegative('balance', body.amount.balance)),
        sourceSides: 2,
        markPrice: found.markPrice,
        quoteUsd,
      })
      return {
        kind: 'open_interest',
        market: found.market,
        ...value,
        valueUsd: quoteUsd && value.valueUsd,
        sourceSides: 2,
        markPrice: found.markPrice,
        // What such a token is worth is not the chain's to say, in this pass or another.
        undocumented: quoteUsd === null,
        observedAt: null,
        status: quoteUsd === null || value.valueUsd === null ? 'M' : 'E',
        reason: quoteUsd === null ? NO_DOLLAR : (value.reason ?? BY_CODE),
        payload,
      }
    })
  }
  return reader.result()
}

export function normaliseDepth(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  reportMarkets(reader, received)
  const markets = marketsOf(received)
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, { market: request.subject }, () => {
      const found = markets.get(request.subject ?? '')
      if (!found) return refuse('inconsistent', `no active market ${request.subject}`)
      const levelsOf = (field: string, raw: unknown) =>
        readLevels(field, raw, (level) => {
          const row = readRow(level)
          return row.ok ? [row.value.p, row.value.q] : []
        })
      return describeDepth({
        payload,
        market: found.market.market,
        bids: levelsOf('buys_price_level', body.buys_price_level),
        asks: levelsOf('sells_price_level', body.sells_price_level),
        levelLimit: BOOK_LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: dollarsOf(found.quoteDenom),
        observedAt: null,
      })
    })
  }
  return reader.result()
}
