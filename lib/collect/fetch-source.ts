import { createHash } from 'node:crypto'
import { linked } from '@/lib/collect/deadline'
import type { HttpResponse, SendRequest } from '@/lib/collect/http'
import type { Limiter } from '@/lib/collect/limiter'
import type { Rejection } from '@/lib/core/observation'
import { UpstreamError } from '@/lib/errors'
import type { Endpoint, PlannedRequest, Received, Source } from '@/lib/venues/_contract/module'
import { sampleOf } from '@/lib/venues/_contract/rows'

/** One archived response. */
export interface Capture {
  readonly sha256: string
  readonly request: PlannedRequest
  readonly response: HttpResponse
}

/** Bytes refused as a whole, with what is wrong with them. */
export interface RefusedCapture extends Capture {
  readonly error: UpstreamError
}

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

export interface FetchEffects {
  readonly send: SendRequest
  readonly limiter: Limiter
  readonly now: () => Date
  readonly sleep: (ms: number) => Promise<void>
}

const ATTEMPTS = 3
const BACK_OFF_MS = 500
/** A venue that asks for a longer pause is left alone until the next pass. */
const LONGEST_PAUSE_MS = 20_000
const MOST_ROUNDS = 200
const MOST_REQUESTS = 5_000

/**
 * Fetches everything a source asks for, round by round. Retries network errors, time-outs, 5xx and busy answers (with
 * `Retry-After`) up to three times; other errors never. A failure ends the source unless its endpoint tolerates it.
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
  requests = 0
  private bytes = 0
  private readonly captures: Capture[] = []
  private readonly refused: RefusedCapture[] = []
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
            return await this.fetchOne(request, signal)
          } catch (error) {
            if (!this.endpointOf(request).tolerateFailure) stop.abort()
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
        this.endpointOf(request).tolerateFailure &&
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
    const { received, captures, refused, rejected, tolerated, requests, bytes } = this
    return { received, captures, refused, rejected, tolerated, failure, requests, bytes }
  }

  private async fetchOne(
    request: PlannedRequest,
    signal: AbortSignal,
  ): Promise<{ capture: Capture; received: Received }> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const response = await this.effects.limiter(request.weight ?? 1, () => {
          if (signal.aborted)
            throw new UpstreamError('timeout', 'stopped before it was sent', { context: { url: request.url } })
          this.requests += 1
          return this.effects.send(request, signal)
        })
        return this.read(request, response)
      } catch (error) {
        const pauseMs = error instanceof UpstreamError && !signal.aborted ? pauseBeforeRetry(error, attempt) : null
        if (pauseMs === null) throw error
        await this.effects.sleep(pauseMs)
      }
    }
  }

  private read(request: PlannedRequest, response: HttpResponse): { capture: Capture; received: Received } {
    this.bytes += response.bytes.byteLength
    const endpoint = this.endpointOf(request)
    const capture = { sha256: createHash('sha256').update(response.bytes).digest('hex'), request, response }
    const parsed = parseJson(response.bytes)
    const vendor = parsed.ok ? (this.source.vendorError?.(parsed.value, response.status) ?? null) : null
    const context = {
      url: request.url,
      status: response.status,
      sample: sampleText(response.bytes),
      retryAfterMs: readRetryAfter(response.headers['retry-after'], endpoint.retryAfterUnit),
    }
    const tooFrequent = response.status === 403 && /too frequent|rate limit/i.test(context.sample)
    if (vendor?.kind === 'busy' || response.status === 429 || response.status === 418 || tooFrequent) {
      throw new UpstreamError(
        'rate_limited',
        `the venue asks to slow down${vendor ? ` (${vendor.code}: ${vendor.message})` : ` (HTTP ${response.status})`}`,
        { context },
      )
    }
    if (vendor?.kind === 'region' || response.status === 451 || response.status === 403) {
      throw new UpstreamError(
        'region',
        `the venue does not serve this address${vendor ? ` (${vendor.code}: ${vendor.message})` : ` (HTTP ${response.status})`}`,
        { context },
      )
    }
    if (response.status >= 400) {
      throw new UpstreamError(
        'http',
        `HTTP ${response.status}${vendor ? ` (${vendor.code}: ${vendor.message})` : ''}`,
        { context },
      )
    }
    if (!parsed.ok) {
      throw this.refuse(capture, new UpstreamError('parse', 'the answer is not JSON', { context, cause: parsed.error }))
    }
    if (vendor) {
      const message = `the venue answers with an error (${vendor.code}: ${vendor.message})`
      throw this.refuse(capture, new UpstreamError('vendor', message, { context }))
    }
    const body = endpoint.schema.safeParse(parsed.value)
    if (!body.success) {
      const issue = body.error.issues[0]
      const where = issue?.path.join('.') ?? ''
      const message = `format changed: ${where === '' ? 'the answer' : where}: ${issue?.message ?? 'not as documented'}`
      throw this.refuse(capture, new UpstreamError('schema', message, { context }))
    }
    return { capture, received: { endpoint: endpoint.id, request, body: body.data, checkedAt: response.fetchedAt } }
  }

  private refuse(capture: Capture, error: UpstreamError): UpstreamError {
    this.refused.push({ ...capture, error })
    return error
  }

  private endpointOf(request: PlannedRequest): Endpoint<unknown> {
    const endpoint = this.source.endpoints.find((candidate) => candidate.id === request.endpoint)
    if (!endpoint)
      throw new Error(`${this.source.id} plans a request for an endpoint it does not declare: ${request.endpoint}`)
    return endpoint
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

function parseJson(bytes: Buffer): { ok: true; value: unknown } | { ok: false; error: unknown } {
  try {
    return { ok: true, value: JSON.parse(bytes.toString('utf8')) }
  } catch (error) {
    return { ok: false, error }
  }
}

function sampleText(bytes: Buffer): string {
  return bytes.subarray(0, 500).toString('utf8').replaceAll('\u0000', '')
}

/** Milliseconds to wait before another attempt; null when there is to be none. */
function pauseBeforeRetry(error: UpstreamError, attempt: number): number | null {
  if (attempt >= ATTEMPTS) return null
  const status = error.context.status
  const again =
    error.kind === 'network' ||
    error.kind === 'timeout' ||
    error.kind === 'rate_limited' ||
    (error.kind === 'http' && typeof status === 'number' && status >= 500)
  // A ban for asking too often (403, 418) grows with every further request.
  if (!again || status === 403 || status === 418) return null
  const { retryAfterMs } = error.context
  if (error.kind === 'rate_limited' && typeof retryAfterMs === 'number') {
    return retryAfterMs <= LONGEST_PAUSE_MS ? retryAfterMs : null
  }
  return BACK_OFF_MS * 2 ** (attempt - 1)
}

/** The pause a venue asks for, in milliseconds; null when it names none in a form we know (a date is not waited for). */
function readRetryAfter(header: string | undefined, unit: 'ms' | undefined): number | null {
  if (header === undefined || !/^\d{1,9}(\.\d+)?$/.test(header)) return null
  return Number(header) * (unit === 'ms' ? 1 : 1000)
}
