import { pastLease } from '@/lib/collect/backfill/backfill-venue'
import { readLanes } from '@/lib/collect/backfill/lanes'
import { rollUpHistories } from '@/lib/collect/backfill/rollup-venue'
import type { FundIds } from '@/lib/collect/backfill/store-past'
import { scanVenue } from '@/lib/collect/episodes/scan-venue'
import { createLeases } from '@/lib/collect/leases'
import type { CollectDeps } from '@/lib/collect/read-source'
import { type Candidate, fundIdsAt, type ReplayedTable, toCandidates } from '@/lib/collect/replay/candidates'
import { listPages, listRuns, type StoredUnit } from '@/lib/collect/replay/captures'
import { compareRows, type Difference, findUnread, Keeper } from '@/lib/collect/replay/compare'
import { correctLatest } from '@/lib/collect/replay/correct-latest'
import { type Replayed, rereadUnit } from '@/lib/collect/replay/read-unit'
import { type UnitWrites, writeReplay } from '@/lib/collect/replay/write-replay'
import type { SourceKind, VenueModule } from '@/lib/venues/_contract/module'

const DAY_MS = 24 * 3_600_000

export interface ReplayOptions {
  /** Fetches in a half-open range; null: from the first, to the last. */
  readonly from: Date | null
  readonly to: Date | null
  /** False tells only. */
  readonly write: boolean
  readonly signal: AbortSignal
  readonly onDifference: (difference: Difference) => void
  /** Bytes that are gone, or that the parser of today refuses as well. */
  readonly onSkipped: (skipped: { readonly runId: string; readonly lane: string | null; readonly why: string }) => void
  readonly onDay: (day: Date, counts: ReplayCounts) => void
}

export interface ReplayCounts {
  answers: number
  added: number
  changed: number
  unchanged: number
  rejected: number
  expired: number
  refused: number
  rollups: number
}

const TABLES: Readonly<Partial<Record<SourceKind, readonly ReplayedTable[]>>> = {
  fund: ['fund_balance', 'fund_flow'],
  open_interest: ['open_interest'],
  adl: ['adl_signal'],
}

/** The source or history of a venue by its id; null when it declares none of that name. */
export function findReplayed(module: VenueModule, id: string): Replayed | null {
  const source = module.sources.find((item) => item.id === id)
  if (source) return { kind: 'source', declared: source }
  const history = module.histories.find((item) => item.id === id)
  return history ? { kind: 'history', declared: history } : null
}

/** True for what leaves rows that can be read again from its bytes. */
export function isReplayable({ declared }: Replayed): boolean {
  return TABLES[declared.kind] !== undefined
}

/**
 * Reads the stored bytes of a source or history again with the parser of today, day by day, and tells every difference
 * from what is stored. With `write` the differences become new revisions, and so do the rollups they go into; nothing
 * is overwritten. Null when another process holds the past of the venue.
 */
export async function replaySource(
  deps: CollectDeps,
  module: VenueModule,
  replayed: Replayed,
  options: ReplayOptions,
): Promise<ReplayCounts | null> {
  if (!options.write) return replayDays(deps, module, replayed, options)
  const leases = createLeases(deps.database.pool)
  try {
    return await leases.tryHold(pastLease(module.id), async (lost) => {
      const signal = AbortSignal.any([options.signal, lost])
      if (replayed.kind === 'source') await mendLatest(deps, module, replayed)
      const counts = await replayDays(deps, module, replayed, { ...options, signal })
      if (replayed.kind === 'history') counts.rollups += await rollUpHistories(deps, module, signal)
      if (replayed.declared.kind === 'fund') await scanVenue(deps.database.pool, module.id, deps.now(), new Date(0))
      return counts
    })
  } finally {
    leases.close()
  }
}

/** The last run is read first: what is known of now comes from it. */
async function mendLatest(deps: CollectDeps, module: VenueModule, replayed: Replayed): Promise<void> {
  const { pool } = deps.database
  const to = new Date(deps.now().getTime() + DAY_MS)
  const key = { venue: module.id, source: replayed.declared.id }
  const runs = await listRuns(pool, key, { from: new Date(to.getTime() - 2 * DAY_MS), to })
  const last = runs.at(-1)
  const read = last ? await rereadUnit(pool, module, replayed, last) : null
  if (!read?.ok) return
  const candidates = toCandidates(read.past, await fundIdsAt(pool, read.past, read.checkedAt))
  await correctLatest(pool, module.id, candidates)
}

async function replayDays(
  deps: CollectDeps,
  module: VenueModule,
  replayed: Replayed,
  options: ReplayOptions,
): Promise<ReplayCounts> {
  const { pool } = deps.database
  const key = { venue: module.id, source: replayed.declared.id }
  const counts = { answers: 0, added: 0, changed: 0, unchanged: 0, rejected: 0, expired: 0, refused: 0, rollups: 0 }
  const { rows } = await pool.query<{ first: Date | null; last: Date | null }>(
    'SELECT min(fetched_at) AS first, max(fetched_at) AS last FROM capture WHERE venue = $1 AND source = $2',
    [key.venue, key.source],
  )
  const [first, last] = [rows[0]?.first ?? null, rows[0]?.last ?? null]
  if (first === null || last === null) return counts
  const start = Math.max(first.getTime(), options.from?.getTime() ?? 0)
  const end = Math.min(last.getTime() + 1, options.to?.getTime() ?? Number.POSITIVE_INFINITY)
  const tables = TABLES[replayed.declared.kind] ?? []
  const keeper = await Keeper.open(pool, key, new Date(start), tables)
  const fundIds = await laneFundIds(deps, module, replayed)
  const context = { deps, module, replayed, startedAt: deps.now() }
  for (let from = start; from < end && !options.signal.aborted; ) {
    const to = Math.min((Math.floor(from / DAY_MS) + 1) * DAY_MS, end)
    const range = { from: new Date(from), to: new Date(to) }
    const units = await (replayed.kind === 'source' ? listRuns : listPages)(pool, key, range)
    const writes: UnitWrites[] = []
    for (const unit of units) {
      if (options.signal.aborted) return counts
      const found = await replayUnit({ deps, module, replayed, options, counts, keeper, tables, fundIds }, unit)
      if (found && found.writes.length > 0) writes.push(found)
    }
    if (options.write && writes.length > 0) counts.rollups += await writeReplay(context, writes)
    options.onDay(range.from, counts)
    from = to
  }
  return counts
}

/** The ids each lane of a history gave its funds. */
async function laneFundIds(
  deps: CollectDeps,
  module: VenueModule,
  { kind, declared }: Replayed,
): Promise<ReadonlyMap<string, FundIds>> {
  if (kind === 'source') return new Map()
  const lanes = await readLanes(deps.database.pool, module.id, declared.id)
  return new Map([...lanes].map(([lane, state]) => [lane, state.fundIds]))
}

interface Replaying {
  readonly deps: CollectDeps
  readonly module: VenueModule
  readonly replayed: Replayed
  readonly options: ReplayOptions
  readonly counts: ReplayCounts
  readonly keeper: Keeper
  readonly tables: readonly ReplayedTable[]
  readonly fundIds: ReadonlyMap<string, FundIds>
}

async function replayUnit(replaying: Replaying, unit: StoredUnit): Promise<UnitWrites | null> {
  const { deps, module, replayed, options, counts, keeper, tables } = replaying
  const { pool } = deps.database
  counts.answers += 1
  const read = await rereadUnit(pool, module, replayed, unit)
  if (!read.ok) {
    if (read.why === 'expired') counts.expired += 1
    else counts.refused += 1
    const why = read.why === 'expired' ? 'bytes expired, only their hash is kept' : read.why
    options.onSkipped({ runId: unit.runId, lane: unit.lane, why })
    return null
  }
  const { past, checkedAt } = read
  const fundIds = unit.lane === null ? await fundIdsAt(pool, past, checkedAt) : (replaying.fundIds.get(unit.lane) ?? {})
  const candidates = toCandidates(past, fundIds).filter((item) => tables.includes(item.table))
  const isDue = (candidate: Candidate, stored: 'own' | 'other' | 'none') =>
    replayed.kind === 'source' ? keeper.take(candidate, stored) : stored !== 'other'
  const comparison = await compareRows(pool, candidates, isDue)
  const origin = {
    venue: module.id,
    source: replayed.declared.id,
    sha256: past.captures.map((capture) => capture.sha256),
    checkedAt: past.captures.map((capture) => capture.response.fetchedAt),
  }
  const unread = await Promise.all(tables.map((table) => findUnread(pool, table, origin, candidates)))
  const differences = [...comparison.differences, ...unread.flat()]
  for (const difference of differences) {
    counts[difference.kind] += 1
    options.onDifference(difference)
  }
  counts.unchanged += comparison.unchanged
  return { past, fundIds, writes: comparison.writes }
}
