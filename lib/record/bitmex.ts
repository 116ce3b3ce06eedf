import { dec, plain } from '@/lib/core/decimal'
import { readRecord } from '@/lib/record/read'
import type { BitmexAnnotation, BitmexCurrency, BitmexRow, Confidence, RecordPrice } from '@/lib/record/schema'

/** One BitMEX wallet balance in whole coins, ready to become a fund balance. Values are plain decimal strings. */
export interface BitmexBalance {
  readonly id: string
  readonly venue: 'bitmex'
  readonly fund: 'xbt' | 'usdt' | 'eth'
  /** The venue's own word for the wallet. */
  readonly currency: BitmexCurrency
  readonly asset: 'BTC' | 'USDT' | 'ETH'
  readonly date: string
  /** 12:00 UTC of the date, as the venue stamps its rows. */
  readonly observedAt: Date
  readonly units: string
  readonly priceUsd: string | null
  /** `close`: the daily close of the record; `par`: one US dollar per USDT. */
  readonly priceSource: 'close' | 'par' | null
  readonly priceId: string | null
  readonly valueUsd: string | null
  /** Why there is no value; null when there is one. */
  readonly reason: string | null
  readonly basis: 'published'
  readonly confidence: Confidence
  readonly sourceUrl: string
  readonly viaCopy: boolean
  readonly publisher: string
}

const WALLETS: Record<BitmexCurrency, { fund: BitmexBalance['fund']; asset: BitmexBalance['asset'] }> = {
  XBt: { fund: 'xbt', asset: 'BTC' },
  USDt: { fund: 'usdt', asset: 'USDT' },
  Gwei: { fund: 'eth', asset: 'ETH' },
}

/** The daily close of an asset on a day, when the record holds one. */
export function closeOn(asset: string, date: string): RecordPrice | undefined {
  return readRecord().prices.find((price) => price.asset === asset && price.date === date)
}

/** Known reasons for steps of one wallet that cover the day: none of them is a use of the fund. */
export function annotationsOn(currency: BitmexCurrency, date: string): readonly BitmexAnnotation[] {
  return readRecord().annotations.filter(
    (note) => note.currency === currency && note.date <= date && date <= (note.until ?? note.date),
  )
}

/** Known reasons for steps of one wallet, by its fund, between two days, both included. */
export function bitmexNotes(fund: string, from: string, to: string): readonly BitmexAnnotation[] {
  return readRecord().annotations.filter(
    ({ currency, date, until }) => WALLETS[currency].fund === fund && date <= to && (until ?? date) >= from,
  )
}

/**
 * Every row of the BitMEX series as a balance, by currency (XBt, USDt, Gwei), then date.
 * `valueUsd` = units x daily close, or units at par for USDT; without a close it is null and `reason` says so.
 */
export function bitmexBalances(): readonly BitmexBalance[] {
  return readRecord().bitmex.map(toBalance)
}

function toBalance(row: BitmexRow): BitmexBalance {
  const { fund, asset } = WALLETS[row.currency]
  return {
    id: row.id,
    venue: 'bitmex',
    fund,
    currency: row.currency,
    asset,
    date: row.date,
    observedAt: new Date(`${row.date}T12:00:00.000Z`),
    units: plain(dec(row.units)),
    ...valuationOf(row, asset),
    basis: 'published',
    confidence: row.confidence,
    sourceUrl: row.sourceUrl,
    viaCopy: row.viaCopy,
    publisher: row.publisher,
  }
}

function valuationOf(
  row: BitmexRow,
  asset: BitmexBalance['asset'],
): Pick<BitmexBalance, 'priceUsd' | 'priceSource' | 'priceId' | 'valueUsd' | 'reason'> {
  const units = dec(row.units)
  if (asset === 'USDT') {
    return { priceUsd: '1', priceSource: 'par', priceId: null, valueUsd: plain(units), reason: null }
  }
  const price = closeOn(asset, row.date)
  if (price === undefined) {
    const reason = `no ${asset} price on ${row.date} in the record`
    return { priceUsd: null, priceSource: null, priceId: null, valueUsd: null, reason }
  }
  const priceUsd = dec(price.usd)
  return {
    priceUsd: plain(priceUsd),
    priceSource: 'close',
    priceId: price.id,
    valueUsd: plain(units.times(priceUsd)),
    reason: null,
  }
}
