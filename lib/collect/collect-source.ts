import { randomUUID } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'
import { refuseMixedBasis } from '@/lib/collect/basis'
import type { Capture } from '@/lib/collect/fetch-request'
import { describePass } from '@/lib/collect/ledger/describe-pass'
import { storeFormatProblems } from '@/lib/collect/ledger/store-format'
import { storeShapes } from '@/lib/collect/ledger/store-shapes'
import { mustWaitForMarkets, touchesCoverage } from '@/lib/collect/market-context'
import { parserVersion } from '@/lib/collect/parser-version'
import { type CollectDeps, readSource, type SourceReading } from '@/lib/collect/read-source'
import { hashContent, type Reading } from '@/lib/collect/reading'
import { rollUpVenue } from '@/lib/collect/rollup'
import { storeMarketContext } from '@/lib/collect/store-context'
import { storeFunds } from '@/lib/collect/store-funds'
import { storeMarkets, storeOpenInterest } from '@/lib/collect/store-markets'
import { type RunRecord, storeCaptures, storeRun } from '@/lib/collect/store-run'
import { storeAdlSignals, storeFlows } from '@/lib/collect/store-signals'
import type { Observation, Rejection } from '@/lib/core/observation'
import { type PartitionedTable, prepareMonths } from '@/lib/db/partitions'
import { readLargestMarkets } from '@/lib/db/repositories/market'
import { transaction } from '@/lib/db/transaction'
import type { UpstreamError } from '@/lib/errors'
import type { Source, VenueModule } from '@/lib/venues/_contract/module'

export interface CollectOutcome {
  readonly venue: string
  readonly source: string
  /** `skipped`: nothing could be asked yet, so nothing was tried and nothing is said of the venue. */
  readonly outcome: 'ok' | 'failed' | 'rejected' | 'skipped'
  readonly error: { readonly kind: string; readonly message: string } | null
  readonly requests: number
  readonly bytes: number
  readonly rowsWritten: number
  readonly rejected: readonly Rejection[]
  readonly observations: readonly Observation[]
}

/**
 * One pass of one source: fetch, archive, normalise, and one transaction with observations, rollups, the overview row
 * and the standing of the source. A failure writes no observation, only the run and the bytes that were refused; a
 * source that must wait for markets writes nothing at all.
 */
export async function collectSource(
  deps: CollectDeps,
  module: VenueModule,
  source: Source,
  signal?: AbortSignal,
): Promise<CollectOutcome> {
  const largestMarkets = await readLargestMarkets(deps.database, module.id)
  if (mustWaitForMarkets(source, largestMarkets)) return skippedOutcome(module, source)
  const reading = await readSource(deps, module, source, { largestMarkets, signal })
  const { fetched, failure } = reading
  // A reading cut short because we stop says nothing about the venue.
  if (signal?.aborted && failure) return toOutcome(module, source, reading, 0)
  const runId = randomUUID()
  if (!failure) await preparePartitions(deps.database.pool, reading)
  const good = failure ? [] : fetched.captures
  const shapes = await describePass(deps.database.pool, module, source, good)
  const rowsWritten = await transaction(deps.database.pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`coverline:${module.id}`])
    await refuseMixedBasis(client, reading.basis)
    const captures: readonly Capture[] = [...fetched.captures, ...fetched.refused]
    const run = { runId, module, source, basis: reading.basis }
    await storeCaptures(client, run, captures, parserVersion())
    const stored = failure
      ? NOTHING_STORED
      : await storeReading(client, {
          ...run,
          at: reading.finishedAt,
          captures: fetched.captures,
          observations: reading.observations,
          rejected: reading.rejected,
        })
    await storeShapes(client, { ...run, at: reading.finishedAt }, shapes)
    await storeFormatProblems(client, { ...run, at: reading.finishedAt }, { ...fetched, failure })
    const record: RunRecord = {
      ...run,
      startedAt: reading.startedAt,
      finishedAt: reading.finishedAt,
      outcome: outcomeOf(failure),
      error: failure ? { kind: failure.kind, message: failure.message, sample: sampleOfFailure(failure) } : null,
      requests: fetched.requests,
      bytes: fetched.bytes,
      rowsWritten: stored.rows,
      rowsUnchanged: Math.max(0, reading.observations.length - stored.rows),
      rejected: reading.rejected,
      contentHash: failure ? null : hashContent(reading.observations),
    }
    await storeRun(client, record, fetched.captures)
    if (!failure && touchesCoverage(source, reading.observations)) {
      await rollUpVenue(client, module, {
        now: reading.finishedAt,
        basis: reading.basis,
        renewed: stored.renewed,
        regrouped: stored.regrouped,
      })
    }
    return stored.rows
  })
  return toOutcome(module, source, reading, rowsWritten)
}

/** The outcome of a source that had nothing to ask yet. */
export function skippedOutcome(module: VenueModule, source: Source): CollectOutcome {
  return {
    venue: module.id,
    source: source.id,
    outcome: 'skipped',
    error: null,
    requests: 0,
    bytes: 0,
    rowsWritten: 0,
    rejected: [],
    observations: [],
  }
}

function toOutcome(module: VenueModule, source: Source, reading: SourceReading, rowsWritten: number): CollectOutcome {
  const { fetched, failure } = reading
  return {
    venue: module.id,
    source: source.id,
    outcome: outcomeOf(failure),
    error: failure ? { kind: failure.kind, message: failure.message } : null,
    requests: fetched.requests,
    bytes: fetched.bytes,
    rowsWritten,
    rejected: reading.rejected,
    observations: reading.observations,
  }
}

const OBSERVATION_TABLES: readonly (readonly [PartitionedTable, Observation['kind']])[] = [
  ['fund_balance', 'fund_balance'],
  ['open_interest', 'open_interest'],
  ['adl_signal', 'adl'],
  ['fund_flow', 'flow'],
  ['market_volume', 'volume'],
  ['book_depth', 'depth'],
  ['liquidation', 'liquidation'],
]

/** Every month this reading may write to; the venue's own times may lie in another than ours. */
async function preparePartitions(pool: Pool, reading: SourceReading): Promise<void> {
  const { finishedAt, fetched } = reading
  const checked = [finishedAt, ...fetched.captures.map((capture) => capture.response.fetchedAt)]
  const timesOf = (kind: Observation['kind']) => [
    ...checked,
    ...reading.observations.flatMap((item) =>
      item.kind === kind && 'observedAt' in item && item.observedAt ? [item.observedAt] : [],
    ),
  ]
  for (const [table, kind] of OBSERVATION_TABLES) await prepareMonths(pool, table, timesOf(kind))
  for (const table of ['coverage_raw', 'coverage_hour', 'coverage_day'] as const)
    await prepareMonths(pool, table, [finishedAt])
}

function outcomeOf(failure: UpstreamError | null): 'ok' | 'failed' | 'rejected' {
  if (failure === null) return 'ok'
  return failure.kind === 'schema' || failure.kind === 'parse' ? 'rejected' : 'failed'
}

function sampleOfFailure(failure: UpstreamError): string | null {
  const { sample } = failure.context
  return typeof sample === 'string' ? sample : null
}

interface Stored {
  readonly rows: number
  /** Funds with a new observation. */
  readonly renewed: ReadonlySet<string>
  /** Funds whose contracts changed pools. */
  readonly regrouped: ReadonlySet<string>
}

const NOTHING_STORED: Stored = { rows: 0, renewed: new Set(), regrouped: new Set() }

async function storeReading(client: ClientBase, reading: Reading): Promise<Stored> {
  await storeMarkets(client, reading)
  const openInterest = await storeOpenInterest(client, reading)
  const funds = await storeFunds(client, reading)
  const signals = await storeAdlSignals(client, reading)
  const flows = await storeFlows(client, reading, funds.ids)
  const context = await storeMarketContext(client, reading)
  const rows = openInterest + funds.rowsAdded + signals + flows + context
  return { rows, renewed: funds.renewed, regrouped: funds.regrouped }
}
