import type { Database } from '@/lib/db/client'
import { readDisclosureChanges } from '@/lib/db/repositories/record'
import { readSourceStatus } from '@/lib/db/repositories/source'
import { disclosuresOf } from '@/lib/queries/disclosures'
import type { DisclosureChangeRow, Meta } from '@/lib/queries/dto'
import { metaOf } from '@/lib/queries/overview'
import { changeRow } from '@/lib/queries/record-rows'
import { listProfiles } from '@/lib/record/profiles'
import type { DisclosureMark } from '@/lib/venues/_contract/module'

export interface DisclosureVenue {
  readonly venue: string
  readonly name: string
  /** All fourteen, in order. */
  readonly marks: readonly DisclosureMark[]
}

export interface DisclosureMatrix {
  /** Venues that are followed and open, by name. Closed ones and those on record only publish nothing to judge. */
  readonly venues: readonly DisclosureVenue[]
  /** Newest first. */
  readonly changes: readonly (DisclosureChangeRow & { readonly venue: string })[]
  readonly meta: Meta
}

/** The marks of every venue beside each other, and what changed in what venues publish. */
export async function readDisclosureMatrix(db: Database, { now }: { readonly now: Date }): Promise<DisclosureMatrix> {
  const [changes, sources] = await Promise.all([readDisclosureChanges(db), readSourceStatus(db)])
  const venues = listProfiles()
    .filter((profile) => !profile.recordOnly && profile.status !== 'closed')
    .map((profile) => ({ venue: profile.venue, name: profile.name, marks: disclosuresOf(profile) }))
  return {
    venues: venues.sort((a, b) => a.name.localeCompare(b.name, 'en')),
    changes: changes.map((row) => ({ ...changeRow(row), venue: row.venue })),
    meta: metaOf(sources, now),
  }
}
