import { Absent } from '@/app/_components/absent'
import type { StressResult, StressSide } from '@/lib/core/metrics/stress'
import { formatMultiple } from '@/lib/render/format'
import { formatSolvedMove } from '@/lib/render/stress-text'

/** The move that empties the fund, or why there is none. */
export function SolvedMove({ result, side }: { readonly result: StressResult; readonly side: StressSide }) {
  const { exhaustion } = result
  if (exhaustion === null)
    return <Absent reason={side === 'long' ? 'no fall can exhaust it' : 'no rise can exhaust it'} />
  if (exhaustion.gap < 0) return <Absent reason="slippage alone empties it" />
  return <data value={exhaustion.gap}>{formatSolvedMove(exhaustion.gap)}</data>
}

/** Usable fund over hole, or why there is none. */
export function CoverageOf({ result, side }: { readonly result: StressResult; readonly side: StressSide }) {
  if (result.stressCoverage === null) return <Absent reason={`no hole: no ${side} loses more than its margin`} />
  return <data value={result.stressCoverage}>{formatMultiple(result.stressCoverage)}</data>
}
