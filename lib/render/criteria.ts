import type { Criterion, Mark } from '@/lib/core/disclosure'
import type { GradedMark } from '@/lib/core/metrics/disclosure'
import { MARK_WORDS } from '@/lib/core/metrics/disclosure-stage'

export interface CriterionText {
  readonly criterion: Criterion
  readonly title: string
  /** One word, for a narrow column. */
  readonly short: string
  /** What each mark asks for, in the words of methodology 5.3. */
  readonly yes: string
  readonly partly: string
  readonly no: string
  readonly evidence: string
}

/** The fourteen disclosure criteria (methodology 5.3). */
export const criteria: readonly CriterionText[] = [
  {
    criterion: 'T1',
    title: 'Current balance',
    short: 'Balance',
    yes: 'per pool, in units and asset, no login, E2',
    partly: 'one USD total, or page only',
    no: 'none',
    evidence: 'feed capture',
  },
  {
    criterion: 'T2',
    title: 'History',
    short: 'History',
    yes: '12 months or more, daily or finer, retrievable',
    partly: 'chart only, or less than 12 months, or only our own archive',
    no: 'snapshot only',
    evidence: 'earliest and latest record',
  },
  {
    criterion: 'T3',
    title: 'Inflows and outflows',
    short: 'Flows',
    yes: 'each by cause (surplus, loss, venue injection, withdrawal)',
    partly: 'net change, or classes without amounts',
    no: 'none',
    evidence: 'typed records',
  },
  {
    criterion: 'T4',
    title: 'Usage and ADL events',
    short: 'Usage',
    yes: 'log with time, contract, amount',
    partly: 'announcements, or status without amounts',
    no: 'none',
    evidence: 'log rows',
  },
  {
    criterion: 'T5',
    title: 'Pool map',
    short: 'Pools',
    yes: 'contract-to-pool table, isolated/shared flag, changes dated',
    partly: 'some pools',
    no: 'unstated',
    evidence: 'table',
  },
  {
    criterion: 'T6',
    title: 'Composition',
    short: 'Assets',
    yes: 'all assets in units, native-token share',
    partly: 'asset names without amounts',
    no: 'USD figure only',
    evidence: 'breakdown',
  },
  {
    criterion: 'T7',
    title: 'Existence',
    short: 'Existence',
    yes: 'E4, or E3 within 6 months naming the fund',
    partly: 'inside a general reserve proof, not separable',
    no: 'none',
    evidence: 'address or report',
  },
  {
    criterion: 'T8',
    title: 'Control and legal status',
    short: 'Control',
    yes: 'owner entity, segregation, who may withdraw and when',
    partly: 'some stated',
    no: 'silent',
    evidence: 'terms',
  },
  {
    criterion: 'T9',
    title: 'Waterfall',
    short: 'Waterfall',
    yes: 'ordered layers, ADL close price, socialisation stated',
    partly: 'steps without price or order',
    no: 'none',
    evidence: 'rule page',
  },
  {
    criterion: 'T10',
    title: 'ADL trigger',
    short: 'Trigger',
    yes: 'numeric, per pool, machine-readable start and stop',
    partly: 'numeric in prose, or one side only',
    no: '“preset threshold”',
    evidence: 'rule or API',
  },
  {
    criterion: 'T11',
    title: 'Live ADL signal',
    short: 'Signal',
    yes: 'symbol-level public feed, 5 minutes or less',
    partly: 'slower, or letter grade without inputs',
    no: 'private lights only',
    evidence: 'capture',
  },
  {
    criterion: 'T12',
    title: 'Sizing and stress',
    short: 'Sizing',
    yes: 'confidence, horizon, scenario and result published',
    partly: 'method named without numbers',
    no: 'none',
    evidence: 'document',
  },
  {
    criterion: 'T13',
    title: 'Exposure data',
    short: 'Exposure',
    yes: 'open interest per contract, unit and one-sidedness stated; liquidations unthrottled',
    partly: 'open interest clear, liquidations throttled',
    no: 'open interest undefined, or it fails the plausibility test',
    evidence: 'documents and test',
  },
  {
    criterion: 'T14',
    title: 'Leverage policy and change log',
    short: 'Leverage',
    yes: 'tiers, max leverage, maintenance; dated history of rule changes',
    partly: 'current tiers only',
    no: 'none',
    evidence: 'snapshots',
  },
]

export const markWords = MARK_WORDS

export interface CriterionRow extends CriterionText {
  readonly mark: Mark
  readonly judged: GradedMark | null
}

/** All fourteen criteria with a venue's marks; one that nobody has judged is under review. */
export function criteriaRows(marks: readonly GradedMark[]): readonly CriterionRow[] {
  return criteria.map((text) => {
    const judged = marks.find((mark) => mark.criterion === text.criterion) ?? null
    return { ...text, mark: judged?.mark ?? 'under_review', judged }
  })
}

/** How many criteria have each mark: `3 met, 2 partly met, 9 under review`. */
export function summariseMarks(rows: readonly CriterionRow[]): string {
  const order: readonly Mark[] = ['yes', 'partly', 'no', 'under_review', 'not_applicable']
  return order
    .map((mark) => ({ mark, count: rows.filter((row) => row.mark === mark).length }))
    .filter(({ count }) => count > 0)
    .map(({ mark, count }) => `${count} ${markWords[mark]}`)
    .join(', ')
}
