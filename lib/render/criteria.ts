import type { Criterion, DisclosureMark, Mark } from '@/lib/venues/_contract/module'

export interface CriterionText {
  readonly criterion: Criterion
  readonly title: string
  /** What a full mark asks for. */
  readonly asks: string
}

/** The fourteen disclosure criteria (methodology 5.3). */
export const criteria: readonly CriterionText[] = [
  {
    criterion: 'T1',
    title: 'Current balance',
    asks: 'per pool, in units and asset, without a login, by a machine feed',
  },
  { criterion: 'T2', title: 'History', asks: 'at least 12 months, daily or finer, retrievable' },
  { criterion: 'T3', title: 'Inflows and outflows', asks: 'each by cause: surplus, loss, injection, withdrawal' },
  { criterion: 'T4', title: 'Usage and ADL events', asks: 'a log with time, contract and amount' },
  { criterion: 'T5', title: 'Pool map', asks: 'a table of contracts to pools, isolated or shared, with dated changes' },
  { criterion: 'T6', title: 'Composition', asks: 'all assets in units, with the share of the venue’s own token' },
  {
    criterion: 'T7',
    title: 'Existence',
    asks: 'on chain, or an attestation of the last six months that names the fund',
  },
  {
    criterion: 'T8',
    title: 'Control and legal status',
    asks: 'who owns it, whether it is segregated, who may withdraw and when',
  },
  {
    criterion: 'T9',
    title: 'Waterfall',
    asks: 'the order of layers, the ADL close price, whether losses are socialised',
  },
  { criterion: 'T10', title: 'ADL trigger', asks: 'numeric, per pool, machine-readable start and stop' },
  { criterion: 'T11', title: 'Live ADL signal', asks: 'a public feed per symbol, at most 5 minutes old' },
  { criterion: 'T12', title: 'Sizing and stress', asks: 'confidence, horizon, scenario and result, published' },
  {
    criterion: 'T13',
    title: 'Exposure data',
    asks: 'open interest per contract with unit and side count; liquidations not throttled',
  },
  {
    criterion: 'T14',
    title: 'Leverage policy and change log',
    asks: 'tiers, highest leverage, maintenance, and a dated history of changes',
  },
]

export const markWords: Readonly<Record<Mark, string>> = {
  yes: 'met',
  partly: 'partly met',
  no: 'not met',
  under_review: 'under review',
  not_applicable: 'not applicable',
}

export interface CriterionRow extends CriterionText {
  readonly mark: Mark
  readonly judged: DisclosureMark | null
}

/** All fourteen criteria with a venue's marks; one that nobody has judged is under review. */
export function criteriaRows(marks: readonly DisclosureMark[]): readonly CriterionRow[] {
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
