import { Decimal } from '@/lib/core/decimal'
import type { DepthObservation, MarketDescription } from '@/lib/core/observation'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { describeTurnover, leaveOutOpenInterest, quoteUsdOf } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { bookEndpoint, contractsEndpoint, tickersEndpoint } from '@/lib/venues/bingx/schemas'

type Row = Readonly<Record<string, unknown>>

export const BOOK_LEVELS = 1000
const ONLINE = '1'
const UNIT_DISPUTED =
  'BingX’s own texts disagree whether open interest is in coins or in dollars, so this open interest is left out'

/** `BTC-USDT`: the part after the last dash is what it is margined in. */
function describeContract(symbol: string): MarketDescription {
  const cut = symbol.lastIndexOf('-')
  if (cut < 1 || cut === symbol.length - 1) {
    return refuse('wrong_type', `symbol "${symbol.slice(0, 40)}" is not BASE-QUOTE`)
  }
  const quoteAsset = symbol.slice(cut + 1)
  return {
    market: symbol,
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset: symbol.slice(0, cut),
    quoteAsset,
    settleAsset: quoteAsset,
    segment: quoteAsset.toLowerCase(),
  }
}

/** Every contract with its leverage limit, what is traded of it, and why its open interest is left out. */
export function normaliseMarkets(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const listed = readContracts(reader, received)
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const symbol = need(readText('symbol', row.symbol))
        const market = listed.get(symbol)
        if (!market) return refuse('inconsistent', `${symbol.slice(0, 40)} is not among the contracts online`)
        const turnover = need(readNonNegative('quoteVolume', row.quoteVolume))
        refuseSecond(seen, symbol)
        return describeTurnover({ payload, market, turnover, baseUnits: null, observedAt: null })
      })
    }
  }
  return reader.result()
}

function readContracts(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, MarketDescription> {
  const online = new Map<string, MarketDescription>()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, contractsEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const market = describeContract(need(readText('symbol', row.symbol)))
        if (row.status === undefined || row.status === null) return refuse('missing_field', 'status is empty')
        const listed = String(row.status) === ONLINE
        refuseSecond(seen, market.market)
        const maxLeverage = readLeverage(reader, row, { raw, payload })
        const observation = { kind: 'market', market, listed, maxLeverage, payload } as const
        if (!listed) return observation
        online.set(market.market, market)
        const left = { payload, market, markPrice: null, observedAt: null, reason: UNIT_DISPUTED }
        return [observation, leaveOutOpenInterest(left)]
      })
    }
  }
  return online
}

/** The higher of both sides; older answers have neither. */
function readLeverage(
  reader: RowReader,
  row: Row,
  { raw, payload }: { readonly raw: unknown; readonly payload: number },
): Decimal | null {
  const sides = ['maxLongLeverage', 'maxShortLeverage'].flatMap((name) => {
    const side = reader.optional(payload, raw, readPositive(name, row[name]))
    return side ? [side] : []
  })
  return sides.length > 0 ? Decimal.max(...sides) : null
}

/** Books of what is traded most, in coins. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, (): DepthObservation => {
      const market = describeContract(request.subject ?? '')
      return describeDepth({
        payload,
        market: market.market,
        bids: readLevelPairs('bidsCoin', body.data.bidsCoin),
        asks: readLevelPairs('asksCoin', body.data.asksCoin),
        levelLimit: BOOK_LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: quoteUsdOf(market),
        observedAt: need(given(readEpoch('T', body.data.T, 'ms', checkedAt))),
      })
    })
  }
  return reader.result()
}
