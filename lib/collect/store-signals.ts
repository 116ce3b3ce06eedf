import type { ClientBase } from 'pg'
import { observationsOf, type Reading } from '@/lib/collect/reading'
import { adlColumns, flowColumns } from '@/lib/collect/rows'
import { groupBy } from '@/lib/core/collections'
import { plain } from '@/lib/core/decimal'
import { appendObservations, insertRows, upsertRows } from '@/lib/db/bulk'

/** An unchanged signal is stored again after this long, so that silence and sameness differ in the history. */
const REPEAT_AFTER_MS = 3_600_000
const HOUR_MS = 3_600_000

/** Stores ADL signals: the latest per subject, and a row when the raw value changed or an hour has passed. */
export async function storeAdlSignals(client: ClientBase, reading: Reading): Promise<number> {
  const found = observationsOf(reading, 'adl')
  if (found.length === 0) return 0
  const latest = await client.query<{
    scope: string
    subject: string
    signal: string
    value: string
    stored_at: Date | null
  }>('SELECT scope, subject, signal, value, stored_at FROM adl_latest WHERE venue = $1', [reading.module.id])
  const keyOf = (row: { scope: string; subject: string; signal: string }) => `${row.scope} ${row.subject} ${row.signal}`
  const before = new Map(latest.rows.map((row) => [keyOf(row), row]))
  const rows = found.map((item) => {
    const common = adlColumns(reading, item)
    const checkedAt = common.checked_at
    const known = before.get(keyOf(item))
    const storedAt = known?.stored_at ?? null
    const due =
      known?.value !== item.value || storedAt === null || checkedAt.getTime() - storedAt.getTime() >= REPEAT_AFTER_MS
    return {
      due,
      storedAt: due ? checkedAt : storedAt,
      trigger: item.trigger,
      common,
    }
  })
  await upsertRows(
    client,
    'adl_latest',
    ['venue', 'scope', 'subject', 'signal'],
    rows.map((row) => ({
      ...row.common,
      trigger_drawdown: row.trigger ? plain(row.trigger.drawdown) : null,
      trigger_threshold: row.trigger ? plain(row.trigger.threshold) : null,
      stored_at: row.storedAt,
    })),
  )
  await raiseHours(
    client,
    rows.map((row) => row.common),
  )
  // What a good run no longer names has no signal now; its history stays.
  if (reading.rejected.length === 0) {
    await client.query('DELETE FROM adl_latest WHERE venue = $1 AND source = $2 AND checked_at < $3', [
      reading.module.id,
      reading.source.id,
      new Date(Math.min(...rows.map((row) => row.common.checked_at.getTime()))),
    ])
  }
  const added = await appendObservations(
    client,
    'adl_signal',
    ['venue', 'scope', 'subject', 'signal', 'observed_at'],
    ['value'],
    rows.filter((row) => row.due).map((row) => row.common),
  )
  return added.length
}

type SignalRow = ReturnType<typeof adlColumns>

/** Keeps the highest level of each hour, by our check: unlike the rows of `adl_signal`, every pass counts. */
async function raiseHours(client: ClientBase, rows: readonly SignalRow[]): Promise<void> {
  const hours = groupBy(rows, (row) => Math.floor(row.checked_at.getTime() / HOUR_MS) * HOUR_MS)
  const found = [...hours].map(([hour, signals]) => {
    const raised = signals.flatMap(({ level, subject }) => (level === null || level === 0 ? [] : [{ level, subject }]))
    const [highest] = raised.sort((a, b) => b.level - a.level || (a.subject < b.subject ? -1 : 1))
    const graded = signals.some(({ level }) => level !== null)
    const [first] = signals
    return {
      venue: first?.venue ?? '',
      bucket_start: new Date(hour),
      level: highest?.level ?? (graded ? 0 : null),
      raised: new Set(raised.map(({ subject }) => subject)).size,
      subject: highest?.subject ?? null,
      last_checked_at: new Date(Math.max(...signals.map(({ checked_at }) => checked_at.getTime()))),
      basis: first?.basis ?? '',
    }
  })
  await insertRows(
    client,
    'adl_hour',
    found,
    `ON CONFLICT (venue, bucket_start) DO UPDATE SET level = greatest(adl_hour.level, EXCLUDED.level),
       subject = CASE WHEN EXCLUDED.level > coalesce(adl_hour.level, 0) THEN EXCLUDED.subject ELSE adl_hour.subject END,
       raised = greatest(adl_hour.raised, EXCLUDED.raised),
       last_checked_at = greatest(adl_hour.last_checked_at, EXCLUDED.last_checked_at)`,
  )
}

/** Stores typed flows under the stored fund ids. Returns rows added. */
export async function storeFlows(
  client: ClientBase,
  reading: Reading,
  fundIds: ReadonlyMap<string, string>,
): Promise<number> {
  const added = await appendObservations(
    client,
    'fund_flow',
    ['venue', 'fund', 'asset', 'observed_at', 'venue_type'],
    ['units'],
    observationsOf(reading, 'flow').map((item) => ({
      ...flowColumns(reading, item),
      fund: fundIds.get(item.fundKey) ?? item.fundKey,
    })),
  )
  return added.length
}
