import { type Decimal, dec, plain } from '@/lib/core/decimal'
import type { DecimalText } from '@/lib/queries/dto/common'

export { formatAge, formatDatePartial, formatDay, formatTime } from '@/lib/render/time'

const MINUS = '\u2212'
const SUFFIXES = ['', 'K', 'M', 'B', 'T'] as const
const USD_SIGNIFICANT = 3
const PERCENT_SIGNIFICANT = 2

/** Assets that stand for one US dollar: shown with cents at most. */
const DOLLAR_ASSETS = new Set([
  'USD',
  'USDT',
  'USDC',
  'USDE',
  'USDS',
  'DAI',
  'FDUSD',
  'TUSD',
  'USD1',
  'RLUSD',
  'PYUSD',
  'USDB',
])

/** Digits before the decimal point of a positive value; 1 below ten. */
function integerDigits(value: Decimal): number {
  return value.trunc().toFixed().length
}

function groupDigits(digits: string): string {
  const [whole = '', fraction] = digits.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

function withoutTrailingZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits
}

function sign(value: Decimal): string {
  return value.isNegative() && !value.isZero() ? MINUS : ''
}

/** The suffix follows from the rounded value, so that 999,999.99 is 1.00M and not 1000K. */
function abbreviate(magnitude: Decimal): string {
  const rounded = magnitude.toSignificantDigits(USD_SIGNIFICANT)
  const step = Math.min(Math.floor((integerDigits(rounded) - 1) / 3), SUFFIXES.length - 1)
  const scaled = rounded.div(dec(10).pow(step * 3))
  const decimals = Math.max(0, USD_SIGNIFICANT - integerDigits(scaled))
  return `${groupDigits(scaled.toFixed(decimals))}${SUFFIXES[step] ?? ''}`
}

/** `$794M`, `$1.24B`, `$25.6K`, `$612`, `−$5.42K`; `$0` only for a zero, `<$0.01` for what is less than a cent. */
export function formatUsd(value: DecimalText): string {
  const usd = dec(value)
  if (usd.isZero()) return '$0'
  const magnitude = usd.abs()
  if (magnitude.lt('0.005')) return usd.isNegative() ? `${MINUS}<$0.01` : '<$0.01'
  return `${sign(usd)}$${abbreviate(magnitude)}`
}

/** A price per unit, five significant figures, grouped: `$63,012`, `$0.99987`. */
export function formatUsdPrice(price: number): string {
  const value = dec(price)
  return `${sign(value)}$${groupDigits(plain(value.abs().toSignificantDigits(5)))}`
}

/** An amount without its unit, three significant figures: `36.8K`. For axes whose title names the unit. */
export function formatCompact(value: DecimalText): string {
  const amount = dec(value)
  if (amount.isZero()) return '0'
  const magnitude = amount.abs()
  const digits = magnitude.lt(1) ? plain(magnitude.toSignificantDigits(USD_SIGNIFICANT)) : abbreviate(magnitude)
  return `${sign(amount)}${digits}`
}

/** Every digit of a dollar amount, grouped: `$794,123,456.78`. */
export function formatUsdExact(value: DecimalText): string {
  const usd = dec(value)
  return `${sign(usd)}$${groupDigits(plain(usd.abs()))}`
}

/** Every digit of an amount in its own asset: `36,751.78124567 XBT`. */
export function formatUnitsExact(units: DecimalText, asset: string): string {
  const amount = dec(units)
  return `${sign(amount)}${groupDigits(plain(amount.abs()))} ${asset}`
}

function unitDecimals(magnitude: Decimal, asset: string): number {
  if (DOLLAR_ASSETS.has(asset.toUpperCase())) return magnitude.gte(1_000) ? 0 : 2
  if (magnitude.gte(1_000_000)) return 0
  return magnitude.gte(1_000) ? 2 : 4
}

/** An amount in its own asset, short enough for a table: dollars with 0 to 2 decimals, other assets with up to 4. */
export function formatUnits(units: DecimalText, asset: string): string {
  const amount = dec(units)
  if (amount.isZero()) return `0 ${asset}`
  const magnitude = amount.abs()
  const decimals = unitDecimals(magnitude, asset)
  const smallest = dec(10).pow(-decimals)
  if (magnitude.lt(smallest.div(2))) return `${sign(amount)}<${plain(smallest)} ${asset}`
  return `${sign(amount)}${groupDigits(withoutTrailingZeros(magnitude.toFixed(decimals)))} ${asset}`
}

/** Two significant figures, whole percent from 10 up. */
function percentDigits(magnitude: Decimal): string {
  const percent = magnitude.times(100)
  if (percent.isZero()) return '0'
  const rounded = percent.toSignificantDigits(PERCENT_SIGNIFICANT)
  if (rounded.gte(10)) return groupDigits(percent.toFixed(0))
  return rounded.toFixed(PERCENT_SIGNIFICANT - 1 - rounded.e)
}

/** A plain ratio as percent: 0.0034 is `0.34 %`, 0.123 is `12 %`. */
export function formatRatioPercent(ratio: number): string {
  const value = dec(ratio)
  return `${sign(value)}${percentDigits(value.abs())} %`
}

/** A relative change with its sign: `+0.20 %`, `−1.0 %`, `0 %`. */
export function formatChange(ratio: number): string {
  const text = formatRatioPercent(ratio)
  return ratio > 0 ? `+${text}` : text
}

/**
 * A band of price moves: `8.3–15 %`; one figure where both ends read the same; `8.3 % or more` where the upper end is
 * null, that is, where some leverage law finds no move that uses up the fund.
 */
export function formatMove(band: { readonly low: number; readonly high: number | null }): string {
  const low = percentDigits(dec(band.low).abs())
  if (band.high === null) return `${low} % or more`
  const high = percentDigits(dec(band.high).abs())
  return low === high ? `${low} %` : `${low}–${high} %`
}

/** A multiple, two significant figures: `0.42×`, `3.1×`, `128×`. */
export function formatMultiple(value: number): string {
  const multiple = dec(value)
  const magnitude = multiple.abs()
  const digits = magnitude.gte(10) ? magnitude.toFixed(0) : plain(magnitude.toSignificantDigits(PERCENT_SIGNIFICANT))
  return `${sign(multiple)}${groupDigits(digits)}×`
}

/** Highest leverage: `100x`. */
export function formatLeverage(max: number): string {
  return `${groupDigits(plain(dec(max)))}x`
}

/** Proximity to an ADL trigger, two decimals: `0.42`, `1.17`; below the calm end with a minus sign. */
export function formatProximity(proximity: number): string {
  const value = dec(proximity)
  return `${sign(value)}${value.abs().toFixed(2)}`
}

/** A count with its noun: `1 market`, `1,204 markets`. */
export function formatCount(count: number, one: string, many: string = `${one}s`): string {
  return `${formatInteger(count)} ${count === 1 ? one : many}`
}

/** A whole number, grouped: `1,204`. */
export function formatInteger(count: number): string {
  return groupDigits(count.toFixed(0))
}
