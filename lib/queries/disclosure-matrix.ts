import type { VenueKind } from '@/lib/core/observation'
import type { Database } from '@/lib/db/client'
import { readChangeCounts, readDisclosureChanges, readHoldings } from '@/lib/db/repositories/disclosure'
import { readSourceStatus } from '@/lib/db/repositories/source'
import { CHANGE_GROUPS } from '@/lib/queries/change-kinds'
import { disclosureOf, type VenueDisclosure } from '@/lib/queries/disclosures'
import type { Meta } from '@/lib/queries/dto/common'
import type { VenueRemarks } from '@/lib/queries/dto/correction'
import type { DisclosureChangeRow } from '@/lib/queries/dto/disclosure'
import { metaOf } from '@/lib/queries/overview'
import { changeRow } from '@/lib/queries/record-rows'
import { NO_REMARKS, readRemarks } from '@/lib/queries/remarks'
import { listProfiles } from '@/lib/record/profiles'

export interface DisclosureVenue extends VenueDisclosure {
  readonly venue: string
  readonly name: string
  readonly kind: VenueKind
  readonly remarks: VenueRemarks
}

export interface DisclosureMatrix {
  /** Venues that are followed, by name; closed ones have no stage. Those on record only are not judged. */
  readonly venues: readonly DisclosureVenue[]
  readonly meta: Meta
}

/** The marks and the stage of every venue beside each other. */
export async function readDisclosureMatrix(db: Database, { now }: { readonly now: Date }): Promise<DisclosureMatrix> {
  const [holdings, sources, remarks] = await Promise.all([readHoldings(db), readSourceStatus(db), readRemarks(db, now)])
  const venues = listProfiles()
    .filter((profile) => !profile.recordOnly)
    .map((profile) => ({
      venue: profile.venue,
      name: profile.name,
      kind: profile.kind,
      remarks: remarks.get(profile.venue) ?? NO_REMARKS,
      ...disclosureOf(profile, { sources, holdings, now }),
    }))
  return { venues: venues.sort((a, b) => a.name.localeCompare(b.name, 'en')), meta: metaOf(sources, now) }
}

export interface LedgerQuery {
  readonly venue: string | null
  /** A group of kinds. */
  readonly group: string | null
}

export interface Ledger {
  /** Newest first, at most as many as a page shows. */
  readonly changes: readonly DisclosureChangeRow[]
  readonly total: number
  readonly venues: readonly { readonly venue: string; readonly count: number }[]
  readonly groups: readonly { readonly group: string; readonly title: string; readonly count: number }[]
}

const SHOWN_CHANGES = 200

/** What changed in what venues publish, narrowed to a venue or a group of kinds, with what it can be narrowed to. */
export async function readLedger(db: Database, { venue, group }: LedgerQuery): Promise<Ledger> {
  const kinds: readonly string[] | undefined = CHANGE_GROUPS.find((item) => item.group === group)?.kinds
  const [changes, counts] = await Promise.all([
    readDisclosureChanges(db, { venue: venue ?? undefined, kinds, limit: SHOWN_CHANGES }),
    readChangeCounts(db),
  ])
  const add = (rows: typeof counts) => rows.reduce((total, { count }) => total + count, 0)
  const isAsked = (row: (typeof counts)[number]) =>
    (venue === null || row.venue === venue) && (kinds === undefined || kinds.includes(row.kind))
  return {
    changes: changes.map(changeRow),
    total: add(counts.filter(isAsked)),
    venues: [...new Set(counts.map((row) => row.venue))].map((slug) => ({
      venue: slug,
      count: add(counts.filter((row) => row.venue === slug)),
    })),
    groups: CHANGE_GROUPS.map(({ group: slug, title, kinds: own }) => ({
      group: slug,
      title,
      count: add(counts.filter((row) => own.some((kind) => kind === row.kind))),
    })),
  }
}
