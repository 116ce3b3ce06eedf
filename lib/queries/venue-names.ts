import { findProfile } from '@/lib/record/profiles'
import { MARKET_WIDE } from '@/lib/record/schema'

/** The name of a venue as readers know it; the slug itself for one without a page, and words for market-wide rows. */
export function venueName(venue: string): string {
  if (venue === MARKET_WIDE) return 'Whole market'
  return findProfile(venue)?.name ?? venue
}
