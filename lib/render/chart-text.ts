import { dec, plain } from '@/lib/core/decimal'
import { knownValues, type PlotPanel, type PlotUnit } from '@/lib/render/chart-plot'
import { formatCompact, formatRatioPercent, formatUnits, formatUsd } from '@/lib/render/format'
import { formatDay, formatTime } from '@/lib/render/time'

function withoutZeros(text: string): string {
  return text.replace(/\.0+(?=[KMBT ]|$)/, '').replace(/(\.\d*[1-9])0+(?=[KMBT ]|$)/, '$1')
}

/** A tick of the value axis: `$200M`, `5 %`, `40K`. */
export function formatTick(value: number, unit: PlotUnit): string {
  if (unit.kind === 'ratio') return withoutZeros(formatRatioPercent(value))
  const digits = plain(dec(value))
  return withoutZeros(unit.kind === 'usd' ? formatUsd(digits) : formatCompact(digits))
}

/** A value as the tooltip and the announcement say it. */
export function formatPlotValue(value: number, unit: PlotUnit): string {
  if (unit.kind === 'ratio') return formatRatioPercent(value)
  const digits = plain(dec(value))
  if (unit.kind === 'index') return formatCompact(digits)
  return unit.kind === 'usd' ? formatUsd(digits) : formatUnits(digits, unit.asset)
}

/** What a panel shows, for those who do not see it: `Fund in XBT, 2016-01-31 to 2026-10-31, from 2,000 to 3,677 XBT.` */
export function describePanel(panel: PlotPanel): string {
  const ranges = panel.series.flatMap((series) => {
    const values = knownValues(series)
    const [first, last] = [values[0], values.at(-1)]
    if (first === undefined || last === undefined) return []
    return [`${series.name} from ${formatPlotValue(first, panel.unit)} to ${formatPlotValue(last, panel.unit)}`]
  })
  const simulated = panel.simulated ? 'SIMULATED. ' : ''
  return `${simulated}${panel.title}, ${formatDay(panel.from)} to ${formatDay(panel.to)}. ${ranges.join('; ')}.`
}

/** Moments at which some line of the panel has a value: where the keyboard stops. */
export function stopsOf(panel: PlotPanel): readonly number[] {
  const stops = new Set<number>()
  for (const { points } of panel.series) for (const [at, value] of points) if (value !== null) stops.add(at)
  return [...stops].sort((a, b) => a - b)
}

/** What stands at a moment, in one sentence, with the incidents since the stop before it. */
export function describeStop(panel: PlotPanel, stops: readonly number[], index: number): string {
  const at = stops[index]
  if (at === undefined) return ''
  const values = panel.series.flatMap(({ name, points }) =>
    points.flatMap(([time, value, note]) => {
      if (time !== at || value === null) return []
      const text = `${name} ${formatPlotValue(value, panel.unit)}`
      return [note === null ? text : `${text} (${note})`]
    }),
  )
  const previous = stops[index - 1] ?? Number.NEGATIVE_INFINITY
  const marks = panel.marks.filter((mark) => mark.at > previous && mark.at <= at)
  const incidents = marks.map((mark) => ` Incident ${mark.number}: ${mark.title.replace(/\.$/, '')}.`).join('')
  return `${formatTime(at)} UTC: ${values.join(', ')}.${incidents}`
}
