import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clientKey, PEER_HEADER } from '@/app/_http/rate-limit/client-address'
import { createLimiter, limitOf } from '@/app/_http/rate-limit/limits'
import { notePeerAddresses } from '@/app/_http/rate-limit/peer-address'
import { TokenBuckets } from '@/app/_http/rate-limit/token-buckets'

describe('token buckets', () => {
  const quota = { name: 'x', quota: 3, windowS: 60 }

  test('give the quota at once, then one token per share of the window', () => {
    const buckets = new TokenBuckets(quota, 10)
    expect([0, 0, 0, 0].map((at) => buckets.take('a', at))).toEqual([
      { allowed: true, remaining: 2, fullInS: 20, retryAfterS: 0 },
      { allowed: true, remaining: 1, fullInS: 40, retryAfterS: 0 },
      { allowed: true, remaining: 0, fullInS: 60, retryAfterS: 0 },
      { allowed: false, remaining: 0, fullInS: 60, retryAfterS: 20 },
    ])
    expect(buckets.take('a', 19_999)).toMatchObject({ allowed: false, retryAfterS: 1 })
    expect(buckets.take('a', 20_000).allowed).toBe(true)
    expect(buckets.take('a', 20_000).allowed).toBe(false)
    expect(buckets.take('a', 500_000)).toMatchObject({ allowed: true, remaining: 2 })
  })

  test('keep keys apart, refill nothing when the clock goes back, and stay bounded', () => {
    const buckets = new TokenBuckets(quota, 2)
    for (let taken = 0; taken < 3; taken += 1) buckets.take('a', 1000)
    expect(buckets.take('b', 1000).allowed).toBe(true)
    expect(buckets.take('a', 0).allowed).toBe(false)
    // b was seen longest ago: it goes, a stays exhausted.
    buckets.take('c', 1000)
    expect([buckets.size, buckets.take('a', 1000).allowed]).toEqual([2, false])
  })

  test('never allow more than the quota and what was refilled since', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 }), (steps) => {
        const buckets = new TokenBuckets(quota, 1)
        let now = 0
        let allowed = 0
        for (const step of steps) {
          now += step
          if (buckets.take('a', now).allowed) allowed += 1
        }
        return allowed <= quota.quota + (now / 60_000) * quota.quota + 1e-9
      }),
    )
  })
})

describe('whom a request counts against', () => {
  const key = (peer: string | null, forwarded: string | null, hops: number) => {
    const headers = new Headers()
    if (peer !== null) headers.set(PEER_HEADER, peer)
    if (forwarded !== null) headers.set('x-forwarded-for', forwarded)
    return clientKey(headers, hops)
  }

  test('is the peer unless proxies are trusted; what the client wrote is not read', () => {
    expect(key('203.0.113.7', '1.2.3.4', 0)).toBe('203.0.113.7')
    expect(key('10.0.0.1', '1.2.3.4, 203.0.113.7', 1)).toBe('203.0.113.7')
    expect(key('10.0.0.1', '1.2.3.4, 203.0.113.7, 10.0.0.2', 2)).toBe('203.0.113.7')
    expect(key('10.0.0.1', '203.0.113.7', 3)).toBe('10.0.0.1')
    expect(key('10.0.0.1', 'nonsense', 1)).toBe('10.0.0.1')
    expect(key(null, null, 0)).toBe('unknown')
  })

  test('is one for all ways of writing an address, and one per /64 of IPv6', () => {
    expect(key('::ffff:203.0.113.7', null, 0)).toBe('203.0.113.7')
    expect(key('x', '203.0.113.7:5123', 1)).toBe('203.0.113.7')
    const same = [
      '2001:db8::1',
      '2001:0db8:0:0:ffff::',
      '2001:DB8:0:0:1:2:3:4',
      '[2001:db8::9]:443',
      '2001:db8::1.2.3.4',
    ]
    expect(new Set(same.map((address) => key(address, null, 0)))).toEqual(new Set(['2001:db8:0:0::/64']))
    expect(key('2001:db8:0:1::1', null, 0)).toBe('2001:db8:0:1::/64')
    expect(key('::1', null, 0)).toBe('0:0:0:0::/64')
  })
})

test('each request has its limit', () => {
  const cases = [
    ['GET', '/', 'reads'],
    ['GET', '/api/v1/venues', 'reads'],
    ['GET', '/feed.xml', 'reads'],
    ['GET', '/api/v1/coverage.csv', 'downloads'],
    ['HEAD', '/api/v1/coverage.csv', 'reads'],
    ['OPTIONS', '/api/v1/stress', 'reads'],
    ['POST', '/api/v1/stress', 'downloads'],
    ['GET', `/evidence/${'a'.repeat(64)}/raw`, 'downloads'],
    ['GET', `/evidence/${'a'.repeat(64)}`, 'reads'],
    ['GET', '/healthz', null],
    ['GET', '/readyz', null],
    ['GET', '/metrics', null],
  ] as const
  for (const [method, path, limit] of cases)
    expect([method, path, limitOf(method, path)]).toEqual([method, path, limit])
})

describe('the limiter', () => {
  const headersOf = (peer: string) => new Headers({ [PEER_HEADER]: peer })

  test('says where the client stands, refuses with a problem, and lets it in again', async () => {
    let now = 0
    const limit = createLimiter({ trustedProxyHops: 0, clock: () => now })
    const ask = (peer = '203.0.113.7') =>
      limit({ method: 'GET', pathname: '/api/v1/adl.csv', headers: headersOf(peer) })
    expect(ask().headers).toEqual({
      'RateLimit-Policy': '"downloads";q=120;w=60',
      RateLimit: '"downloads";r=119;t=1',
    })
    for (let asked = 1; asked < 120; asked += 1) expect(ask().refusal).toBeNull()
    const { refusal } = ask()
    expect(refusal?.status).toBe(429)
    expect(Object.fromEntries(refusal?.headers ?? [])).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '1',
      ratelimit: '"downloads";r=0;t=1',
      'access-control-allow-origin': '*',
    })
    expect(await refusal?.json()).toMatchObject({
      status: 429,
      title: 'Too many requests',
      'violated-policies': ['downloads'],
    })
    expect(ask('203.0.113.8').refusal).toBeNull()
    expect(limit({ method: 'GET', pathname: '/', headers: headersOf('203.0.113.7') }).refusal).toBeNull()
    now += 500
    expect(ask().refusal).toBeNull()
  })

  test('never limits what watches the site', () => {
    const limit = createLimiter({ trustedProxyHops: 0, clock: () => 0 })
    for (const pathname of ['/healthz', '/readyz', '/metrics']) {
      for (let asked = 0; asked < 2000; asked += 1) {
        const answer = limit({ method: 'GET', pathname, headers: headersOf('203.0.113.7') })
        expect(answer).toEqual({ headers: {}, refusal: null })
      }
    }
  })
})

test('the peer of a connection is written over whatever the client sends', async () => {
  notePeerAddresses()
  const server = createServer((request, response) => response.end(String(request.headers[PEER_HEADER])))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { [PEER_HEADER]: '1.2.3.4' } })
  expect(await answer.text()).toBe('127.0.0.1')
  await new Promise((done) => server.close(done))
})
