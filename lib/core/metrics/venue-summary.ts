import { groupBy } from '@/lib/core/collections'
import { Decimal, dec, ratio, sum, ZERO } from '@/lib/core/decimal'
import { effectiveCapacity } from '@/lib/core/metrics/capacity'
import { type ExhaustionMove, exhaustionMove } from '@/lib/core/metrics/exhaustion'
import { isUsableLastValue } from '@/lib/core/metrics/freshness'
import type { ContractType, FundType, ObsStatus, UsableBasis } from '@/lib/core/observation'

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

/** A fund with the markets it covers now; `markets` holds ids, listed or not. */
export interface FundNow {
  readonly fund: string
  readonly label: string
  readonly fundType: FundType
  readonly partOf: string | null
  readonly coversNothing: boolean
  readonly markets: readonly string[]
}

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

/** What a drawdown trigger needs: the pool's highest units in the last 8 h of our own samples. */
export interface PeakSample {
  readonly peakUnits: Decimal
  readonly since: Date
}

export interface AdlTrigger {
  readonly drawdown: Decimal
  readonly threshold: Decimal
}

export interface VenueSummaryInput {
  readonly now: Date
  /** The layer that is summed for this venue. */
  readonly fundType: FundType | null
  readonly funds: readonly FundNow[]
  readonly balances: readonly BalanceNow[]
  readonly markets: readonly MarketNow[]
  /** By fund. */
  readonly peaks: ReadonlyMap<string, PeakSample>
  /** By market. */
  readonly triggers: ReadonlyMap<string, AdlTrigger>
  /** Leverage from a dated cited page, for markets whose limit no API gives; with the reason when there is none. */
  readonly leverage: { readonly max: number | null; readonly reason: string | null }
  /** Why the venue has no fund, when it has none. */
  readonly fundAbsence: string | null
}

export interface CoverageFigures {
  readonly fundUsd: Decimal | null
  readonly usableUsd: Decimal | null
  readonly usableBasis: UsableBasis | null
  readonly oiUsd: Decimal | null
  readonly coveredFundUsd: Decimal | null
  readonly coveredOiUsd: Decimal | null
  readonly coverage: number | null
  readonly exhaustion: ExhaustionMove
  readonly maxLeverage: Decimal | null
  readonly fundObservedAt: Date | null
  readonly oiObservedAt: Date | null
  readonly checkedAt: Date | null
  readonly status: ObsStatus
  readonly reason: string | null
}

export interface FundSummary extends CoverageFigures {
  readonly fund: string
  readonly marketsListed: number
  readonly marketsMissing: number
  /** Units by asset, with the price used: what the level index is advanced with. */
  readonly composition: Composition
}

export type Composition = ReadonlyMap<string, { readonly units: Decimal; readonly valueUsd: Decimal | null }>

export interface VenueSummary extends CoverageFigures {
  readonly negativePoolsUsd: Decimal | null
  readonly weakest: { readonly fund: string; readonly coverage: number } | null
  readonly marketsListed: number
  readonly fundsCounted: number
  readonly composition: Composition
}

const SAMPLE_WINDOW_MS = 8 * 3_600_000
const WEAKEST_FLOOR_USD = new Decimal(1_000_000)
const WEAKEST_FLOOR_SHARE = new Decimal('0.001')
/** Leverage limits must be known for this share of the open interest before a mean is stated. */
const LEVERAGE_KNOWN_SHARE = new Decimal('0.9')

interface MarketSet {
  readonly listed: readonly MarketNow[]
  readonly missing: number
  readonly undocumented: number
  readonly oiUsd: Decimal | null
  readonly observedAt: Date | null
  readonly checkedAt: Date | null
  readonly estimated: string | null
}

/**
 * Coverage of every fund and of the venue (decisions 4 to 10; methodology 1.3, 4.4). Money is matched with the open
 * interest of the markets it covers; a market missing from the latest pass keeps its last value for two cadences, after
 * that the sums it belongs to are null with `n of m markets missing`. A source that fails as a whole keeps its last
 * values here: their age is judged when they are read. Markets whose unit the venue does not document are
 * left out of the sums together with their fund, and named. Amounts in US dollars; ratios plain; nothing is infinite.
 */
export function summariseVenue(input: VenueSummaryInput): {
  readonly venue: VenueSummary
  readonly funds: readonly FundSummary[]
} {
  const markets = new Map(input.markets.map((market) => [market.market, market]))
  const passes: LatestPasses = {
    markets: newest(input.markets.map((market) => market.checkedAt)),
    balances: new Map(
      [...groupBy(input.balances, (balance) => balance.source)].map(([source, rows]) => [
        source,
        newest(rows.map((row) => row.checkedAt)),
      ]),
    ),
  }
  const balances = groupBy(input.balances, (balance) => balance.fund)
  const parts = input.funds.map((fund) => {
    const covered = fund.markets.flatMap((id) => markets.get(id) ?? [])
    return { fund, set: measureMarkets(covered, passes), money: measureMoney(balances.get(fund.fund) ?? [], passes) }
  })
  const funds = parts.map((part) => summariseFund(part, input))
  const summed = parts.flatMap((part, index) => {
    const summary = funds[index]
    return summary && part.fund.partOf === null && part.fund.fundType === input.fundType ? [{ ...part, summary }] : []
  })
  return { venue: summariseTotal(summed, measureMarkets(input.markets, passes), passes, input), funds }
}

/** When each feed last read anything: what is missing is judged against that, not against now. */
interface LatestPasses {
  readonly markets: Date | null
  readonly balances: ReadonlyMap<string, Date | null>
}

function isInPass(checkedAt: Date, cadenceMs: number, pass: Date | null): boolean {
  return pass !== null && isUsableLastValue({ now: pass, checkedAt, expectedEveryMs: cadenceMs })
}

function measureMarkets(listed: readonly MarketNow[], passes: LatestPasses): MarketSet {
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
    estimated: usable.find((market) => market.status === 'E')?.reason ?? null,
  }
}

interface Money {
  readonly valueUsd: Decimal | null
  readonly unpriced: readonly string[]
  readonly stale: boolean
  readonly balances: readonly BalanceNow[]
  readonly composition: Composition
  readonly observedAt: Date | null
  readonly checkedAt: Date | null
  readonly estimated: string | null
}

function measureMoney(balances: readonly BalanceNow[], passes: LatestPasses): Money {
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
  }
}

function composeAssets(balances: readonly BalanceNow[]): Composition {
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

interface Part {
  readonly fund: FundNow
  readonly set: MarketSet
  readonly money: Money
}

function summariseFund({ fund, set, money }: Part, input: VenueSummaryInput): FundSummary {
  const matched = !fund.coversNothing && set.undocumented === 0
  const oiUsd = matched ? set.oiUsd : null
  const coverage = money.valueUsd && oiUsd ? ratio(money.valueUsd, oiUsd) : null
  const usable = usableCapacity(fund, money, input)
  const leverage = meanMaxLeverage(set.listed, input.leverage)
  const reasons = [
    ...moneyReasons(money),
    ...(fund.coversNothing ? [] : marketReasons(set, fund.markets.length)),
    oiUsd?.isZero() ? 'no open interest' : null,
    money.estimated,
    set.estimated,
  ]
  return {
    fund: fund.fund,
    fundUsd: money.valueUsd,
    usableUsd: usable.usd,
    usableBasis: usable.basis,
    oiUsd,
    coveredFundUsd: oiUsd === null ? null : money.valueUsd,
    coveredOiUsd: money.valueUsd === null ? null : oiUsd,
    coverage,
    exhaustion: exhaust(usable.usd, oiUsd, set.listed, leverage),
    maxLeverage: leverage.max,
    fundObservedAt: money.observedAt,
    oiObservedAt: set.observedAt,
    checkedAt: money.checkedAt,
    status: statusOf(coverage, money.estimated ?? set.estimated, fund.coversNothing && money.valueUsd !== null),
    reason: joinReasons(reasons),
    marketsListed: set.listed.length,
    marketsMissing: set.missing,
    composition: money.composition,
  }
}

function summariseTotal(
  summed: readonly (Part & { readonly summary: FundSummary })[],
  all: MarketSet,
  passes: LatestPasses,
  input: VenueSummaryInput,
): VenueSummary {
  const values = summed.map((part) => part.summary.fundUsd)
  const known = values.flatMap((value) => (value === null ? [] : [value]))
  const stale = summed.filter((part) => part.money.stale).length
  const unpriced = [...new Set(summed.flatMap((part) => part.money.unpriced))]
  const fundUsd = known.length > 0 && stale === 0 ? sum(known) : null
  const covering = summed.filter((part) => !part.fund.coversNothing && part.set.listed.length > 0)
  const matched = covering.filter((part) => part.summary.oiUsd !== null && part.summary.fundUsd !== null)
  const missing = new Set(covering.flatMap((part) => (part.set.missing > 0 ? [part.fund.fund] : []))).size
  const whole = missing === 0 && stale === 0 && matched.length > 0
  const coveredMarkets = uniqueMarkets(matched.flatMap((part) => part.set.listed))
  const coveredFundUsd = whole ? sum(matched.map((part) => part.summary.fundUsd ?? ZERO)) : null
  const coveredOiUsd = whole ? measureMarkets(coveredMarkets, passes).oiUsd : null
  const coverage = coveredFundUsd && coveredOiUsd ? ratio(coveredFundUsd, coveredOiUsd) : null
  const usableParts = summed.map((part) => part.summary.usableUsd)
  const usableUsd = fundUsd === null ? null : sum(usableParts.flatMap((value) => value ?? []))
  const usableCovered = whole ? sum(matched.flatMap((part) => part.summary.usableUsd ?? [])) : null
  const leverage = meanMaxLeverage(coveredMarkets.length > 0 ? coveredMarkets : all.listed, input.leverage)
  const estimated = summed.map((part) => part.money.estimated).find((reason) => reason !== null) ?? all.estimated
  return {
    fundUsd,
    usableUsd,
    usableBasis:
      usableUsd === null ? null : summed.some((part) => part.summary.usableBasis === 'rule') ? 'rule' : 'full',
    oiUsd: all.oiUsd,
    coveredFundUsd,
    coveredOiUsd,
    coverage,
    exhaustion: exhaust(usableCovered, coveredOiUsd, coveredMarkets, leverage),
    maxLeverage: leverage.max,
    fundObservedAt: newest(summed.map((part) => part.money.observedAt)),
    oiObservedAt: all.observedAt,
    checkedAt: newest([...summed.map((part) => part.money.checkedAt), all.checkedAt]),
    status: statusOf(coverage, estimated, false),
    reason: joinReasons([
      summed.length === 0 ? (input.fundAbsence ?? 'not yet collected') : null,
      stale > 0 ? `${stale} of ${summed.length} funds missing` : null,
      unpriced.length > 0 ? `without a dollar price, left out: ${unpriced.join(', ')}` : null,
      ...marketReasons(all, all.listed.length),
      estimated,
    ]),
    negativePoolsUsd: fundUsd === null ? null : sum(known.filter((value) => value.isNegative())),
    weakest: weakestOf(matched, all.oiUsd ?? coveredOiUsd),
    marketsListed: all.listed.length,
    fundsCounted: summed.length,
    composition: composeAssets(summed.flatMap((part) => part.money.balances)),
  }
}

/** Decision 9: by rule only for single-contract pools with 8 h of our samples and a balance above the threshold. */
function usableCapacity(
  fund: FundNow,
  money: Money,
  input: VenueSummaryInput,
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

/** Open-interest-weighted mean of the markets' highest leverage (decision 10). */
function meanMaxLeverage(
  markets: readonly MarketNow[],
  policy: VenueSummaryInput['leverage'],
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

function exhaust(
  usable: Decimal | null,
  openInterest: Decimal | null,
  markets: readonly MarketNow[],
  leverage: { readonly max: Decimal | null; readonly reason: string | null },
): ExhaustionMove {
  if (usable === null || openInterest === null) return { present: false, reason: 'coverage is not known' }
  if (leverage.max === null && usable.gt(0))
    return { present: false, reason: `leverage: ${leverage.reason ?? 'not known'}` }
  const inverse = markets.length > 0 && markets.every((market) => market.contractType === 'inverse')
  // Fund and open interest of an inverse pool are in the same coin, so their ratio is the same in dollars.
  return exhaustionMove({
    usable,
    openInterest,
    contract: inverse ? 'inverse' : 'linear',
    side: 'long',
    maxLeverage: leverage.max?.toNumber() ?? null,
  })
}

function weakestOf(
  matched: readonly (Part & { readonly summary: FundSummary })[],
  venueOiUsd: Decimal | null,
): { readonly fund: string; readonly coverage: number } | null {
  if (venueOiUsd === null) return null
  const floor = Decimal.max(WEAKEST_FLOOR_USD, venueOiUsd.times(WEAKEST_FLOOR_SHARE))
  const sized = matched.flatMap(({ summary }) =>
    summary.oiUsd?.gte(floor) && summary.coverage !== null ? [{ fund: summary.fund, coverage: summary.coverage }] : [],
  )
  return sized.sort((a, b) => a.coverage - b.coverage || a.fund.localeCompare(b.fund))[0] ?? null
}

function moneyReasons(money: Money): readonly (string | null)[] {
  return [
    money.stale ? 'balance missing from the last passes' : null,
    money.balances.length === 0 ? 'balance not yet collected' : null,
    money.unpriced.length > 0 ? `without a dollar price, left out: ${money.unpriced.join(', ')}` : null,
  ]
}

function marketReasons(set: MarketSet, named: number): readonly (string | null)[] {
  const undocumented = set.listed.find((market) => market.undocumented)?.reason
  return [
    set.listed.length === 0 && named > 0 ? 'none of its markets is listed now' : null,
    set.missing > 0 ? `${set.missing} of ${set.listed.length} markets missing` : null,
    set.undocumented > 0
      ? `${set.undocumented} of ${set.listed.length} markets left out: ${undocumented ?? 'unit not documented'}`
      : null,
  ]
}

function statusOf(coverage: number | null, estimated: string | null, moneyOnly: boolean): ObsStatus {
  if (coverage === null && !moneyOnly) return 'M'
  return estimated === null ? 'A' : 'E'
}

function joinReasons(reasons: readonly (string | null)[]): string | null {
  const said = [...new Set(reasons.filter((reason) => reason !== null))]
  return said.length > 0 ? said.join('; ') : null
}

function uniqueMarkets(markets: readonly MarketNow[]): readonly MarketNow[] {
  return [...new Map(markets.map((market) => [market.market, market])).values()]
}

function newest(dates: readonly (Date | null)[]): Date | null {
  const times = dates.flatMap((date) => (date ? [date.getTime()] : []))
  return times.length > 0 ? new Date(Math.max(...times)) : null
}
