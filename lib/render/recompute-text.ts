import { plain } from '@/lib/core/decimal'
import type { PriceSource } from '@/lib/core/observation'
import { recompute } from '@/lib/core/recompute'
import type { DecimalText } from '@/lib/queries/dto/common'
import type { EvidencePage } from '@/lib/queries/dto/evidence'
import { formatUnitsExact, formatUsdExact } from '@/lib/render/format'
import { priceSourceWords } from '@/lib/render/words'

/** How a stored value follows from what was read: the formula with its numbers, and what to know of it. */
export interface Recomputation {
  readonly formula: string
  readonly note: string | null
}

function priceNote(source: PriceSource | null): string | null {
  if (source === null) return null
  const { meaning } = priceSourceWords[source]
  return source === 'venue' ? `${meaning} The price is that value ÷ units.` : meaning
}

/** A balance: `12.5 BTC × $60,000 = $750,000`. */
export function recomputeBalance({
  units,
  asset,
  priceUsd,
  priceSource,
  valueUsd,
}: Pick<EvidencePage['balances'][number], 'units' | 'asset' | 'priceUsd' | 'priceSource' | 'valueUsd'>): Recomputation {
  const amount = formatUnitsExact(units, asset)
  const note = priceNote(priceSource)
  if (valueUsd === null) return { formula: `${amount}, no dollar value`, note }
  if (priceUsd === null) return { formula: `${amount}, stated as ${formatUsdExact(valueUsd)}`, note }
  const { product, agrees } = recompute(units, priceUsd, valueUsd)
  const left = `${amount} × ${formatUsdExact(priceUsd)}`
  return agrees
    ? { formula: `${left} = ${formatUsdExact(valueUsd)}`, note }
    : {
        formula: `${left} = ${formatUsdExact(plain(product))}; stored ${formatUsdExact(valueUsd)}`,
        note: note === null ? 'The two differ.' : `${note} The two differ.`,
      }
}

function sidesNote(sourceSides: number): string {
  return sourceSides === 2 ? 'The venue counts both sides: half is stored.' : 'One side, as the venue counts.'
}

/** Open interest of one market: `base units × mark price = value`, with what else went into it. */
export function recomputeOpenInterest({
  contracts,
  baseUnits,
  markPrice,
  valueUsd,
  sourceSides,
}: Pick<
  EvidencePage['openInterest'][number],
  'contracts' | 'baseUnits' | 'markPrice' | 'valueUsd' | 'sourceSides'
>): Recomputation {
  const note = sidesNote(sourceSides)
  const told = [counted(contracts, 'contracts'), counted(baseUnits, 'base units')].filter((text) => text !== null)
  if (valueUsd === null) return { formula: [...told, 'no dollar value'].join(', '), note }
  if (baseUnits === null || markPrice === null) {
    return { formula: [...told, `value ${formatUsdExact(valueUsd)}`].join(', '), note }
  }
  const { product, agrees, factor } = recompute(baseUnits, markPrice, valueUsd)
  const left = `${counted(baseUnits, 'base units')} × mark ${formatUnitsExact(markPrice, '').trim()}`
  if (agrees) return { formula: `${left} = ${formatUsdExact(valueUsd)}`, note }
  return {
    formula: `${left} = ${formatUnitsExact(plain(product), '').trim()} in the quote asset; stored ${formatUsdExact(valueUsd)}`,
    note:
      factor === null ? note : `${note}; dollars per unit of the quote asset: ${plain(factor.toSignificantDigits(8))}`,
  }
}

function counted(value: DecimalText | null, unit: string): string | null {
  return value === null ? null : formatUnitsExact(value, unit)
}
