import { Decimal } from '@/lib/core/decimal'

const USD_AT_PAR = new Set([
  'USD',
  'USDT',
  'USDC',
  'FDUSD',
  'TUSD',
  'BUSD',
  'DAI',
  'USDP',
  'PYUSD',
  'USDE',
  'USDS',
  'USD1',
])

/** True for the US dollar and the stablecoins taken at one dollar (decision 4, `price_source` `par`). */
export function isUsdAtPar(asset: string): boolean {
  return USD_AT_PAR.has(asset.toUpperCase())
}

/** One dollar. */
export const PAR: Decimal = new Decimal(1)
