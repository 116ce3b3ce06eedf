export interface Chapter {
  readonly id: string
  readonly title: string
}

/** The chapters in order; other pages link to these ids, so an id never changes. */
export const chapters: readonly Chapter[] = [
  { id: 'coverage', title: 'What coverage is, and what it is not' },
  { id: 'pools', title: 'The pool is the unit' },
  { id: 'fund-types', title: 'Kinds of fund' },
  { id: 'open-interest', title: 'Open interest' },
  { id: 'prices', title: 'Prices' },
  { id: 'usable', title: 'Usable capacity' },
  { id: 'exhaustion-move', title: 'Exhaustion move' },
  { id: 'stress', title: 'Stress model' },
  { id: 'drawdown', title: 'Drawdown, changes and flows' },
  { id: 'measures', title: 'How much a fund could bear' },
  { id: 'episodes', title: 'Net outflows found in balances' },
  { id: 'attribution', title: 'What changed a fund' },
  { id: 'market-context', title: 'Liquidity and activity' },
  { id: 'plausibility', title: 'Plausibility tests' },
  { id: 'states', title: 'Clocks and states' },
  { id: 'missing', title: 'Missing data' },
  { id: 'adl', title: 'ADL' },
  { id: 'disclosure', title: 'Disclosure' },
  { id: 'record', title: 'The published record' },
  { id: 'pitfalls', title: 'Pitfalls' },
  { id: 'gaps', title: 'Gaps, and what is not confirmed' },
  { id: 'vocabulary', title: 'Vocabulary' },
  { id: 'corrections', title: 'Corrections' },
  { id: 'sources', title: 'Sources' },
]
