import { type DecimalInput, dec, ratio } from '@/lib/core/decimal'

export interface BitmexAdlScore {
  readonly pnlShare: number
  readonly effectiveLeverage: number
  readonly score: number
}

/**
 * BitMEX's ranking (methodology 2.3): pnl x effective leverage in profit, pnl / effective leverage in loss. Values are
 * signed position values in one currency (negative for a linear short). Null when the entry value is 0 or the mark is
 * not better than bankruptcy.
 */
export function bitmexAdlScore(position: {
  readonly entryValue: DecimalInput
  readonly markValue: DecimalInput
  readonly bankruptcyValue: DecimalInput
}): BitmexAdlScore | null {
  const entry = dec(position.entryValue)
  const mark = dec(position.markValue)
  const margin = mark.minus(dec(position.bankruptcyValue))
  if (entry.isZero() || mark.isZero() || margin.lte(0)) return null
  const pnlShare = mark.minus(entry).div(entry.abs())
  const effectiveLeverage = mark.abs().div(margin)
  const score = pnlShare.gt(0) ? pnlShare.times(effectiveLeverage) : pnlShare.div(effectiveLeverage)
  return {
    pnlShare: pnlShare.toNumber(),
    effectiveLeverage: effectiveLeverage.toNumber(),
    score: score.toNumber(),
  }
}

/** Binance's margin ratio: maintenance / (wallet + unrealised), 0 when that equity is 0 or less (methodology 2.3). */
export function binanceMarginRatio(account: {
  readonly maintenance: DecimalInput
  readonly walletBalance: DecimalInput
  readonly unrealised: DecimalInput
}): number {
  const equity = dec(account.walletBalance).plus(dec(account.unrealised))
  return equity.lte(0) ? 0 : dec(account.maintenance).div(equity).toNumber()
}

/** Binance's ranking (methodology 2.3): max(0, unrealised) / max(1, wallet), times the margin ratio. Amounts in USDT. */
export function binanceAdlScore(account: {
  readonly walletBalance: DecimalInput
  readonly unrealised: DecimalInput
  readonly marginRatio: DecimalInput
}): { readonly pnlShare: number; readonly score: number } {
  const wallet = dec(account.walletBalance)
  const unrealised = dec(account.unrealised)
  const pnlShare = unrealised.gt(0) ? unrealised.div(wallet.gt(1) ? wallet : dec(1)) : dec(0)
  return { pnlShare: pnlShare.toNumber(), score: pnlShare.times(dec(account.marginRatio)).toNumber() }
}

/**
 * Hyperliquid's sorting index as its documentation prints it (methodology 2.3): mark / entry x notional / account
 * value. Whether shorts are sorted with a side adjustment is not documented. Null when the entry or account value is
 * not above 0.
 */
export function hyperliquidAdlIndex(position: {
  readonly mark: DecimalInput
  readonly entry: DecimalInput
  readonly notional: DecimalInput
  readonly accountValue: DecimalInput
}): number | null {
  const entry = dec(position.entry)
  const accountValue = dec(position.accountValue)
  if (entry.lte(0) || accountValue.lte(0)) return null
  return ratio(dec(position.mark).times(dec(position.notional)), entry.times(accountValue))
}
