import { Decimal, sum } from '@/lib/core/decimal'
import type { LevelSample } from '@/lib/core/metrics/episode'
import { type AssetChange, advanceFlowIndex, splitChange } from '@/lib/core/metrics/flow'

const HOUR_MS = 3_600_000
/** Without a time of the venue, an unchanged balance is stored this often. */
const REPEAT_MS = HOUR_MS
const START = new Decimal(1)

/** One stored balance of a fund. */
export interface BalanceSample {
  readonly at: number
  readonly asset: string
  readonly units: Decimal
  readonly valueUsd: Decimal | null
  readonly expectedEveryMs: number
  /** The time is ours, not the venue's: stored on change and hourly. */
  readonly ownClock: boolean
  /** The step to here is not a flow. */
  readonly breaks: boolean
  readonly sha256: string | null
}

/** What a fund held at one moment. */
export interface FundSample extends LevelSample {
  /** Null where the fund holds several assets. */
  readonly units: Decimal | null
  /** Null while an asset has no price. */
  readonly valueUsd: Decimal | null
  readonly expectedEveryMs: number
  readonly sha256: string | null
}

export interface FundLevels {
  readonly basis: 'units' | 'flow_index'
  /** The asset of a fund that holds one. */
  readonly asset: string | null
  readonly samples: readonly FundSample[]
}

/**
 * The balances of a fund as one series free of price: its units while it holds one asset, else a flow-adjusted index
 * from 1 (methodology 3.1). An asset that is missing from a moment, comes or goes is no flow: the index looks only at
 * what is known on both sides.
 */
export function fundLevels(balances: readonly BalanceSample[]): FundLevels {
  const ordered = [...balances].sort((a, b) => a.at - b.at)
  const assets = new Set(ordered.map(({ asset }) => asset))
  const [asset] = assets
  if (assets.size <= 1) return { basis: 'units', asset: asset ?? null, samples: ordered.map(unitSample) }
  return { basis: 'flow_index', asset: null, samples: indexSamples(ordered) }
}

const cadenceOf = ({ expectedEveryMs, ownClock }: BalanceSample) =>
  ownClock ? Math.max(expectedEveryMs, REPEAT_MS) : expectedEveryMs

function unitSample(balance: BalanceSample): FundSample {
  const { at, units, valueUsd, breaks, sha256 } = balance
  return { at, level: units, units, valueUsd, breaks, expectedEveryMs: cadenceOf(balance), sha256 }
}

type Held = ReadonlyMap<string, BalanceSample>

function indexSamples(ordered: readonly BalanceSample[]): readonly FundSample[] {
  const samples: FundSample[] = []
  let held: Held = new Map()
  let level = START
  for (const [at, now] of byTime(ordered)) {
    const after = new Map([...held].filter(([, balance]) => isFresh(balance, at)))
    for (const balance of now) after.set(balance.asset, balance)
    const flow = flowBetween(held, after)
    const next = flow === null ? null : advanceFlowIndex(level, flow.flowUsd, flow.beforeUsd)
    const breaks = now.some((balance) => balance.breaks) || (held.size > 0 && next === null)
    if (next !== null && !breaks) level = next
    const values = [...after.values()].map(({ valueUsd }) => valueUsd)
    samples.push({
      at,
      level,
      units: null,
      valueUsd: values.includes(null) ? null : sum(values.filter((value) => value !== null)),
      breaks,
      expectedEveryMs: Math.max(...now.map(cadenceOf)),
      sha256: now[0]?.sha256 ?? null,
    })
    held = after
  }
  return samples
}

function byTime(ordered: readonly BalanceSample[]): ReadonlyMap<number, BalanceSample[]> {
  const times = new Map<number, BalanceSample[]>()
  for (const balance of ordered) times.set(balance.at, [...(times.get(balance.at) ?? []), balance])
  return times
}

/** An asset that a pass left out stands for two cadences, at least two hours. */
function isFresh(balance: BalanceSample, at: number): boolean {
  return at - balance.at <= 2 * Math.max(cadenceOf(balance), REPEAT_MS)
}

function flowBetween(before: Held, after: Held): { readonly flowUsd: Decimal; readonly beforeUsd: Decimal } | null {
  const changes = [...before.values()].flatMap((from) => {
    const to = after.get(from.asset)
    const priceAfter = to === undefined ? null : priceOf(to)
    const priceBefore = priceOf(from) ?? priceAfter
    if (to === undefined || priceBefore === null) return []
    const change: AssetChange & { readonly unitsBefore: Decimal; readonly priceUsdBefore: Decimal } = {
      unitsBefore: from.units,
      unitsAfter: to.units,
      priceUsdBefore: priceBefore,
      priceUsdAfter: priceAfter ?? priceBefore,
    }
    return [change]
  })
  if (changes.length === 0) return null
  return {
    flowUsd: splitChange(changes).flowUsd,
    beforeUsd: sum(changes.map((change) => change.unitsBefore.times(change.priceUsdBefore))),
  }
}

function priceOf({ units, valueUsd }: BalanceSample): Decimal | null {
  return valueUsd === null || units.isZero() ? null : valueUsd.div(units)
}
