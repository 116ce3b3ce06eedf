import type { Decimal } from '@/lib/core/decimal'
import type { MarketDescription, OpenInterestObservation, VolumeObservation } from '@/lib/core/observation'
import { type OpenInterestInput, oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'

const SIDES_NOT_STATED = 'venue does not state its side convention; taken as one-sided'
const NO_QUOTE_PRICE = 'no dollar price for the quote asset'

/** US dollars per quote asset of a market: par for dollars and stablecoins, else unknown here. */
export function quoteUsdOf(market: Pick<MarketDescription, 'quoteAsset'>): Decimal | null {
  return isUsdAtPar(market.quoteAsset) ? PAR : null
}

interface MarketRow {
  readonly payload: number
  readonly market: MarketDescription
  readonly observedAt: Date | null
}

interface OpenInterestRow extends MarketRow, Pick<OpenInterestInput, 'unit' | 'amount' | 'contractSize'> {
  readonly markPrice: Decimal | null
  /** What it is valued at where the venue gives no mark price; named in `caveats`. */
  readonly indexPrice?: Decimal | null
  /** What else makes the figure an estimate, each in a few words. */
  readonly caveats?: readonly string[]
}

/** Open interest of a venue that does not say whether it counts one side: taken as one, an estimate (decision 8). */
export function describeSidesAssumed(row: OpenInterestRow): OpenInterestObservation {
  const { payload, market, observedAt, markPrice, indexPrice = null, caveats = [], ...input } = row
  const counted = oneSidedOpenInterest({
    ...input,
    contractType: market.contractType,
    sourceSides: 1,
    markPrice: markPrice ?? indexPrice,
    quoteUsd: quoteUsdOf(market),
  })
  return {
    kind: 'open_interest',
    payload,
    market,
    ...counted,
    sourceSides: 1,
    markPrice,
    undocumented: false,
    observedAt,
    status: counted.valueUsd === null ? 'M' : 'E',
    reason: counted.reason ?? [SIDES_NOT_STATED, ...caveats].join('; '),
  }
}

/** A market whose open interest has no documented unit: left out of sums by rule, with the reason. */
export function leaveOutOpenInterest({
  reason,
  ...row
}: MarketRow & { readonly markPrice: Decimal | null; readonly reason: string }): OpenInterestObservation {
  return {
    kind: 'open_interest',
    ...row,
    contracts: null,
    baseUnits: null,
    valueUsd: null,
    sourceSides: 1,
    undocumented: true,
    status: 'M',
    reason,
  }
}

/** Volume of 24 hours that a venue states in the quote asset. */
export function describeTurnover({
  market,
  turnover,
  baseUnits,
  ...row
}: MarketRow & { readonly turnover: Decimal; readonly baseUnits: Decimal | null }): VolumeObservation {
  const quoteUsd = quoteUsdOf(market)
  return {
    kind: 'volume',
    ...row,
    market: market.market,
    baseUnits,
    valueUsd: quoteUsd ? turnover.times(quoteUsd) : null,
    status: quoteUsd ? 'A' : 'M',
    reason: quoteUsd ? null : NO_QUOTE_PRICE,
  }
}

/** The `count` rows with the largest amounts, largest first; rows without one are left out. */
export function largestBy<Row>(
  rows: readonly Row[],
  count: number,
  amountOf: (row: Row) => Decimal | null,
): readonly Row[] {
  return rows
    .flatMap((row) => {
      const amount = amountOf(row)
      return amount ? [{ row, amount }] : []
    })
    .sort((a, b) => b.amount.cmp(a.amount))
    .slice(0, count)
    .map(({ row }) => row)
}
