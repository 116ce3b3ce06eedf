import { clientKey } from '@/app/_http/rate-limit/client-address'
import { type Standing, TokenBuckets } from '@/app/_http/rate-limit/token-buckets'
import { respondProblem } from '@/app/_http/respond'
import { problem } from '@/lib/export/problem'
import { LIMITS, type LimitName } from '@/lib/queries/openapi/limits'

/** Clients remembered per limit. */
const MOST_CLIENTS = 10_000
const NEVER_LIMITED = /^\/(healthz|readyz|metrics)$/
const DOWNLOAD = /\.(csv|ndjson|parquet|zip)$|^\/evidence\/[^/]+\/raw$/

/** Which limit a request counts against; null for those that are never limited. */
export function limitOf(method: string, pathname: string): LimitName | null {
  if (NEVER_LIMITED.test(pathname)) return null
  if (method === 'GET') return DOWNLOAD.test(pathname) ? 'downloads' : 'reads'
  return method === 'HEAD' || method === 'OPTIONS' ? 'reads' : 'downloads'
}

export interface LimiterOptions {
  readonly trustedProxyHops: number
  /** Milliseconds that only go forward. */
  readonly clock: () => number
  readonly mostClients?: number
}

export interface Limited {
  /** Of every answer to this request. */
  readonly headers: Readonly<Record<string, string>>
  /** The answer to a request beyond the limit. */
  readonly refusal: Response | null
}

/** Counts requests of this process per client address and limit. */
export function createLimiter({ trustedProxyHops, clock, mostClients = MOST_CLIENTS }: LimiterOptions) {
  const buckets = {
    reads: new TokenBuckets(LIMITS.reads, mostClients),
    downloads: new TokenBuckets(LIMITS.downloads, mostClients),
  }
  return (request: { readonly method: string; readonly pathname: string; readonly headers: Headers }): Limited => {
    const name = limitOf(request.method, request.pathname)
    if (name === null) return { headers: {}, refusal: null }
    const standing = buckets[name].take(clientKey(request.headers, trustedProxyHops), clock())
    const headers = limitHeaders(name, standing)
    return { headers, refusal: standing.allowed ? null : refuse(name, standing, headers) }
  }
}

/** The header fields of draft-ietf-httpapi-ratelimit-headers-10. */
function limitHeaders(name: LimitName, { allowed, remaining, fullInS, retryAfterS }: Standing): Record<string, string> {
  const { quota, windowS } = LIMITS[name]
  return {
    'RateLimit-Policy': `"${name}";q=${quota};w=${windowS}`,
    // Beside Retry-After both name the same moment.
    RateLimit: `"${name}";r=${remaining};t=${allowed ? fullInS : retryAfterS}`,
  }
}

function refuse(name: LimitName, { retryAfterS }: Standing, headers: Readonly<Record<string, string>>): Response {
  const { quota, windowS } = LIMITS[name]
  const detail = `more than ${quota} requests of the limit "${name}" in ${windowS} s; try again in ${retryAfterS} s`
  return respondProblem(
    { ...problem(429, detail), 'violated-policies': [name] },
    { ...headers, 'Retry-After': String(retryAfterS) },
  )
}
