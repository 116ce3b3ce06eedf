import { cachedRead } from '@/app/_data/read'
import type { ChartRange } from '@/lib/queries/dto/chart'
import { readPinnedComparison } from '@/lib/queries/pinned'

/** Venues side by side as they were known at a moment. */
export const getPinnedComparison = cachedRead((db, _now, slugs: readonly string[], asOf: Date, range: ChartRange) =>
  readPinnedComparison(db, slugs, { asOf, range }),
)
