import type { Decimal } from '@/lib/core/decimal'
import type { ContractType } from '@/lib/core/observation'

/** How a venue states open interest. `usd` is a dollar value; `quote` a value in the quote asset. */
export type OpenInterestUnit = 'contracts' | 'base' | 'quote' | 'usd'

export interface OpenInterestInput {
  readonly contractType: ContractType
  readonly unit: OpenInterestUnit
  readonly amount: Decimal
  /** 2 when the venue counts longs and shorts together. */
  readonly sourceSides: 1 | 2
  /**
   * What one contract is: base units for linear, US dollars for inverse, and for quanto the settle-asset amount per
   * unit of price. Needed only when `unit` is `contracts`.
   */
  readonly contractSize?: Decimal | null
  /** Mark price in the quote asset. */
  readonly markPrice?: Decimal | null
  /** US dollars per quote asset (1 for dollars and stablecoins at par); for quanto, per settle asset. */
  readonly quoteUsd?: Decimal | null
}

export interface OneSidedOpenInterest {
  /** Contracts, one side, where the venue counts in contracts. */
  readonly contracts: Decimal | null
  readonly baseUnits: Decimal | null
  readonly valueUsd: Decimal | null
  /** Why `valueUsd` is missing. */
  readonly reason: string | null
}

const missing = (reason: string, contracts: Decimal | null = null, baseUnits: Decimal | null = null) => ({
  contracts,
  baseUnits,
  valueUsd: null,
  reason,
})

/**
 * One-sided open interest in US dollars (methodology 6.1, 6.3). Linear: units x mark x dollars per quote. Inverse:
 * contracts x face value, independent of price; coins are that divided by price. Quanto: contracts x multiplier x mark
 * x dollars per settle asset. A missing price or contract size gives a reason, never a number; no open contracts are
 * worth nothing at any price (a market before its first trade has no price).
 */
export function oneSidedOpenInterest(input: OpenInterestInput): OneSidedOpenInterest {
  const amount = input.amount.div(input.sourceSides)
  const contracts = input.unit === 'contracts' ? amount : null
  if (amount.isZero()) {
    return { contracts, baseUnits: input.contractType === 'quanto' ? null : amount, valueUsd: amount, reason: null }
  }
  if (input.unit === 'usd') {
    const mark = positive(input.markPrice)
    const quoteUsd = positive(input.quoteUsd)
    const baseUnits = mark && quoteUsd ? amount.div(mark).div(quoteUsd) : null
    return { contracts: null, baseUnits, valueUsd: amount, reason: null }
  }
  if (input.unit === 'contracts' && !positive(input.contractSize))
    return missing('contract size not documented', contracts)
  if (input.contractType === 'inverse') return inverse(input, amount, contracts)
  if (input.contractType === 'quanto') return quanto(input, amount, contracts)
  return linear(input, amount, contracts)
}

function linear(input: OpenInterestInput, amount: Decimal, contracts: Decimal | null): OneSidedOpenInterest {
  const quoteUsd = positive(input.quoteUsd)
  if (input.unit === 'quote') {
    const mark = positive(input.markPrice)
    if (!quoteUsd) return missing('no dollar price for the quote asset', contracts)
    return { contracts, baseUnits: mark ? amount.div(mark) : null, valueUsd: amount.times(quoteUsd), reason: null }
  }
  const size = input.unit === 'contracts' ? positive(input.contractSize) : null
  const baseUnits = size ? amount.times(size) : amount
  const mark = positive(input.markPrice)
  if (!mark) return missing('no mark price', contracts, baseUnits)
  if (!quoteUsd) return missing('no dollar price for the quote asset', contracts, baseUnits)
  return { contracts, baseUnits, valueUsd: baseUnits.times(mark).times(quoteUsd), reason: null }
}

function inverse(input: OpenInterestInput, amount: Decimal, contracts: Decimal | null): OneSidedOpenInterest {
  const mark = positive(input.markPrice)
  if (input.unit === 'base') {
    if (!mark) return missing('no mark price', contracts, amount)
    return { contracts, baseUnits: amount, valueUsd: amount.times(mark), reason: null }
  }
  const size = input.unit === 'contracts' ? positive(input.contractSize) : null
  const valueUsd = size ? amount.times(size) : amount
  return { contracts, baseUnits: mark ? valueUsd.div(mark) : null, valueUsd, reason: null }
}

function quanto(input: OpenInterestInput, amount: Decimal, contracts: Decimal | null): OneSidedOpenInterest {
  const size = positive(input.contractSize)
  const mark = positive(input.markPrice)
  const settleUsd = positive(input.quoteUsd)
  if (input.unit !== 'contracts' || !size) return missing('contract size not documented', contracts)
  if (!mark) return missing('no mark price', contracts)
  if (!settleUsd) return missing('no dollar price for the settle asset', contracts)
  return { contracts, baseUnits: null, valueUsd: amount.times(size).times(mark).times(settleUsd), reason: null }
}

function positive(value: Decimal | null | undefined): Decimal | null {
  return value?.gt(0) ? value : null
}
