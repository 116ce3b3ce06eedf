import type { Decimal } from '@/lib/core/decimal'
import type {
  FundBalanceObservation,
  MarketDescription,
  MarketObservation,
  OpenInterestObservation,
} from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { valueBalance } from '@/lib/core/valuation'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import {
  contractsEndpoints,
  indexEndpoint,
  insuranceEndpoints,
  SETTLES,
  type Settle,
  tickersEndpoints,
} from '@/lib/venues/gate/schemas'

type Row = Readonly<Record<string, unknown>>

const DAY_MS = 86_400_000
export const FUND_CADENCE_MS = 600_000

interface Point {
  readonly at: Date
  readonly balance: Decimal
}

/** The newest point of each settlement currency; the older ones of the same answer are history. */
export function normaliseFund(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const btcIndex = readBtcIndex(reader, received)
  for (const settle of SETTLES) {
    for (const { body, payload } of bodiesOf(received, insuranceEndpoints[settle])) {
      const points: Point[] = []
      for (const raw of body) {
        reader.row(payload, raw, () => {
          const row = need(readRow(raw))
          points.push({ at: need(readEpoch('t', row.t, 's', checkedAt)), balance: need(readDecimal('b', row.b)) })
          return null
        })
      }
      reader.row(payload, body, () => balanceOf(settle, points, settle === 'btc' ? btcIndex : null, payload))
    }
  }
  return reader.result()
}

function balanceOf(
  settle: Settle,
  points: readonly Point[],
  indexUsd: Decimal | null,
  payload: number,
): FundBalanceObservation {
  // The order of the list is not documented.
  const newestFirst = [...points].sort((a, b) => b.at.getTime() - a.at.getTime())
  const [latest] = newestFirst
  if (!latest) return refuse('missing_field', `no readable point in the ${settle} insurance history`)
  const previous = newestFirst.find((point) => point.at < latest.at)
  const spacing = previous ? latest.at.getTime() - previous.at.getTime() : DAY_MS
  const asset = settle.toUpperCase()
  return {
    kind: 'fund_balance',
    fund: {
      key: settle,
      label: `${asset} insurance fund`,
      fundType: 'insurance',
      scope: 'settle',
      shared: false,
      cover: { kind: 'segment', segment: settle },
      partOf: null,
    },
    asset,
    ...valueBalance(asset, latest.balance, indexUsd),
    observedAt: latest.at,
    expectedEveryMs: Math.max(spacing, FUND_CADENCE_MS),
    payload,
  }
}

function readBtcIndex(reader: RowReader, received: readonly Received[]): Decimal | null {
  const prices = bodiesOf(received, indexEndpoint).flatMap(({ body, payload }) =>
    body.map((raw) => {
      const row = readRow(raw)
      if (!row.ok || row.value.contract !== 'BTC_USDT') return null
      return reader.optional(payload, raw, readPositive('index_price', row.value.index_price))
    }),
  )
  return prices.find((price) => price !== null) ?? null
}

/** Every contract with its leverage limit, and the open interest of those that are listed. */
export function normaliseOpenInterest(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const settle of SETTLES) {
    const tickers = readTickers(received, settle)
    for (const { body, payload } of bodiesOf(received, contractsEndpoints[settle])) {
      for (const raw of body) readContract(reader, { raw, payload, settle, tickers, seen })
    }
  }
  return reader.result()
}

interface Ticker {
  readonly row: Row
  readonly payload: number
}

function readTickers(received: readonly Received[], settle: Settle): ReadonlyMap<string, Ticker> {
  const tickers = new Map<string, Ticker>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoints[settle])) {
    for (const raw of body) {
      const row = readRow(raw)
      if (row.ok && typeof row.value.contract === 'string') tickers.set(row.value.contract, { row: row.value, payload })
    }
  }
  return tickers
}

interface ContractRow {
  readonly raw: unknown
  readonly payload: number
  readonly settle: Settle
  readonly tickers: ReadonlyMap<string, Ticker>
  readonly seen: Set<string>
}

function readContract(reader: RowReader, { raw, payload, settle, tickers, seen }: ContractRow): void {
  const listed: { row: Row; market: MarketDescription }[] = []
  reader.row(payload, raw, () => {
    const row = need(readRow(raw))
    const market = describeMarket(row, settle)
    if (seen.has(market.market)) return refuse('duplicate', `${market.market} is listed twice`)
    seen.add(market.market)
    const observation: MarketObservation = {
      kind: 'market',
      market,
      listed: row.in_delisting !== true && row.status !== 'delisting' && row.status !== 'delisted',
      maxLeverage: reader.optional(payload, raw, readPositive('leverage_max', row.leverage_max)),
      payload,
    }
    if (observation.listed) listed.push({ row, market })
    return observation
  })
  // Read apart: an unreadable size must not make the market look delisted.
  for (const { row, market } of listed) {
    reader.row(payload, raw, () => openInterestOf({ row, payload }, market, tickers.get(market.market)))
  }
}

function describeMarket(row: Row, settle: Settle): MarketDescription {
  const name = need(readText('name', row.name))
  const cut = name.lastIndexOf('_')
  if (cut < 1 || cut === name.length - 1) return refuse('wrong_type', `name "${name.slice(0, 40)}" is not BASE_QUOTE`)
  const type = need(readText('type', row.type))
  if (type !== 'direct' && type !== 'inverse') return refuse('unknown_unit', `type is "${type.slice(0, 40)}"`)
  return {
    market: name,
    contractType: type === 'inverse' ? 'inverse' : settle === 'usdt' ? 'linear' : 'quanto',
    marketKind: 'perpetual',
    baseAsset: name.slice(0, cut),
    quoteAsset: name.slice(cut + 1),
    settleAsset: settle.toUpperCase(),
    segment: settle,
  }
}

function openInterestOf(
  { row, payload }: Ticker,
  market: MarketDescription,
  ticker: Ticker | undefined,
): OpenInterestObservation {
  const longSide = need(given(readNonNegative('position_size', row.position_size)))
  const amount = longSide ?? need(readNonNegative('total_size', ticker?.row.total_size))
  const shared = {
    kind: 'open_interest',
    market,
    sourceSides: 1,
    markPrice:
      need(given(readPositive('mark_price', row.mark_price))) ??
      need(given(readPositive('mark_price', ticker?.row.mark_price))),
    observedAt: null,
    payload: longSide || !ticker ? payload : ticker.payload,
  } as const
  const multiplier =
    market.contractType === 'linear' ? need(readNonNegative('quanto_multiplier', row.quanto_multiplier)) : null
  if (multiplier === null || multiplier.isZero()) {
    return {
      ...shared,
      contracts: amount,
      baseUnits: null,
      valueUsd: null,
      undocumented: true,
      status: 'M',
      reason:
        multiplier === null
          ? `Gate does not document the contract size of ${market.settleAsset}-settled contracts`
          : 'Gate gives this contract a size of zero, so its open interest is left out',
    }
  }
  const value = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'contracts',
    amount,
    sourceSides: 1,
    contractSize: multiplier,
    markPrice: shared.markPrice,
    quoteUsd: isUsdAtPar(market.quoteAsset) ? PAR : null,
  })
  const assumed = longSide ? null : 'Gate does not say whether total_size counts one side; taken as one side'
  return {
    ...shared,
    ...value,
    undocumented: false,
    status: value.valueUsd === null ? 'M' : assumed ? 'E' : 'A',
    reason: value.reason ?? assumed,
  }
}
