import { BadRequestError } from '@/lib/errors'
import type { Source, SourceKind, VenueModule } from '@/lib/venues/_contract/module'

export interface PlannedSource {
  readonly module: VenueModule
  readonly source: Source
}

/** Listings before what refers to them, so that a first pass can already match funds with markets. */
const ORDER: readonly SourceKind[] = [
  'leverage',
  'price',
  'open_interest',
  'fund',
  'adl',
  'volume',
  'liquidations',
  'depth',
]

/** The sources of these venues in the order a pass takes them; none of closed venues, none that are withdrawn. */
export function planSources(modules: readonly VenueModule[]): readonly PlannedSource[] {
  return modules
    .filter((module) => module.status !== 'closed')
    .flatMap((module) =>
      module.sources
        .filter((source) => source.withdrawn === undefined)
        .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
        .map((source) => ({ module, source })),
    )
}

/** The modules named by `--venue a,b`; all of them when nothing is named. */
export function chooseVenues(modules: readonly VenueModule[], names: readonly string[] | null): readonly VenueModule[] {
  if (names === null) return modules
  const unknown = names.filter((name) => !modules.some((module) => module.id === name))
  if (unknown.length > 0) {
    const known = modules.map((module) => module.id).join(', ')
    throw new BadRequestError(
      unknown.map((name) => ({ path: 'venue', message: `given "${name}", accepted: ${known}` })),
    )
  }
  return modules.filter((module) => names.includes(module.id))
}
