import { matchesEtag, weakEtag } from '@/lib/export/etag'
import { PROBLEM_TYPE, type Problem, problem } from '@/lib/export/problem'

export const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Row-Count',
} as const

/** Answers are compressed as the asker allows. */
export const CACHE = { 'Cache-Control': 'public, max-age=30', Vary: 'Accept-Encoding' } as const

/** A JSON answer's `meta`; what it says of the time of making does not make another answer. */
interface Body {
  readonly meta: { readonly generated_at: string }
}

/** A small JSON answer with a weak `ETag` over everything but the time it was made; 304 when the asker has it. */
export function respondJson<Answer extends Body>(
  request: Request,
  body: Answer,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const { meta, ...content } = body
  const etag = weakEtag(JSON.stringify([content, { ...meta, generated_at: null }]))
  return respondBytes(request, JSON.stringify(body), {
    'Content-Type': 'application/json; charset=utf-8',
    ...headers,
    ETag: etag,
  })
}

/** A whole answer; 304 when the asker's copy carries the same `ETag`. */
export function respondBytes(
  request: Request,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> & { readonly ETag: string },
): Response {
  // An answer to POST is of that request alone.
  if (request.method === 'POST') {
    const { ETag: _unused, ...rest } = headers
    return new Response(body, { headers: { ...CORS, ...rest, 'Cache-Control': 'no-store' } })
  }
  const common = {
    ...CORS,
    ...CACHE,
    ETag: headers.ETag,
    ...(headers['Last-Modified'] ? { 'Last-Modified': headers['Last-Modified'] } : {}),
  }
  if (hasCopy(request, headers)) return new Response(null, { status: 304, headers: common })
  return new Response(body, { headers: { ...common, ...headers } })
}

/** By tag; by time only where no tag was sent (RFC 9110 13.2.2). */
function hasCopy(request: Request, headers: Readonly<Record<string, string>> & { readonly ETag: string }): boolean {
  const tags = request.headers.get('if-none-match')
  if (tags !== null) return matchesEtag(tags, headers.ETag)
  const modified = Date.parse(headers['Last-Modified'] ?? '')
  return modified <= Date.parse(request.headers.get('if-modified-since') ?? '')
}

/** An error as `application/problem+json`; never cached. */
export function respondProblem(what: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(what), {
    status: what.status,
    headers: { ...CORS, 'Content-Type': PROBLEM_TYPE, 'Cache-Control': 'no-store', ...headers },
  })
}

/** The handler for methods a resource does not have. */
export function refuseMethod(allowed: readonly string[]): (request: Request) => Response {
  const allow = [...allowed, 'OPTIONS'].join(', ')
  return (request) =>
    respondProblem(problem(405, `${request.method} is not answered here; accepted: ${allow}`), { Allow: allow })
}

/** The answer to a CORS preflight, and to OPTIONS. */
export function answerOptions(allowed: readonly string[]): () => Response {
  const allow = [...allowed, 'OPTIONS'].join(', ')
  const headers = {
    ...CORS,
    Allow: allow,
    'Access-Control-Allow-Methods': allow,
    'Access-Control-Allow-Headers': 'Content-Type, If-None-Match',
    'Access-Control-Max-Age': '86400',
  }
  return () => new Response(null, { status: 204, headers })
}
