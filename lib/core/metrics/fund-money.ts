import { Decimal, sum, ZERO } from '@/lib/core/decimal'
import { effectiveCapacity } from '@/lib/core/metrics/capacity'
import { isSuppressed } from '@/lib/core/metrics/freshness'
import { isInPass, type LatestPasses } from '@/lib/core/metrics/market-set'
import type { ObsStatus, UsableBasis } from '@/lib/core/observation'
import { newest } from '@/lib/core/time'

/** A balance as last read. */
export interface BalanceNow {
  readonly fund: string
  readonly asset: string
  readonly units: Decimal
  readonly priceUsd: Decimal | null
  readonly valueUsd: Decimal | null
  readonly observedAt: Date
  readonly checkedAt: Date
  /** The source it was read by, and how often that one is asked. */
  readonly source: string
  readonly sourceCadenceMs: number
  readonly status: ObsStatus
  readonly reason: string | null
}

/** Units and dollars by asset. */
export type Composition = ReadonlyMap<string, { readonly units: Decimal; readonly valueUsd: Decimal | null }>

/** What a drawdown trigger needs: the pool's highest units in the last 8 h of our own samples. */
export interface PeakSample {
  readonly peakUnits: Decimal
  readonly since: Date
}

export interface AdlTrigger {
  readonly drawdown: Decimal
  readonly threshold: Decimal
}

const SAMPLE_WINDOW_MS = 8 * 3_600_000

/** Samples and rules by fund and market, at a moment. */
export interface CapacityInput {
  readonly now: Date
  /** By fund. */
  readonly peaks: ReadonlyMap<string, PeakSample>
  /** By market. */
  readonly triggers: ReadonlyMap<string, AdlTrigger>
}

/** What a fund holds, or why its value is not known. */
export interface Money {
  readonly valueUsd: Decimal | null
  readonly unpriced: readonly string[]
  readonly stale: boolean
  readonly balances: readonly BalanceNow[]
  readonly composition: Composition
  readonly observedAt: Date | null
  readonly checkedAt: Date | null
  readonly estimated: string | null
  /** Last read more than four cadences ago: no coverage is stated from it. */
  readonly tooOld: boolean
}

/** The value of a fund; balances without a price are left out and named (decision 4). */
export function measureMoney(balances: readonly BalanceNow[], passes: LatestPasses): Money {
  const priced = balances.flatMap((balance) => (balance.valueUsd === null ? [] : [balance.valueUsd]))
  const stale = balances.some(
    (balance) => !isInPass(balance.checkedAt, balance.sourceCadenceMs, passes.balances.get(balance.source) ?? null),
  )
  return {
    valueUsd: priced.length > 0 && !stale ? sum(priced) : null,
    unpriced: balances.filter((balance) => balance.valueUsd === null).map((balance) => balance.asset),
    stale,
    balances,
    composition: composeAssets(balances),
    observedAt: newest(balances.map((balance) => balance.observedAt)),
    checkedAt: newest(balances.map((balance) => balance.checkedAt)),
    estimated: balances.find((balance) => balance.status === 'E')?.reason ?? null,
    tooOld: balances.some((balance) =>
      isSuppressed({
        now: passes.now,
        checkedAt: passes.balances.get(balance.source) ?? null,
        expectedEveryMs: balance.sourceCadenceMs,
      }),
    ),
  }
}

/** Adds up balances by asset; the value of an asset is null as soon as one part has none. */
export function composeAssets(balances: readonly BalanceNow[]): Composition {
  const assets = new Map<string, { units: Decimal; valueUsd: Decimal | null }>()
  for (const { asset, units, valueUsd } of balances) {
    const before = assets.get(asset)
    assets.set(asset, {
      units: before ? before.units.plus(units) : units,
      valueUsd: !before ? valueUsd : before.valueUsd && valueUsd ? before.valueUsd.plus(valueUsd) : null,
    })
  }
  return assets
}

/**
 * What the fund can pay before ADL starts (decision 9): by rule only for single-contract pools with 8 h of our samples and
 * a balance above the threshold, else the full value; never below zero. US dollars.
 */
export function usableCapacity(
  fund: { readonly fund: string; readonly markets: readonly string[] },
  money: Money,
  input: CapacityInput,
): { usd: Decimal | null; basis: UsableBasis | null } {
  if (money.valueUsd === null) return { usd: null, basis: null }
  const full = { usd: Decimal.max(money.valueUsd, ZERO), basis: 'full' as const }
  const [market, another] = fund.markets
  const [balance, second] = money.balances
  if (!market || another || !balance || second || !balance.valueUsd || balance.units.lte(0)) return full
  const trigger = input.triggers.get(market)
  const peak = input.peaks.get(fund.fund)
  if (!trigger || !peak || balance.units.lte(trigger.threshold)) return full
  if (trigger.drawdown.lte(0) || trigger.drawdown.gt(1)) return full
  if (input.now.getTime() - peak.since.getTime() < SAMPLE_WINDOW_MS) return full
  const units = effectiveCapacity(balance.units, Decimal.max(peak.peakUnits, balance.units), trigger.drawdown)
  return { usd: units.times(balance.valueUsd).div(balance.units), basis: 'rule' }
}

/** Why a fund's value is incomplete, in plain words. */
export function moneyReasons(money: Money): readonly (string | null)[] {
  return [
    money.tooOld ? 'the fund was last read too long ago to state coverage' : null,
    money.stale ? 'balance missing from the last passes' : null,
    money.balances.length === 0 ? 'balance not yet collected' : null,
    money.unpriced.length > 0 ? `without a dollar price, left out: ${money.unpriced.join(', ')}` : null,
  ]
}
