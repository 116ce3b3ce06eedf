import type { ContractType, MarketDescription } from '@/lib/core/observation'
import { readText } from '@/lib/venues/_contract/fields'
import type { Readable } from '@/lib/venues/_contract/numeric'
import { refuse } from '@/lib/venues/_contract/rows'

export type Line = 'SWAP' | 'FUTURES'
export const LINES: readonly Line[] = ['SWAP', 'FUTURES']

/** Perpetual swaps and dated futures; margin, options and event contracts are other lines. */
export function isLine(value: unknown): value is Line {
  return value === 'SWAP' || value === 'FUTURES'
}

/** Pools are kept per business line and family, so a market belongs to both. */
export function segmentOf(line: Line, family: string): string {
  return `${line.toLowerCase()}:${family}`
}

export interface InstrumentName {
  readonly family: string
  readonly baseAsset: string
  readonly quoteAsset: string
}

/** BTC-USDT-SWAP, BTC-USD-260925 and BTC-USD_UM-SWAP: base, quote and, last, the kind or the delivery date. */
export function readInstrumentName(instId: unknown): Readable<InstrumentName> {
  const text = readText('instId', instId)
  if (!text.ok) return text
  const parts = text.value.split('-')
  const [baseAsset, quote] = parts
  if (parts.length !== 3 || !baseAsset || !quote) {
    return { ok: false, reason: 'unknown_unit', detail: `instId ${text.value} is not of the form BASE-QUOTE-KIND` }
  }
  return { ok: true, value: { family: `${baseAsset}-${quote}`, baseAsset, quoteAsset: quote.replace(/_.*$/, '') } }
}

/** `ctType` of the instrument list. Only to be called inside `RowReader.row`. */
export function readContractType(instId: string, word: string): 'linear' | 'inverse' {
  return word === 'linear' || word === 'inverse' ? word : refuse('unknown_unit', `ctType of ${instId} is "${word}"`)
}

/** What an instrument's name says; the instrument list, read hourly, is the authority on type and settle currency. */
export function describeByName(line: Line, instId: string, name: InstrumentName): MarketDescription {
  // A plain USD quote is the coin-margined contract; USD_UM is margined in dollars.
  const contractType: ContractType = name.family.endsWith('-USD') ? 'inverse' : 'linear'
  return {
    market: instId,
    contractType,
    marketKind: line === 'SWAP' ? 'perpetual' : 'future',
    baseAsset: name.baseAsset,
    quoteAsset: name.quoteAsset,
    settleAsset: contractType === 'inverse' ? name.baseAsset : name.quoteAsset,
    segment: segmentOf(line, name.family),
  }
}
