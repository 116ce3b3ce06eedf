import type { ClientBase } from 'pg'
import type { Capture } from '@/lib/collect/fetch-request'
import { type LedgerChange, type LedgerRun, storeChanges } from '@/lib/collect/ledger/store-changes'
import { groupBy } from '@/lib/core/collections'
import {
  compareMembership,
  type KnownPool,
  type Missing,
  type PoolChange,
  type PoolMembers,
} from '@/lib/core/ledger/membership'
import { poolChangeText } from '@/lib/core/ledger/words'
import { type BulkRow, insertRows } from '@/lib/db/bulk'

/**
 * Compares the pools of a complete pass, and the contracts each covers, with those last judged, and keeps what moved,
 * joined, left, is new or ended. The first pass only learns.
 */
export async function storePools(
  client: ClientBase,
  run: LedgerRun,
  found: readonly PoolMembers[],
  captures: readonly Capture[],
): Promise<void> {
  const known = await readPools(client, run)
  const compared = compareMembership(known, found, { at: run.at, capture: captures[0]?.sha256 ?? '' })
  if (known.length > 0) {
    const labels = new Map([...known, ...found].map(({ fund, label }) => [fund, label]))
    const changes: LedgerChange[] = []
    for (const change of compared.changes) {
      const capture = captures.find(({ sha256 }) => sha256 === change.capture)
      const last = await readLastSha256(client, run, change, capture ?? captures[0])
      changes.push(toLedger(change, { labels, last, endpoint: (capture ?? captures[0])?.request.endpoint ?? '' }))
    }
    await storeChanges(client, run, changes)
  }
  await writePools(client, run, known, compared.known)
}

function toLedger(
  change: PoolChange,
  {
    labels,
    last,
    endpoint,
  }: { readonly labels: ReadonlyMap<string, string>; readonly last: string | null; readonly endpoint: string },
): LedgerChange {
  const names = (funds: readonly string[]) => (funds.length === 0 ? null : funds.join(', '))
  return {
    kind: change.kind,
    endpoint,
    path: null,
    before: names(change.from),
    after: names(change.to),
    funds: [...change.from, ...change.to],
    markets: change.markets,
    text: poolChangeText(change, (fund) => labels.get(fund) ?? fund),
    at: change.since,
    beforeSha256: last,
    sha256: change.capture,
  }
}

/** The last answer to the same request before the change. */
async function readLastSha256(
  client: ClientBase,
  run: LedgerRun,
  { since }: PoolChange,
  capture: Capture | undefined,
): Promise<string | null> {
  if (capture === undefined) return null
  const result = await client.query<{ sha256: string }>(
    `SELECT sha256 FROM capture
     WHERE venue = $1 AND source = $2 AND fetched_at < $3 AND url = $4 AND run_id <> $5
     ORDER BY fetched_at DESC LIMIT 1`,
    [run.module.id, run.source.id, since, capture.request.url, run.runId],
  )
  return result.rows[0]?.sha256 ?? null
}

async function readPools(client: ClientBase, run: LedgerRun): Promise<readonly KnownPool[]> {
  const result = await client.query<{
    fund: string
    market: string
    label: string
    missing_passes: number
    missing_since: Date | null
    missing_sha256: string | null
  }>(
    `SELECT fund, market, label, missing_passes, missing_since, missing_sha256 FROM disclosure_pool
     WHERE venue = $1 AND source = $2 ORDER BY fund COLLATE "C", market COLLATE "C"`,
    [run.module.id, run.source.id],
  )
  const missingOf = (row: (typeof result.rows)[number] | undefined): Missing | null =>
    row?.missing_since && row.missing_sha256 !== null
      ? { passes: row.missing_passes, since: row.missing_since, capture: row.missing_sha256 }
      : null
  return [...groupBy(result.rows, ({ fund }) => fund)].map(([fund, rows]) => {
    const own = rows.find(({ market }) => market === '')
    return {
      fund,
      label: own?.label ?? fund,
      missing: missingOf(own),
      markets: new Map(rows.filter(({ market }) => market !== '').map((row) => [row.market, missingOf(row)])),
    }
  })
}

function rowsOf(run: LedgerRun, { fund, label, missing, markets }: KnownPool): readonly BulkRow[] {
  const parts: readonly (readonly [string, Missing | null])[] = [['', missing], ...markets]
  return parts.map(([market, away]) => ({
    venue: run.module.id,
    source: run.source.id,
    fund,
    market,
    label,
    missing_passes: away?.passes ?? 0,
    missing_since: away?.since ?? null,
    missing_sha256: away?.capture ?? null,
  }))
}

async function writePools(
  client: ClientBase,
  run: LedgerRun,
  before: readonly KnownPool[],
  now: readonly KnownPool[],
): Promise<void> {
  const textOf = (pools: readonly KnownPool[]) =>
    new Map(pools.map((pool) => [pool.fund, JSON.stringify([...rowsOf(run, pool)].sort(byMarket))]))
  const [old, next] = [textOf(before), textOf(now)]
  const touched = [...new Set([...old.keys(), ...next.keys()])].filter((fund) => old.get(fund) !== next.get(fund))
  if (touched.length === 0) return
  await client.query('DELETE FROM disclosure_pool WHERE venue = $1 AND source = $2 AND fund = ANY($3)', [
    run.module.id,
    run.source.id,
    touched,
  ])
  const rows = now.filter(({ fund }) => touched.includes(fund)).flatMap((pool) => rowsOf(run, pool))
  await insertRows(client, 'disclosure_pool', rows, '')
}

function byMarket(left: BulkRow, right: BulkRow): number {
  return String(left.market) < String(right.market) ? -1 : 1
}
