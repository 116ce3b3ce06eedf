import { groupBy } from '@/lib/core/collections'
import { Decimal, ratio, sum } from '@/lib/core/decimal'
import { type ExhaustionMove, exhaustionMove } from '@/lib/core/metrics/exhaustion'
import {
  type AdlTrigger,
  type BalanceNow,
  type Composition,
  composeAssets,
  type Money,
  measureMoney,
  moneyReasons,
  type PeakSample,
  usableCapacity,
} from '@/lib/core/metrics/fund-money'
import {
  type LatestPasses,
  type MarketNow,
  type MarketSet,
  marketReasons,
  meanMaxLeverage,
  measureMarkets,
  uniqueMarkets,
} from '@/lib/core/metrics/market-set'
import type { FundType, ObsStatus, UsableBasis } from '@/lib/core/observation'
import { newest } from '@/lib/core/time'

/** A fund with the markets it covers now; `markets` holds ids, listed or not. */
export interface FundNow {
  readonly fund: string
  readonly label: string
  readonly fundType: FundType
  readonly partOf: string | null
  readonly coversNothing: boolean
  readonly markets: readonly string[]
}

export interface VenueSummaryInput {
  readonly now: Date
  /** The layer that is summed for this venue. */
  readonly fundType: FundType | null
  readonly funds: readonly FundNow[]
  readonly balances: readonly BalanceNow[]
  readonly markets: readonly MarketNow[]
  /** When the sources were last read with success: the one of open interest, and those of balances by source. */
  readonly passes: { readonly openInterest: Date | null; readonly funds: ReadonlyMap<string, Date> }
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
  /** One side was last read more than four cadences ago; the value is its last one, and there is no coverage. */
  readonly fundTooOld: boolean
  readonly oiTooOld: boolean
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

export interface VenueSummary extends CoverageFigures {
  readonly negativePoolsUsd: Decimal | null
  readonly weakest: { readonly fund: string; readonly coverage: number } | null
  readonly marketsListed: number
  readonly fundsCounted: number
  readonly composition: Composition
}

const WEAKEST_FLOOR_USD = new Decimal(1_000_000)
const WEAKEST_FLOOR_SHARE = new Decimal('0.001')

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
    now: input.now,
    markets: newest([input.passes.openInterest, ...input.markets.map((market) => market.checkedAt)]),
    balances: new Map(
      [...groupBy(input.balances, (balance) => balance.source)].map(([source, rows]) => [
        source,
        newest([input.passes.funds.get(source) ?? null, ...rows.map((row) => row.checkedAt)]),
      ]),
    ),
  }
  const balances = groupBy(input.balances, (balance) => balance.fund)
  const parts = input.funds.map((fund) => {
    const covered = fund.markets.flatMap((id) => markets.get(id) ?? [])
    return { fund, set: measureMarkets(covered, passes), money: measureMoney(balances.get(fund.fund) ?? [], passes) }
  })
  const funds = parts.map((part) => summariseFund(part, input))
  // A pool that trades against everyone is no fund: it is shown, never summed.
  const layer = input.fundType === 'counterparty' ? null : input.fundType
  const summed = parts.flatMap((part, index) => {
    const summary = funds[index]
    return summary && part.fund.partOf === null && part.fund.fundType === layer ? [{ ...part, summary }] : []
  })
  return { venue: summariseTotal(summed, measureMarkets(input.markets, passes), passes, input), funds }
}

interface Part {
  readonly fund: FundNow
  readonly set: MarketSet
  readonly money: Money
}

function summariseFund({ fund, set, money }: Part, input: VenueSummaryInput): FundSummary {
  const matched = !fund.coversNothing && set.undocumented === 0
  const oiUsd = matched ? set.oiUsd : null
  const tooOld = money.tooOld || (matched && set.tooOld)
  const coverage = money.valueUsd && oiUsd && !tooOld ? ratio(money.valueUsd, oiUsd) : null
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
    exhaustion: exhaust(tooOld ? null : usable.usd, oiUsd, set.listed, leverage),
    maxLeverage: leverage.max,
    fundObservedAt: money.observedAt,
    oiObservedAt: set.observedAt,
    checkedAt: money.checkedAt,
    fundTooOld: money.tooOld,
    oiTooOld: set.tooOld,
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
  const coveredFundUsd = whole ? sum(matched.flatMap((part) => part.summary.fundUsd ?? [])) : null
  const coveredOiUsd = whole ? measureMarkets(coveredMarkets, passes).oiUsd : null
  const fundTooOld = summed.some((part) => part.money.tooOld)
  const tooOld = fundTooOld || all.tooOld
  const coverage = coveredFundUsd && coveredOiUsd && !tooOld ? ratio(coveredFundUsd, coveredOiUsd) : null
  const usableParts = summed.map((part) => part.summary.usableUsd)
  const usableUsd = fundUsd === null ? null : sum(usableParts.flatMap((value) => value ?? []))
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
    // Decision 10: the venue row takes covered money, whole, over covered open interest.
    exhaustion: exhaust(tooOld ? null : coveredFundUsd, coveredOiUsd, coveredMarkets, leverage),
    maxLeverage: leverage.max,
    fundObservedAt: newest(summed.map((part) => part.money.observedAt)),
    oiObservedAt: all.observedAt,
    checkedAt: newest([...summed.map((part) => part.money.checkedAt), all.checkedAt]),
    fundTooOld,
    oiTooOld: all.tooOld,
    status: statusOf(coverage, estimated ?? (all.undocumented > 0 ? 'markets left out' : null), false),
    reason: joinReasons([
      summed.length === 0 ? absenceOf(input) : null,
      fundTooOld ? 'the fund was last read too long ago to state coverage' : null,
      stale > 0 ? `${stale} of ${summed.length} funds missing` : null,
      unpriced.length > 0 ? `without a dollar price, left out: ${unpriced.join(', ')}` : null,
      ...marketReasons(all, all.listed.length),
      estimated,
    ]),
    negativePoolsUsd: fundUsd === null ? null : sum(known.filter((value) => value.isNegative())),
    weakest: weakestPool(
      matched.map(({ summary }) => summary),
      all.oiUsd ?? coveredOiUsd,
    ),
    marketsListed: all.listed.length,
    fundsCounted: summed.length,
    composition: composeAssets(summed.flatMap((part) => part.money.balances)),
  }
}

function absenceOf({ fundAbsence, fundType, funds }: VenueSummaryInput): string {
  const pooled = fundType === 'counterparty' && funds.length > 0
  return (
    fundAbsence ?? (pooled ? 'counterparty pools are not an insurance fund and are not summed' : 'not yet collected')
  )
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

/**
 * The thinnest pool of size: the lowest coverage among pools whose markets carry at least $1m and 0.1 % of the venue's
 * open interest (decision 5), ties by id. Amounts in US dollars; null when none is of that size.
 */
export function weakestPool(
  pools: readonly { readonly fund: string; readonly oiUsd: Decimal | null; readonly coverage: number | null }[],
  venueOiUsd: Decimal | null,
): { readonly fund: string; readonly coverage: number } | null {
  if (venueOiUsd === null) return null
  const floor = Decimal.max(WEAKEST_FLOOR_USD, venueOiUsd.times(WEAKEST_FLOOR_SHARE))
  const sized = pools.flatMap(({ fund, oiUsd, coverage }) =>
    oiUsd?.gte(floor) && coverage !== null ? [{ fund, coverage }] : [],
  )
  return sized.sort((a, b) => a.coverage - b.coverage || a.fund.localeCompare(b.fund))[0] ?? null
}

function statusOf(coverage: number | null, estimated: string | null, moneyOnly: boolean): ObsStatus {
  if (coverage === null && !moneyOnly) return 'M'
  return estimated === null ? 'A' : 'E'
}

function joinReasons(reasons: readonly (string | null)[]): string | null {
  const said = [...new Set(reasons.filter((reason) => reason !== null).map((reason) => reason.replace(/\.$/, '')))]
  return said.length > 0 ? said.join('; ') : null
}
