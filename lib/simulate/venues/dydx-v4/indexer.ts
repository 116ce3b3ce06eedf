import { plain } from '@/lib/core/decimal'
import { answer, type Reply, readCount } from '@/lib/simulate/responder'
import { type Perpetual, perpetuals } from '@/lib/simulate/venues/dydx-v4/book'
import { answerBook, answerTrades, invalid, LAUNCH_MS } from '@/lib/simulate/venues/dydx-v4/trading'
import type { VenueView } from '@/lib/simulate/view'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const unknownTicker = () => invalid('ticker must be a valid ticker (BTC-USD, etc)', 'ticker')

function marketRow(view: VenueView, { clobPairId, ticker, isolated, atomicResolution, tier, spec }: Perpetual) {
  const { index, amount } = spec.listed ? view.serveMarket(spec) : view.market(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).index
  const initial = tier.initialMarginPpm / 1e6
  return {
    clobPairId: String(clobPairId),
    ticker,
    status: spec.listed ? 'ACTIVE' : 'FINAL_SETTLEMENT',
    oraclePrice: index,
    priceChange24H: (Number(index) - Number(dayAgo)).toFixed(10),
    volume24H: plain(view.volume(spec).usd),
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
    baseTokenVolume: plain(view.volume(spec, new Date(startMs)).baseUnits),
    usdVolume: plain(view.volume(spec, new Date(startMs)).usd),
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

const LISTS = /^\/v4\/((?:trades|orderbooks)\/perpetualMarket|candles\/perpetualMarkets)\/([^/]+)$/

export function answerIndexer(path: string, query: URLSearchParams, view: VenueView): Reply | null {
  if (path === '/v4/perpetualMarkets') return answerMarkets(query, view)
  const [, list, ticker] = LISTS.exec(path) ?? []
  if (list === undefined) return null
  const perpetual = perpetuals.find((entry) => entry.ticker === ticker)
  if (!perpetual) return unknownTicker()
  if (list.startsWith('orderbooks')) return answerBook(perpetual, view)
  return list.startsWith('trades') ? answerTrades(perpetual, query, view) : answerCandles(perpetual, query, view)
}
