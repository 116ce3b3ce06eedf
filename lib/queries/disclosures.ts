import type { Criterion } from '@/lib/core/disclosure'
import { FEED_VALID_CADENCES, type FeedStanding, type GradedMark, gradeMarks } from '@/lib/core/metrics/disclosure'
import { type FeedFreshness, type Stage, stageOf } from '@/lib/core/metrics/disclosure-stage'
import type { HoldingRow } from '@/lib/db/repositories/disclosure'
import type { SourceStatusRow } from '@/lib/db/repositories/source'
import type { StageView } from '@/lib/queries/dto/disclosure'
import type { VenueProfile } from '@/lib/record/profiles'
import type { SourceKind } from '@/lib/venues/_contract/module'

interface Standing {
  readonly sources: readonly SourceStatusRow[]
  readonly holdings: readonly HoldingRow[]
  readonly now: Date
}

export interface VenueDisclosure {
  /** All fourteen, in order; none for a venue on record only. */
  readonly disclosures: readonly GradedMark[]
  readonly stage: StageView | null
}

/** Which kind of feed shows what a criterion asks for; the fund's own for all others. */
const FEED_KINDS: Readonly<Partial<Record<Criterion, SourceKind>>> = {
  T11: 'adl',
  T13: 'open_interest',
  T14: 'leverage',
}

/** The marks of a venue as they stand now, and the stage they make. */
export function disclosureOf(profile: VenueProfile, standing: Standing): VenueDisclosure {
  if (profile.module === null) return { disclosures: [], stage: null }
  const { now } = standing
  const feeds = (kind: SourceKind) => feedsOf(profile, kind, standing)
  const disclosures = gradeMarks(profile.module.disclosures, {
    now,
    fundType: profile.fundType,
    closed: profile.status === 'closed',
    feedOf: (criterion) => leastHeld(feeds(FEED_KINDS[criterion] ?? 'fund'), now)?.feed ?? null,
  })
  if (profile.status === 'closed') return { disclosures, stage: null }
  return { disclosures, stage: viewOf(stageOf(disclosures, freshnessOf(feeds('fund'), now))) }
}

interface Feed {
  readonly feed: FeedStanding
  readonly withdrawn: boolean
}

function feedsOf(profile: VenueProfile, kind: SourceKind, { sources, holdings }: Standing): readonly Feed[] {
  const own = (profile.module?.sources ?? []).filter((source) => source.kind === kind && !source.componentsOnly)
  return own.map((source) => {
    const isOwn = (row: { readonly venue: string; readonly source: string }) =>
      row.venue === profile.venue && row.source === source.id
    const status = sources.find(isOwn)
    const held = holdings.find(isOwn)
    return {
      withdrawn: (status?.withdrawnAt ?? null) !== null,
      feed: {
        cadenceMs: source.cadenceMs,
        lastGoodAt: status?.lastSuccessAt ?? null,
        heldSince: held?.heldSince ?? null,
        passes: held?.passes ?? 0,
      },
    }
  })
}

function isStale({ feed }: Feed, now: Date): boolean {
  return feed.lastGoodAt === null || now.getTime() - feed.lastGoodAt.getTime() > FEED_VALID_CADENCES * feed.cadenceMs
}

/** Of several feeds of one kind the one that says least: a stale one, else the one held for the shortest time. */
function leastHeld(feeds: readonly Feed[], now: Date): Feed | null {
  const stale = feeds.find((feed) => isStale(feed, now))
  const heldMs = ({ feed }: Feed) => feed.heldSince?.getTime() ?? Number.POSITIVE_INFINITY
  return stale ?? [...feeds].sort((a, b) => heldMs(b) - heldMs(a))[0] ?? null
}

function freshnessOf(feeds: readonly Feed[], now: Date): FeedFreshness {
  if (feeds.length === 0) return 'none'
  if (feeds.some(({ withdrawn }) => withdrawn)) return 'withdrawn'
  return feeds.some((feed) => isStale(feed, now)) ? 'stale' : 'fresh'
}

const STATES = ['claimed', 'observable', 'verifiable'] as const

function viewOf({ stage, requirements, floor, sum }: Stage): StageView {
  const next = stage === 2 ? null : stage === 1 ? 2 : 1
  const reasons = (standing: 'missed' | 'open') =>
    requirements.flatMap((item) => (item.stage === next && item.standing === standing ? (item.reason ?? []) : []))
  return {
    stage,
    state: stage === null ? 'under_review' : STATES[stage],
    next,
    missed: reasons('missed'),
    open: reasons('open'),
    floor,
    sum,
  }
}
