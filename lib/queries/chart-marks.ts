import type { StoredEventRow } from '@/lib/db/repositories/record'
import { type ChartWindow, floorTo } from '@/lib/queries/chart-range'
import type { ChartMark } from '@/lib/queries/dto/chart'
import { readRecord } from '@/lib/record/read'

/** The record events of a window, each at the start of the bucket it begins in. */
export function eventMarks(events: readonly StoredEventRow[], window: ChartWindow): readonly ChartMark[] {
  return events.flatMap((event) =>
    event.startAt !== null && isWithin(event.startAt, window)
      ? [
          {
            at: floorTo(event.startAt, window.interval).getTime(),
            title: event.title,
            kind: event.kind,
            href: `/events/${event.event}`,
          },
        ]
      : [],
  )
}

/** Wallets of the BitMEX series by the fund they are kept as. */
const BITMEX_CURRENCIES: Readonly<Record<string, string>> = { xbt: 'XBt', usdt: 'USDt', eth: 'Gwei' }

/** What is known of steps in a BitMEX wallet: a rebalancing that was announced, transfers, unknown causes. */
export function annotationMarks(venue: string, fund: string, window: ChartWindow): readonly ChartMark[] {
  const currency = BITMEX_CURRENCIES[fund]
  if (venue !== 'bitmex' || currency === undefined) return []
  return readRecord().annotations.flatMap((note) => {
    const at = new Date(`${note.date}T00:00:00.000Z`)
    if (note.currency !== currency || !isWithin(at, window)) return []
    return [{ at: at.getTime(), title: note.text, kind: note.kind, href: note.sourceUrl ?? `/venues/${venue}#figures` }]
  })
}

function isWithin(at: Date, window: ChartWindow): boolean {
  return (window.from === null || at >= window.from) && at < window.to
}
