import { CRITERIA, type Criterion, type Mark } from '@/lib/core/disclosure'
import type { GradedMark } from '@/lib/core/metrics/disclosure'

/** 0 claimed, 1 observable, 2 verifiable (methodology 5.4). */
export type StageNumber = 0 | 1 | 2

export interface Requirement {
  readonly stage: 1 | 2
  /** `feed`: the fund feed is not stale. */
  readonly criterion: Criterion | 'feed'
  readonly needs: 'yes' | 'partly' | 'fresh'
  /** `open`: under review or expired, so that nothing may be said. */
  readonly standing: 'met' | 'missed' | 'open'
  /** Why it is not met, one sentence without its full stop; null where it is met. */
  readonly reason: string | null
}

export interface Stage {
  /** Null: under review. What is not judged is never taken for granted, and a miss is stated as one. */
  readonly stage: StageNumber | null
  readonly requirements: readonly Requirement[]
  /** Lowest mark among the floor criteria; under review while any of them is, unless one is not met. */
  readonly floor: { readonly mark: Mark; readonly criteria: readonly Criterion[] }
  /** Points of the judged criteria; null while any is under review. Only to be shown with the stage and the floor. */
  readonly sum: { readonly points: number; readonly of: number } | null
}

/** The fund feed as the stage needs it: fresh, stale (whoever is to blame), stopped by the venue, or none that we read. */
export type FeedFreshness = 'fresh' | 'stale' | 'withdrawn' | 'none'

export const FLOOR_CRITERIA: readonly Criterion[] = ['T1', 'T5', 'T7', 'T9', 'T10']
const OBSERVED: readonly Criterion[] = ['T2', 'T3', 'T5', 'T6', 'T9', 'T10', 'T13']

/** What each stage asks for; a venue has the highest stage all of whose requirements, and those below, it meets. */
export const STAGE_REQUIREMENTS: readonly Omit<Requirement, 'standing' | 'reason'>[] = [
  { stage: 1, criterion: 'T1', needs: 'yes' },
  ...OBSERVED.map((criterion) => ({ stage: 1, criterion, needs: 'partly' }) as const),
  { stage: 1, criterion: 'feed', needs: 'fresh' },
  ...OBSERVED.map((criterion) => ({ stage: 2, criterion, needs: 'yes' }) as const),
  { stage: 2, criterion: 'T7', needs: 'yes' },
  { stage: 2, criterion: 'T12', needs: 'partly' },
]

const POINTS: Readonly<Record<'yes' | 'partly' | 'no', number>> = { yes: 2, partly: 1, no: 0 }
export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  yes: 'met',
  partly: 'partly met',
  no: 'not met',
  under_review: 'under review',
  not_applicable: 'not applicable',
}

/**
 * The stage of a venue from its marks. A requirement that is known to be missed settles that the stage is not reached;
 * while none is missed but one is under review, the stage itself is under review.
 */
export function stageOf(marks: readonly GradedMark[], feed: FeedFreshness): Stage {
  const byCriterion = new Map(marks.map((mark) => [mark.criterion, mark]))
  const requirements = STAGE_REQUIREMENTS.map((requirement): Requirement => {
    const { criterion, needs } = requirement
    const judged = criterion === 'feed' ? judgeFeed(feed) : judge(byCriterion.get(criterion), criterion, needs)
    return { ...requirement, ...judged }
  })
  return { stage: reached(requirements), requirements, floor: floorOf(byCriterion), sum: sumOf(marks) }
}

function reached(requirements: readonly Requirement[]): StageNumber | null {
  const standings = (stage: 1 | 2) => requirements.filter((item) => item.stage === stage).map((item) => item.standing)
  if (standings(1).includes('missed')) return 0
  if (standings(1).includes('open')) return null
  return standings(2).every((standing) => standing === 'met') ? 2 : 1
}

type Judged = Pick<Requirement, 'standing' | 'reason'>

const MET: Judged = { standing: 'met', reason: null }

function judge(graded: GradedMark | undefined, criterion: Criterion, needs: Requirement['needs']): Judged {
  if (graded === undefined || graded.mark === 'under_review') {
    const expired = graded?.expired ?? null
    const why = expired === null ? 'is under review' : `has evidence that counted until ${expired.on.slice(0, 10)}`
    return { standing: 'open', reason: `${criterion} ${why}` }
  }
  const { mark } = graded
  if (mark === 'yes' || mark === 'not_applicable' || (mark === 'partly' && needs === 'partly')) return MET
  const asked = needs === 'yes' ? 'a full mark' : 'at least a part'
  return { standing: 'missed', reason: `${criterion} is ${MARK_WORDS[mark]}, and ${asked} is asked for` }
}

function judgeFeed(feed: FeedFreshness): Judged {
  switch (feed) {
    case 'fresh':
      return MET
    case 'stale':
      return { standing: 'open', reason: 'the fund feed was not read in time' }
    case 'withdrawn':
      return { standing: 'missed', reason: 'the fund feed was withdrawn' }
    case 'none':
      // That we read none does not show that there is none: T1 judges that.
      return { standing: 'open', reason: 'no machine feed of the fund is read' }
  }
}

const FLOOR_ORDER: readonly Mark[] = ['no', 'under_review', 'partly', 'yes', 'not_applicable']

function floorOf(marks: ReadonlyMap<Criterion, GradedMark>): Stage['floor'] {
  const found = FLOOR_CRITERIA.map((criterion) => ({ criterion, mark: marks.get(criterion)?.mark ?? 'under_review' }))
  const mark = FLOOR_ORDER.find((candidate) => found.some((item) => item.mark === candidate)) ?? 'under_review'
  return { mark, criteria: found.filter((item) => item.mark === mark).map(({ criterion }) => criterion) }
}

function sumOf(marks: readonly GradedMark[]): Stage['sum'] {
  const counted = marks.flatMap(({ mark }) =>
    mark === 'yes' || mark === 'partly' || mark === 'no' ? [POINTS[mark]] : [],
  )
  const fitting = CRITERIA.length - marks.filter(({ mark }) => mark === 'not_applicable').length
  if (counted.length < fitting) return null
  return { points: counted.reduce((total, points) => total + points, 0), of: 2 * fitting }
}
