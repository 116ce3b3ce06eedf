import {
  CRITERIA,
  type Criterion,
  type EvidenceLevel,
  type JudgedMark,
  type Mark,
  type PendingDowngrade,
} from '@/lib/core/disclosure'
import type { FundType } from '@/lib/core/observation'

const DAY_MS = 86_400_000

/** How long evidence counts: documents 12 months, attestations 6 months; feeds twice their cadence. */
export const VALIDITY_MONTHS: Readonly<Record<Exclude<EvidenceLevel, 'E2'>, number>> = { E0: 12, E1: 12, E3: 6, E4: 12 }
export const FEED_VALID_CADENCES = 2
/** Captures of a feed are `over time` from this many days on, if they are at least half as many as its cadence asks for. */
export const CAPTURES_DAYS = 30
const CAPTURES_SHARE = 0.5

/** A feed of the venue as our archive holds it. */
export interface FeedStanding {
  readonly cadenceMs: number
  readonly lastGoodAt: Date | null
  /** The first capture of the form it still has, and how many passes since. */
  readonly heldSince: Date | null
  readonly passes: number
}

export interface GradeContext {
  readonly now: Date
  readonly fundType: FundType | null
  /** Nothing is left that could be published; what was judged before stays with its date. */
  readonly closed: boolean
  /** The feed behind each criterion; null where nothing is collected. */
  readonly feedOf: (criterion: Criterion) => FeedStanding | null
}

/** A mark as it stands today. */
export interface GradedMark {
  readonly criterion: Criterion
  /** What counts now: an expired mark is under review. */
  readonly mark: Mark
  readonly evidenceLevel: EvidenceLevel | null
  readonly evidenceUrl: string | null
  readonly observedOn: string | null
  readonly note: string
  /** The last day, or moment, up to which the evidence counts; null without evidence. */
  readonly validUntil: string | null
  /** What the mark was before its evidence grew too old. */
  readonly expired: { readonly mark: Mark; readonly on: string } | null
  /** Raised to a full mark by our own captures, held since this day. */
  readonly capturesSince: string | null
  readonly downgrade: PendingDowngrade | null
}

/** Criteria that do not fit a design, with the reason. A mark of the venue's own declaration wins. */
const UNFIT: Readonly<Partial<Record<FundType, Readonly<Partial<Record<Criterion, string>>>>>> = {
  vault: { T12: 'A vault holds what depositors leave in it; the venue sets no size.' },
  counterparty: { T12: 'The pool holds what depositors leave in it; the venue sets no size.' },
}

const CLOSED = 'The venue is closed: there is nothing left to publish.'

/** All fourteen marks of a venue as they stand at `now`; a criterion nobody judged is under review. */
export function gradeMarks(judged: readonly JudgedMark[], context: GradeContext): readonly GradedMark[] {
  const byCriterion = new Map(judged.map((mark) => [mark.criterion, mark]))
  return CRITERIA.map((criterion) => {
    const mark = byCriterion.get(criterion)
    return mark === undefined ? unjudged(criterion, context) : grade(mark, context)
  })
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

function unjudged(criterion: Criterion, { fundType, closed }: GradeContext): GradedMark {
  const unfit = closed ? CLOSED : fundType === null ? undefined : UNFIT[fundType]?.[criterion]
  return {
    criterion,
    mark: unfit === undefined ? 'under_review' : 'not_applicable',
    evidenceLevel: null,
    evidenceUrl: null,
    observedOn: null,
    note: unfit ?? 'not judged yet',
    validUntil: null,
    expired: null,
    capturesSince: null,
    downgrade: null,
  }
}

function grade(judged: JudgedMark, context: GradeContext): GradedMark {
  const feed = context.feedOf(judged.criterion)
  const since = judged.yesWithCaptures ? heldOverTime(feed, context.now) : null
  const raised = since !== null && judged.mark === 'partly' && judged.evidenceLevel === 'E1'
  const due = judged.downgrade && judged.downgrade.on <= dayOf(context.now) ? judged.downgrade : null
  const mark = due ? due.to : raised ? 'yes' : judged.mark
  const evidenceLevel = raised && !due ? 'E2' : judged.evidenceLevel
  // The documents must still count, too: they say what the feed is.
  const document = validUntilOf(judged, feed)
  const validUntil = raised && !due && feed ? earlier(document, feedValidUntil(feed)) : document
  const lapsed = isBinding(mark) && (validUntil === null || validUntil < momentFor(validUntil, context.now))
  return {
    criterion: judged.criterion,
    mark: lapsed ? 'under_review' : mark,
    evidenceLevel,
    evidenceUrl: judged.evidenceUrl,
    observedOn: judged.observedOn,
    note: due ? due.reason : judged.note,
    validUntil,
    expired: lapsed && validUntil !== null ? { mark, on: validUntil } : null,
    capturesSince: raised && !due ? dayOf(since) : null,
    downgrade: due === null ? (judged.downgrade ?? null) : null,
  }
}

function isBinding(mark: Mark): boolean {
  return mark === 'yes' || mark === 'partly' || mark === 'no'
}

/** Days are compared with days, moments with moments. */
function momentFor(limit: string, now: Date): string {
  return limit.length === 10 ? dayOf(now) : now.toISOString()
}

function earlier(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right
  return left < right ? left : right
}

function validUntilOf({ evidenceLevel, observedOn }: JudgedMark, feed: FeedStanding | null): string | null {
  if (evidenceLevel === null || observedOn === null) return null
  if (evidenceLevel === 'E2') return feed === null ? observedOn : feedValidUntil(feed)
  return addMonths(observedOn, VALIDITY_MONTHS[evidenceLevel])
}

function feedValidUntil({ lastGoodAt, cadenceMs }: FeedStanding): string | null {
  return lastGoodAt === null ? null : new Date(lastGoodAt.getTime() + FEED_VALID_CADENCES * cadenceMs).toISOString()
}

/** The same day some months later; the last day of the month where it has no such day. */
export function addMonths(day: string, months: number): string {
  const from = new Date(`${day}T00:00:00.000Z`)
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1))
  const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate()
  to.setUTCDate(Math.min(from.getUTCDate(), last))
  return dayOf(to)
}

/** Since when we hold captures of a feed that is still fresh, if for long and often enough; else null. */
function heldOverTime(feed: FeedStanding | null, now: Date): Date | null {
  if (!feed?.heldSince || !feed.lastGoodAt) return null
  const heldMs = feed.lastGoodAt.getTime() - feed.heldSince.getTime()
  const isFresh = now.getTime() - feed.lastGoodAt.getTime() <= FEED_VALID_CADENCES * feed.cadenceMs
  const isOften = feed.passes >= (heldMs / feed.cadenceMs) * CAPTURES_SHARE
  return isFresh && isOften && heldMs >= CAPTURES_DAYS * DAY_MS ? feed.heldSince : null
}
