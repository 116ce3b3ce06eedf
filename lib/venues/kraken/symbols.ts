import { dec } from '@/lib/core/decimal'
import type { ContractType, MarketDescription, MarketKind } from '@/lib/core/observation'
import type { OpenInterestUnit } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'

interface Family {
  readonly contractType: ContractType
  readonly marketKind: MarketKind
}

/** The families of futures by the beginning of their symbol. Indices (`in_`, `rr_`) are not among them. */
const FAMILIES: ReadonlyMap<string, Family> = new Map([
  ['PI', { contractType: 'inverse', marketKind: 'perpetual' }],
  ['FI', { contractType: 'inverse', marketKind: 'future' }],
  ['PF', { contractType: 'linear', marketKind: 'perpetual' }],
  ['FF', { contractType: 'linear', marketKind: 'future' }],
])

/** Kraken writes bitcoin as XBT. */
const assetOf = (name: string) => (name === 'XBT' ? 'BTC' : name)

export const familyOf = (symbol: string): Family | null => FAMILIES.get(symbol.slice(0, 2).toUpperCase()) ?? null

/** The market of a symbol and its pair `XBT:USD`; null for what is no future or has no readable pair. */
export function describeMarket(symbol: string, pair: string): MarketDescription | null {
  const family = symbol.charAt(2) === '_' ? familyOf(symbol) : null
  const [base, quote] = pair.toUpperCase().split(':')
  if (!family || !base || !quote) return null
  const baseAsset = assetOf(base)
  return {
    market: symbol.toUpperCase(),
    ...family,
    baseAsset,
    quoteAsset: quote,
    settleAsset: family.contractType === 'inverse' ? baseAsset : quote,
    segment: family.contractType,
  }
}

/** How sizes of a family are counted: inverse in contracts of one dollar, linear in base units. */
export function countOf(contractType: ContractType, quoteAsset: string) {
  const unit: OpenInterestUnit = contractType === 'inverse' ? 'contracts' : 'base'
  return { contractType, unit, contractSize: dec(1), quoteUsd: isUsdAtPar(quoteAsset) ? PAR : null }
}
