import { describe, expect, test } from 'vitest'
import { securityHeaders } from '@/app/_http/security-headers'

const context = { nonce: 'abc', pathname: '/venues/bybit', https: false, development: false }

describe('security headers', () => {
  test('allow nothing from another origin and scripts only with the nonce', () => {
    expect(securityHeaders(context)['Content-Security-Policy']).toBe(
      "default-src 'self'; script-src 'self' 'nonce-abc' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
  })

  test('let embeds, and only embeds, be framed', () => {
    const ancestors = (pathname: string) =>
      /frame-ancestors (.+)$/.exec(securityHeaders({ ...context, pathname })['Content-Security-Policy'] ?? '')?.[1]
    expect(['/embed/bybit', '/embedded', '/', '/venues/embed'].map(ancestors)).toEqual([
      '*',
      "'none'",
      "'none'",
      "'none'",
    ])
  })

  test('ask for https only where the site is served so', () => {
    expect(securityHeaders(context)['Strict-Transport-Security']).toBeUndefined()
    expect(securityHeaders({ ...context, https: true })['Strict-Transport-Security']).toMatch(/^max-age=31536000/)
  })

  test('allow what the development server needs only there', () => {
    expect(securityHeaders({ ...context, development: true })['Content-Security-Policy']).toContain("'unsafe-eval'")
    expect(securityHeaders(context)['Content-Security-Policy']).not.toContain('unsafe')
  })
})
