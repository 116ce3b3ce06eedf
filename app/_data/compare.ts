import { cachedRead } from '@/app/_data/read'
import { readCompare } from '@/lib/queries/compare'
import type { ChartRange } from '@/lib/queries/dto/chart'

/** Venues side by side over one range. */
export const getCompare = cachedRead((db, now, slugs: readonly string[], range: ChartRange) =>
  readCompare(db, slugs, { now, range }),
)
