import { type Decimal, dec, plain, ratio, sum } from '@/lib/core/decimal'
import {
  type AssetMix,
  concentrateAssets,
  concentratePools,
  dominantStablecoin,
  fundAfterHaircuts,
  fundInFall,
  mixAssets,
} from '@/lib/core/metrics/fund-assets'
import { type CoverPool, coverInFall, STRESS_FALLS } from '@/lib/core/metrics/stress-coverage'
import type { FundLatestRow } from '@/lib/db/repositories/latest'
import type { ListedMarketRow } from '@/lib/db/repositories/market'
import type { BalanceRow, FundDetail } from '@/lib/queries/dto/fund'
import type { Latest } from '@/lib/queries/dto/latest'
import type { AssetBlock, StressFallRow, VenueMeasures, WorstDraws } from '@/lib/queries/dto/measures'
import { joinReasons, orNull } from '@/lib/queries/words'

export interface MeasuresInput {
  readonly latest: Latest
  readonly funds: readonly FundDetail[]
  readonly stored: readonly FundLatestRow[]
  readonly markets: readonly ListedMarketRow[]
  readonly nativeTokens: readonly string[]
  /** Why nothing is measured: closed, on record only; null where something may be. */
  readonly absence: string | null
  readonly worstDraws: WorstDraws
}

/** The largest stated fall: haircuts are at least as large. */
const LARGEST_FALL = Math.max(...STRESS_FALLS)

/** The metrics of methodology 1.3 beside the headline; a missing one has its reason. */
export function measuresOf(input: MeasuresInput): VenueMeasures {
  const { latest, worstDraws } = input
  const summed = summedFunds(input)
  const share = orNull(latest.fundUsd, (fund) =>
    latest.usableUsd === null ? null : ratio(dec(latest.usableUsd), dec(fund)),
  )
  const noShare = latest.fundUsd === null ? noFund(input) : 'usable money is not known'
  return {
    usableShare: share,
    usableShareReason: share === null ? noShare : null,
    worstDraws,
    assets: assetBlock(input, summed),
    stress: stressRows(input, summed),
  }
}

/** The funds that make the venue's headline. */
export function summedFunds({ funds, latest }: Pick<MeasuresInput, 'funds' | 'latest'>): readonly FundDetail[] {
  if (latest.fundType === 'counterparty') return []
  return funds.filter(
    (fund) =>
      fund.partOf === null &&
      fund.fundType === latest.fundType &&
      fund.state !== 'withdrawn' &&
      fund.balances.length > 0,
  )
}

function noFund({ absence }: MeasuresInput): string {
  return absence ?? 'no fund figure'
}

const PARTS_TOLERANCE = 0.05

/** What a fund holds; of a dollar total its parts, where they add up to it. */
function heldBy(fund: FundDetail, all: readonly FundDetail[]) {
  const own = { balances: fund.balances, partsShare: null }
  if (!fund.balances.some(({ asset }) => asset === 'USD')) return own
  const parts = all.filter(({ partOf }) => partOf === fund.fund).flatMap(({ balances }) => balances)
  const share = orNull(fund.valueUsd, (value) => ratio(dollarsOf(parts), dec(value)))
  return share !== null && Math.abs(share - 1) <= PARTS_TOLERANCE ? { balances: parts, partsShare: share } : own
}

function dollarsOf(balances: readonly BalanceRow[]): Decimal {
  return sum(balances.flatMap(({ valueUsd }) => (valueUsd === null ? [] : [dec(valueUsd)])))
}

function mixOf(balances: readonly BalanceRow[], { nativeTokens }: MeasuresInput): AssetMix {
  return mixAssets(
    balances.map(({ asset, valueUsd }) => ({ asset, valueUsd: orNull(valueUsd, dec) })),
    nativeTokens,
  )
}

function wholeMix(input: MeasuresInput, summed: readonly FundDetail[]) {
  const held = summed.map((fund) => heldBy(fund, input.funds))
  const shares = held.flatMap(({ partsShare }) => partsShare ?? [])
  return {
    mix: mixOf(
      held.flatMap(({ balances }) => balances),
      input,
    ),
    fromPartsShare: shares[0] ?? null,
  }
}

function assetBlock(input: MeasuresInput, summed: readonly FundDetail[]): AssetBlock {
  const { mix, fromPartsShare } = wholeMix(input, summed)
  const empty = summed.length === 0 ? noFund(input) : null
  const byAsset = concentrateAssets(mix)
  const byPool = concentratePools(summed.flatMap(({ valueUsd }) => (valueUsd === null ? [] : [dec(valueUsd)])))
  const haircut = fundAfterHaircuts(mix, LARGEST_FALL)
  return {
    assets: mix.assets.map((row) => ({ ...row, valueUsd: plain(row.valueUsd) })),
    fromPartsShare,
    unpriced: mix.unpriced,
    hhi: byAsset.value?.hhi ?? null,
    effectiveAssets: byAsset.value?.effectiveAssets ?? null,
    hhiReason: byAsset.value === null ? (empty ?? byAsset.reason) : null,
    poolHhi: byPool.value?.hhi ?? null,
    effectivePools: byPool.value?.effectiveAssets ?? null,
    poolHhiReason: byPool.value === null ? (empty ?? byPool.reason) : null,
    nativeUsd: mix.assets.length === 0 ? null : plain(mix.nativeUsd),
    haircutUsd: orNull(haircut.value, plain),
    haircutReason: haircut.value === null ? (empty ?? haircut.reason) : null,
    dominantStablecoin: dominantStablecoin(mix)?.asset ?? null,
    observedAt: input.latest.fundObservedAt,
  }
}

function stressRows(input: MeasuresInput, summed: readonly FundDetail[]): readonly StressFallRow[] {
  const { mix } = wholeMix(input, summed)
  const { pools, reason } = coverPools(input, summed)
  const empty = summed.length === 0 ? noFund(input) : null
  return STRESS_FALLS.map((fall) => {
    const stressed = fundInFall(mix, fall)
    const covered = pools.map(({ pool, mix: own }) => ({
      ...pool,
      assetRatio: fundInFall(own, fall).value?.ratio ?? null,
    }))
    const laws = covered.length === 0 ? [] : coverInFall(covered, fall)
    return {
      fall,
      stressedFundUsd: orNull(stressed.value?.stressedUsd ?? null, plain),
      wrongWayRatio: stressed.value?.ratio ?? null,
      wrongWayReason: stressed.value === null ? (empty ?? stressed.reason) : null,
      laws: laws.map((row) => ({
        law: row.law,
        shortfallUsd: plain(row.shortfallUsd.toDecimalPlaces(2)),
        residualUsd: plain(row.residualUsd.toDecimalPlaces(2)),
        stressCoverage: row.coverage,
        stressCoverageAtPrices: row.coverageAtPrices,
      })),
      reason,
    }
  })
}

interface MeasuredPool {
  readonly pool: Omit<CoverPool, 'assetRatio'>
  readonly mix: AssetMix
}

/** The pools a shortfall can be reckoned for, and why some or all are not among them. */
function coverPools(
  input: MeasuresInput,
  summed: readonly FundDetail[],
): { readonly pools: readonly MeasuredPool[]; readonly reason: string | null } {
  if (summed.length === 0) return { pools: [], reason: noFund(input) }
  if (input.latest.coverage === null) return { pools: [], reason: input.latest.reason ?? 'coverage is not known' }
  const leverages = new Map(input.stored.map((row) => [row.fund, orNull(row.maxLeverage, Number)]))
  const inverse = new Set(input.markets.filter((row) => row.contractType === 'inverse').map(({ market }) => market))
  const listed = new Set(input.markets.map(({ market }) => market))
  const tried = summed
    .filter(({ oiUsd }) => oiUsd === null || dec(oiUsd).gt(0))
    .map((fund): MeasuredPool | string => {
      const maxLeverage = leverages.get(fund.fund) ?? null
      if (fund.coverage === null || fund.oiUsd === null || fund.usableUsd === null) return 'coverage is not known'
      if (maxLeverage === null || maxLeverage <= 1) return 'their highest leverage is not published'
      const own = fund.markets.filter((market) => listed.has(market))
      const pool: Omit<CoverPool, 'assetRatio'> = {
        contract: own.length > 0 && own.every((market) => inverse.has(market)) ? 'inverse' : 'linear',
        openInterestUsd: dec(fund.oiUsd),
        usableUsd: dec(fund.usableUsd),
        maxLeverage,
      }
      return { pool, mix: mixOf(heldBy(fund, input.funds).balances, input) }
    })
  const pools = tried.filter((row) => typeof row !== 'string')
  const left = tried.filter((row) => typeof row === 'string')
  const counted =
    left.length === 0 ? null : `${left.length} of ${tried.length} pools left out: ${joinReasons([...new Set(left)])}`
  return { pools, reason: tried.length === 0 ? 'no fund has open interest to cover' : counted }
}
