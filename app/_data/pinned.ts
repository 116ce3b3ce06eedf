import { cachedRead } from '@/app/_data/read'
import type { ChartRange } from '@/lib/queries/dto/chart'
import { readPinnedComparison, readPinnedOverview, readPinnedVenuePage } from '@/lib/queries/pinned'

/** Venues side by side as they were known at a moment. */
export const getPinnedComparison = cachedRead((db, _now, slugs: readonly string[], asOf: Date, range: ChartRange) =>
  readPinnedComparison(db, slugs, { asOf, range }),
)

/** One venue as it was known at a moment; null for an unknown slug. */
export const getPinnedVenue = cachedRead(
  (
    db,
    _now,
    slug: string,
    options: { readonly asOf: Date; readonly range: ChartRange; readonly fund?: string | undefined },
  ) => readPinnedVenuePage(db, slug, options),
)

/** Every venue as it was known at a moment. */
export const getPinnedOverview = cachedRead((db, _now, asOf: Date) => readPinnedOverview(db, { asOf }))
