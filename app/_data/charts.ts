import { cachedRead } from '@/app/_data/read'
import { readVenueCharts } from '@/lib/queries/charts'
import type { ChartRange } from '@/lib/queries/dto/chart'

/** The lines of the charts of several venues, in the order given; as known at `asOf` where it is given. */
export const getCharts = cachedRead(
  async (
    db,
    now,
    venues: readonly string[],
    options: { readonly range: ChartRange; readonly fund?: string | undefined; readonly asOf: Date | null },
  ) => {
    const { range, fund, asOf } = options
    const asked = { range, fund, now: asOf ?? now, pinned: asOf !== null }
    return (await Promise.all(venues.map((venue) => readVenueCharts(db, venue, asked)))).flat()
  },
)
