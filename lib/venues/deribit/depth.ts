import { isUsdAtPar, PAR } from '@/lib/core/par'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { RowReader, refuse } from '@/lib/venues/_contract/rows'
import { readInstruments, UNIT_ASSUMED, UNIT_UNKNOWN } from '@/lib/venues/deribit/normalise'
import { LEVELS } from '@/lib/venues/deribit/requests'
import { orderBookEndpoint } from '@/lib/venues/deribit/schemas'

/** Order books: amounts of an inverse contract are US dollars, those of a linear one base units. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  // What cannot be read in the list is refused where the markets themselves are collected.
  const instruments = readInstruments(new RowReader(), received)
  for (const { body, payload } of bodiesOf(received, orderBookEndpoint)) {
    const { instrument_name: name, bids, asks, timestamp } = body.result
    const observedAt = reader.optional(payload, { timestamp }, readEpoch('timestamp', timestamp, 'ms', checkedAt))
    reader.row(payload, { instrument_name: name }, () => {
      const instrument = instruments.get(name) ?? refuse('inconsistent', `${name} is not among the listed futures`)
      if (!instrument.typeStated) return refuse('unknown_unit', UNIT_UNKNOWN)
      const { contractType, marketKind, quoteAsset } = instrument.market
      const linear = contractType === 'linear'
      const depth = describeDepth({
        payload,
        market: name,
        bids: readLevelPairs('bids', bids),
        asks: readLevelPairs('asks', asks),
        levelLimit: LEVELS,
        contractType,
        unit: linear ? 'base' : 'usd',
        quoteUsd: isUsdAtPar(quoteAsset) ? PAR : null,
        observedAt,
      })
      if (!linear || marketKind !== 'perpetual') return depth
      const reason = depth.reason === null ? UNIT_ASSUMED : `${depth.reason}; ${UNIT_ASSUMED}`
      return { ...depth, status: 'E', reason }
    })
  }
  return reader.result()
}
