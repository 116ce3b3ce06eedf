import { type NextRequest, NextResponse } from 'next/server'
import { isStoreUp } from '@/app/_data/health'
import { isKnownEpisode } from '@/app/_data/known-episode'
import { isPage, outagePage } from '@/app/_http/outage-page'
import { createLimiter } from '@/app/_http/rate-limit/limits'
import { securityHeaders } from '@/app/_http/security-headers'
import { env } from '@/lib/env'
import { findProfile } from '@/lib/record/profiles'
import { readRecord } from '@/lib/record/read'

// biome-ignore lint/style/noProcessEnv: Next puts this word in at build time; it is not a setting
const development = process.env.NODE_ENV === 'development'

let limiter: ReturnType<typeof createLimiter> | undefined

/**
 * Gives every answer its security headers and where its client stands with the limits, and the page being rendered the
 * nonce its scripts carry. While the store does not answer, pages are a plain 503.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const { publicUrl, rateLimit, trustedProxyHops } = env()
  limiter ??= createLimiter({ trustedProxyHops, clock: () => performance.now() })
  const limited = rateLimit ? limiter({ method: request.method, pathname, headers: request.headers }) : null
  const headers = {
    ...securityHeaders({ nonce, pathname, https: publicUrl.startsWith('https:'), development }),
    ...limited?.headers,
  }
  if (limited?.refusal) return withHeaders(limited.refusal, headers)
  if (isPage(pathname) && !(await isStoreUp())) return outagePage(headers)
  const forwarded = new Headers(request.headers)
  forwarded.set('x-nonce', nonce)
  forwarded.set('Content-Security-Policy', headers['Content-Security-Policy'] ?? '')
  // A page that finds out itself that it does not exist is empty without scripts; the not-found page is not.
  const response = (await isKnownPage(pathname))
    ? NextResponse.next({ request: { headers: forwarded } })
    : NextResponse.rewrite(new URL('/_none', request.url), { request: { headers: forwarded } })
  return withHeaders(response, headers)
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

/** False for a venue or an event that neither the modules nor the record nor the store have. */
async function isKnownPage(pathname: string): Promise<boolean> {
  const [, kind, id] = /^\/(venues|events)\/([^/]+)$/.exec(pathname) ?? []
  if (kind === undefined || id === undefined) return true
  if (kind === 'venues') return findProfile(id) !== null
  return readRecord().events.some((event) => event.id === id) || isKnownEpisode(decoded(id))
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export const config = {
  // Built files carry no markup; everything else is answered with the headers.
  matcher: '/((?!_next/static|_next/image).*)',
}
