import { createHash } from 'node:crypto'
import { EMBED_SCRIPT, EMBED_STYLE } from '@/lib/render/share/embed'

export interface SecurityContext {
  /** Fresh for every request. */
  readonly nonce: string
  readonly pathname: string
  /** The site is served under https. */
  readonly https: boolean
  /** Next's development server evaluates code and injects styles. */
  readonly development: boolean
}

/** An inline text as the policy names it. */
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
/** By hash, not by nonce: a frozen embed is the same bytes for ever. */
const EMBEDDED = { style: hashOf(EMBED_STYLE), script: hashOf(EMBED_SCRIPT) }

const PERMISSIONS = 'accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()'

/** True for the pages made to be shown inside other sites. */
function isEmbed(pathname: string): boolean {
  return pathname === '/embed' || pathname.startsWith('/embed/')
}

/** The content security policy: nothing from another origin, scripts only with the nonce; of an embed its own. */
function contentSecurityPolicy({ nonce, pathname, development }: SecurityContext): string {
  return [
    "default-src 'self'",
    isEmbed(pathname)
      ? `script-src ${EMBEDDED.script}`
      : `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // An embed carries its style in itself, so that a frame is one request.
    `style-src 'self'${isEmbed(pathname) ? ` ${EMBEDDED.style}` : ''}${development ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${isEmbed(pathname) ? '*' : "'none'"}`,
  ].join('; ')
}

/** The security headers of every answer. */
export function securityHeaders(context: SecurityContext): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(context),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': PERMISSIONS,
    ...(context.https ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}
