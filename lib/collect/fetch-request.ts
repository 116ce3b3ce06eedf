import { createHash } from 'node:crypto'
import type { HttpResponse, SendRequest } from '@/lib/collect/http'
import type { Limiter } from '@/lib/collect/limiter'
import { UpstreamError } from '@/lib/errors'
import type { Endpoint, PlannedRequest, Received, Source } from '@/lib/venues/_contract/module'

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

export interface FetchEffects {
  readonly send: SendRequest
  readonly limiter: Limiter
  readonly now: () => Date
  /** Ends early, without an error, when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/** What says how an answer is read: a source, or a history. */
export type Answered = Pick<Source, 'id' | 'endpoints' | 'vendorError'>

/** `refused` when the bytes arrived and are worth keeping though they could not be read. */
export type ReadAnswer =
  | { readonly ok: true; readonly capture: Capture; readonly received: Received }
  | { readonly ok: false; readonly capture: Capture; readonly refused: boolean; readonly error: UpstreamError }

export interface Traffic {
  requests: number
  bytes: number
  /** Bytes that were refused as a whole (not JSON, wrong form, error envelope): archived, not normalised. */
  readonly refused: RefusedCapture[]
}

const ATTEMPTS = 3
const BACK_OFF_MS = 500
/** A venue that asks for a longer pause is left alone until the next pass. */
const LONGEST_PAUSE_MS = 20_000

export function newTraffic(): Traffic {
  return { requests: 0, bytes: 0, refused: [] }
}

/**
 * Asks for one answer and validates it. Retries network errors, time-outs, 5xx and busy answers (with `Retry-After`) up
 * to three times; other errors never. What was sent and refused is added to `traffic`.
 */
export async function fetchRequest(
  answered: Answered,
  request: PlannedRequest,
  { effects, signal, traffic }: { effects: FetchEffects; signal: AbortSignal; traffic: Traffic },
): Promise<{ readonly capture: Capture; readonly received: Received }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const send = () => {
        if (signal.aborted)
          throw new UpstreamError('timeout', 'stopped before it was sent', { context: { url: request.url } })
        traffic.requests += 1
        return effects.send(request, signal)
      }
      const response = await effects.limiter(request.weight ?? 1, send, signal)
      traffic.bytes += response.bytes.byteLength
      const answer = readAnswer(answered, request, response)
      if (answer.ok) return answer
      if (answer.refused) traffic.refused.push({ ...answer.capture, error: answer.error })
      throw answer.error
    } catch (error) {
      const pauseMs = error instanceof UpstreamError && !signal.aborted ? pauseBeforeRetry(error, attempt) : null
      if (pauseMs === null) throw error
      await effects.sleep(pauseMs, signal)
    }
  }
}

/** What an answer says, as far as it can be told without asking again: the same for new bytes and for stored ones. */
export function readAnswer(answered: Answered, request: PlannedRequest, response: HttpResponse): ReadAnswer {
  const endpoint = endpointOf(answered, request)
  const capture = { sha256: createHash('sha256').update(response.bytes).digest('hex'), request, response }
  const parsed = parseJson(response.bytes)
  const vendor = parsed.ok ? (answered.vendorError?.(parsed.value, response.status) ?? null) : null
  const said = vendor ? ` (${vendor.code}: ${vendor.message})` : ` (HTTP ${response.status})`
  const context = {
    url: request.url,
    status: response.status,
    sample: sampleText(response.bytes),
    retryAfterMs: readRetryAfter(response.headers['retry-after'], endpoint.retryAfterUnit),
  }
  const fail = (refused: boolean, kind: UpstreamError['kind'], message: string, cause?: unknown): ReadAnswer => ({
    ok: false,
    capture,
    refused,
    error: new UpstreamError(kind, message, cause === undefined ? { context } : { context, cause }),
  })
  const tooFrequent = response.status === 403 && /too frequent|rate limit/i.test(context.sample)
  if (vendor?.kind === 'busy' || response.status === 429 || response.status === 418 || tooFrequent) {
    return fail(false, 'rate_limited', `the venue asks to slow down${said}`)
  }
  if (vendor?.kind === 'region' || response.status === 451 || response.status === 403) {
    return fail(false, 'region', `the venue does not serve this address${said}`)
  }
  if (response.status >= 400) return fail(false, 'http', `HTTP ${response.status}${vendor ? said : ''}`)
  if (!parsed.ok) return fail(true, 'parse', 'the answer is not JSON', parsed.error)
  if (vendor) return fail(true, 'vendor', `the venue answers with an error${said}`)
  const body = endpoint.schema.safeParse(parsed.value)
  if (!body.success) {
    const issue = body.error.issues[0]
    const where = issue?.path.join('.') ?? ''
    const what = issue?.message ?? 'not as documented'
    return fail(true, 'schema', `format changed: ${where === '' ? 'the answer' : where}: ${what}`)
  }
  const received = { endpoint: endpoint.id, request, body: body.data, checkedAt: response.fetchedAt }
  return { ok: true, capture, received }
}

/** The declared endpoint of a planned request; a request for another one is a defect of the venue module. */
export function endpointOf(answered: Answered, request: PlannedRequest): Endpoint<unknown> {
  const endpoint = answered.endpoints.find((candidate) => candidate.id === request.endpoint)
  if (!endpoint)
    throw new Error(`${answered.id} plans a request for an endpoint it does not declare: ${request.endpoint}`)
  return endpoint
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
