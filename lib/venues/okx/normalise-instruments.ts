import type { MarketObservation } from '@/lib/core/observation'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import {
  describeByName,
  isLine,
  type Line,
  readContractType,
  readInstrumentName,
  segmentOf,
} from '@/lib/venues/okx/instruments'
import { instrumentsEndpoint } from '@/lib/venues/okx/schemas'

/** Not trading yet, with fields still empty, or test pairs. */
const NOT_LISTED = new Set(['preopen', 'test'])

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

export interface Family {
  readonly line: Line
  readonly family: string
}

/** The families of the swaps and futures that are listed, each once per line, in the order of the lists. */
export function listedFamilies(received: readonly Received[]): readonly Family[] {
  const families = new Map<string, Family>()
  for (const { body } of bodiesOf(received, instrumentsEndpoint)) {
    for (const raw of body.data) {
      const row = readRow(raw)
      if (!row.ok || !isLine(row.value.instType)) continue
      const { instType, state, instFamily } = row.value
      if (typeof state !== 'string' || NOT_LISTED.has(state)) continue
      if (typeof instFamily !== 'string' || instFamily === '') continue
      families.set(segmentOf(instType, instFamily), { line: instType, family: instFamily })
    }
  }
  return [...families.values()]
}

/** The swaps and futures that are listed, each once. */
export function listedInstruments(received: readonly Received[]): readonly string[] {
  const found = normaliseInstruments(received).observations
  return found.flatMap((item) => (item.kind === 'market' ? [item.market.market] : []))
}
