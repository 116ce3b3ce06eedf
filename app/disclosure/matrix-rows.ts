import { groupBy } from '@/lib/core/collections'
import type { DisclosureVenue } from '@/lib/queries/disclosure-matrix'
import { stageNames, stageOrder } from '@/lib/render/disclosure-text'
import type { Order } from './query'

export interface VenueGroup {
  /** Null where the table is one list. */
  readonly title: string | null
  readonly venues: readonly DisclosureVenue[]
}

function metCount({ disclosures }: DisclosureVenue): number {
  return disclosures.filter(({ mark }) => mark === 'yes').length
}

/** The venues in the order asked for: by stage in groups, by name, or by how many criteria are met. */
export function groupVenues(venues: readonly DisclosureVenue[], order: Order): readonly VenueGroup[] {
  const byName = [...venues].sort((a, b) => a.name.localeCompare(b.name, 'en'))
  switch (order) {
    case 'name':
      return [{ title: null, venues: byName }]
    case 'marks':
      return [{ title: null, venues: byName.sort((a, b) => metCount(b) - metCount(a)) }]
    case 'stage': {
      const groups = groupBy(byName, ({ stage }) => stage?.state ?? null)
      return [...stageOrder, null].flatMap((state) => {
        const own = groups.get(state)
        const title = state === null ? 'No stage, venue closed' : stageNames[state]
        return own === undefined ? [] : [{ title: `${title} (${own.length})`, venues: own }]
      })
    }
  }
}
