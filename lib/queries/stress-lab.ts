import { groupBy } from '@/lib/core/collections'
import { type Decimal, dec, plain } from '@/lib/core/decimal'
import { classifyAsset } from '@/lib/core/metrics/asset-policy'
import type { StressContract } from '@/lib/core/metrics/stress'
import type { Database } from '@/lib/db/client'
import {
  type BalanceLatestRow,
  type FundLatestRow,
  readBalanceLatest,
  readFundLatest,
  readFunds,
  readOpenFundMarkets,
  readVenueLatest,
  type VenueLatestRow,
} from '@/lib/db/repositories/latest'
import { type ListedMarketRow, readListedMarkets } from '@/lib/db/repositories/market'
import { readSourceStatus } from '@/lib/db/repositories/source'
import type { FundDetail } from '@/lib/queries/dto/fund'
import type { StressAsset, StressMarket, StressPool, StressVenue } from '@/lib/queries/dto/stress'
import { fundDetails, fundSuppression } from '@/lib/queries/funds'
import { venueHealth } from '@/lib/queries/health'
import { latestOfVenue } from '@/lib/queries/latest'
import { metaOf } from '@/lib/queries/overview'
import { contractTypeOf, isoTime, joinReasons, orNull } from '@/lib/queries/words'
import { findProfile, type VenueProfile } from '@/lib/record/profiles'

/** Digits after the point of an amount turned into coins; as many as the store keeps. */
const COIN_DIGITS = 18

interface PoolParts {
  readonly fund: FundDetail
  readonly latest: FundLatestRow | null
  readonly markets: readonly ListedMarketRow[]
  readonly suppressed: string | null
}

/**
 * What the stress lab starts from at a venue: each pool that absorbs liquidation losses, with its money, the open
 * interest it stands behind and the highest leverage, as last stored; and all of them as one (decision 10: covered money
 * over covered open interest). Amounts too old to state are null with the reason. Null for a slug without a profile.
 */
export async function readStressVenue(
  db: Database,
  venue: string,
  { now }: { readonly now: Date },
): Promise<StressVenue | null> {
  const profile = findProfile(venue)
  if (profile === null) return null
  const [rows, funds, latest, balances, fundMarkets, sources, markets] = await Promise.all([
    readVenueLatest(db, venue),
    readFunds(db, venue),
    readFundLatest(db, venue),
    readBalanceLatest(db, venue),
    readOpenFundMarkets(db, venue),
    readSourceStatus(db, venue),
    readListedMarkets(db, venue),
  ])
  const health = venueHealth(profile, sources, now)
  const context = { profile, health, now }
  const stored = { funds, latest, balances, markets: fundMarkets, sources, regrouped: new Map<string, string>() }
  const latestByFund = new Map(latest.map((row) => [row.fund, row]))
  const balancesByFund = groupBy(balances, (row) => row.fund)
  const listed = new Map(markets.map((row) => [row.market, row]))
  const parts = fundDetails(stored, context)
    .filter((fund) => fund.partOf === null && isLayer(fund, profile))
    .map(
      (fund): PoolParts => ({
        fund,
        latest: latestByFund.get(fund.fund) ?? null,
        markets: fund.markets.flatMap((market) => listed.get(market) ?? []),
        suppressed: fundSuppression(balancesByFund.get(fund.fund) ?? [], context),
      }),
    )
  const row = rows[0] ?? null
  const absence = latestOfVenue(profile, row, health).reason
  return {
    venue,
    name: profile.name,
    fundType: profile.fundType,
    simulated: row?.basis === 'simulated',
    whole: wholeVenue(profile, row, parts, { suppressed: health.suppressed, state: health.state, absence }),
    pools: parts.map((part) => poolOf(profile, part, balancesByFund.get(part.fund.fund) ?? [])).sort(comparePools),
    expectedEveryS: health.expectedEveryS,
    meta: metaOf(sources, now),
  }
}

/** Only funds of the layer that is summed pay for liquidations. */
function isLayer(fund: FundDetail, profile: VenueProfile): boolean {
  return fund.fundType === profile.fundType && fund.fundType !== 'protection' && fund.fundType !== 'counterparty'
}

function poolOf(profile: VenueProfile, part: PoolParts, balances: readonly BalanceLatestRow[]): StressPool {
  const { fund, latest, markets, suppressed } = part
  const contract = contractOf(markets)
  const coin = contract === 'inverse' ? coinOf(balances, markets) : null
  const known = suppressed === null
  const openInterestUsd = known ? fund.oiUsd : null
  const fundUsd = known ? fund.valueUsd : null
  const usableUsd = known ? fund.usableUsd : null
  const inUnit = (usd: string | null) => (usd === null || coin === null ? usd : toCoins(usd, coin.priceUsd))
  return {
    fund: fund.fund,
    label: fund.label,
    contract,
    otherContracts: markets.filter((market) => market.contractType !== contract).length,
    unit: coin?.asset ?? 'USD',
    priceUsd: coin === null ? null : plain(coin.priceUsd),
    openInterest: inUnit(openInterestUsd),
    fundAmount: inUnit(fundUsd),
    usable: inUnit(usableUsd),
    usableBasis: fund.usableBasis,
    openInterestUsd,
    fundUsd,
    usableUsd,
    ...leverageOf(profile, latest?.maxLeverage ?? null),
    fundObservedAt: orNull(latest?.fundObservedAt ?? null, isoTime),
    oiObservedAt: orNull(latest?.oiObservedAt ?? null, isoTime),
    checkedAt: orNull(latest?.checkedAt ?? null, isoTime),
    state: fund.state,
    assets: mergeAssets(fund.balances.map((balance) => assetOf(profile, balance))),
    markets: markets.map(marketOf).sort(compareMarkets),
    reason: fund.reason,
  }
}

function wholeVenue(
  profile: VenueProfile,
  row: VenueLatestRow | null,
  parts: readonly PoolParts[],
  health: { readonly suppressed: string | null; readonly state: StressPool['state']; readonly absence: string | null },
): StressPool {
  const covering = parts.filter(({ fund }) => fund.oiUsd !== null && fund.valueUsd !== null)
  const markets = [...new Map(covering.flatMap((part) => part.markets).map((one) => [one.market, one])).values()]
  const known = health.suppressed === null && row !== null
  const fundUsd = known ? row.coveredFundUsd : null
  const openInterestUsd = known ? row.coveredOiUsd : null
  const contract = contractOf(markets)
  return {
    fund: null,
    label: parts.length === 1 ? (parts[0]?.fund.label ?? 'the fund') : 'all pools as one',
    contract,
    otherContracts: markets.filter((market) => market.contractType !== contract).length,
    unit: 'USD',
    priceUsd: null,
    openInterest: openInterestUsd,
    fundAmount: fundUsd,
    usable: fundUsd === null ? null : notNegative(fundUsd),
    usableBasis: fundUsd === null ? null : 'full',
    openInterestUsd,
    fundUsd,
    usableUsd: fundUsd === null ? null : notNegative(fundUsd),
    ...leverageOf(profile, row?.maxLeverage ?? null),
    fundObservedAt: orNull(row?.fundObservedAt ?? null, isoTime),
    oiObservedAt: orNull(row?.oiObservedAt ?? null, isoTime),
    checkedAt: orNull(row?.checkedAt ?? null, isoTime),
    state: health.state,
    assets: mergeAssets(covering.flatMap(({ fund }) => fund.balances.map((balance) => assetOf(profile, balance)))),
    markets: markets.map(marketOf).sort(compareMarkets),
    reason: joinReasons([health.suppressed, health.absence]),
  }
}

/** Decision 10: a pool is counted in coins only where all its listed contracts are. */
function contractOf(markets: readonly ListedMarketRow[]): StressContract {
  return markets.length > 0 && markets.every((market) => market.contractType === 'inverse') ? 'inverse' : 'linear'
}

/** The coin of an inverse pool that holds one priced asset, the one its contracts settle in. */
function coinOf(
  balances: readonly BalanceLatestRow[],
  markets: readonly ListedMarketRow[],
): { readonly asset: string; readonly priceUsd: Decimal } | null {
  const [only, second] = balances
  if (only === undefined || second !== undefined || only.priceUsd === null) return null
  const priceUsd = dec(only.priceUsd)
  const settles = markets.every((market) => market.settleAsset.toUpperCase() === only.asset.toUpperCase())
  return settles && priceUsd.gt(0) ? { asset: only.asset, priceUsd } : null
}

function toCoins(usd: string, priceUsd: Decimal): string {
  return plain(dec(usd).div(priceUsd).toDecimalPlaces(COIN_DIGITS))
}

function notNegative(amount: string): string {
  return dec(amount).lt(0) ? '0' : amount
}

function leverageOf(profile: VenueProfile, stored: string | null): Pick<StressPool, 'maxLeverage' | 'leverageReason'> {
  const maxLeverage = orNull(stored, Number)
  const reason = profile.module?.leverage.reason ?? 'highest leverage not yet collected'
  return { maxLeverage, leverageReason: maxLeverage === null ? reason : null }
}

function assetOf(profile: VenueProfile, balance: FundDetail['balances'][number]): StressAsset {
  return {
    asset: balance.asset,
    kind: classifyAsset(balance.asset, profile.module?.nativeTokens ?? []),
    units: balance.units,
    valueUsd: balance.valueUsd,
    observedAt: balance.observedAt,
    state: balance.state,
    rawSha256: balance.rawSha256,
  }
}

/** One row per asset, by value; its time and evidence are those of the oldest balance in it. */
function mergeAssets(assets: readonly StressAsset[]): readonly StressAsset[] {
  const merged = [...groupBy(assets, ({ asset }) => asset).values()].flatMap((same) => {
    const [oldest] = [...same].sort((a, b) => a.observedAt.localeCompare(b.observedAt))
    if (oldest === undefined) return []
    const values = same.flatMap(({ valueUsd }) => (valueUsd === null ? [] : [dec(valueUsd)]))
    const total = (amounts: readonly Decimal[]) => plain(amounts.reduce((all, one) => all.plus(one), dec(0)))
    return [
      {
        ...oldest,
        units: total(same.map(({ units }) => dec(units))),
        valueUsd: values.length === same.length ? total(values) : null,
      },
    ]
  })
  return merged.sort((a, b) => compareAmounts(a.valueUsd, b.valueUsd) || a.asset.localeCompare(b.asset, 'en'))
}

function marketOf(row: ListedMarketRow): StressMarket {
  return {
    market: row.market,
    contractType: contractTypeOf(row.contractType),
    valueUsd: row.valueUsd,
    maxLeverage: orNull(row.maxLeverage, Number),
    observedAt: orNull(row.observedAt, isoTime),
    rawSha256: row.rawSha256,
  }
}

function compareMarkets(a: StressMarket, b: StressMarket): number {
  return compareAmounts(a.valueUsd, b.valueUsd) || a.market.localeCompare(b.market, 'en')
}

function comparePools(a: StressPool, b: StressPool): number {
  return compareAmounts(a.openInterestUsd, b.openInterestUsd) || a.label.localeCompare(b.label, 'en')
}

/** Largest first, unknown last. */
function compareAmounts(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return dec(b).cmp(dec(a))
}
