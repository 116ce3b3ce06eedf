import { groupBy } from '@/lib/core/collections'
import { dec } from '@/lib/core/decimal'
import { deriveState, isSuppressed, worstState } from '@/lib/core/metrics/freshness'
import type { State } from '@/lib/core/observation'
import type { BalanceLatestRow, FundLatestRow, StoredFundRow } from '@/lib/db/repositories/latest'
import type { SourceStatusRow } from '@/lib/db/repositories/source'
import type { BalanceRow, FundDetail } from '@/lib/queries/dto/fund'
import { tooOld, type VenueHealth } from '@/lib/queries/health'
import { bandOf } from '@/lib/queries/latest'
import {
  fundScopeOf,
  fundTypeOf,
  isoTime,
  joinReasons,
  orNull,
  priceSourceOf,
  usableBasisOf,
} from '@/lib/queries/words'
import type { VenueProfile } from '@/lib/record/profiles'

/** Everything stored about the funds of one venue. */
export interface StoredFunds {
  readonly funds: readonly StoredFundRow[]
  readonly latest: readonly FundLatestRow[]
  readonly balances: readonly BalanceLatestRow[]
  readonly markets: readonly { readonly fund: string; readonly market: string }[]
  readonly sources: readonly SourceStatusRow[]
  /** The day each fund was last regrouped. */
  readonly regrouped: ReadonlyMap<string, string>
}

interface Context {
  readonly profile: VenueProfile
  readonly health: VenueHealth
  readonly now: Date
}

/**
 * The funds of a venue as they may be stated now: those that are summed first, by value, then components, then
 * protection reserves. Funds known only from a history are not among them. Coverage and exhaustion of a fund are null when a balance of it, or the open interest, was last
 * checked more than four cadences ago.
 */
export function fundDetails(stored: StoredFunds, context: Context): readonly FundDetail[] {
  const latest = new Map(stored.latest.map((row) => [row.fund, row]))
  const balances = groupBy(stored.balances, (row) => row.fund)
  const markets = groupBy(stored.markets, (row) => row.fund)
  const sources = new Map(stored.sources.map((row) => [row.source, row]))
  return stored.funds
    .filter((fund) => !fund.historyOnly)
    .map((fund) =>
      fundDetail(
        fund,
        latest.get(fund.fund) ?? null,
        balances.get(fund.fund) ?? [],
        (markets.get(fund.fund) ?? []).map((row) => row.market),
        sources,
        { ...context, regrouped: stored.regrouped },
      ),
    )
    .sort((a, b) => placeOf(a) - placeOf(b) || compareValues(a, b) || a.fund.localeCompare(b.fund, 'en'))
}

function fundDetail(
  fund: StoredFundRow,
  latest: FundLatestRow | null,
  balances: readonly BalanceLatestRow[],
  markets: readonly string[],
  sources: ReadonlyMap<string, SourceStatusRow>,
  context: Context & Pick<StoredFunds, 'regrouped'>,
): FundDetail {
  const suppressed = fundSuppression(balances, context)
  const states = balances.map((balance) => balanceState(balance, fund, sources, context))
  const band = latest === null ? { band: null, reason: null } : bandOf(latest)
  return {
    fund: fund.fund,
    label: fund.label,
    fundType: fundTypeOf(fund.fundType),
    scope: fundScopeOf(fund.scope),
    partOf: fund.partOf,
    markets,
    oiUsd: latest?.oiUsd ?? null,
    coverage: suppressed === null ? (latest?.coverage ?? null) : null,
    valueUsd: latest?.valueUsd ?? null,
    usableUsd: latest?.usableUsd ?? null,
    usableBasis: orNull(latest?.usableBasis ?? null, usableBasisOf),
    exhaustionMove: suppressed === null ? band.band : null,
    exhaustionReason: suppressed ?? band.reason,
    state: fundState(fund, states, context),
    reason: joinReasons([suppressed, latest === null ? 'not yet collected' : latest.reason]),
    regroupedOn: context.regrouped.get(fund.fund) ?? null,
    balances: balances.map((balance, index) => balanceRow(balance, states[index] ?? 'none')),
  }
}

function fundState(fund: StoredFundRow, states: readonly State[], { profile }: Context): State {
  if (profile.status === 'closed') return 'none'
  return fund.withdrawnAt === null ? worstState(states) : 'withdrawn'
}

function balanceState(
  balance: BalanceLatestRow,
  fund: StoredFundRow,
  sources: ReadonlyMap<string, SourceStatusRow>,
  { profile, now }: Context,
): State {
  if (profile.status === 'closed') return 'none'
  const source = sources.get(balance.source)
  const clocks = {
    now,
    withdrawnAt: fund.withdrawnAt ?? source?.withdrawnAt ?? null,
    consecutiveFailures: source?.consecutiveFailures ?? 0,
    checkedAt: balance.checkedAt,
  }
  // We check at our cadence; the venue renews the figure at its own.
  const checked = deriveState({ ...clocks, changedAt: null, expectedEveryMs: cadenceMs(balance, source) })
  if (checked !== 'live') return checked
  const longest = Math.max(cadenceMs(balance, source), balance.expectedEveryS * 1000)
  return deriveState({ ...clocks, changedAt: balance.changedAt, expectedEveryMs: longest })
}

function cadenceMs(balance: BalanceLatestRow, source: SourceStatusRow | undefined): number {
  return (source?.cadenceS ?? balance.expectedEveryS) * 1000
}

/** Why the figures of a fund are too old to state; null when they are not. */
export function fundSuppression(
  balances: readonly BalanceLatestRow[],
  { profile, health, now }: Context,
): string | null {
  if (profile.status === 'closed') return null
  const stale = balances
    .filter((row) => isSuppressed({ now, checkedAt: row.checkedAt, expectedEveryMs: row.cadenceS * 1000 }))
    .sort((a, b) => a.checkedAt.getTime() - b.checkedAt.getTime())[0]
  return stale ? tooOld(now, stale.checkedAt) : health.openInterestSuppressed
}

/** A stored balance as pages and the API show it. */
export function balanceRow(
  balance: Omit<BalanceLatestRow, 'venueTime' | 'storedAt' | 'cadenceS'>,
  state: State,
): BalanceRow {
  return {
    asset: balance.asset,
    units: balance.units,
    priceUsd: balance.priceUsd,
    priceSource: orNull(balance.priceSource, priceSourceOf),
    valueUsd: balance.valueUsd,
    observedAt: isoTime(balance.observedAt),
    checkedAt: isoTime(balance.checkedAt),
    changedAt: isoTime(balance.changedAt),
    expectedEveryS: balance.expectedEveryS,
    state,
    rawSha256: balance.rawSha256,
  }
}

function placeOf(fund: FundDetail): number {
  if (fund.fundType === 'protection') return 2
  return fund.partOf === null ? 0 : 1
}

function compareValues(a: FundDetail, b: FundDetail): number {
  if (a.valueUsd === null || b.valueUsd === null) return Number(a.valueUsd === null) - Number(b.valueUsd === null)
  return dec(b.valueUsd).comparedTo(dec(a.valueUsd))
}
