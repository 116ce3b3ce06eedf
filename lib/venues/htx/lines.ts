import type { MarketDescription } from '@/lib/core/observation'
import { readText } from '@/lib/venues/_contract/fields'
import { need, refuse } from '@/lib/venues/_contract/rows'

/** The three lines of contracts, with the paths that answer for all contracts of one. */
export const LINES = {
  linear: {
    openInterest: '/linear-swap-api/v1/swap_open_interest?business_type=all',
    contracts: '/linear-swap-api/v1/swap_contract_info?business_type=all',
    tiers: ['/linear-swap-api/v1/swap_cross_adjustfactor?business_type=all', '/linear-swap-api/v1/swap_adjustfactor'],
  },
  'coin-swap': {
    openInterest: '/swap-api/v1/swap_open_interest',
    contracts: '/swap-api/v1/swap_contract_info',
    tiers: ['/swap-api/v1/swap_adjustfactor'],
  },
  'coin-futures': {
    openInterest: '/api/v1/contract_open_interest',
    contracts: '/api/v1/contract_contract_info',
    tiers: ['/api/v1/contract_adjustfactor'],
  },
} as const satisfies Record<string, Line>

interface Line {
  readonly openInterest: `/${string}`
  readonly contracts: `/${string}`
  readonly tiers: readonly `/${string}`[]
}
export type LineName = keyof typeof LINES
export const LINE_NAMES = ['linear', 'coin-swap', 'coin-futures'] as const satisfies readonly LineName[]

export function isLineName(value: unknown): value is LineName {
  return LINE_NAMES.some((line) => line === value)
}

/** Coin-margined codes are `BTC-USD` and `BTC210813`; all others are linear. */
export function isCoinMargined(contractCode: string): boolean {
  return /-USD$|^[A-Z0-9]+\d{6}$/.test(contractCode)
}

type Row = Readonly<Record<string, unknown>>

/** A contract as a row of its line names it. Only to be called inside `RowReader.row`. */
export function describeContract(line: LineName, row: Row): MarketDescription {
  const market = need(readText('contract_code', row.contract_code))
  if (line === 'linear') return describeLinear(market, row)
  const coin = need(readText('symbol', row.symbol))
  return {
    market,
    contractType: 'inverse',
    marketKind: line === 'coin-swap' ? 'perpetual' : 'future',
    baseAsset: coin,
    quoteAsset: 'USD',
    settleAsset: coin,
    segment: line,
  }
}

function describeLinear(market: string, row: Row): MarketDescription {
  const pair = need(readText('pair', row.pair))
  const cut = pair.lastIndexOf('-')
  if (cut < 1 || cut === pair.length - 1) return refuse('wrong_type', `pair "${pair.slice(0, 40)}" is not BASE-QUOTE`)
  const business = need(readText('business_type', row.business_type))
  if (business !== 'swap' && business !== 'futures') {
    return refuse('unknown_unit', `business_type is "${business.slice(0, 40)}"`)
  }
  const quoteAsset = pair.slice(cut + 1)
  return {
    market,
    contractType: 'linear',
    marketKind: business === 'swap' ? 'perpetual' : 'future',
    baseAsset: pair.slice(0, cut),
    quoteAsset,
    settleAsset: quoteAsset,
    segment: 'linear',
  }
}
