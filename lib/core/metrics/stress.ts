import { z } from 'zod'
import { type Decimal, type DecimalInput, dec, ratio, ZERO } from '@/lib/core/decimal'
import { numberWithin, shown, statesAccepted, statesKeys } from '@/lib/core/metrics/input-schema'
import {
  bankruptShare,
  expectedLoss,
  type LeverageLaw,
  leverageLawSchema,
  solveUnitLoss,
} from '@/lib/core/metrics/leverage-law'

/** Margin in the quote currency (`linear`) or in the coin itself (`inverse`). */
export type StressContract = 'linear' | 'inverse'
/** The side that loses: `long` in a fall, `short` in a rise. */
export type StressSide = 'long' | 'short'

/** Amounts in the margin currency: USD for linear, coins for inverse. `gap` and `slippage` are ratios. */
export interface StressInput {
  readonly contract: StressContract
  readonly side: StressSide
  readonly openInterest: DecimalInput
  readonly fund: DecimalInput
  /** What the fund can pay before ADL starts; the whole fund when left out. Below 0 counts as 0. */
  readonly usableFund?: DecimalInput | undefined
  readonly gap: number
  readonly slippage: number
  readonly leverageLaw: LeverageLaw
}

/** The move that uses up the fund. `gap` below 0 means that slippage alone does. */
export interface Exhaustion {
  readonly unitLoss: number
  readonly allInMove: number
  readonly gap: number
}

export interface StressResult {
  readonly allInMove: number
  readonly unitLoss: number
  readonly bankruptShare: number
  readonly bankruptNotional: number
  readonly shortfall: number
  readonly fundDraw: number
  readonly fundAfter: number
  readonly residualToAdl: number
  /** Usable fund / shortfall; null when there is no shortfall. */
  readonly stressCoverage: number | null
  /** Null when there is no open interest, or no move of this side can use up the fund. */
  readonly exhaustion: Exhaustion | null
}

const MOST_AMOUNT = 1e24
const MOST_RISE = 100

function amountSchema(name: string, least: number) {
  const accepted = `a number or decimal string from ${least} to ${MOST_AMOUNT}`
  const error = statesAccepted(name, accepted)
  return z
    .union([z.number(), z.string().regex(/^-?\d{1,25}(\.\d{1,40})?$/, { abort: true })], error)
    .refine((value) => Number(value) >= least && Number(value) <= MOST_AMOUNT, error)
}

const requestKeys = ['contract', 'side', 'open_interest', 'fund', 'usable_fund', 'gap', 'slippage', 'leverage_law']

/**
 * The stress request as the API takes it. A fall is 0 up to (not including) 1, a rise 0 to 100, slippage 0 up to (not
 * including) 1; the usable fund is at most the fund, and 0 when the fund is negative. Unknown keys are refused.
 */
export const stressInputSchema = z
  .strictObject(
    {
      contract: z
        .enum(['linear', 'inverse'], statesAccepted('contract', 'linear, inverse'))
        .describe('Margin in the quote currency (linear) or in the coin itself (inverse).'),
      side: z
        .enum(['long', 'short'], statesAccepted('side', 'long, short'))
        .describe('The side that loses: long in a fall, short in a rise.'),
      open_interest: amountSchema('open_interest', 0).describe('Open interest, one side, in the margin currency.'),
      fund: amountSchema('fund', -MOST_AMOUNT).describe('The fund, in the margin currency.'),
      usable_fund: amountSchema('usable_fund', 0)
        .optional()
        .describe('What the fund can pay before ADL starts; the whole fund when left out.'),
      gap: numberWithin('gap', 0, MOST_RISE).describe('The instant move, a ratio; below 1 in a fall.'),
      slippage: z
        .number(statesAccepted('slippage', 'a number from 0 to below 1'))
        .gte(0, statesAccepted('slippage', 'a number from 0 to below 1'))
        .lt(1, statesAccepted('slippage', 'a number from 0 to below 1'))
        .describe('Slippage of liquidations on top, a ratio.'),
      leverage_law: leverageLawSchema.describe('How leverage is spread over open interest.'),
    },
    statesKeys('the stress input', requestKeys),
  )
  .superRefine(({ side, gap, fund, usable_fund }, context) => {
    if (side === 'long' && gap >= 1) {
      const message = `gap is ${gap}; accepted for side long: a number from 0 to below 1`
      context.addIssue({ code: 'custom', path: ['gap'], message })
    }
    if (usable_fund !== undefined && dec(usable_fund).gt(notNegative(dec(fund)))) {
      const message = `usable_fund is ${shown(usable_fund)}; accepted: at most the fund (${shown(fund)}), 0 when it is negative`
      context.addIssue({ code: 'custom', path: ['usable_fund'], message })
    }
  })

export type StressRequest = z.infer<typeof stressInputSchema>

/** A validated request in the words of the metrics. */
export function readStressInput(request: StressRequest): StressInput {
  return {
    contract: request.contract,
    side: request.side,
    openInterest: request.open_interest,
    fund: request.fund,
    usableFund: request.usable_fund,
    gap: request.gap,
    slippage: request.slippage,
    leverageLaw: request.leverage_law,
  }
}

/**
 * G, the whole adverse move: slippage compounds on the gapped price (methodology 4.1). Ratios; expanded so that small
 * moves keep their digits.
 */
export function allInMove(side: StressSide, gap: number, slippage: number): number {
  const compounded = gap * slippage
  return side === 'long' ? gap + slippage - compounded : gap + slippage + compounded
}

/**
 * x, the loss per unit of open interest in its margin currency (methodology 4.1): G for linear, G/(1-G) for an inverse
 * long, G/(1+G) for an inverse short. Throws RangeError where the price would not stay above 0.
 */
export function unitLossOf(contract: StressContract, side: StressSide, gap: number, slippage: number): number {
  const move = allInMove(side, gap, slippage)
  const left = side === 'long' ? (1 - gap) * (1 - slippage) : (1 + gap) * (1 + slippage)
  if (!(left > 0 && Number.isFinite(move))) {
    throw new RangeError(`gap ${gap} with slippage ${slippage} is not a move a ${side} position can meet`)
  }
  return contract === 'linear' ? move : move / left
}

/**
 * The shortfall of one margin pool under an instant move, and who carries it (methodology 4.1): shortfall = open
 * interest x lambda(x), of which the usable fund pays its part and the rest goes to ADL. Amounts are multiplied as
 * decimals and offered as numbers in the unit of the input. Throws RangeError on an amount or move out of range.
 */
export function stress(input: StressInput): StressResult {
  const { contract, side, gap, slippage, leverageLaw: law } = input
  const openInterest = dec(input.openInterest)
  if (openInterest.lt(0)) throw new RangeError(`open interest is ${openInterest.toString()}; accepted: 0 or more`)
  const fund = dec(input.fund)
  const usable = notNegative(input.usableFund === undefined ? fund : dec(input.usableFund))
  const unitLoss = unitLossOf(contract, side, gap, slippage)
  const share = bankruptShare(law, unitLoss)
  const shortfall = openInterest.times(expectedLoss(law, unitLoss))
  const draw = shortfall.lt(usable) ? shortfall : usable
  return {
    allInMove: allInMove(side, gap, slippage),
    unitLoss,
    bankruptShare: share,
    bankruptNotional: openInterest.times(share).toNumber(),
    shortfall: shortfall.toNumber(),
    fundDraw: draw.toNumber(),
    fundAfter: fund.minus(draw).toNumber(),
    residualToAdl: shortfall.minus(draw).toNumber(),
    stressCoverage: ratio(usable, shortfall),
    exhaustion: reverseStress({ contract, side, usable, openInterest, slippage, law }),
  }
}

/**
 * The move at which the shortfall equals the usable fund (methodology 4.4); an empty fund is used up by a move of 0.
 * Amounts in the margin currency. Null without open interest, and when no move of this side is large enough: a fall of
 * 100 % or more for longs, and any rise once an inverse pool holds more coins than its shorts can lose.
 */
export function reverseStress(pool: {
  readonly contract: StressContract
  readonly side: StressSide
  readonly usable: Decimal
  readonly openInterest: Decimal
  readonly slippage: number
  readonly law: LeverageLaw
}): Exhaustion | null {
  const { contract, side, slippage } = pool
  const lossPerUnit = ratio(notNegative(pool.usable), pool.openInterest)
  if (lossPerUnit === null) return null
  const unitLoss = lossPerUnit === 0 ? 0 : solveUnitLoss(pool.law, lossPerUnit)
  const move = moveOf(contract, side, unitLoss)
  if (move === null) return null
  const gap = side === 'long' ? (move - slippage) / (1 - slippage) : (move - slippage) / (1 + slippage)
  return { unitLoss, allInMove: move, gap }
}

/** G for a unit loss; null where the side's price range has no such move. */
function moveOf(contract: StressContract, side: StressSide, unitLoss: number): number | null {
  if (side === 'long') {
    const fall = contract === 'linear' ? unitLoss : unitLoss / (1 + unitLoss)
    return fall < 1 ? fall : null
  }
  if (contract === 'linear') return unitLoss
  return unitLoss < 1 ? unitLoss / (1 - unitLoss) : null
}

function notNegative(value: Decimal): Decimal {
  return value.lt(0) ? ZERO : value
}
