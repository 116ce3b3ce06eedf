import { type Reply, respond } from '@/lib/simulate/responder'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'

export const CURRENCIES = ['BTC', 'ETH', 'USDC', 'USDT', 'EURR']

function stamps(view: VenueView) {
  const us = view.now.getTime() * 1000
  return { usIn: us, usOut: us + 180, usDiff: 180, testnet: false }
}

export function envelope(view: VenueView, result: unknown) {
  return { jsonrpc: '2.0', result, ...stamps(view) }
}

export function fail(view: VenueView, status: number, code: number, message: string, data?: unknown): Reply {
  const error = data === undefined ? { code, message } : { code, message, data }
  return respond(status, { jsonrpc: '2.0', error, ...stamps(view) })
}

export function invalid(view: VenueView, param: string): Reply {
  return fail(view, 400, -32602, 'Invalid params', { reason: 'wrong format', param })
}

export type Handler = (query: URLSearchParams, view: VenueView) => Reply

export const isInverse = (spec: MarketSpec): boolean => spec.countedIn === 'usd'
