import type { Decimal } from '@/lib/core/decimal'
import type { ContractType, MarketObservation, OpenInterestObservation } from '@/lib/core/observation'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { describeByName, isLine, readInstrumentName, segmentOf } from '@/lib/venues/okx/instruments'
import { instrumentsEndpoint, markPriceEndpoint, openInterestEndpoint } from '@/lib/venues/okx/schemas'

const SIDES_NOT_STATED = 'venue does not state its side convention; taken as one-sided'
/** Not trading yet, with fields still empty, or test pairs. */
const NOT_LISTED = new Set(['preopen', 'test'])

/** Open interest of all swaps and futures, in dollars as the venue states them. */
export function normaliseOpenInterest(received: readonly Received[], context: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const marks = readMarks(reader, received)
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, openInterestEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const found = readOpenInterest(raw, marks, payload, context)
        if (found) refuseSecond(seen, found.market.market)
        return found
      })
    }
  }
  return reader.result()
}

/** Null for a row of another business line. */
function readOpenInterest(
  raw: unknown,
  marks: ReadonlyMap<string, Decimal>,
  payload: number,
  { checkedAt }: NormaliseContext,
): OpenInterestObservation | null {
  const row = need(readRow(raw))
  if (!isLine(row.instType)) return null
  const instId = need(readText('instId', row.instId))
  const valueUsd = need(given(readNonNegative('oiUsd', row.oiUsd)))
  return {
    kind: 'open_interest',
    payload,
    market: describeByName(row.instType, instId, need(readInstrumentName(instId))),
    contracts: need(given(readNonNegative('oi', row.oi))),
    baseUnits: need(given(readNonNegative('oiCcy', row.oiCcy))),
    valueUsd,
    sourceSides: 1,
    markPrice: marks.get(instId) ?? null,
    undocumented: false,
    observedAt: need(given(readEpoch('ts', row.ts, 'ms', checkedAt))),
    status: valueUsd ? 'E' : 'M',
    reason: valueUsd ? SIDES_NOT_STATED : 'oiUsd is empty',
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

/** Every listed swap and future with its highest leverage, where OKX gives one. */
export function normaliseInstruments(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, instrumentsEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const found = readInstrument(raw, payload)
        if (found) refuseSecond(seen, found.market.market)
        return found
      })
    }
  }
  return reader.result()
}

function readInstrument(raw: unknown, payload: number): MarketObservation | null {
  const row = need(readRow(raw))
  if (!isLine(row.instType) || NOT_LISTED.has(need(readText('state', row.state)))) return null
  const instId = need(readText('instId', row.instId))
  const name = need(readInstrumentName(instId))
  const described = describeByName(row.instType, instId, name)
  return {
    kind: 'market',
    payload,
    market: {
      ...described,
      contractType: readContractType(instId, need(readText('ctType', row.ctType))),
      settleAsset: need(readText('settleCcy', row.settleCcy)),
      segment: segmentOf(row.instType, need(readText('instFamily', row.instFamily))),
    },
    listed: true,
    maxLeverage: need(given(readPositive('lever', row.lever))),
  }
}

function readContractType(instId: string, word: string): ContractType {
  return word === 'linear' || word === 'inverse' ? word : refuse('unknown_unit', `ctType of ${instId} is "${word}"`)
}

/** The families of the swaps that are listed, in the order of the list. */
export function listedSwapFamilies(received: readonly Received[]): readonly string[] {
  const families = bodiesOf(received, instrumentsEndpoint).flatMap(({ body }) =>
    body.data.flatMap((raw) => {
      const row = readRow(raw)
      if (!row.ok || row.value.instType !== 'SWAP') return []
      const { state, instFamily } = row.value
      return typeof state === 'string' && !NOT_LISTED.has(state) && typeof instFamily === 'string' && instFamily !== ''
        ? [instFamily]
        : []
    }),
  )
  return [...new Set(families)]
}
