import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { acceptsGzip, compressed } from '@/app/_http/compress'

test('gzip is sent to those who take it', () => {
  const cases: readonly (readonly [string | null, boolean])[] = [
    [null, false],
    ['', false],
    ['gzip', true],
    ['br, GZIP;q=0.5', true],
    ['gzip;q=0', false],
    ['*', true],
    ['*;q=0', false],
    ['gzip;q=0, *', false],
    ['identity', false],
  ]
  for (const [header, expected] of cases) expect([header, acceptsGzip(header)]).toEqual([header, expected])
})

describe('an answer', () => {
  const ask = (method = 'GET') => new Request('http://x.test/', { method, headers: { 'accept-encoding': 'gzip' } })
  const type = (name: string) => ({ headers: { 'content-type': name } })

  test('of NDJSON goes out batch by batch, and stops when the reader leaves', async () => {
    let made = 0
    let stopped = false
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          made += 1
          controller.enqueue(Buffer.from(`{"n":${made}}\n`))
        },
        cancel() {
          stopped = true
        },
      },
      { highWaterMark: 0 },
    )
    const response = compressed(ask(), new Response(body, type('application/x-ndjson; charset=utf-8')))
    expect(response.headers.get('content-encoding')).toBe('gzip')
    const reader = response.body?.getReader()
    const chunks: Uint8Array[] = []
    const text = () => gunzipSync(Buffer.concat(chunks), { finishFlush: 2 }).toString()
    for (let read = 0; read < 10 && (chunks.length < 2 || !text().includes('{"n":1}')); read += 1) {
      const { value } = (await reader?.read()) ?? {}
      if (value) chunks.push(value)
    }
    expect(text()).toMatch(/^\{"n":1\}\n/)
    expect(made).toBeLessThan(10)
    await reader?.cancel()
    await expect.poll(() => stopped).toBe(true)
  })

  test('comes back whole', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `{"n":${index}}\n`)
    const response = compressed(ask(), new Response(rows.join(''), type('application/x-ndjson')))
    expect(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(rows.join(''))
  })

  test('of another kind, or without a body, stays as it is', () => {
    const csv = new Response('a', type('text/csv'))
    expect(compressed(ask(), csv)).toBe(csv)
    const empty = new Response(null, type('application/x-ndjson'))
    expect(compressed(ask(), empty)).toBe(empty)
    const head = new Response('a', type('application/x-ndjson'))
    expect(compressed(ask('HEAD'), head)).toBe(head)
    expect(compressed(new Request('http://x.test/'), head)).toBe(head)
  })
})
