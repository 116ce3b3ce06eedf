import type { Database } from '@/lib/db/client'
import { readVenueCharts } from '@/lib/queries/charts'
import type { ChartRange } from '@/lib/queries/dto/chart'
import type { Comparison } from '@/lib/queries/dto/compare'
import { readVenue } from '@/lib/queries/venue'
import { isoTime } from '@/lib/queries/words'

/**
 * Venues side by side: their pages, in the order asked for, and their lines over one range. Slugs nobody knows are named
 * in `unknown` and left out.
 */
export async function readCompare(
  db: Database,
  venues: readonly string[],
  options: { readonly now: Date; readonly range: ChartRange },
): Promise<Comparison> {
  const slugs = [...new Set(venues)]
  const [pages, series] = await Promise.all([
    Promise.all(slugs.map((venue) => readVenue(db, venue, options))),
    Promise.all(slugs.map((venue) => readVenueCharts(db, venue, options))),
  ])
  const found = pages.flatMap((data) => (data ? [data] : []))
  const newest = found.flatMap(({ meta }) => (meta.dataAsOf === null ? [] : [meta.dataAsOf])).sort()
  return {
    pages: found.map(({ page }) => page),
    series: series.flat(),
    unknown: slugs.filter((_, index) => pages[index] === null),
    meta: { generatedAt: isoTime(options.now), dataAsOf: newest.at(-1) ?? null, asOf: null },
  }
}
