import { type Decimal, type DecimalInput, dec } from '@/lib/core/decimal'

/** Positions are indexes into the series; spans are milliseconds, or steps when no times are given. */
export interface Drawdown {
  /** Largest 1 - units / running maximum, 0..1. */
  readonly maxDrawdown: number
  /** The same at the last point; null while the running maximum is not above 0. */
  readonly currentDrawdown: number | null
  /** Of the largest drawdown, its first occurrence; null when the series never falls. */
  readonly peakIndex: number | null
  readonly troughIndex: number | null
  /** First point after the trough at or above the peak; null while open. */
  readonly recoveryIndex: number | null
  readonly timeToTrough: number | null
  /** Peak to recovery; null while open, never the age so far. */
  readonly duration: number | null
}

interface Point {
  readonly index: number
  readonly units: Decimal
}

/**
 * Drawdown of a series of units (or of a flow-adjusted index) in time order (methodology 3.1). A fall below 0 counts as
 * 1. Null without any positive point: there is nothing to fall from. Throws RangeError when times and units differ in
 * number or the times go back.
 */
export function measureDrawdown(units: readonly DecimalInput[], timesMs?: readonly number[]): Drawdown | null {
  checkTimes(units.length, timesMs)
  const amounts = units.map(dec)
  let peak: Point | null = null
  let worst: { readonly share: Decimal; readonly peak: Point; readonly trough: number } | null = null
  let current: Decimal | null = null
  for (const [index, amount] of amounts.entries()) {
    if (amount.gt(0) && (peak === null || amount.gte(peak.units))) peak = { index, units: amount }
    if (peak === null) continue
    current = amount.lt(0) ? dec(1) : dec(1).minus(amount.div(peak.units))
    if (current.gt(worst?.share ?? 0)) worst = { share: current, peak, trough: index }
  }
  if (current === null) return null
  const currentDrawdown = current.toNumber()
  if (worst === null) {
    const none = { peakIndex: null, troughIndex: null, recoveryIndex: null, timeToTrough: null, duration: null }
    return { maxDrawdown: 0, currentDrawdown, ...none }
  }
  const { peak: top, trough: troughIndex } = worst
  const recovery = amounts.findIndex((amount, index) => index > troughIndex && amount.gte(top.units))
  const recoveryIndex = recovery === -1 ? null : recovery
  const at = (index: number) => timesMs?.[index] ?? index
  return {
    maxDrawdown: worst.share.toNumber(),
    currentDrawdown,
    peakIndex: top.index,
    troughIndex,
    recoveryIndex,
    timeToTrough: at(troughIndex) - at(top.index),
    duration: recoveryIndex === null ? null : at(recoveryIndex) - at(top.index),
  }
}

function checkTimes(length: number, timesMs: readonly number[] | undefined): void {
  if (timesMs === undefined) return
  if (timesMs.length !== length) throw new RangeError(`${timesMs.length} times for ${length} units`)
  for (const [index, time] of timesMs.entries()) {
    if (!(time >= (timesMs[index - 1] ?? time))) throw new RangeError(`time ${index} is before the one it follows`)
  }
}
