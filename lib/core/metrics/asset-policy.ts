import { isUsdAtPar } from '@/lib/core/par'

/**
 * What an asset of a fund is taken for. `total`: a dollar sum whose make-up the venue does not publish. `unknown`: no
 * rule of ours says how it moves.
 */
export type AssetClass = 'stable' | 'major' | 'crypto' | 'native' | 'total' | 'unknown'

/** Bitcoin and ether, with their wrapped and staked forms. */
const MAJOR = new Set(['BTC', 'XBT', 'WBTC', 'ETH', 'WETH', 'STETH', 'WSTETH', 'BETH'])

/** Coins traded at many venues. A coin outside the lists has no rule: a guess would look like a figure. */
const CRYPTO = new Set(
  (
    'SOL XRP BNB LTC BCH DOGE ADA DOT AVAX LINK TRX TON EOS ETC XLM ATOM NEAR UNI AAVE FIL APT ARB OP SUI POL MATIC ' +
    'INJ SEI TIA XMR ZEC DASH ALGO ICP HBAR SHIB PEPE'
  ).split(' '),
)

/** The class of an asset at a venue with these native tokens (methodology 3.4, 3.5). Upper and lower case are alike. */
export function classifyAsset(asset: string, nativeTokens: readonly string[]): AssetClass {
  const name = asset.toUpperCase()
  if (nativeTokens.some((token) => token.toUpperCase() === name)) return 'native'
  if (name === 'USD') return 'total'
  if (isUsdAtPar(name)) return 'stable'
  if (MAJOR.has(name)) return 'major'
  return CRYPTO.has(name) ? 'crypto' : 'unknown'
}

/**
 * How far an asset falls when the market falls by 1: stablecoins stay at par, coins fall as far as the market. Null for
 * the native token, which counts zero, and where no rule says (methodology 3.4).
 */
function betaOf(kind: AssetClass): number | null {
  if (kind === 'stable') return 0
  return kind === 'major' || kind === 'crypto' ? 1 : null
}

/**
 * The fall of an asset, a ratio, when the market falls by `fall` (negative: it rises): the native token all of it, others
 * by their beta; null where no rule says (methodology 3.4).
 */
export function shockOf(kind: AssetClass, fall: number): number | null {
  if (kind === 'native') return 1
  const beta = betaOf(kind)
  return beta === null ? null : beta * fall
}

const HAIRCUT = { stable: 0.02, major: 0.35, crypto: 0.6, native: 1 } as const

/** The policy discount of an asset as a ratio 0..1, at least the scenario's fall for bitcoin and ether (3.5); null where no rule says. */
export function haircutOf(kind: AssetClass, fall: number): number | null {
  if (kind === 'total' || kind === 'unknown') return null
  return kind === 'major' ? Math.max(HAIRCUT.major, fall) : HAIRCUT[kind]
}
