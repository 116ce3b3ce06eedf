import type { Database } from '@/lib/db/client'
import { type FeedFilter, type RestatementRow, readRestatements } from '@/lib/db/repositories/feed'
import type { RestatementView } from '@/lib/queries/dto/correction'
import { asSentence, isoTime } from '@/lib/queries/words'

const WORDS = {
  fund_balance: { thing: 'balance', unit: 'units', series: 'fund-balances' },
  open_interest: { thing: 'open-interest figure', unit: 'US dollars', series: 'open-interest' },
} as const

/** A restatement with the series it is of. */
export interface Restatement {
  readonly series: string
  readonly recordedAt: Date
  readonly view: RestatementView
}

/** Stored balances and open interest that were replaced by another value for the same time, newest hour first. */
export async function listRestatements(
  db: Database,
  filter: FeedFilter,
  limit: number,
): Promise<readonly Restatement[]> {
  const [balances, interest] = await Promise.all([
    readRestatements(db, 'fund_balance', filter, limit),
    readRestatements(db, 'open_interest', filter, limit),
  ])
  return [...balances, ...interest]
    .sort((a, b) => b.hour.getTime() - a.hour.getTime() || a.venue.localeCompare(b.venue))
    .slice(0, limit)
    .map((row) => ({ series: WORDS[row.what].series, recordedAt: row.recordedAt, view: viewOf(row) }))
}

function viewOf(row: RestatementRow): RestatementView {
  const { thing, unit, series } = WORDS[row.what]
  const from = isoTime(row.fromAt)
  const to = isoTime(new Date(row.toAt.getTime() + 1))
  return {
    venue: row.venue,
    thing,
    hour: isoTime(row.hour),
    rows: row.rows,
    fromAt: from,
    toAt: isoTime(row.toAt),
    subject: row.subject,
    observedAt: isoTime(row.observedAt),
    before: row.before,
    after: row.after,
    unit,
    why: [causeOf(row), ...(row.reason === null ? [] : [asSentence(row.reason)])].join(' '),
    path: `/api/v1/${series}.json?venue=${row.venue}&from=${from}&to=${to}`,
    simulated: row.basis === 'simulated',
  }
}

function causeOf({ corrected, sameBytes, basis, before, after }: RestatementRow): string {
  if (corrected) return 'A published correction.'
  if (basis === 'published') return 'The published record was edited.'
  if (before === after && !sameBytes) return 'The figure is the same; its price, status or note is another.'
  return sameBytes
    ? 'The stored answer was read again after our reading of it was mended.'
    : 'The source gave another value for the same time.'
}
