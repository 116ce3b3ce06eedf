import { type Decimal, type DecimalInput, dec, ratio, ZERO } from '@/lib/core/decimal'

/**
 * What a fund can pay before a drawdown trigger starts ADL (methodology 4.5): max(0, F - (1-theta) x 8 h peak), in the
 * unit of `now`. `theta` is the trigger as a share of the peak, above 0 and at most 1; the peak includes `now`. Throws
 * RangeError on another theta.
 */
export function effectiveCapacity(now: DecimalInput, peak8h: DecimalInput, theta: DecimalInput): Decimal {
  const share = dec(theta)
  if (share.lte(0) || share.gt(1)) throw new RangeError(`theta is ${share.toString()}; accepted: above 0 and at most 1`)
  const balance = dec(now)
  const peak = larger(dec(peak8h), balance)
  return larger(ZERO, balance.minus(peak.times(dec(1).minus(share))))
}

/** Bybit's published trigger for one symbol. Ratios are negative (-0.3), balances in the margin coin. */
export interface BybitAdlRule {
  readonly balance: DecimalInput
  readonly pnlRatio: DecimalInput
  readonly insurancePnlRatio: DecimalInput
  readonly adlTriggerThreshold: DecimalInput
}

/**
 * Whether Bybit's documented rules start ADL (methodology 2.4): the balance is above its threshold and the symbol's
 * 8 h loss passes the limit, or the balance is 0 or less.
 */
export function bybitAdlTriggered(rule: BybitAdlRule): boolean {
  const balance = dec(rule.balance)
  if (balance.lte(0)) return true
  return balance.gt(dec(rule.adlTriggerThreshold)) && dec(rule.pnlRatio).lt(dec(rule.insurancePnlRatio))
}

export type AdlProximity =
  | { readonly present: true; readonly proximity: number }
  | { readonly present: false; readonly reason: string }

/**
 * pnlRatio / insurancePnlRatio: 0 calm, 1 at the trigger (methodology 2.5). A profit counts as 0. Absent, with the
 * reason, while the balance is not above its threshold (then the balance decides) or the limit is not negative.
 */
export function adlProximity(rule: BybitAdlRule): AdlProximity {
  const limit = dec(rule.insurancePnlRatio)
  if (limit.gte(0)) return { present: false, reason: `drawdown limit is ${limit.toString()}, not below 0` }
  if (dec(rule.balance).lte(dec(rule.adlTriggerThreshold))) {
    return { present: false, reason: 'balance is not above the trigger threshold' }
  }
  const share = ratio(dec(rule.pnlRatio), limit)
  if (share === null) return { present: false, reason: 'drawdown limit is too small to divide by' }
  return { present: true, proximity: Math.max(0, share) }
}

export interface BybitAdlScenario {
  /** (symbol profit now - its 8 h maximum) / the pool's 8 h maximum balance. */
  readonly pnlRatio: number
  readonly adlTriggered: boolean
  readonly borneByPool: Decimal
  readonly borneByAdl: Decimal
  readonly proximity: AdlProximity
}

/**
 * Bybit's per-symbol drawdown rule on one pool (methodology 2.4, 4.5): the pool bears the symbol's loss from its 8 h
 * peak up to |limit| x the 8 h maximum balance, ADL the rest. Amounts in the margin coin. Null where that rule does not
 * apply: balance not above the threshold, no positive maximum balance, or a limit that is not negative.
 */
export function bybitAdlScenario(pool: {
  readonly balance: DecimalInput
  readonly maxBalance8h: DecimalInput
  readonly symbolPnlNow: DecimalInput
  readonly symbolPnl8hMax: DecimalInput
  readonly insurancePnlRatio: DecimalInput
  readonly adlTriggerThreshold: DecimalInput
}): BybitAdlScenario | null {
  const { balance, insurancePnlRatio, adlTriggerThreshold } = pool
  const peak = dec(pool.maxBalance8h)
  const limit = dec(insurancePnlRatio)
  if (peak.lte(0) || limit.gte(0) || dec(balance).lte(dec(adlTriggerThreshold))) return null
  const change = dec(pool.symbolPnlNow).minus(dec(pool.symbolPnl8hMax))
  const pnlRatio = change.div(peak)
  const loss = larger(ZERO, change.neg())
  const most = peak.times(limit.neg())
  const borneByPool = loss.lt(most) ? loss : most
  const rule = { balance, pnlRatio, insurancePnlRatio, adlTriggerThreshold }
  return {
    pnlRatio: pnlRatio.toNumber(),
    adlTriggered: bybitAdlTriggered(rule),
    borneByPool,
    borneByAdl: loss.minus(borneByPool),
    proximity: adlProximity(rule),
  }
}

export interface NotionalCap {
  readonly absorbableNotional: Decimal
  /** Share of the bankrupt notional the fund may take over, 0..1; null when nothing is bankrupt. */
  readonly absorbedShare: number | null
  readonly notionalToAdl: Decimal
}

/**
 * The cap some venues put on the positions a fund may hold (methodology 4.5): `capMultiple` x fund of notional, the
 * rest goes to ADL however small the loss. Amounts in one unit; an empty fund takes nothing. Throws RangeError on a
 * negative notional or multiple.
 */
export function capNotional(
  bankruptNotional: DecimalInput,
  fund: DecimalInput,
  capMultiple: DecimalInput,
): NotionalCap {
  const notional = dec(bankruptNotional)
  const multiple = dec(capMultiple)
  if (notional.lt(0)) throw new RangeError(`bankrupt notional is ${notional.toString()}; accepted: 0 or more`)
  if (multiple.lt(0)) throw new RangeError(`cap multiple is ${multiple.toString()}; accepted: 0 or more`)
  const absorbableNotional = larger(ZERO, dec(fund)).times(multiple)
  const absorbed = notional.lt(absorbableNotional) ? notional : absorbableNotional
  return { absorbableNotional, absorbedShare: ratio(absorbed, notional), notionalToAdl: notional.minus(absorbed) }
}

function larger(a: Decimal, b: Decimal): Decimal {
  return a.gt(b) ? a : b
}
