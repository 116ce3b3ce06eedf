import type { LaneState } from '@/lib/collect/backfill/lanes'
import type { Basis, Observation } from '@/lib/core/observation'
import { newest, oldest } from '@/lib/core/time'

/** What is asked of a lane in one backfill. */
export interface LaneAim {
  readonly venue: string
  readonly history: string
  readonly lane: string
  /** Nothing older is wanted. */
  readonly from: Date
  readonly now: Date
}

/**
 * The lane as its next page is asked for, or null when there is nothing left to ask: first what an earlier backfill
 * left unfinished, then what is new since, then what lies further back than was ever asked for. `fresh` is true once
 * this backfill has itself begun at the newest page.
 */
export function nextWalk(
  stored: LaneState | null,
  aim: LaneAim,
  fresh: boolean,
): { readonly lane: LaneState; readonly fresh: boolean } | null {
  const { from, now } = aim
  if (stored === null) return { lane: beginning(aim), fresh: true }
  const going = { ...stored, state: 'running' as const, error: null, doneAt: null }
  if (stored.state !== 'done') return { lane: going, fresh: false }
  if (!fresh) {
    return { lane: { ...going, cursor: null, walkFrom: stored.newestObservedAt ?? stored.fromAsked }, fresh: true }
  }
  if (from < stored.fromAsked) {
    const cursor = stored.newestFirst ? stored.endCursor : null
    return { lane: { ...going, cursor, walkFrom: from, fromAsked: from, startedAt: now }, fresh: true }
  }
  return null
}

function beginning({ venue, history, lane, from, now }: LaneAim): LaneState {
  return {
    venue,
    history,
    lane,
    state: 'running',
    cursor: null,
    walkFrom: from,
    endCursor: null,
    fromAsked: from,
    oldestObservedAt: null,
    newestObservedAt: null,
    newestFirst: false,
    rows: 0,
    pages: 0,
    fundIds: {},
    basis: 'collected',
    error: null,
    startedAt: now,
    doneAt: null,
    rolledUpAt: null,
  }
}

export interface PageRead {
  readonly observations: readonly Observation[]
  readonly rows: number
  readonly fundIds: LaneState['fundIds']
  readonly basis: Basis
  /** Null at the end of the walk. */
  readonly nextCursor: string | null
  readonly at: Date
}

/** The lane after a page of it has been stored. */
export function afterPage(lane: LaneState, page: PageRead): LaneState {
  const times = page.observations.map((item) => ('observedAt' in item ? item.observedAt : null))
  const [first, last] = [oldest(times), newest(times)]
  // A walk that only fetches what is new says nothing about where the past ends.
  const goesBack = lane.walkFrom <= lane.fromAsked
  const isOlder = first !== null && lane.oldestObservedAt !== null && first < lane.oldestObservedAt
  return {
    ...lane,
    state: page.nextCursor === null ? 'done' : 'running',
    cursor: page.nextCursor,
    endCursor: goesBack ? lane.cursor : lane.endCursor,
    oldestObservedAt: oldest([lane.oldestObservedAt, first]),
    newestObservedAt: newest([lane.newestObservedAt, last]),
    newestFirst: lane.newestFirst || (goesBack && lane.cursor !== null && isOlder),
    rows: lane.rows + page.rows,
    pages: lane.pages + 1,
    fundIds: page.fundIds,
    basis: page.basis,
    doneAt: page.nextCursor === null ? page.at : null,
    rolledUpAt: page.rows > 0 || goesBack ? null : lane.rolledUpAt,
  }
}
