import { isUsdAtPar } from '@/lib/core/par'

/** How an asset of a fund behaves when the market moves: dollars hold, coins follow, the venue's own token is not counted. */
export type AssetClass = 'dollar' | 'major' | 'other' | 'own'

const MAJORS = new Set(['BTC', 'XBT', 'ETH'])

/** Tokens a venue or its protocol issued itself, by venue slug: worth least when the venue is in trouble. */
const OWN_TOKENS: ReadonlyMap<string, readonly string[]> = new Map([
  ['binance', ['BNB', 'BNFCR']],
  ['bitfinex', ['LEO']],
  ['bitget', ['BGB']],
  ['bitmex', ['BMEX']],
  ['coinex', ['CET']],
  ['cryptocom', ['CRO']],
  ['dydx-v4', ['DYDX']],
  ['ftx', ['FTT']],
  ['gate', ['GT']],
  ['gmx-v2', ['GMX']],
  ['htx', ['HT', 'HTX']],
  ['hyperliquid', ['HYPE']],
  ['kucoin', ['KCS']],
  ['mexc', ['MX']],
  ['okx', ['OKB']],
  ['woox', ['WOO']],
])

/** The class of an asset held by a fund of this venue (methodology 3.4, 3.5). */
export function classifyAsset(venue: string, asset: string): AssetClass {
  const name = asset.toUpperCase()
  if (OWN_TOKENS.get(venue)?.includes(name)) return 'own'
  if (isUsdAtPar(name)) return 'dollar'
  return MAJORS.has(name) ? 'major' : 'other'
}

/**
 * The fall of an asset when the market moves by `gap` (a ratio; up for shorts), as methodology 3.4 takes it with b = 1:
 * dollars 0, coins the move itself (below 0 in a rise), the own token all of it.
 */
export function scenarioShock(asset: AssetClass, side: 'long' | 'short', gap: number): number {
  if (asset === 'own') return 1
  if (asset === 'dollar') return 0
  return side === 'long' ? gap : -gap
}

/** The starting haircut of methodology 3.5 as a ratio: dollars 2 %, BTC and ETH 35 % or the fall if larger, others 60 %. */
export function policyHaircut(asset: AssetClass, fall: number): number {
  switch (asset) {
    case 'dollar':
      return 0.02
    case 'major':
      return Math.max(0.35, fall)
    case 'other':
      return Math.max(0.6, fall)
    case 'own':
      return 1
  }
}
