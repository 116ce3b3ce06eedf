import { bech32 } from '@scure/base'
import { plain } from '@/lib/core/decimal'
import { answer, type Reply, readCount, respond } from '@/lib/simulate/responder'
import { liquidityTiers, type Perpetual, perpetuals, poolByAddress } from '@/lib/simulate/venues/dydx-v4/book'
import type { VenueView } from '@/lib/simulate/view'
import { stressWindow } from '@/lib/simulate/world/stress'

const USDC_DENOM = 'ibc/8E27BA2D5493AF5636760E354E46004562C46AB7EC0CC4C1CA14E9E20E2545B5'
const INVALID_ARGUMENT = 3
/** The default of Cosmos chains; this node gives no more, whatever is asked for. */
const PAGE = 100
const GENESIS_MS = Date.UTC(2023, 9, 26)
const BLOCK_MS = 1_100
const BLOCKED_BLOCKS = 50

export function heightAt(at: Date): number {
  return Math.floor((at.getTime() - GENESIS_MS) / BLOCK_MS)
}

/** The standard gateway of Cosmos chains answers errors with the code of gRPC. */
export function chainError(status: number, code: number, message: string): Reply {
  return respond(status, { code, message, details: [] })
}

function isAddress(text: string): boolean {
  try {
    return bech32.decodeToBytes(text).prefix === 'dydx'
  } catch {
    // The library throws for anything that is not bech32.
    return false
  }
}

function answerBalances(address: string, view: VenueView): Reply {
  if (!isAddress(address)) return chainError(400, INVALID_ARGUMENT, `invalid address: ${address}`)
  const spec = poolByAddress.get(address)
  const units = spec ? view.servePool(spec).units : null
  const shared = spec?.role === 'main'
  const balances = [
    // Anyone may send anything to a module account.
    ...(shared ? [{ denom: 'adydx', amount: '1250000000000000000' }] : []),
    ...(units === null || units.isZero() ? [] : [{ denom: USDC_DENOM, amount: plain(units.times(1e6)) }]),
  ]
  const pagination = { next_key: null, total: String(balances.length) }
  return answer({ balances, pagination }, { rows: [['balances']], fields: ['amount'] })
}

function perpetualRow(view: VenueView, { id, ticker, atomicResolution, tier, isolated, spec }: Perpetual) {
  const { baseUnits } = view.market(spec)
  return {
    params: {
      id,
      ticker,
      market_id: id,
      atomic_resolution: atomicResolution,
      default_funding_ppm: 0,
      liquidity_tier: tier.id,
      market_type: isolated ? 'PERPETUAL_MARKET_TYPE_ISOLATED' : 'PERPETUAL_MARKET_TYPE_CROSS',
    },
    funding_index: '0',
    open_interest: plain(baseUnits.times(`1e${-atomicResolution}`)),
  }
}

const toKey = (position: number) => Buffer.from(Uint32Array.of(position).buffer).toString('base64')

function fromKey(key: string): number | null {
  const bytes = Buffer.from(key, 'base64')
  return bytes.byteLength === 4 ? bytes.readUInt32LE(0) : null
}

function answerPerpetuals(query: URLSearchParams, view: VenueView): Reply {
  const asked = readCount(query, 'pagination.limit', { fallback: PAGE, max: 1_000_000 })
  const key = query.get('pagination.key')
  const from = key ? fromKey(key) : 0
  if (asked === null || from === null) return chainError(400, INVALID_ARGUMENT, 'invalid pagination')
  const limit = Math.min(asked, PAGE)
  const next = from + limit < perpetuals.length ? toKey(from + limit) : null
  const perpetual = perpetuals.slice(from, from + limit).map((entry) => perpetualRow(view, entry))
  const total = query.get('pagination.count_total') === 'true' ? String(perpetuals.length) : '0'
  return answer(
    { perpetual, pagination: { next_key: next, total } },
    { rows: [['perpetual']], fields: ['params', 'open_interest'] },
  )
}

function answerTiers(): Reply {
  const tiers = Object.values(liquidityTiers).map((tier) => ({
    id: tier.id,
    name: tier.name,
    initial_margin_ppm: tier.initialMarginPpm,
    maintenance_fraction_ppm: tier.maintenancePpm,
    base_position_notional: '1000000000000',
    impact_notional: String((500 * 1e6 * 1e6) / tier.initialMarginPpm),
    open_interest_lower_cap: String(tier.lowerCap * 1e6),
    open_interest_upper_cap: String(tier.upperCap * 1e6),
  }))
  const body = { liquidity_tiers: tiers, pagination: { next_key: null, total: String(tiers.length) } }
  return answer(body, { rows: [['liquidity_tiers']], fields: ['initial_margin_ppm'] })
}

/** An insolvent account is seen at the start of a stress event: at once in the emptied market, later elsewhere. */
function answerBlocked(id: number, view: VenueView): Reply {
  const perpetual = perpetuals.find((entry) => entry.id === id)
  if (!perpetual) return chainError(404, 5, `perpetual ${id} not found`)
  const { event, phase } = view.stress()
  const pool = view.pools.find((spec) => spec.markets.includes(perpetual.ticker))
  const hit =
    event !== null && (pool?.pool === view.victims(event).emptied || view.roll(`tnc ${id}`, event.startMinute) < 0.3)
  const seen = hit && phase !== 'calm' ? heightAt(stressWindow(event).startAt) : 0
  const body = {
    negative_tnc_subaccount_seen_at_block: seen,
    chain_outage_seen_at_block: 0,
    withdrawals_and_transfers_unblocked_at_block: seen === 0 ? 0 : seen + BLOCKED_BLOCKS,
  }
  return answer(body, { rows: [], fields: ['negative_tnc_subaccount_seen_at_block'] })
}

/** The chain's own REST server. */
export function answerChain(path: string, query: URLSearchParams, view: VenueView): Reply | null {
  const address = /^\/cosmos\/bank\/v1beta1\/balances\/([^/]+)$/.exec(path)?.[1]
  if (address !== undefined) return answerBalances(address, view)
  const id = /^\/dydxprotocol\/subaccounts\/withdrawals_and_transfers_blocked_info\/(\d{1,9})$/.exec(path)?.[1]
  if (id !== undefined) return answerBlocked(Number(id), view)
  if (path === '/dydxprotocol/perpetuals/perpetual') return answerPerpetuals(query, view)
  return path === '/dydxprotocol/perpetuals/liquidity_tiers' ? answerTiers() : null
}
