import type { Decimal } from '@/lib/core/decimal'
import type { MarketDescription } from '@/lib/core/observation'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { bodiesOf, type Received } from '@/lib/venues/_contract/module'
import { type Readable, readPositive } from '@/lib/venues/_contract/numeric'
import { need, refuse } from '@/lib/venues/_contract/rows'
import { statusEndpoint } from '@/lib/venues/bitfinex/schemas'

/** Bitfinex writes its USDt as UST. */
const COINS: Readonly<Record<string, string>> = { UST: 'USDT' }
const PAPER = /^t?TEST/
const BTC_KEY = 'tBTCF0:USTF0'

export type StatusRow = readonly unknown[]

/** A row of the status, which is a list. */
export function readList(raw: unknown): Readable<StatusRow> {
  return Array.isArray(raw)
    ? { ok: true, value: raw }
    : { ok: false, reason: 'wrong_type', detail: 'the row is not a list' }
}

/** Paper pairs are traded with play money. */
export function isPaper(key: unknown): boolean {
  return typeof key === 'string' && PAPER.test(key)
}

const coinOf = (name: string) => COINS[name] ?? name

/** A pair from its key, `tBTCF0:USTF0` or without the `t`. Only to be called inside `RowReader.row`. */
export function describePair(key: unknown): MarketDescription {
  if (typeof key !== 'string') return refuse('wrong_type', 'the key of the pair is not a text')
  const [, base, quote] = /^t?([A-Z0-9]+)F0:([A-Z0-9]+)F0$/.exec(key) ?? []
  if (!base || !quote) return refuse('wrong_type', `key "${key.slice(0, 40)}" is not a pair of derivatives`)
  return {
    market: key.replace(/^t/, ''),
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset: coinOf(base),
    quoteAsset: coinOf(quote),
    settleAsset: coinOf(quote),
    segment: coinOf(quote),
  }
}

/** Dollars of a quote coin: par, or the mark price of bitcoin in the same answer; null for others. */
export function quotePrices(received: readonly Received[]): (coin: string) => Decimal | null {
  const rows = bodiesOf(received, statusEndpoint).flatMap(({ body }) => body)
  const bitcoin = rows.map(readList).flatMap((row) => (row.ok && row.value[0] === BTC_KEY ? [row.value[15]] : []))[0]
  const mark = readPositive('MARK_PRICE', bitcoin)
  return (coin) => (isUsdAtPar(coin) ? PAR : coin === 'BTC' && mark.ok ? mark.value : null)
}

/** The pairs of an answer, without paper ones, as they are asked for elsewhere. */
export function listedKeys(received: readonly Received[]): readonly string[] {
  return bodiesOf(received, statusEndpoint).flatMap(({ body }) =>
    body.flatMap((raw) => {
      const row = readList(raw)
      const key = row.ok ? row.value[0] : null
      return typeof key === 'string' && !isPaper(key) ? [key] : []
    }),
  )
}

/** The value read from a place of the row that may be null. Only to be called inside `RowReader.row`. */
export function optionalPositive(field: string, raw: unknown): Decimal | null {
  const read = readPositive(field, raw)
  return !read.ok && read.reason === 'missing_field' ? null : need(read)
}
