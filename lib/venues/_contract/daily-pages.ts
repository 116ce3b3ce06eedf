import type { HistoryContext } from '@/lib/venues/_contract/module'

const DAY_MS = 86_400_000
/** So many days in a row without a row are taken as the beginning of a history. */
const SILENT_DAYS = 3

interface Day {
  /** Its first moment, UTC. */
  readonly startMs: number
  /** How many days right after it had no row. */
  readonly silent: number
}

/** The day a page of a history is about, for histories read one day per page: today first, then `MS/SILENT`. */
export function dayOf(cursor: string | null, { now }: Pick<HistoryContext, 'now'>): Day {
  if (cursor === null) return { startMs: Math.floor(now.getTime() / DAY_MS) * DAY_MS, silent: 0 }
  const [start = '', silent = ''] = cursor.split('/')
  return { startMs: Number(start), silent: Number(silent) }
}

/** The cursor of the day before; null before `beginMs`, where nothing older is wanted, and after three silent days. */
export function dayBefore(
  cursor: string | null,
  answered: boolean,
  context: HistoryContext & { readonly beginMs: number },
): string | null {
  const { startMs, silent } = dayOf(cursor, context)
  const before = startMs - DAY_MS
  const quiet = answered ? 0 : silent + 1
  if (quiet >= SILENT_DAYS || before < context.beginMs || startMs < context.from.getTime()) return null
  return `${before}/${quiet}`
}
