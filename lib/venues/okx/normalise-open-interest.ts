import type { Decimal } from '@/lib/core/decimal'
import type { OpenInterestObservation } from '@/lib/core/observation'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { type Contract, computeDollars, readContracts } from '@/lib/venues/okx/contract-sizes'
import { describeByName, isLine, readInstrumentName } from '@/lib/venues/okx/instruments'
import { markPriceEndpoint, openInterestEndpoint } from '@/lib/venues/okx/schemas'

const SIDES_NOT_STATED = 'venue does not state its side convention; taken as one-sided'

interface Known {
  readonly marks: ReadonlyMap<string, Decimal>
  readonly contracts: ReadonlyMap<string, Contract>
  readonly checkedAt: Date
}

/** Open interest of all swaps and futures, in dollars as the venue states them, else as its contracts give them. */
export function normaliseOpenInterest(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const known = { marks: readMarks(reader, received), contracts: readContracts(reader, received), checkedAt }
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, openInterestEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const found = readOpenInterest(raw, known, payload)
        if (found) refuseSecond(seen, found.market.market)
        return found
      })
    }
  }
  return reader.result()
}

/** Null for a row of another business line. */
function readOpenInterest(raw: unknown, known: Known, payload: number): OpenInterestObservation | null {
  const row = need(readRow(raw))
  if (!isLine(row.instType)) return null
  const instId = need(readText('instId', row.instId))
  const contract = known.contracts.get(instId)
  const described = describeByName(row.instType, instId, need(readInstrumentName(instId)))
  const market = contract ? { ...described, contractType: contract.contractType } : described
  const contracts = need(given(readNonNegative('oi', row.oi)))
  const coins = need(given(readNonNegative('oiCcy', row.oiCcy)))
  const mark = known.marks.get(instId) ?? null
  const stated = need(given(readNonNegative('oiUsd', row.oiUsd)))
  const { valueUsd, baseUnits, how } = stated
    ? { valueUsd: stated, baseUnits: coins, how: null }
    : computeDollars({ market, contracts, coins, mark, contract })
  return {
    kind: 'open_interest',
    payload,
    market,
    contracts,
    baseUnits: coins ?? baseUnits,
    valueUsd,
    sourceSides: 1,
    markPrice: mark,
    undocumented: false,
    observedAt: need(given(readEpoch('ts', row.ts, 'ms', known.checkedAt))),
    status: valueUsd ? 'E' : 'M',
    reason: [how, valueUsd ? SIDES_NOT_STATED : null].filter((part) => part !== null).join('; '),
  }
}

function readMarks(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Decimal> {
  const marks = new Map<string, Decimal>()
  for (const { body, payload } of bodiesOf(received, markPriceEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const mark = need(given(readPositive('markPx', row.markPx)))
        if (mark) marks.set(need(readText('instId', row.instId)), mark)
        return null
      })
    }
  }
  return marks
}
