import type { Decimal } from '@/lib/core/decimal'
import type { MarketDescription, OpenInterestObservation, VolumeObservation } from '@/lib/core/observation'
import { readRow, refuseSecond } from '@/lib/venues/_contract/fields'
import { describeSidesAssumed, describeTurnover, quoteUsdOf } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { describeContract, type LineName } from '@/lib/venues/htx/lines'
import { lineOf, readSizes } from '@/lib/venues/htx/normalise-markets'
import { openInterestEndpoint, openInterestHistoryEndpoint } from '@/lib/venues/htx/schemas'

type Row = Readonly<Record<string, unknown>>

const BOTH_SIDES = 'HTX’s page calls it the sum of both sides, which is not confirmed; shown as given, not halved'
const VOLUME_SIDES = 'HTX’s page calls volume the sum of both sides, which is not confirmed; shown as given, not halved'
const VOLUME_UNSTATED = 'whether HTX counts both sides of a trade is not documented for these contracts; shown as given'

interface Counted {
  readonly payload: number
  readonly market: MarketDescription
  readonly observedAt: Date | null
}

/** Open interest and 24 h volume of every contract of the three lines. */
export function normaliseOpenInterest(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const sizes = readSizes(reader, received)
  const seen = new Set<string>()
  for (const { body, payload, request } of bodiesOf(received, openInterestEndpoint)) {
    for (const raw of body.data) {
      const described: { readonly row: Row; readonly line: LineName; readonly market: MarketDescription }[] = []
      reader.row(payload, raw, () => {
        const line = lineOf(request.subject)
        const row = need(readRow(raw))
        const market = describeContract(line, row)
        refuseSecond(seen, market.market)
        described.push({ row, line, market })
        return null
      })
      for (const { row, line, market } of described) {
        // The stamp of the answer is not that of the figures.
        const counted = { payload, market, observedAt: null }
        // Read apart: a volume that cannot be read does not take the open interest with it.
        reader.row(payload, raw, () => openInterestOf(counted, line, row, sizes.get(market.market) ?? null))
        reader.row(payload, raw, () => volumeOf(counted, line, row))
      }
    }
  }
  return reader.result()
}

function openInterestOf(
  counted: Counted,
  line: LineName,
  row: Row,
  contractSize: Decimal | null,
): OpenInterestObservation {
  const contracts = need(readNonNegative('volume', row.volume))
  const baseUnits = need(readNonNegative('amount', row.amount))
  if (line === 'linear') {
    const amount = need(readNonNegative('value', row.value))
    return { ...describeValue(counted, amount), contracts, baseUnits }
  }
  if (!contractSize) return refuse('missing_field', `no contract size for ${counted.market.market} in this pass`)
  const found = describeSidesAssumed({
    ...counted,
    unit: 'contracts',
    amount: contracts,
    contractSize,
    markPrice: null,
  })
  // The page of the coin-margined swaps states one side; that of the futures both.
  const stated = line === 'coin-swap' ? ({ status: 'A', reason: null } as const) : { reason: BOTH_SIDES }
  return { ...found, baseUnits, ...stated }
}

/** A linear contract's value in its quote asset. */
function describeValue(counted: Counted, amount: Decimal): OpenInterestObservation {
  const found = describeSidesAssumed({ ...counted, unit: 'quote', amount, markPrice: null })
  return { ...found, reason: found.valueUsd ? BOTH_SIDES : found.reason }
}

function volumeOf(counted: Counted, line: LineName, row: Row): VolumeObservation {
  const turnover = need(readNonNegative('trade_turnover', row.trade_turnover))
  const baseUnits = need(readNonNegative('trade_amount', row.trade_amount))
  const found = describeTurnover({ ...counted, turnover, baseUnits })
  return found.valueUsd
    ? { ...found, status: 'E', reason: line === 'coin-swap' ? VOLUME_UNSTATED : VOLUME_SIDES }
    : found
}

/** Past open interest of one linear contract, asked for in coins; `value` is in its quote asset. */
export function normaliseOpenInterestHistory(
  received: readonly Received[],
  { checkedAt }: NormaliseContext,
): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, openInterestHistoryEndpoint)) {
    for (const raw of body.data.tick) {
      reader.row(payload, raw, () => {
        const market = describeContract('linear', body.data)
        const row = need(readRow(raw))
        if (String(row.amount_type) !== '2') return refuse('unknown_unit', `amount_type is ${String(row.amount_type)}`)
        const observedAt = need(readEpoch('ts', row.ts, 'ms', checkedAt))
        const baseUnits = need(readNonNegative('volume', row.volume))
        const value = need(readNonNegative('value', row.value))
        refuseSecond(seen, observedAt.toISOString(), `${observedAt.toISOString()} is given twice`)
        if (!quoteUsdOf(market)) return refuse('no_price', `no dollar price for ${market.quoteAsset}`)
        return { ...describeValue({ payload, market, observedAt }, value), baseUnits }
      })
    }
  }
  return reader.result()
}
