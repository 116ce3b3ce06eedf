import type { FundType, VenueKind, VenueStatus } from '@/lib/core/observation'
import { readRecord } from '@/lib/record/read'
import { MARKET_WIDE, type RecordVenue } from '@/lib/record/schema'
import type { VenueModule } from '@/lib/venues/_contract/module'
import { venueModules } from '@/lib/venues/registry.generated'

/** What the code knows of a venue before anything is collected. */
export interface VenueProfile {
  readonly venue: string
  readonly name: string
  readonly kind: VenueKind
  /** Null where no source of the record states it. */
  readonly status: VenueStatus | null
  readonly statusNote: string | null
  readonly website: string | null
  readonly fundPageUrl: string | null
  /** Null for a venue nobody has looked at yet. */
  readonly disclosure: 'api' | 'onchain' | 'page' | 'none' | null
  readonly fundType: FundType | null
  readonly fundAbsence: string | null
  /** Known from the published record only. */
  readonly recordOnly: boolean
  readonly module: VenueModule | null
}

/** A venue that is collected, or could be: what it does not publish is a finding. */
export function isFollowed(profile: VenueProfile): boolean {
  return !profile.recordOnly && profile.status !== 'closed'
}

const RECORD_ONLY_ABSENCE = 'known from the published record only'

function fromModule(module: VenueModule): VenueProfile {
  return {
    venue: module.id,
    name: module.name,
    kind: module.kind,
    status: module.status,
    statusNote: module.statusNote,
    website: module.links.site,
    fundPageUrl: module.links.fundPage,
    disclosure: module.disclosure,
    fundType: module.fundType,
    fundAbsence: module.fundAbsence,
    recordOnly: false,
    module,
  }
}

function fromRecord(venue: RecordVenue): VenueProfile {
  return {
    venue: venue.venue,
    name: venue.name,
    kind: venue.kind,
    status: venue.status,
    statusNote: venue.statusNote,
    website: venue.website,
    fundPageUrl: null,
    disclosure: null,
    fundType: null,
    fundAbsence: RECORD_ONLY_ABSENCE,
    recordOnly: true,
    module: null,
  }
}

/** Every venue with a module, then those known from the record only, each in slug order. */
export function listProfiles(): readonly VenueProfile[] {
  const modules = venueModules.map(fromModule)
  const known = new Set(modules.map((profile) => profile.venue))
  const recorded = readRecord().venues.filter((venue) => !known.has(venue.venue))
  return [...modules, ...recorded.map(fromRecord)]
}

/** The profile of a venue; null when there is none. */
export function findProfile(venue: string): VenueProfile | null {
  return listProfiles().find((profile) => profile.venue === venue) ?? null
}

/** True for a venue with a page, and for `all`, the slug of rows about the whole market. */
export function isKnownVenue(venue: string): boolean {
  return venue === MARKET_WIDE || findProfile(venue) !== null
}
