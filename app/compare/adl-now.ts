import type { OverviewRow } from '@/lib/queries/dto/overview'
import type { VenuePage } from '@/lib/queries/dto/venue'

/** How near ADL is at a venue, as the overview counts it: the highest level, and how many subjects are above calm. */
export function adlNow(page: Pick<VenuePage, 'adl' | 'adlProfile'>): OverviewRow['adl'] {
  const levels = page.adl.flatMap(({ level }) => (level === null ? [] : [level]))
  if (levels.length > 0) {
    return { level: Math.max(...levels), subjects: levels.filter((level) => level > 0).length, absence: null }
  }
  if (page.adl.length > 0) return { level: null, subjects: 0, absence: 'signal shown, not graded' }
  return { level: null, subjects: 0, absence: page.adlProfile.absence ?? 'not yet collected' }
}
