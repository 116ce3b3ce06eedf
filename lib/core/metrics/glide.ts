import { type DecimalInput, dec } from '@/lib/core/decimal'
import { bankruptShare, expectedLoss, type LeverageLaw } from '@/lib/core/metrics/leverage-law'
import { allInMove } from '@/lib/core/metrics/stress'

/** A linear long pool under a fall. Open interest in USD; gap, slippage, maintenance and retention are ratios. */
export interface GlideInput {
  readonly openInterest: DecimalInput
  readonly leverageLaw: LeverageLaw
  readonly gap: number
  readonly slippage: number
  /** Maintenance margin rate on mark value. */
  readonly maintenance: number
  /** Share of left-over margin the fund keeps; 1 where the venue returns none. */
  readonly retention?: number | undefined
}

export interface Glide {
  /** Cushion at which a position is seized at the bottom of the fall. */
  readonly triggerCushion: number
  /** Shortfall per unit of open interest. */
  readonly unitShortfall: number
  readonly shortfall: number
  /** What the fund gains (above 0) or loses. */
  readonly netFundChange: number
}

/**
 * Orderly market, thin book (methodology 4.6): each position is seized at its own trigger and closed with slippage, so
 * the fund changes by N (mu-s)/(1-mu) E[(1-c) 1{c <= chi}], chi = g + mu(1-g). A gain is kept by `retention`. Throws
 * RangeError on a maintenance or retention out of range.
 */
export function glide(input: GlideInput): Glide {
  const { leverageLaw: law, gap, slippage, maintenance } = input
  const retention = checkRates(input)
  const chi = triggerCushion(gap, maintenance)
  const seized = (1 - chi) * bankruptShare(law, chi) + expectedLoss(law, chi)
  const change = ((maintenance - slippage) / (1 - maintenance)) * seized
  const unitShortfall = Math.max(0, -change)
  const unitChange = Math.max(0, change) * retention - unitShortfall
  return {
    triggerCushion: chi,
    unitShortfall,
    shortfall: dec(input.openInterest).times(unitShortfall).toNumber(),
    netFundChange: dec(input.openInterest).times(unitChange).toNumber(),
  }
}

export interface Surplus {
  readonly shortfall: number
  /** Left-over margin of positions liquidated while still solvent, before `retention`. */
  readonly surplus: number
  /** Shortfall less the retained surplus; below 0 the fund grows. */
  readonly netDraw: number
  readonly liquidatedShare: number
}

/**
 * The gap shortfall with credit for liquidated-but-solvent positions: surplus = N E[(c-G) 1{G < c <= chi}], chi = G +
 * mu(1-G). Amounts in USD. Throws RangeError on a maintenance or retention out of range.
 */
export function creditSurplus(input: GlideInput): Surplus {
  const { leverageLaw: law, gap, slippage, maintenance } = input
  const retention = checkRates(input)
  const move = allInMove('long', gap, slippage)
  const chi = triggerCushion(move, maintenance)
  const liquidatedShare = bankruptShare(law, chi)
  const unitLoss = expectedLoss(law, move)
  const unitSurplus = Math.max(0, (chi - move) * liquidatedShare - (expectedLoss(law, chi) - unitLoss))
  const openInterest = dec(input.openInterest)
  const shortfall = openInterest.times(unitLoss)
  const surplus = openInterest.times(unitSurplus)
  return {
    shortfall: shortfall.toNumber(),
    surplus: surplus.toNumber(),
    netDraw: shortfall.minus(surplus.times(retention)).toNumber(),
    liquidatedShare,
  }
}

/** chi: the cushion below which a linear long is under maintenance after a fall of `move`, mu on mark value. */
export function triggerCushion(move: number, maintenance: number): number {
  return move + maintenance * (1 - move)
}

function checkRates({ maintenance, retention = 1 }: GlideInput): number {
  if (!(maintenance >= 0 && maintenance < 1)) {
    throw new RangeError(`maintenance is ${maintenance}; accepted: from 0 to below 1`)
  }
  if (!(retention >= 0 && retention <= 1)) throw new RangeError(`retention is ${retention}; accepted: from 0 to 1`)
  return retention
}
