import { cachedRead } from '@/app/_data/read'
import { readPlausibility } from '@/lib/queries/plausibility'

/** It looks at whole days only, and reading them is dear. */
const KEPT = { ttlMs: 15 * 60_000, most: 100 }

/** The plausibility tests of a venue; null for an unknown slug. */
export const getPlausibility = cachedRead((db, now, slug: string) => readPlausibility(db, slug, { now }), KEPT)
