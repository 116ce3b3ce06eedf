import type { ChartRange, ChartSeries } from '@/lib/queries/dto/chart'
import { hasMeasure } from '@/lib/render/chart-plot'
import type { CompareQuery } from './query'

/** The answer over the range asked for; else over all of it, or the last day where days are too few for a line. */
export async function readInRange<Answer extends { readonly series: readonly ChartSeries[] }>(
  query: CompareQuery,
  read: (range: ChartRange) => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly range: ChartRange }> {
  if (query.range !== null) return { answer: await read(query.range), range: query.range }
  const all = await read('all')
  if (hasMeasure(all.series, query.measure, 3)) return { answer: all, range: 'all' }
  const day = await read('24h')
  return hasMeasure(day.series, query.measure, 2) ? { answer: day, range: '24h' } : { answer: all, range: 'all' }
}
