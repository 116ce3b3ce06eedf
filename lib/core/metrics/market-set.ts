import { Decimal, dec, sum } from '@/lib/core/decimal'
import { isSuppressed, isUsableLastValue } from '@/lib/core/metrics/freshness'
import type { ContractType, ObsStatus } from '@/lib/core/observation'
import { newest } from '@/lib/core/time'

/** A market the venue lists now, with its open interest as last read; `checkedAt` null when never read. */
export interface MarketNow {
  readonly market: string
  readonly contractType: ContractType
  readonly valueUsd: Decimal | null
  readonly undocumented: boolean
  readonly observedAt: Date | null
  readonly checkedAt: Date | null
  readonly sourceCadenceMs: number
  readonly status: ObsStatus
  readonly reason: string | null
  readonly maxLeverage: Decimal | null
}

/** The open interest of some markets, or why it is not known. */
export interface MarketSet {
  readonly listed: readonly MarketNow[]
  readonly missing: number
  readonly undocumented: number
  readonly oiUsd: Decimal | null
  readonly observedAt: Date | null
  readonly checkedAt: Date | null
  readonly estimated: string | null
  /** Last read more than four cadences ago: no coverage is stated from it. */
  readonly tooOld: boolean
}

/** When each feed last read anything: what is missing is judged against that, not against now. */
export interface LatestPasses {
  readonly now: Date
  readonly markets: Date | null
  readonly balances: ReadonlyMap<string, Date | null>
}

/** True when a row was read in the latest pass of its feed, or at most two cadences before it. */
export function isInPass(checkedAt: Date, cadenceMs: number, pass: Date | null): boolean {
  return pass !== null && isUsableLastValue({ now: pass, checkedAt, expectedEveryMs: cadenceMs })
}

/** Leverage limits must be known for this share of the open interest before a mean is stated. */
const LEVERAGE_KNOWN_SHARE = new Decimal('0.9')

/** Adds up the open interest of these listed markets; null while one of them is missing (decision 7). */
export function measureMarkets(listed: readonly MarketNow[], passes: LatestPasses): MarketSet {
  const documented = listed.filter((market) => !market.undocumented)
  const usable = documented.flatMap((market) =>
    market.valueUsd !== null &&
    market.checkedAt !== null &&
    isInPass(market.checkedAt, market.sourceCadenceMs, passes.markets)
      ? [{ ...market, valueUsd: market.valueUsd, checkedAt: market.checkedAt }]
      : [],
  )
  const missing = documented.length - usable.length
  return {
    listed,
    missing,
    undocumented: listed.length - documented.length,
    oiUsd: missing === 0 && documented.length > 0 ? sum(usable.map((market) => market.valueUsd)) : null,
    observedAt: newest(usable.map((market) => market.observedAt)),
    checkedAt: newest(usable.map((market) => market.checkedAt)),
    estimated: estimatedReason(usable),
    tooOld: isTooOld(documented, passes),
  }
}

function isTooOld(markets: readonly MarketNow[], passes: LatestPasses): boolean {
  if (markets.length === 0 || passes.markets === null) return false
  const expectedEveryMs = Math.max(...markets.map((market) => market.sourceCadenceMs))
  return isSuppressed({ now: passes.now, checkedAt: passes.markets, expectedEveryMs })
}

/** What makes this open interest an estimate, with the share of markets it is true of unless all. */
function estimatedReason(markets: readonly MarketNow[]): string | null {
  const estimated = markets.filter((market) => market.status === 'E')
  const reason = estimated[0]?.reason ?? null
  if (reason === null) return null
  const alike = estimated.filter((market) => market.reason === reason).length
  return alike === markets.length ? reason : `${reason} (${alike} of ${markets.length} markets)`
}

/** Open-interest-weighted mean of the markets' highest leverage (decision 10). */
export function meanMaxLeverage(
  markets: readonly MarketNow[],
  policy: { readonly max: number | null; readonly reason: string | null },
): { readonly max: Decimal | null; readonly reason: string | null } {
  const weighed = markets.flatMap((market) => (market.valueUsd?.gt(0) ? [{ ...market, weight: market.valueUsd }] : []))
  const known = weighed.flatMap((market) =>
    market.maxLeverage ? [{ weight: market.weight, max: market.maxLeverage }] : [],
  )
  const total = sum(weighed.map((market) => market.weight))
  const knownTotal = sum(known.map((market) => market.weight))
  if (knownTotal.gt(0) && knownTotal.gte(total.times(LEVERAGE_KNOWN_SHARE))) {
    return { max: sum(known.map((market) => market.max.times(market.weight))).div(knownTotal), reason: null }
  }
  if (policy.max !== null) return { max: dec(policy.max), reason: null }
  return { max: null, reason: policy.reason ?? 'maximum leverage not yet collected' }
}

/** Why a market set is incomplete, in plain words; `named` is how many markets the fund names. */
export function marketReasons(set: MarketSet, named: number): readonly (string | null)[] {
  const undocumented = set.listed.find((market) => market.undocumented)?.reason
  return [
    set.listed.length === 0 && named > 0 ? 'none of its markets is listed now' : null,
    set.missing > 0 ? `${set.missing} of ${set.listed.length} markets missing` : null,
    set.tooOld ? 'open interest was last read too long ago to state coverage' : null,
    set.undocumented > 0
      ? `${set.undocumented} of ${set.listed.length} markets left out: ${undocumented ?? 'unit not documented'}`
      : null,
  ]
}

/** Each market once. */
export function uniqueMarkets(markets: readonly MarketNow[]): readonly MarketNow[] {
  return [...new Map(markets.map((market) => [market.market, market])).values()]
}
