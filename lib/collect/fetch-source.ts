import { linked } from '@/lib/collect/deadline'
import {
  type Capture,
  endpointOf,
  type FetchEffects,
  fetchRequest,
  newTraffic,
  type RefusedCapture,
} from '@/lib/collect/fetch-request'
import type { Rejection } from '@/lib/core/observation'
import { UpstreamError } from '@/lib/errors'
import type { PlannedRequest, Received, Source } from '@/lib/venues/_contract/module'
import { sampleOf } from '@/lib/venues/_contract/rows'

export interface FetchedSource {
  /** Validated payloads; `captures[i]` holds the bytes of `received[i]`. */
  readonly received: readonly Received[]
  readonly captures: readonly Capture[]
  /** Bytes that were refused as a whole (not JSON, wrong form, error envelope): archived, not normalised. */
  readonly refused: readonly RefusedCapture[]
  readonly rejected: readonly Rejection[]
  /** Failures of single requests that the endpoint tolerates; each is also a rejection. */
  readonly tolerated: readonly UpstreamError[]
  readonly failure: UpstreamError | null
  readonly requests: number
  readonly bytes: number
}

const MOST_ROUNDS = 200
const MOST_REQUESTS = 5_000

/**
 * Fetches everything a source asks for, round by round (`fetchRequest` retries). A failure ends the source unless its
 * endpoint tolerates it.
 */
export async function fetchSource(
  source: Source,
  effects: FetchEffects,
  signal: AbortSignal,
  largestMarkets: readonly string[] = [],
): Promise<FetchedSource> {
  const collected = new Collected(source, effects, signal)
  const context = () => ({ now: effects.now(), largestMarkets })
  try {
    let planned = source.requests(context())
    for (let round = 1; planned.length > 0; round += 1) {
      if (round > MOST_ROUNDS || collected.requests + planned.length > MOST_REQUESTS) {
        throw new UpstreamError(
          'vendor',
          `the source asks for more than ${MOST_REQUESTS} requests: paging does not end`,
        )
      }
      await collected.fetchRound(planned)
      planned = source.next?.(collected.received, { ...context(), round }) ?? []
    }
    return collected.result(null)
  } catch (error) {
    if (error instanceof UpstreamError) return collected.result(error)
    throw error
  }
}

class Collected {
  readonly received: Received[] = []
  private readonly traffic = newTraffic()
  private readonly captures: Capture[] = []
  private readonly rejected: Rejection[] = []
  private readonly tolerated: UpstreamError[] = []

  constructor(
    private readonly source: Source,
    private readonly effects: FetchEffects,
    private readonly signal: AbortSignal,
  ) {}

  /** Payload order follows the order of the plan, whatever the order of the answers. */
  async fetchRound(planned: readonly PlannedRequest[]): Promise<void> {
    const stop = new AbortController()
    const results = await linked(this.signal, stop, (signal) =>
      Promise.allSettled(
        planned.map(async (request) => {
          try {
            return await fetchRequest(this.source, request, { effects: this.effects, signal, traffic: this.traffic })
          } catch (error) {
            if (!endpointOf(this.source, request).tolerateFailure) stop.abort()
            throw error
          }
        }),
      ),
    )
    let fatal: unknown = null
    for (const [index, result] of results.entries()) {
      const request = planned[index]
      if (!request) continue
      if (result.status === 'fulfilled') {
        this.captures.push(result.value.capture)
        this.received.push(result.value.received)
      } else if (
        result.reason instanceof UpstreamError &&
        endpointOf(this.source, request).tolerateFailure &&
        !this.signal.aborted
      ) {
        this.reject(request, result.reason)
      } else if (fatal === null || !(result.reason instanceof UpstreamError && result.reason.kind === 'timeout')) {
        fatal = result.reason
      }
    }
    if (fatal !== null) throw fatal
  }

  result(failure: UpstreamError | null): FetchedSource {
    const { received, captures, rejected, tolerated, traffic } = this
    return { received, captures, rejected, tolerated, failure, ...traffic }
  }

  get requests(): number {
    return this.traffic.requests
  }

  private reject(request: PlannedRequest, error: UpstreamError): void {
    this.tolerated.push(error)
    const subject = request.subject === undefined ? '' : ` ${request.subject}`
    this.rejected.push({
      reason: 'fetch_failed',
      detail: `${request.endpoint}${subject}: ${error.kind}: ${error.message}`,
      sample: sampleOf(error.context.sample ?? request.url),
      payload: null,
    })
  }
}
