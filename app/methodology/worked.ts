import { type Decimal, dec, plain, ratio, sum } from '@/lib/core/decimal'
import { bybitAdlScenario, effectiveCapacity } from '@/lib/core/metrics/capacity'
import { measureDrawdown } from '@/lib/core/metrics/drawdown'
import { type ExhaustionMove, exhaustionMove } from '@/lib/core/metrics/exhaustion'
import { splitChange } from '@/lib/core/metrics/flow'
import { deriveState, isSuppressed } from '@/lib/core/metrics/freshness'
import { type LeverageLaw, meanCushion, tiersLaw } from '@/lib/core/metrics/leverage-law'
import { reverseStress, type StressInput, type StressResult, stress } from '@/lib/core/metrics/stress'
import type { State } from '@/lib/core/observation'
import { type OpenInterestInput, oneSidedOpenInterest } from '@/lib/core/open-interest'

/** Examples of the methodology page: made-up inputs, results by the functions that make the published figures. */

export interface NamedLaw {
  readonly name: string
  readonly law: LeverageLaw
}

const logUniform = (max: number): LeverageLaw => ({ kind: 'loguniform', min: 1, max })

function knownTiers(maxLeverage: number): LeverageLaw {
  const law = tiersLaw(maxLeverage)
  if (law === null) throw new RangeError(`no tiers for a highest leverage of ${maxLeverage}`)
  return law
}

export const exampleLaws: readonly NamedLaw[] = [
  { name: 'log-uniform, 1 to 100x', law: logUniform(100) },
  { name: 'log-uniform, 1 to 50x', law: logUniform(50) },
  { name: 'log-uniform, 1 to 20x', law: logUniform(20) },
  { name: 'uniform, 1 to 100x', law: { kind: 'uniform', min: 1, max: 100 } },
  { name: 'tiers', law: knownTiers(100) },
]

/** Funds as shares of the open interest they stand behind. */
export const exampleCoverages: readonly number[] = [0.0025, 0.005, 0.01, 0.02, 0.05, 0.1]

/** The fall that empties a linear fund of this coverage without slippage; null where no fall does. */
export function exhaustionAt(law: LeverageLaw, coverage: number): number | null {
  const pool = { usable: dec(coverage), openInterest: dec(1), slippage: 0, law }
  return reverseStress({ ...pool, contract: 'linear', side: 'long' })?.allInMove ?? null
}

/** The band as venues get it, for a fund of this coverage and this highest leverage. */
export function bandAt(coverage: number, maxLeverage: number): ExhaustionMove {
  const pool = { usable: dec(coverage), openInterest: dec(1), maxLeverage }
  return exhaustionMove({ ...pool, contract: 'linear', side: 'long' })
}

/** Mean margin per unit of open interest: what traders lose before the fund loses anything. */
export function meanMargin({ law }: NamedLaw): number {
  return meanCushion(law)
}

export interface PoolExample {
  readonly name: string
  readonly fundUsd: string
  readonly oiUsd: string
  readonly coverage: number | null
}

const EXAMPLE_POOLS = [
  { name: 'Pool A, large contracts', fundUsd: '48000000', oiUsd: '1200000000' },
  { name: 'Pool B, mid-size contracts', fundUsd: '9000000', oiUsd: '300000000' },
  { name: 'Pool C, one new contract', fundUsd: '250000', oiUsd: '60000000' },
] as const

/** Three pools and their total: the total hides the thinnest. */
export function poolExample(): { readonly pools: readonly PoolExample[]; readonly total: PoolExample } {
  const example = (name: string, fund: Decimal, oi: Decimal): PoolExample => ({
    name,
    fundUsd: plain(fund),
    oiUsd: plain(oi),
    coverage: ratio(fund, oi),
  })
  const funds = EXAMPLE_POOLS.map(({ fundUsd }) => dec(fundUsd))
  const interests = EXAMPLE_POOLS.map(({ oiUsd }) => dec(oiUsd))
  return {
    pools: EXAMPLE_POOLS.map(({ name, fundUsd, oiUsd }) => example(name, dec(fundUsd), dec(oiUsd))),
    total: example('Venue total', sum(funds), sum(interests)),
  }
}

export interface OpenInterestExample {
  readonly told: string
  readonly rule: string
  readonly baseUnits: string | null
  readonly valueUsd: string | null
}

function converted(told: string, rule: string, input: Omit<OpenInterestInput, 'quoteUsd'>): OpenInterestExample {
  const { baseUnits, valueUsd } = oneSidedOpenInterest({ ...input, quoteUsd: dec(1) })
  return { told, rule, baseUnits: baseUnits && plain(baseUnits), valueUsd: valueUsd && plain(valueUsd) }
}

/** How the same book reads from venues that count in different ways. */
export function openInterestExamples(): readonly OpenInterestExample[] {
  const linear = { contractType: 'linear', contractSize: dec('0.01'), markPrice: dec(60_000) } as const
  const inverse = { contractType: 'inverse', contractSize: dec(100), sourceSides: 1 } as const
  return [
    converted('Linear, 1,000 BTC, one side, mark $60,000', 'units × mark', {
      ...linear,
      unit: 'base',
      amount: dec(1_000),
      sourceSides: 1,
    }),
    converted('Linear, 2,000 BTC, longs and shorts added, mark $60,000', 'units ÷ 2 × mark', {
      ...linear,
      unit: 'base',
      amount: dec(2_000),
      sourceSides: 2,
    }),
    converted('Linear, 100,000 contracts of 0.01 BTC, mark $60,000', 'contracts × size × mark', {
      ...linear,
      unit: 'contracts',
      amount: dec(100_000),
      sourceSides: 1,
    }),
    converted('Inverse, 600,000 contracts of $100, mark $60,000', 'contracts × face value', {
      ...inverse,
      unit: 'contracts',
      amount: dec(600_000),
      markPrice: dec(60_000),
    }),
    converted('The same inverse contracts, mark $48,000', 'contracts × face value', {
      ...inverse,
      unit: 'contracts',
      amount: dec(600_000),
      markPrice: dec(48_000),
    }),
  ]
}

export interface UsableExample {
  readonly balance: string
  readonly usable: string
}

const PEAK = '1000000'
export const exampleTrigger = 0.3

/** What a pool with a drawdown trigger can still pay, from its peak of the last 8 hours down. */
export function usableExamples(): readonly UsableExample[] {
  return ['1000000', '900000', '800000', '700000', '600000'].map((balance) => ({
    balance,
    usable: plain(effectiveCapacity(balance, PEAK, exampleTrigger)),
  }))
}

/** Bybit's own worked example: a pool of 1,000,000, one contract that lost 350,000 within 8 hours. */
export function adlExample() {
  const scenario = bybitAdlScenario({
    balance: PEAK,
    maxBalance8h: PEAK,
    symbolPnlNow: '-350000',
    symbolPnl8hMax: '0',
    insurancePnlRatio: '-0.3',
    adlTriggerThreshold: '10000',
  })
  if (!scenario?.proximity.present) throw new RangeError('the example of the ADL rule does not apply')
  return {
    pnlRatio: scenario.pnlRatio,
    triggered: scenario.adlTriggered,
    byPool: plain(scenario.borneByPool),
    byAdl: plain(scenario.borneByAdl),
    proximity: scenario.proximity.proximity,
  }
}

export const drawdownSeries: readonly number[] = [1000, 1100, 880, 990, 1120]

/** The largest fall of the example series, from its highest level before. */
export function drawdownExample(): number {
  const drawdown = measureDrawdown(drawdownSeries)
  if (drawdown === null) throw new RangeError('the example series has no peak')
  return drawdown.maxDrawdown
}

export const flowInputs = { unitsBefore: 1_000, unitsAfter: 990, priceUsdBefore: 60_000, priceUsdAfter: 48_000 }

/** A fund that loses 10 of 1,000 BTC while the price falls: how much of the fall is flow. */
export function flowExample() {
  const { flowUsd, priceUsd, changeUsd } = splitChange([flowInputs])
  return { flowUsd: plain(flowUsd), priceUsd: plain(priceUsd), changeUsd: plain(changeUsd) }
}

export interface StateExample {
  readonly cadencesSinceCheck: number
  readonly cadencesSinceChange: number
  readonly failures: number
  readonly state: State
  readonly coverageStated: boolean
}

const CLOCK_EXAMPLES = [
  { cadencesSinceCheck: 0.5, cadencesSinceChange: 0.5, failures: 0 },
  { cadencesSinceCheck: 0.5, cadencesSinceChange: 30, failures: 0 },
  { cadencesSinceCheck: 1.5, cadencesSinceChange: 1.5, failures: 1 },
  { cadencesSinceCheck: 2.5, cadencesSinceChange: 2.5, failures: 1 },
  { cadencesSinceCheck: 2.5, cadencesSinceChange: 2.5, failures: 2 },
  { cadencesSinceCheck: 4.5, cadencesSinceChange: 4.5, failures: 4 },
] as const

const MINUTE_MS = 60_000

/** Clocks and the state that follows from them, for a source with a cadence of one minute. */
export function stateExamples(): readonly StateExample[] {
  const now = new Date(0)
  const ago = (cadences: number) => new Date(-cadences * MINUTE_MS)
  return CLOCK_EXAMPLES.map((example) => {
    const clocks = {
      now,
      withdrawnAt: null,
      consecutiveFailures: example.failures,
      checkedAt: ago(example.cadencesSinceCheck),
      changedAt: ago(example.cadencesSinceChange),
      expectedEveryMs: MINUTE_MS,
    }
    return { ...example, state: deriveState(clocks), coverageStated: !isSuppressed(clocks) }
  })
}

export interface SensitivityRow {
  readonly change: string
  readonly result: StressResult
  /** Shortfall against the base case; null for the base case itself. */
  readonly against: number | null
}

const BASE = {
  contract: 'linear',
  side: 'long',
  openInterest: 2_000_000_000,
  fund: 40_000_000,
  gap: 0.05,
  slippage: 0.005,
  leverageLaw: logUniform(100),
} as const

/** One made-up fund under one gap, and what a change of one input does to the shortfall. */
export function sensitivityRows(): readonly SensitivityRow[] {
  const base = stress(BASE)
  const row = (change: string, changed: Partial<StressInput>): SensitivityRow => {
    const result = stress({ ...BASE, ...changed })
    return { change, result, against: result.shortfall / base.shortfall - 1 }
  }
  return [
    { change: 'base case', result: base, against: null },
    row('gap 4 %', { gap: 0.04 }),
    row('gap 6 %', { gap: 0.06 }),
    row('gap 10 %', { gap: 0.1 }),
    row('no slippage', { slippage: 0 }),
    row('slippage 2 %', { slippage: 0.02 }),
    row('highest leverage 25x', { leverageLaw: logUniform(25) }),
    row('highest leverage 50x', { leverageLaw: logUniform(50) }),
    row('highest leverage 125x', { leverageLaw: logUniform(125) }),
    row('leverage by the tiers', { leverageLaw: knownTiers(100) }),
  ]
}

/** The inputs of the base case, for the caption. */
export const sensitivityBase = {
  openInterest: String(BASE.openInterest),
  fund: String(BASE.fund),
  gap: BASE.gap,
  slippage: BASE.slippage,
}
