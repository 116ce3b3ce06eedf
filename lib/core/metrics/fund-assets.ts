import { type Decimal, ratio, sum, ZERO } from '@/lib/core/decimal'
import { known } from '@/lib/core/known'
import { type AssetClass, classifyAsset, haircutOf, shockOf } from '@/lib/core/metrics/asset-policy'
import { type Concentration, measureConcentration, measureWrongWay } from '@/lib/core/metrics/wrong-way'

/** An amount of one asset, in US dollars; null where it has no price. */
export interface HeldAsset {
  readonly asset: string
  readonly valueUsd: Decimal | null
}

/** A figure, or why there is none. */
export type Stated<Value> =
  | { readonly value: Value; readonly reason: null }
  | { readonly value: null; readonly reason: string }

export interface AssetShare {
  readonly asset: string
  readonly kind: AssetClass
  readonly valueUsd: Decimal
  /** Of the priced assets together; null where a value is negative or all are zero. */
  readonly share: number | null
}

/** What a fund is made of, largest first. Assets without a price are in `unpriced` and in no figure. */
export interface AssetMix {
  readonly assets: readonly AssetShare[]
  readonly unpriced: readonly string[]
  readonly nativeUsd: Decimal
}

/** Adds up balances by asset and sets each against the whole (methodology 3.5); amounts in US dollars. */
export function mixAssets(held: readonly HeldAsset[], nativeTokens: readonly string[]): AssetMix {
  const totals = new Map<string, Decimal>()
  for (const { asset, valueUsd } of held) {
    if (valueUsd !== null) totals.set(asset, (totals.get(asset) ?? ZERO).plus(valueUsd))
  }
  const whole = sum(totals.values())
  const shared = ![...totals.values()].some((value) => value.lt(0))
  const assets = [...totals]
    .map(([asset, valueUsd]) => ({
      asset,
      kind: classifyAsset(asset, nativeTokens),
      valueUsd,
      share: shared ? ratio(valueUsd, whole) : null,
    }))
    .sort((a, b) => b.valueUsd.comparedTo(a.valueUsd) || a.asset.localeCompare(b.asset, 'en'))
  const missing = held.filter(({ valueUsd }) => valueUsd === null).map(({ asset }) => asset)
  return {
    assets,
    unpriced: [...new Set(missing)],
    nativeUsd: sum(assets.filter(({ kind }) => kind === 'native').map(({ valueUsd }) => valueUsd)),
  }
}

/** HHI and effective number of the assets (methodology 3.5). */
export function concentrateAssets({ assets }: AssetMix): Stated<Concentration> {
  if (assets.length === 0) return absent('no priced asset')
  if (assets.some(({ kind }) => kind === 'total')) return absent(MADE_OF)
  return concentrate(
    assets.map(({ valueUsd }) => valueUsd),
    'an asset is negative, so shares mean nothing',
  )
}

/** HHI and effective number of pools (methodology 3.5). */
export function concentratePools(values: readonly Decimal[]): Stated<Concentration> {
  if (values.length === 0) return absent('no pool with a value')
  return concentrate(values, 'a pool is negative, so shares mean nothing')
}

function concentrate(values: readonly Decimal[], negative: string): Stated<Concentration> {
  const found = measureConcentration(values)
  if (found !== null) return { value: found, reason: null }
  return absent(values.some((value) => value.lt(0)) ? negative : 'the fund is empty')
}

export interface StressedFund {
  /** The fund in the fall, its native token left out; US dollars. */
  readonly stressedUsd: Decimal
  /** W = F(fall) / F(0), both without the native token. */
  readonly ratio: number
}

/**
 * The fund in a fall of the market (methodology 3.4): stablecoins at par, coins fall as far, the native token counts
 * zero. Absent where an asset has no rule, or nothing is left to measure.
 */
export function fundInFall(mix: AssetMix, fall: number): Stated<StressedFund> {
  const counted = mix.assets.filter(({ kind }) => kind !== 'native')
  if (mix.assets.length === 0) return absent('no priced asset')
  const without = lackOfRule(mix.assets)
  if (without !== null) return absent(without)
  const { stressedUsd, headlineUsd } = measureWrongWay(
    counted.map(({ asset, kind, valueUsd }) => ({
      asset,
      valueUsd,
      shock: known(shockOf(kind, fall), `the shock of ${asset}`),
      haircut: 0,
    })),
  )
  const left = headlineUsd.gt(0) ? ratio(stressedUsd, headlineUsd) : null
  if (left === null) return absent('nothing but its native token, or no positive balance')
  return { value: { stressedUsd, ratio: left }, reason: null }
}

/** F_h, the fund after policy haircuts in US dollars (methodology 3.5): native tokens count zero. */
export function fundAfterHaircuts(mix: AssetMix, fall: number): Stated<Decimal> {
  if (mix.assets.length === 0) return absent('no priced asset')
  const without = lackOfRule(mix.assets)
  if (without !== null) return absent(without)
  const { haircutUsd } = measureWrongWay(
    mix.assets.map(({ asset, kind, valueUsd }) => ({
      asset,
      valueUsd,
      shock: 0,
      haircut: haircutOf(kind, fall) ?? 1,
    })),
  )
  return { value: haircutUsd, reason: null }
}

const MUCH = 0.5

/** The stablecoin that is more than half of the fund: one issuer's (methodology 3.5); null where none is. */
export function dominantStablecoin({ assets }: AssetMix): AssetShare | null {
  return assets.find(({ kind, share }) => kind === 'stable' && share !== null && share > MUCH) ?? null
}

const MADE_OF = 'only a dollar total is known, not what it is made of'

/** Why it cannot be said how these assets move or what to take off them; null when it can. */
export function lackOfRule(assets: readonly Pick<AssetShare, 'asset' | 'kind'>[]): string | null {
  if (assets.some(({ kind }) => kind === 'total')) return MADE_OF
  const names = assets.filter(({ kind }) => shockOf(kind, 0) === null).map(({ asset }) => asset)
  return names.length === 0 ? null : `no rule for how ${names.join(', ')} moves`
}

function absent(reason: string): { readonly value: null; readonly reason: string } {
  return { value: null, reason }
}
