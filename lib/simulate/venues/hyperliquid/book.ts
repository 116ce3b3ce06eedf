import { assetOf, cryptoAssets, traditionalAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, type PoolSpec, type VenueBook } from '@/lib/simulate/world/book'

const MAIN_OI_USD = 6.5e9
const MAIN_COUNT = 70
const THOUSANDS = new Set(['PEPE', 'SHIB', 'BONK', 'FLOKI', 'NEIRO'])
/** In the list, with `isDelisted`. */
const DELISTED = new Set(['GMT', 'SNX', 'GMX'])

export interface Dex {
  /** Empty for the main dex. */
  readonly name: string
  readonly fullName: string
  readonly deployer: string
  /** Index of the margin token in spotMeta; 0 is USDC. */
  readonly collateralToken: number
}

export const dexes: readonly Dex[] = [
  { name: '', fullName: '', deployer: '', collateralToken: 0 },
  { name: 'xyz', fullName: 'XYZ', deployer: '0x88806a71d74ad0a510b350545c9ae490912f0888', collateralToken: 0 },
  { name: 'hyna', fullName: 'HyENA', deployer: '0x53e655101ea361537124ef814ad4e654b54d0637', collateralToken: 235 },
]

export const spotTokens = [
  { name: 'USDC', index: 0 },
  { name: 'HYPE', index: 150 },
  { name: 'USDE', index: 235 },
] as const

function defineCoin(dex: Dex, symbol: string, oiUsd: number, maxLeverage: number): MarketSpec {
  const asset = assetOf(symbol)
  const name = dex.name === '' && THOUSANDS.has(symbol) ? `k${symbol}` : symbol
  const collateral = spotTokens.find((token) => token.index === dex.collateralToken)?.name ?? 'USDC'
  return defineMarket({
    market: dex.name === '' ? name : `${dex.name}:${name}`,
    asset: symbol,
    base: name,
    scale: name === symbol ? 1 : 1000,
    quote: collateral,
    settle: collateral,
    sizeDecimals: asset.startPrice > 10_000 ? 5 : asset.startPrice > 100 ? 3 : asset.startPrice > 1 ? 1 : 0,
    oiUsd,
    maxLeverage,
    listed: !(dex.name === '' && DELISTED.has(symbol)),
    segment: dex.name,
  })
}

function listDex(dex: Dex): readonly MarketSpec[] {
  if (dex.name === 'xyz') return traditionalAssets.map((asset) => defineCoin(dex, asset.symbol, 45e6, 10))
  if (dex.name === 'hyna') return ['BTC', 'ETH', 'HYPE'].map((symbol) => defineCoin(dex, symbol, 12e6, 40))
  return cryptoAssets
    .slice(0, MAIN_COUNT)
    .map((asset, rank) => defineCoin(dex, asset.symbol, MAIN_OI_USD * asset.weight, rank < 2 ? 40 : rank < 10 ? 20 : 5))
}

const markets = dexes.flatMap(listDex)

const HLP_ADDRESS = '0xdfc24b077bc1425ad1dea75bcb6f8158e10df303'
export const LIQUIDATOR_VAULT_ADDRESS = '0x63c621a33714ec48660e32f2374895c8026a3a00'

export interface Account {
  readonly address: string
  readonly name: string
  readonly spec: PoolSpec
}

const CHILDREN = [
  ['0x2e3d94f0562703b25c83308a05046ddaf9a8dd14', 'HLP Liquidator', 9.2e6, 'liquidator'],
  ['0xb0a55f13d22f66e6d495ac98113841b2326e9540', 'HLP Liquidator 2', 6.1e6, 'liquidator'],
  ['0x5e177e5e39c0f4e421f5865a6d8beed8d921cb70', 'HLP Liquidator 3', 3.4e6, 'liquidator'],
  ['0x2ed5c4484ea3ff8b57d5f2fb152a40d9f2b68308', 'HLP Liquidator 4', 1.8e6, 'liquidator'],
  ['0x010461c14e146ac35fe42271bdc1134ee31c703a', 'HLP Strategy A', 142e6, 'main'],
  ['0x31ca8395cf837de08b24da3f660e77761dfb974b', 'HLP Strategy B', 148e6, 'main'],
  ['0x469f690213c467c39a23efacfd2816896009d7d8', 'HLP Strategy X', 61e6, 'main'],
] as const

/** HLP stands behind the main dex only. */
const backed = markets.filter((spec) => spec.segment === '' && spec.listed).map((spec) => spec.market)

export const children: readonly Account[] = CHILDREN.map(([address, name, base, role]) => ({
  address,
  name,
  spec: definePool({ pool: address, asset: 'USDC', decimals: 6, base, role, markets: backed, partOf: HLP_ADDRESS }),
}))

export const hlp: Account = {
  address: HLP_ADDRESS,
  name: 'Hyperliquidity Provider (HLP)',
  spec: definePool({
    pool: HLP_ADDRESS,
    asset: 'USDC',
    decimals: 6,
    base: 0,
    markets: backed,
    sumOf: children.map(({ spec }) => spec),
  }),
}

export const hyperliquidBook: VenueBook = {
  venue: 'hyperliquid',
  markets: () => markets,
  pools: () => [hlp, ...children].map(({ spec }) => spec),
}
