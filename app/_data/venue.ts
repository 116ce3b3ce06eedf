import { cachedRead } from '@/app/_data/read'
import { readVenueCharts } from '@/lib/queries/charts'
import type { ChartRange } from '@/lib/queries/dto/chart'
import { readVenue } from '@/lib/queries/venue'

/** The page of a venue; null for an unknown slug. */
export const getVenue = cachedRead((db, now, slug: string) => readVenue(db, slug, { now }))

/** The lines of a venue's chart. */
export const getVenueCharts = cachedRead(
  (db, now, slug: string, options: { readonly range: ChartRange; readonly fund?: string | undefined }) =>
    readVenueCharts(db, slug, { now, ...options }),
)
