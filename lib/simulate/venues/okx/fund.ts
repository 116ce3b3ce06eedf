import { type Decimal, plain } from '@/lib/core/decimal'
import { answer, type Reply, readCount, readEpochMs, type SimulatedRequest } from '@/lib/simulate/responder'
import { OKX_PLATFORM } from '@/lib/simulate/venues/okx/book'
import { envelope, missingParameter, parameterError, unknownInstrument } from '@/lib/simulate/venues/okx/envelope'
import type { VenueView } from '@/lib/simulate/view'
import type { PoolSpec } from '@/lib/simulate/world/book'
import { DAY_MS } from '@/lib/simulate/world/calendar'

const TYPES = ['MARGIN', 'SWAP', 'FUTURES', 'OPTION']
const PAGE = 100
/** Rows begin here. */
const FIRST_MS = Date.UTC(2025, 0, 1)
/** Of three families one still sends the rows documented before June 2026. */
const LEGACY_EVERY = 3

interface Detail {
  readonly type: string
  readonly amt: string
  readonly balance: Decimal
  readonly ts: number
}

/** The rows of one day, newest first: what liquidations brought, then what bankruptcies cost. */
function dayRows(view: VenueView, spec: PoolSpec, day: Date): readonly Detail[] {
  const ts = day.getTime()
  const before = view.pool(spec, new Date(ts - DAY_MS)).units
  const after = view.pool(spec, day).units
  const change = after.minus(before)
  const rows: Detail[] = []
  const deposit = change.isNegative() ? before.abs().times('0.0002').toDecimalPlaces(spec.decimals) : change
  rows.push({ type: 'liquidation_balance_deposit', amt: plain(deposit), balance: before.plus(deposit), ts })
  const loss = change.minus(deposit)
  if (loss.isNegative() && !loss.isZero()) {
    rows.unshift({ type: 'bankruptcy_loss', amt: plain(loss), balance: after, ts })
  }
  const legacy = view.pools.indexOf(spec) % LEGACY_EVERY === 0
  return legacy ? [{ type: 'regular_update', amt: '', balance: after, ts }, ...rows] : rows
}

function listDetails(
  view: VenueView,
  spec: PoolSpec,
  wanted: { readonly type: string | null; readonly before: number; readonly after: number; readonly limit: number },
): readonly Detail[] {
  const details: Detail[] = []
  let ts = view.pool(spec).sampledAt.getTime()
  if (ts >= wanted.after) ts -= DAY_MS * (Math.floor((ts - wanted.after) / DAY_MS) + 1)
  for (; ts >= FIRST_MS && ts > wanted.before && details.length < wanted.limit; ts -= DAY_MS) {
    details.push(
      ...dayRows(view, spec, new Date(ts)).filter(({ type }) => wanted.type === null || type === wanted.type),
    )
  }
  return details.slice(0, wanted.limit)
}

function detailRow(spec: PoolSpec, { type, amt, balance, ts }: Detail) {
  return {
    adlType: '',
    amt,
    balance: plain(balance),
    ccy: spec.asset,
    decRate: '',
    maxBal: '',
    maxBalTs: '',
    ts: String(ts),
    type,
  }
}

/** Security fund: `total` is the whole platform in USD, `details` the pool of the family asked for. */
export function answerFund({ query }: SimulatedRequest, view: VenueView): Reply {
  const instType = query.get('instType')
  if (!instType) return missingParameter('instType')
  if (!TYPES.includes(instType)) return parameterError('instType')
  const family = query.get('instFamily') ?? query.get('uly') ?? ''
  const name = instType === 'MARGIN' ? query.get('ccy') : family
  if (!name) return missingParameter(instType === 'MARGIN' ? 'ccy' : 'instFamily')
  const spec = view.pools.find((pool) => pool.pool === `${instType}:${name}`)
  const platform = view.pools.find((pool) => pool.pool === OKX_PLATFORM)
  if (!spec || !platform) return unknownInstrument()
  const limit = readCount(query, 'limit', { fallback: PAGE, max: PAGE })
  const [before, after] = [readEpochMs(query, 'before'), readEpochMs(query, 'after')]
  if (limit === null || before === null || after === null) return parameterError(limit === null ? 'limit' : 'ts')
  const type = query.get('type')
  const details = listDetails(view, spec, {
    type,
    before: before ?? 0,
    after: after ?? Number.POSITIVE_INFINITY,
    limit,
  })
  view.servePool(spec)
  const row = {
    details: details.map((detail) => detailRow(spec, detail)),
    instFamily: instType === 'MARGIN' ? '' : name,
    instType,
    total: plain(view.servePool(platform).units),
  }
  return answer(envelope([row]), { rows: [['data']], fields: ['total', 'balance'] })
}
