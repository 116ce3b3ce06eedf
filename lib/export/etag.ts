import { createHash } from 'node:crypto'

/** A strong entity tag: equal bytes, equal tag (RFC 9110 8.8.3). */
export function strongEtag(bytes: string | Uint8Array): string {
  return `"${digest(bytes)}"`
}

/** A weak entity tag: the same content, though times of generation inside the bytes may differ. */
export function weakEtag(content: string): string {
  return `W/"${digest(content)}"`
}

function digest(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 27)
}

/** True when an `If-None-Match` header names this tag, by weak comparison, or is `*`. */
export function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false
  if (ifNoneMatch.trim() === '*') return true
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(etag))
}
