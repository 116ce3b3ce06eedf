import { type NextRequest, NextResponse } from 'next/server'
import { isStoreUp } from '@/app/_data/health'
import { isKnownEpisode } from '@/app/_data/known-episode'
import { isPage, outagePage } from '@/app/_http/outage-page'
import { securityHeaders } from '@/app/_http/security-headers'
import { env } from '@/lib/env'
import { findProfile } from '@/lib/record/profiles'
import { readRecord } from '@/lib/record/read'

// biome-ignore lint/style/noProcessEnv: Next puts this word in at build time; it is not a setting
const development = process.env.NODE_ENV === 'development'

/**
 * Gives every answer its security headers, and the page being rendered the nonce its scripts carry. While the store
 * does not answer, pages are a plain 503.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const headers = securityHeaders({ nonce, pathname, https: env().publicUrl.startsWith('https:'), development })
  if (isPage(pathname) && !(await isStoreUp())) return outagePage(headers)
  const forwarded = new Headers(request.headers)
  forwarded.set('x-nonce', nonce)
  forwarded.set('Content-Security-Policy', headers['Content-Security-Policy'] ?? '')
  // A page that finds out itself that it does not exist is empty without scripts; the not-found page is not.
  const response = (await isKnownPage(pathname))
    ? NextResponse.next({ request: { headers: forwarded } })
    : NextResponse.rewrite(new URL('/_none', request.url), { request: { headers: forwarded } })
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
