import { dec, plain } from '@/lib/core/decimal'
import type { StressResult, StressSide } from '@/lib/core/metrics/stress'
import { formatCompact, formatRatioPercent, formatUsd } from '@/lib/render/format'

/** An amount of the model in words, three figures: dollars, or coins with their name. */
export function formatAmount(value: number, unit: string): string {
  const digits = plain(dec(value))
  return unit === 'USD' ? formatUsd(digits) : `${formatCompact(digits)} ${unit}`
}

/** A share of a move as typed: `10 %`, `0.5 %`, with all its digits. */
export function formatShare(ratio: number): string {
  return `${plain(dec(ratio).times(100).toSignificantDigits(6))} %`
}

/** A solved move, to three figures: `10.6 %`. */
export function formatSolvedMove(ratio: number): string {
  return formatShare(Number(ratio.toPrecision(3)))
}

/** `A fall of 10 % with 0.5 % slippage`. */
export function moveWords(side: StressSide, gap: number, slippage: number): string {
  const move = `${side === 'long' ? 'A fall' : 'A rise'} of ${formatShare(gap)}`
  return slippage === 0 ? `${move} without slippage` : `${move} with ${formatShare(slippage)} slippage`
}

export interface HeadlineInput {
  readonly side: StressSide
  readonly gap: number
  readonly slippage: number
  readonly unit: string
  /** `Bybit, USDT pool`. */
  readonly subject: string
  readonly law: string
  readonly result: StressResult
  readonly usable: number
  /** Dollars per coin before the move, for pools counted in coins. */
  readonly priceUsd: string | null
}

/** What the scenario does, in facts: the hole, who pays, what is left. */
export function headlineSentences(input: HeadlineInput): readonly string[] {
  const { result, unit } = input
  const move = moveWords(input.side, input.gap, input.slippage)
  const where = `, under the law “${input.law}”`
  if (result.shortfall === 0)
    return [`${move} would leave no hole at ${input.subject}${where}: no position loses more than its margin.`]
  const dollars = input.priceUsd === null ? null : plain(dec(result.shortfall).times(dec(input.priceUsd)))
  const inUsd = dollars === null ? '' : ` (${formatUsd(dollars)} at the price before the move)`
  const hole = `${formatAmount(result.shortfall, unit)}${inUsd}`
  const share = formatRatioPercent(result.bankruptShare)
  const first = `${move} would leave a hole of ${hole} at ${input.subject}${where}: ${share} of open interest would be bankrupt.`
  const paid = formatAmount(result.fundDraw, unit)
  if (result.residualToAdl > 0) {
    const left = formatAmount(result.residualToAdl, unit)
    const usable = input.usable > 0 ? `all it can use (${paid})` : 'nothing: it has nothing usable'
    return [first, `The fund pays ${usable}; ${left} would go to auto-deleveraging.`]
  }
  const rest = formatAmount(input.usable - result.fundDraw, unit)
  return [
    first,
    `The fund pays all of it; ${rest} of its usable money would be left. Nothing would go to auto-deleveraging.`,
  ]
}

export interface BandInput {
  readonly unit: string
  readonly results: readonly StressResult[]
}

/** How the answer depends on the leverage law: the range over the standard laws, and under how many the fund is used up. */
export function bandSentence({ unit, results }: BandInput): string | null {
  if (results.length < 2) return null
  const holes = results.map(({ shortfall }) => shortfall)
  const lefts = results.map(({ residualToAdl }) => residualToAdl)
  const range = (values: readonly number[]) => {
    const low = formatAmount(Math.min(...values), unit)
    const high = formatAmount(Math.max(...values), unit)
    if (Math.max(...values) === 0) return 'nothing'
    return low === high ? low : `${low} to ${high}`
  }
  const emptied = lefts.filter((left) => left > 0).length
  const many = emptied === 0 ? 'none' : emptied === results.length ? 'all' : `${emptied}`
  const laws = `${many} of the ${results.length === 3 ? 'three' : results.length} standard leverage laws`
  return `Traders’ leverage is not public, so three laws are set beside each other: the hole is ${range(holes)}, what goes to ADL ${range(lefts)}. The fund would be used up under ${laws}.`
}
