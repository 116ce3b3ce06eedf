import type { MarketDescription, VolumeObservation } from '@/lib/core/observation'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { largestBy, leaveOutOpenInterest, quoteUsdOf } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { bookEndpoint, instrumentsEndpoint, tickersEndpoint } from '@/lib/venues/cryptocom/schemas'

type Row = Readonly<Record<string, unknown>>

const KINDS: Readonly<Record<string, MarketDescription['marketKind']>> = {
  PERPETUAL_SWAP: 'perpetual',
  FUTURE: 'future',
}
const UNIT = 'Crypto.com does not document the unit of its open interest'
const BOOK_UNIT = 'sizes are taken as base units, of which a contract is one'
export const BOOK_LEVELS = 50
const BOOKS = 3

interface Ticker {
  readonly row: Row
  readonly payload: number
}

/** Every perpetual and future with its leverage limit; open interest without its unit, and the volume in dollars. */
export function normaliseMarkets(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const tickers = readTickers(received)
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, instrumentsEndpoint)) {
    for (const raw of body.result.data) {
      const listed: MarketDescription[] = []
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const marketKind = KINDS[need(readText('inst_type', row.inst_type))]
        // Spot pairs and other products are in the same list.
        if (!marketKind) return null
        const market = describeMarket(row, marketKind)
        refuseSecond(seen, market.market)
        if (typeof row.tradable !== 'boolean') return refuse('missing_field', 'tradable is neither true nor false')
        if (row.tradable) listed.push(market)
        return {
          kind: 'market',
          payload,
          market,
          listed: row.tradable,
          maxLeverage: reader.optional(payload, raw, readPositive('max_leverage', row.max_leverage)),
        }
      })
      for (const market of listed)
        readListed(reader, { raw, payload, market, ticker: tickers.get(market.market), checkedAt })
    }
  }
  return reader.result()
}

function describeMarket(row: Row, marketKind: MarketDescription['marketKind']): MarketDescription {
  const quoteAsset = need(readText('quote_ccy', row.quote_ccy))
  return {
    market: need(readText('symbol', row.symbol)),
    contractType: 'linear',
    marketKind,
    baseAsset: need(readText('base_ccy', row.base_ccy)),
    quoteAsset,
    settleAsset: quoteAsset,
    segment: marketKind,
  }
}

function readTickers(received: readonly Received[]): ReadonlyMap<string, Ticker> {
  const tickers = new Map<string, Ticker>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoint)) {
    for (const raw of body.result.data) {
      const row = readRow(raw)
      if (row.ok && typeof row.value.i === 'string') tickers.set(row.value.i, { row: row.value, payload })
    }
  }
  return tickers
}

interface Listed {
  readonly raw: unknown
  readonly payload: number
  readonly market: MarketDescription
  readonly ticker: Ticker | undefined
  readonly checkedAt: Date
}

function readListed(reader: RowReader, { raw, payload, market, ticker, checkedAt }: Listed): void {
  if (!ticker) {
    const detail = `no ticker for ${market.market}`
    reader.reject(payload, raw, { ok: false, reason: 'missing_field', detail })
    return
  }
  const { row } = ticker
  const readTime = () => need(given(readEpoch('t', row.t, 'ms', checkedAt)))
  reader.row(ticker.payload, row, () =>
    leaveOutOpenInterest({ payload: ticker.payload, market, observedAt: readTime(), markPrice: null, reason: UNIT }),
  )
  reader.row(
    ticker.payload,
    row,
    (): VolumeObservation => ({
      kind: 'volume',
      payload: ticker.payload,
      market: market.market,
      // The unit of `v` is not documented; `vv` is in dollars.
      baseUnits: null,
      valueUsd: need(readNonNegative('vv', row.vv)),
      observedAt: readTime(),
      status: 'A',
      reason: null,
    }),
  )
}

/** The perpetuals with the most volume in dollars: no open interest is known to choose by. */
export function busiestPerpetuals(received: readonly Received[]): readonly string[] {
  const perpetuals = [...readTickers(received)].filter(([name]) => name.endsWith('-PERP'))
  return largestBy(perpetuals, BOOKS, ([, { row }]) => {
    const volume = readPositive('vv', row.vv)
    return volume.ok ? volume.value : null
  }).map(([name]) => name)
}

/** What rests in the answered books. */
export function normaliseDepth(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    const [book] = body.result.data
    reader.row(payload, body, () => {
      const market = request.subject ?? ''
      const [, quoteAsset] = /^.+(USD)-PERP$/.exec(market) ?? []
      const found = describeDepth({
        payload,
        market,
        bids: readLevelPairs('bids', book.bids),
        asks: readLevelPairs('asks', book.asks),
        levelLimit: BOOK_LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: quoteAsset ? quoteUsdOf({ quoteAsset }) : null,
        observedAt: null,
      })
      return { ...found, status: 'E', reason: [found.reason, BOOK_UNIT].filter((part) => part !== null).join('; ') }
    })
  }
  return reader.result()
}
