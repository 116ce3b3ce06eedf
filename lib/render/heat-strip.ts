import type { AdlCell, AdlStrip } from '@/lib/queries/dto/adl'
import { timeTicks } from '@/lib/render/chart-axis'
import { formatCount } from '@/lib/render/format'
import { formatDay, formatTime } from '@/lib/render/time'
import { adlLevelWord } from '@/lib/render/words'

/** What a stretch of a strip says: a level, a signal without one, or that nothing was read. */
export type HeatKind = 'unread' | 'ungraded' | 0 | 1 | 2 | 3

/** Neighbouring cells that say the same. */
export interface HeatRun {
  readonly kind: HeatKind
  readonly from: number
  readonly to: number
  readonly cells: number
  /** Subjects at the level, where it is 1 or above: one per cell, without repeats. */
  readonly subjects: readonly string[]
}

export interface DrawnRun extends HeatRun {
  readonly x: number
  readonly width: number
}

export interface DrawnStrip {
  readonly runs: readonly DrawnRun[]
  readonly ticks: readonly { readonly at: number; readonly text: string; readonly percent: number }[]
}

const SIZE_MS = { hour: 3_600_000, day: 86_400_000 } as const
const MOST_TICKS = 8

function kindOf({ read, level }: AdlCell): HeatKind {
  if (!read) return 'unread'
  return level === 0 || level === 1 || level === 2 || level === 3 ? level : 'ungraded'
}

/** The runs of a strip, oldest first; together they cover all of it. */
export function heatRuns({ interval, cells }: AdlStrip): readonly HeatRun[] {
  const runs: HeatRun[] = []
  for (const cell of cells) {
    const from = Date.parse(cell.at)
    const [kind, to] = [kindOf(cell), from + SIZE_MS[interval]]
    const last = runs.at(-1)
    const subjects = cell.subject === null ? [] : [cell.subject]
    if (last?.kind === kind) {
      runs[runs.length - 1] = {
        ...last,
        to,
        cells: last.cells + 1,
        subjects: [...new Set([...last.subjects, ...subjects])],
      }
    } else {
      runs.push({ kind, from, to, cells: 1, subjects })
    }
  }
  return runs
}

/** Places of the runs and of the time marks, in percent of the width. */
export function drawStrip(strip: AdlStrip): DrawnStrip {
  const [from, to] = [Date.parse(strip.from), Date.parse(strip.to)]
  const percent = (at: number) => Number((((at - from) / (to - from)) * 100).toFixed(3))
  return {
    runs: heatRuns(strip).map((run) => ({ ...run, x: percent(run.from), width: percent(run.to) - percent(run.from) })),
    ticks: timeTicks(from, to, MOST_TICKS)
      .filter(({ at }) => at < to)
      .map((tick) => ({ ...tick, percent: percent(tick.at) })),
  }
}

export function heatWord(kind: HeatKind): string {
  if (kind === 'unread') return 'no reading'
  return kind === 'ungraded' ? 'signal without a level' : adlLevelWord(kind)
}

const ORDER: readonly HeatKind[] = [3, 2, 1, 0, 'ungraded', 'unread']

/** `near in 2 of 168 hours, none in 160; no reading in 6`: the strip in words, the highest level first. */
export function describeStrip(strip: AdlStrip): string {
  const runs = heatRuns(strip)
  const parts = ORDER.flatMap((kind) => {
    const count = runs.filter((run) => run.kind === kind).reduce((total, run) => total + run.cells, 0)
    return count === 0 ? [] : [`${heatWord(kind)} in ${formatCount(count, strip.interval)}`]
  })
  return `${parts.join(', ')}, of ${strip.cells.length}`
}

/** `2026-11-18 03:00 to 2026-11-25 03:00 UTC`, or days. */
export function describeSpan({ interval, from, to }: AdlStrip): string {
  if (interval === 'hour') return `${formatTime(from)} to ${formatTime(to)} UTC`
  return `${formatDay(from)} to ${formatDay(Date.parse(to) - 1)}`
}

/** The end of a run as its table gives it: the hour it ended at, or the last of its days. */
export function runBounds(run: HeatRun, interval: AdlStrip['interval']): readonly [string, string] {
  if (interval === 'hour') return [formatTime(run.from), formatTime(run.to)]
  return [formatDay(run.from), formatDay(run.to - 1)]
}
