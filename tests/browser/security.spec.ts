import { expect, test } from '@playwright/test'
import { pagesUnderTest } from '@/tests/browser/support/pages'
import { runningSites } from '@/tests/browser/support/sites'

/** The directives of a content security policy by name. */
function readPolicy(headers: Headers): ReadonlyMap<string, readonly string[]> {
  const directives = (headers.get('content-security-policy') ?? '').split(';').map((part) => part.trim().split(/\s+/))
  return new Map(directives.map(([name = '', ...values]) => [name, values]))
}

test('every page lets only its own scripts run and cannot be framed', async () => {
  const sites = runningSites()
  const nonces = new Set<string>()
  let checked = 0
  for (const under of pagesUnderTest) {
    const site = sites[under.site].url
    const path = await under.path(site)
    const answer = await fetch(`${site}${path}`)
    const html = await answer.text()
    expect(answer.status, path).toBe(under.status)
    const policy = readPolicy(answer.headers)
    const scripts = policy.get('script-src') ?? []
    const nonce = scripts.map((word) => /^'nonce-([A-Za-z0-9+/=]{16,})'$/.exec(word)?.[1]).find((found) => found)
    expect(nonce, path).toBeDefined()
    expect(scripts, path).not.toContain("'unsafe-inline'")
    expect(scripts, path).not.toContain("'unsafe-eval'")
    expect(policy.get('default-src'), path).toEqual(["'self'"])
    expect(policy.get('object-src'), path).toEqual(["'none'"])
    expect(policy.get('base-uri'), path).toEqual(["'none'"])
    expect(policy.get('frame-ancestors'), path).toEqual(["'none'"])
    expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(answer.headers.get('x-powered-by'), path).toBeNull()
    const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)([^>]*)>/g)].map(([, attributes = '']) => attributes)
    expect(inline.length, path).toBeGreaterThan(0)
    expect(
      // A data block is not run.
      inline.filter(
        (attributes) => attributes !== ' type="application/ld+json"' && !attributes.includes(`nonce="${nonce}"`),
      ),
      path,
    ).toEqual([])
    nonces.add(nonce ?? '')
    checked += 1
  }
  expect(checked).toBe(pagesUnderTest.length)
  expect(nonces.size, 'a nonce of its own for each answer').toBe(checked)
})

test('downloads and the API carry the same protection', async () => {
  const sites = runningSites()
  const paths = [
    '/api/v1/venues',
    '/api/v1/coverage.csv',
    '/api/v1/no-such-thing',
    '/feed.xml',
    '/openapi.json',
    '/healthz',
  ]
  let checked = 0
  for (const path of paths) {
    const answer = await fetch(`${sites.demo.url}${path}`)
    await answer.body?.cancel()
    expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(readPolicy(answer.headers).get('frame-ancestors'), path).toEqual(["'none'"])
    checked += 1
  }
  expect(checked).toBe(paths.length)
})
