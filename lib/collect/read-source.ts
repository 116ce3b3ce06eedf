import { basisOf } from '@/lib/collect/basis'
import { withDeadline } from '@/lib/collect/deadline'
import type { FetchEffects } from '@/lib/collect/fetch-request'
import { type FetchedSource, fetchSource } from '@/lib/collect/fetch-source'
import { screenObservations } from '@/lib/collect/screen'
import type { Basis, Observation, Rejection } from '@/lib/core/observation'
import type { Database } from '@/lib/db/client'
import { UpstreamError } from '@/lib/errors'
import type { Logger } from '@/lib/log'
import type { Source, SourceKind, VenueModule } from '@/lib/venues/_contract/module'

export interface CollectDeps {
  readonly database: Database
  readonly log: Logger
  readonly fetchEffects: (module: VenueModule) => FetchEffects
  readonly now: () => Date
  /** True when this process was started against the simulator. */
  readonly simulated: boolean
}

/** A reading may take this long; fan-outs over many markets need minutes. */
const DEADLINE_MS = 8 * 60_000

export interface ReadOptions {
  /** The venue's markets with the most open interest, largest first; empty before any is known. */
  readonly largestMarkets: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/** Fetches and normalises a source without writing anything. */
export async function readSource(
  deps: CollectDeps,
  module: VenueModule,
  source: Source,
  { largestMarkets, signal }: ReadOptions,
): Promise<SourceReading> {
  const startedAt = deps.now()
  const fetched = await withDeadline(signal ?? null, DEADLINE_MS, (bounded) =>
    fetchSource(source, deps.fetchEffects(module), bounded, largestMarkets),
  )
  const basis = basisOf(deps, [...fetched.captures, ...fetched.refused])
  const failure = fetched.failure ?? failureOfAll(fetched)
  if (failure) return failedReading(deps, startedAt, fetched, basis, failure, [])
  try {
    const result = screenObservations(source.normalise(fetched.received, { checkedAt: deps.now() }))
    const rejected = [...fetched.rejected, ...result.rejected]
    if (!hasRead(source, result.observations)) {
      return failedReading(deps, startedAt, fetched, basis, failureOfNothing(fetched, result.rejected), result.rejected)
    }
    return {
      startedAt,
      finishedAt: deps.now(),
      basis,
      fetched,
      observations: result.observations,
      rejected,
      failure: null,
    }
  } catch (error) {
    deps.log.error('a normaliser failed', { venue: module.id, source: source.id, error })
    const said = error instanceof Error ? error.message : String(error)
    return failedReading(
      deps,
      startedAt,
      fetched,
      basis,
      new UpstreamError('schema', `format changed: the parser stopped (${said})`, {
        cause: error,
        context: { formatChanged: true },
      }),
      [],
    )
  }
}

/** What a source of this kind must have read at least one of; signals may rightly be none. */
const ESSENTIAL: Readonly<Record<SourceKind, Observation['kind'] | null>> = {
  fund: 'fund_balance',
  open_interest: 'open_interest',
  leverage: 'market',
  adl: null,
  liquidations: null,
  price: null,
  volume: 'volume',
  depth: 'depth',
}

function hasRead(source: Source, observations: readonly Observation[]): boolean {
  const kind = ESSENTIAL[source.kind]
  return kind === null || observations.some((item) => item.kind === kind)
}

/** Requests that may fail one by one may not all fail: that no liquidation was seen is no finding then. */
function failureOfAll({ received, tolerated }: FetchedSource): UpstreamError | null {
  return received.length === 0 ? (tolerated[0] ?? null) : null
}

/** Why a reading came back empty: its requests failed one by one, its rows were all refused, or there were none. */
function failureOfNothing(fetched: FetchedSource, refused: readonly Rejection[]): UpstreamError {
  const [first] = fetched.tolerated
  if (first && refused.length === 0) return first
  const said = refused[0] ? `every row was refused (${refused[0].detail})` : 'the answer has no rows'
  return new UpstreamError('schema', `format changed: ${said}`, { context: { formatChanged: refused.length > 0 } })
}

export interface SourceReading {
  readonly startedAt: Date
  readonly finishedAt: Date
  readonly basis: Basis
  readonly fetched: FetchedSource
  readonly observations: readonly Observation[]
  readonly rejected: readonly Rejection[]
  readonly failure: UpstreamError | null
}

function failedReading(
  deps: CollectDeps,
  startedAt: Date,
  fetched: FetchedSource,
  basis: Basis,
  failure: UpstreamError,
  rejected: readonly Rejection[],
): SourceReading {
  return {
    startedAt,
    finishedAt: deps.now(),
    basis,
    fetched,
    observations: [],
    rejected: [...fetched.rejected, ...rejected],
    failure,
  }
}
