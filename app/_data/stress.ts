import { cachedRead } from '@/app/_data/read'
import { readStressVenue } from '@/lib/queries/stress-lab'

/** The pools of a venue as the stress lab starts from them; null for an unknown slug. */
export const getStressVenue = cachedRead((db, now, slug: string) => readStressVenue(db, slug, { now }))
