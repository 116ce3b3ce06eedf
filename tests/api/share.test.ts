import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { securityHeaders } from '@/app/_http/security-headers'
import * as badge from '@/app/badge/[file]/route'
import * as card from '@/app/card/[file]/route'
import * as embed from '@/app/embed/[venue]/route'
import * as llms from '@/app/llms.txt/route'
import { EMBED_SCRIPT, EMBED_STYLE } from '@/lib/render/share/embed'
import { ask, openSite, type Site } from '@/tests/support/site'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const badgeOf = (file: string, init: RequestInit = {}) =>
  badge.GET(ask(`/badge/${file}`, init), { params: Promise.resolve({ file: file.split('?')[0] ?? '' }) })
const cardOf = (file: string) => card.GET(ask(`/card/${file}`), { params: Promise.resolve({ file }) })
const embedOf = (venue: string, query = '') =>
  embed.GET(ask(`/embed/${venue}${query}`), { params: Promise.resolve({ venue }) })

describe('badges', () => {
  test('are small pictures that may be kept for five minutes, by anyone', async () => {
    const response = await badgeOf('bybit.svg')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const text = await response.text()
    expect(text).toMatch(/^<svg [^>]*role="img" aria-label="Bybit insurance fund: not yet collected"/)
    const etag = response.headers.get('etag') ?? ''
    expect((await badgeOf('bybit.svg', { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  test('as JSON have the form shields.io asks for', async () => {
    const body = await (await badgeOf('kucoin.json?metric=coverage')).json()
    expect(body).toEqual({
      schemaVersion: 1,
      label: 'KuCoin Futures fund coverage',
      message: 'not disclosed by API',
      isError: true,
      color: 'lightgrey',
    })
  })

  test('refuse what they do not know, and name it', async () => {
    expect((await badgeOf('nobody.svg')).status).toBe(404)
    expect((await badgeOf('bybit.gif')).status).toBe(404)
    const refused = await badgeOf('bybit.svg?metric=grade')
    expect([refused.status, (await refused.json()).errors[0]]).toEqual([
      400,
      { path: 'metric', message: expect.stringContaining('fund, coverage') },
    ])
  })
})

describe('embeds', () => {
  test('are pages of their own, in the theme asked for', async () => {
    const response = await embedOf('bitmex', '?theme=dark')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('set-cookie')).toBeNull()
    const html = await response.text()
    expect(html).toContain('data-theme="dark"')
    expect(html).toContain('venue closed')
    expect((await embedOf('bitmex', '?theme=pink')).status).toBe(400)
    expect((await embedOf('nobody')).status).toBe(404)
  })

  test('alone may be framed, and alone carry a style', () => {
    const policy = (pathname: string) =>
      securityHeaders({ nonce: 'n', pathname, https: true, development: false })['Content-Security-Policy'] ?? ''
    expect(policy('/embed/bybit')).toContain('frame-ancestors *')
    const hash = (text: string) => createHash('sha256').update(text).digest('base64')
    expect(policy('/embed/bybit')).toContain(`style-src 'self' 'sha256-${hash(EMBED_STYLE)}'`)
    expect(policy('/embed/bybit')).toContain(`script-src 'sha256-${hash(EMBED_SCRIPT)}';`)
    expect(policy('/embed/bybit')).not.toContain('nonce')
    for (const pathname of ['/venues/bybit', '/embedded', '/badge/bybit.svg']) {
      expect(policy(pathname)).toContain("frame-ancestors 'none'")
      expect(policy(pathname)).toMatch(/style-src 'self'(;|$)/)
    }
  })
})

describe('cards', () => {
  test.each(['bybit.png', 'bitmex.png', 'site.png'])('%s is a picture of 1200 by 630, below 300 kB', async (file) => {
    const response = await cardOf(file)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/png')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG')
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630])
    expect(bytes.byteLength).toBeGreaterThan(5_000)
    expect(bytes.byteLength).toBeLessThan(300_000)
  })

  test('refuse unknown names', async () => {
    expect((await cardOf('nobody.png')).status).toBe(404)
    expect((await cardOf('bybit.jpg')).status).toBe(404)
  })
})

test('llms.txt names pages, files and every followed venue', async () => {
  const text = await (await llms.GET(ask('/llms.txt'))).text()
  expect(text).toMatch(/^# Coverline\n/)
  expect(text).toContain('/api/v1/fund-balances.csv')
  expect(text.match(/^- \[[^\]]+\]\(\S+\/venues\/[a-z0-9-]+\): /gm)?.length).toBeGreaterThanOrEqual(35)
  expect(text).toContain('[KuCoin Futures]')
})
