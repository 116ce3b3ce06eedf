import { groupBy } from '@/lib/core/collections'
import type { ChangeRow } from '@/lib/db/repositories/disclosure'
import type { StoredEventRow } from '@/lib/db/repositories/record'
import { type ChartWindow, floorTo } from '@/lib/queries/chart-range'
import type { ChartMark, ChartPoint } from '@/lib/queries/dto/chart'
import { spanWords } from '@/lib/queries/words'
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

/** Changes of what a venue publishes that bear on its figures: pools regrouped or ended, feeds that changed or stopped. */
export const MARKED_CHANGES: readonly string[] = [
  'pool_moved',
  'pool_split',
  'pool_merged',
  'pool_ended',
  'format_changed',
  'cadence_changed',
  'files_ended',
  'source_withdrawn',
]

/** One mark per bucket for what the venue changed in it, leading to the ledger. */
export function changeMarks(changes: readonly ChangeRow[], window: ChartWindow): readonly ChartMark[] {
  const within = changes.filter((change) => isWithin(change.changedOn, window))
  const byBucket = groupBy(within, (change) => floorTo(change.changedOn, window.interval).getTime())
  return [...byBucket].map(([at, together]) => {
    const [first] = together
    const text = first?.text ?? ''
    return {
      at,
      title:
        together.length === 1 ? text : `${together.length} changes in what the venue publishes, among them: ${text}`,
      kind: 'disclosure_change',
      href: `/disclosure?venue=${first?.venue ?? ''}#changes`,
    }
  })
}

/** More holes than this could not be told apart; the line shows them all. */
const MOST_OUTAGES = 8

/** The longest spans without a figure, each where the line breaks off. */
export function outageMarks(points: readonly ChartPoint[], breakAfterMs: number): readonly ChartMark[] {
  const known = points.filter((point) => point.fundUsd !== null || point.units !== null)
  const holes = known.flatMap((point, index) => {
    const next = known[index + 1]
    if (next === undefined || next.at - point.at <= breakAfterMs) return []
    return [{ at: point.at, lengthMs: next.at - point.at }]
  })
  const longest = [...holes].sort((a, b) => b.lengthMs - a.lengthMs || a.at - b.at).slice(0, MOST_OUTAGES)
  return longest
    .sort((a, b) => a.at - b.at)
    .map(({ at, lengthMs }) => ({
      at,
      title: `Nothing to draw for ${spanWords(lengthMs)}`,
      kind: 'outage',
      href: '/status',
    }))
}
