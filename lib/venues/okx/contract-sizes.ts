import type { Decimal } from '@/lib/core/decimal'
import type { MarketDescription } from '@/lib/core/observation'
import { type OneSidedOpenInterest, oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readPositive } from '@/lib/venues/_contract/numeric'
import { need, type RowReader, refuse } from '@/lib/venues/_contract/rows'
import { isLine, type Line, readContractType, readInstrumentName } from '@/lib/venues/okx/instruments'
import { lineInstrumentsEndpoint, openInterestEndpoint } from '@/lib/venues/okx/schemas'

/** What one contract is: base units of a linear contract, dollars of an inverse one. */
export interface Contract {
  readonly contractType: 'linear' | 'inverse'
  readonly size: Decimal
}

/** The contracts whose open interest came without dollars, with their business line. */
function withoutDollars(received: readonly Received[]): ReadonlyMap<string, Line> {
  const found = new Map<string, Line>()
  for (const { body } of bodiesOf(received, openInterestEndpoint)) {
    for (const raw of body.data) {
      const row = readRow(raw)
      if (!row.ok || !isLine(row.value.instType) || typeof row.value.instId !== 'string') continue
      const dollars = readDecimal('oiUsd', row.value.oiUsd)
      if (!dollars.ok && dollars.reason === 'missing_field') found.set(row.value.instId, row.value.instType)
    }
  }
  return found
}

/** The lines whose instruments are needed to put dollars on what came without. */
export function linesWithoutDollars(received: readonly Received[]): readonly Line[] {
  return [...new Set(withoutDollars(received).values())].sort()
}

/** The size of every contract whose open interest came without dollars; the others need none. */
export function readContracts(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Contract> {
  const wanted = withoutDollars(received)
  const contracts = new Map<string, Contract>()
  for (const { body, payload } of bodiesOf(received, lineInstrumentsEndpoint)) {
    for (const raw of body.data) {
      const row = readRow(raw)
      if (!row.ok || typeof row.value.instId !== 'string' || !wanted.has(row.value.instId)) continue
      const { instId } = row.value
      reader.row(payload, raw, () => {
        contracts.set(instId, readContract(instId, row.value))
        return null
      })
    }
  }
  return contracts
}

/** Only to be called inside `RowReader.row`. */
export function readContract(instId: string, row: Readonly<Record<string, unknown>>): Contract {
  const { baseAsset } = need(readInstrumentName(instId))
  const contractType = readContractType(instId, need(readText('ctType', row.ctType)))
  const unit = need(readText('ctValCcy', row.ctValCcy))
  if (unit !== (contractType === 'inverse' ? 'USD' : baseAsset)) {
    refuse('unknown_unit', `ctVal of ${instId}, a contract of type ${contractType}, is in ${unit}`)
  }
  const size = need(readPositive('ctVal', row.ctVal)).times(need(readPositive('ctMult', row.ctMult)))
  return { contractType, size }
}

export interface Counted {
  readonly market: MarketDescription
  readonly contracts: Decimal | null
  readonly coins: Decimal | null
  readonly mark: Decimal | null
  readonly contract: Contract | undefined
}

interface Computed {
  readonly valueUsd: Decimal | null
  readonly baseUnits: Decimal | null
  /** How the dollars were found, or why they were not. */
  readonly how: string
}

/**
 * Dollars where OKX states none, by its documented conversion: linear contracts x size x mark price (dollars of the
 * quote at par), inverse contracts x face value. Without a size, coins x mark price for linear contracts.
 */
export function computeDollars({ market, contracts, coins, mark, contract }: Counted): Computed {
  const quoteUsd = isUsdAtPar(market.quoteAsset) ? PAR : null
  const shared = { sourceSides: 1, markPrice: mark, quoteUsd } as const
  if (contract && contracts) {
    const { contractType, size } = contract
    const input = { ...shared, contractType, unit: 'contracts', amount: contracts, contractSize: size } as const
    const from = contractType === 'inverse' ? 'contracts and face value' : 'contracts, contract size and mark price'
    return explain(oneSidedOpenInterest(input), from)
  }
  if (coins && market.contractType === 'linear') {
    const input = { ...shared, contractType: 'linear', unit: 'base', amount: coins } as const
    return explain(oneSidedOpenInterest(input), 'coins and mark price')
  }
  const missing = contracts ? 'no contract size in this pass' : 'oi is empty too'
  return { valueUsd: null, baseUnits: null, how: `oiUsd is empty and cannot be computed: ${missing}` }
}

function explain({ valueUsd, baseUnits, reason }: OneSidedOpenInterest, from: string): Computed {
  const how =
    reason === null ? `oiUsd is empty; computed from ${from}` : `oiUsd is empty and cannot be computed: ${reason}`
  return { valueUsd, baseUnits, how }
}
