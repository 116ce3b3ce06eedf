import { plain } from '@/lib/core/decimal'
import { answer, type Reply, readCount, respond } from '@/lib/simulate/responder'
import { type Perpetual, perpetuals } from '@/lib/simulate/venues/dydx-v4/book'
import { heightAt } from '@/lib/simulate/venues/dydx-v4/chain'
import type { VenueView } from '@/lib/simulate/view'
import { DAY_MS, HOUR_MS, MINUTE_MS, minuteOf } from '@/lib/simulate/world/calendar'

const LAUNCH_MS = Date.UTC(2024, 0, 1)

function invalid(msg: string, param: string): Reply {
  return respond(400, { errors: [{ msg, param, location: 'query' }] })
}
const unknownTicker = () => invalid('ticker must be a valid ticker (BTC-USD, etc)', 'ticker')

function marketRow(view: VenueView, { clobPairId, ticker, isolated, atomicResolution, tier, spec }: Perpetual) {
  const { index, amount, usd } = spec.listed ? view.serveMarket(spec) : view.market(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).index
  const initial = tier.initialMarginPpm / 1e6
  return {
    clobPairId: String(clobPairId),
    ticker,
    status: spec.listed ? 'ACTIVE' : 'FINAL_SETTLEMENT',
    oraclePrice: index,
    priceChange24H: (Number(index) - Number(dayAgo)).toFixed(10),
    volume24H: plain(usd.times('1.3')),
    trades24H: spec.listed ? 14_382 : 0,
    nextFundingRate: '0.0000125',
    initialMarginFraction: String(initial),
    maintenanceMarginFraction: ((initial * tier.maintenancePpm) / 1e6).toFixed(3),
    openInterest: plain(amount),
    atomicResolution,
    quantumConversionExponent: -9,
    tickSize: '0.0001',
    stepSize: '0.01',
    stepBaseQuantums: 1_000_000,
    subticksPerTick: 100_000,
    marketType: isolated ? 'ISOLATED' : 'CROSS',
    openInterestLowerCap: String(tier.lowerCap),
    openInterestUpperCap: String(tier.upperCap),
    baseOpenInterest: plain(amount),
    defaultFundingRate1H: '0',
  }
}

function answerMarkets(query: URLSearchParams, view: VenueView): Reply {
  const [ticker, market] = [query.get('ticker'), query.get('market')]
  if (ticker !== null && market !== null) return invalid('ticker and market cannot both be given', 'market')
  const limit = readCount(query, 'limit', { fallback: 1000, max: 1000 })
  if (limit === null) return invalid('limit must be a positive integer that is not greater than max: 1000', 'limit')
  const name = ticker ?? market
  const asked = perpetuals.filter((entry) => name === null || entry.ticker === name).slice(0, limit)
  if (asked.length === 0) return unknownTicker()
  const markets = Object.fromEntries(asked.map((entry) => [entry.ticker, marketRow(view, entry)]))
  return answer({ markets }, { rows: [['markets']], fields: ['openInterest', 'oraclePrice'] })
}

function tradeType(view: VenueView, { ticker }: Perpetual, at: Date, index: number): string {
  const { phase, event } = view.stress(at)
  const roll = view.roll(`type ${ticker} ${index}`, minuteOf(at))
  if (phase !== 'active' || event === null) return roll < 0.01 ? 'LIQUIDATED' : 'LIMIT'
  const pool = view.pools.find((spec) => spec.markets.includes(ticker))
  const { drained, emptied } = view.victims(event)
  const share = pool?.pool === emptied || pool?.pool === drained ? 0.5 : 0.06
  return roll < share ? 'DELEVERAGED' : roll < share + 0.3 ? 'LIQUIDATED' : 'LIMIT'
}

/** Two trades a minute, newest first. */
function answerTrades(perpetual: Perpetual, query: URLSearchParams, view: VenueView): Reply {
  const limit = readCount(query, 'limit', { fallback: 100, max: 1000 })
  if (limit === null) return invalid('limit must be a positive integer that is not greater than max: 1000', 'limit')
  const before = query.get('createdBeforeOrAt')
  const until = before === null ? view.now.getTime() : Math.min(Date.parse(before), view.now.getTime())
  if (Number.isNaN(until)) return invalid('createdBeforeOrAt must be a valid ISO 8601 time', 'createdBeforeOrAt')
  const trades: unknown[] = []
  for (let slot = Math.floor(until / (MINUTE_MS / 2)); trades.length < limit && perpetual.spec.listed; slot -= 1) {
    const at = new Date(slot * (MINUTE_MS / 2))
    if (at.getTime() < LAUNCH_MS) break
    trades.push({
      id: `${slot.toString(16).padStart(8, '0')}-272d-5edd-bf0f-${perpetual.id.toString(16).padStart(12, '0')}`,
      side: view.roll(`side ${perpetual.ticker}`, slot) < 0.5 ? 'BUY' : 'SELL',
      size: (1 + 20 * view.roll(`size ${perpetual.ticker}`, slot)).toFixed(2),
      price: view.market(perpetual.spec, at).index,
      type: tradeType(view, perpetual, at, slot % 2),
      createdAt: at.toISOString(),
      createdAtHeight: String(heightAt(at)),
    })
  }
  return answer({ trades }, { rows: [['trades']], fields: ['type', 'size'] })
}

const RESOLUTIONS: Readonly<Record<string, number>> = {
  '1MIN': MINUTE_MS,
  '5MINS': 5 * MINUTE_MS,
  '15MINS': 15 * MINUTE_MS,
  '30MINS': 30 * MINUTE_MS,
  '1HOUR': HOUR_MS,
  '4HOURS': 4 * HOUR_MS,
  '1DAY': DAY_MS,
}

function candleRow(view: VenueView, { ticker, spec }: Perpetual, resolution: string, startMs: number, stepMs: number) {
  const opened = view.market(spec, new Date(startMs))
  const close = view.market(spec, new Date(Math.min(startMs + stepMs, view.at.getTime()))).index
  const [low, high] = [opened.index, close].sort((a, b) => Number(a) - Number(b))
  return {
    startedAt: new Date(startMs).toISOString(),
    ticker,
    resolution,
    low,
    high,
    open: opened.index,
    close,
    baseTokenVolume: plain(opened.amount),
    usdVolume: plain(opened.usd),
    trades: 1_000,
    startingOpenInterest: plain(opened.amount),
    orderbookMidPriceOpen: opened.index,
    orderbookMidPriceClose: close,
    id: `${ticker}-${resolution}-${startMs}`,
  }
}

/** Newest first, `fromISO` included, `toISO` excluded. */
function answerCandles(perpetual: Perpetual, query: URLSearchParams, view: VenueView): Reply {
  const resolution = query.get('resolution') ?? ''
  const stepMs = RESOLUTIONS[resolution]
  if (stepMs === undefined)
    return invalid('resolution must be a valid Candle Resolution, one of 1DAY, ...', 'resolution')
  const limit = readCount(query, 'limit', { fallback: 1000, max: 1000 })
  if (limit === null) return invalid('limit must be a positive integer that is not greater than max: 1000', 'limit')
  const from = Date.parse(query.get('fromISO') ?? new Date(LAUNCH_MS).toISOString())
  const to = Date.parse(query.get('toISO') ?? new Date(view.now.getTime() + 1).toISOString())
  if (Number.isNaN(from) || Number.isNaN(to)) return invalid('must be a valid ISO 8601 time', 'fromISO')
  const candles: unknown[] = []
  const newest = Math.floor((Math.min(to, view.now.getTime() + 1) - 1) / stepMs) * stepMs
  for (let start = newest; start >= Math.max(from, LAUNCH_MS) && candles.length < limit; start -= stepMs) {
    candles.push(candleRow(view, perpetual, resolution, start, stepMs))
  }
  return answer({ candles }, { rows: [['candles']], fields: ['startingOpenInterest'] })
}

export function answerIndexer(path: string, query: URLSearchParams, view: VenueView): Reply | null {
  if (path === '/v4/perpetualMarkets') return answerMarkets(query, view)
  const [, list, ticker] = /^\/v4\/(trades\/perpetualMarket|candles\/perpetualMarkets)\/([^/]+)$/.exec(path) ?? []
  if (list === undefined) return null
  const perpetual = perpetuals.find((entry) => entry.ticker === ticker)
  if (!perpetual) return unknownTicker()
  return list.startsWith('trades') ? answerTrades(perpetual, query, view) : answerCandles(perpetual, query, view)
}
