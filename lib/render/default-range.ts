import type { ChartRange, ChartSeries } from '@/lib/queries/dto/chart'
import { hasMeasure, type PlainMeasure } from '@/lib/render/chart-plot'

/**
 * The answer over the range asked for; else over all of it, or the last day where days are too few for a line of any of
 * the measures.
 */
export async function readInRange<Answer extends { readonly series: readonly ChartSeries[] }>(
  { range, measures }: { readonly range: ChartRange | null; readonly measures: readonly PlainMeasure[] },
  read: (range: ChartRange) => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly range: ChartRange }> {
  if (range !== null) return { answer: await read(range), range }
  const draws = ({ series }: Answer, points: number) => measures.some((measure) => hasMeasure(series, measure, points))
  const all = await read('all')
  if (draws(all, 3)) return { answer: all, range: 'all' }
  const day = await read('24h')
  return draws(day, 2) ? { answer: day, range: '24h' } : { answer: all, range: 'all' }
}
