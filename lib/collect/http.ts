import { Agent, request } from 'undici'
import { withDeadline } from '@/lib/collect/deadline'
import { UpstreamError } from '@/lib/errors'
import type { PlannedRequest } from '@/lib/venues/_contract/module'

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer
  readonly fetchedAt: Date
  readonly durationMs: number
}

/** Sends one planned request once. Throws UpstreamError (network, timeout, too_large); any HTTP status is an answer. */
export type SendRequest = (planned: PlannedRequest, signal: AbortSignal) => Promise<HttpResponse>

export interface HttpOptions {
  /** `UPSTREAM_GATEWAY` without a trailing slash; null to go straight to the venue. */
  readonly gateway: string | null
  readonly headersTimeoutMs?: number
  readonly bodyTimeoutMs?: number
  /** The whole request, headers and body. */
  readonly totalTimeoutMs?: number
  readonly maxBytes?: number
  /** Our clock. */
  readonly now?: () => Date
}

const KEPT_HEADERS = [
  'content-type',
  'content-length',
  'content-encoding',
  'date',
  'server',
  'etag',
  'last-modified',
  'age',
  'cache-control',
  'retry-after',
  'x-mbx-used-weight-1m',
  'x-bapi-limit-status',
  'x-gate-ratelimit-requests-remain',
  'ratelimit-remaining',
  'x-coverline-simulated',
]
const USER_AGENT = 'coverline/0.1 (insurance fund transparency; read only)'

/** Where a request really goes: to the venue, or to the gateway with the host as first path segment. */
export function gatewayUrl(url: string, gateway: string | null): string {
  if (gateway === null) return url
  const target = new URL(url)
  return `${gateway}/${target.host}${target.pathname}${target.search}`
}

/** An HTTP client with bounded time and size for everything a venue may send. Call `close` when done. */
export function createHttp(options: HttpOptions): { readonly send: SendRequest; close(): Promise<void> } {
  const maxBytes = options.maxBytes ?? 32 * 1024 * 1024
  const agent = new Agent({
    connect: { timeout: 10_000 },
    headersTimeout: options.headersTimeoutMs ?? 15_000,
    bodyTimeout: options.bodyTimeoutMs ?? 10_000,
    keepAliveTimeout: 10_000,
    connections: 16,
    maxResponseSize: maxBytes,
  })
  const totalTimeoutMs = options.totalTimeoutMs ?? 30_000
  const now = options.now ?? (() => new Date())
  return {
    async send(planned, signal) {
      const started = performance.now()
      const fetchedAt = now()
      try {
        const { response, bytes } = await withDeadline(signal, totalTimeoutMs, async (bounded) => {
          const response = await request(gatewayUrl(planned.url, options.gateway), {
            dispatcher: agent,
            method: planned.method,
            headers: {
              accept: 'application/json',
              'user-agent': USER_AGENT,
              ...(planned.body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            body: planned.body === undefined ? null : JSON.stringify(planned.body),
            signal: bounded,
          })
          return { response, bytes: await readBounded(response.body, maxBytes) }
        })
        return {
          status: response.statusCode,
          headers: keepHeaders(response.headers),
          bytes,
          fetchedAt,
          durationMs: Math.round(performance.now() - started),
        }
      } catch (error) {
        throw toUpstreamError(error, planned, totalTimeoutMs, maxBytes)
      }
    },
    close: () => agent.close(),
  }
}

async function readBounded(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes) throw new UpstreamError('too_large', `the body is larger than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function keepHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of KEPT_HEADERS) {
    const value = headers[name]
    if (value !== undefined) kept[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return kept
}

const TIMEOUT_CODES = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
])

function toUpstreamError(error: unknown, planned: PlannedRequest, timeoutMs: number, maxBytes: number): UpstreamError {
  if (error instanceof UpstreamError) return error
  const host = new URL(planned.url).host
  const detail = { context: { url: planned.url, method: planned.method }, cause: error }
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  const name = error instanceof Error ? error.name : 'unknown error'
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return new UpstreamError('too_large', `${host} sent more than ${maxBytes} bytes`, detail)
  }
  if (name === 'TimeoutError' || (code !== null && TIMEOUT_CODES.has(code))) {
    return new UpstreamError('timeout', `${host} did not answer in time (${timeoutMs / 1000} s at most)`, detail)
  }
  if (name === 'AbortError')
    return new UpstreamError('timeout', `the reading of ${host} took too long and was stopped`, detail)
  return new UpstreamError('network', `${host} could not be reached (${code ?? name})`, detail)
}
