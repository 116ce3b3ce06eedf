import { describe, expect, test } from 'vitest'
import * as route from '@/app/api/v1/stress/route'
import { ask } from '@/tests/support/site'

const input = {
  contract: 'linear',
  side: 'long',
  open_interest: 2e9,
  fund: 4e7,
  gap: 0.05,
  slippage: 0.005,
  leverage_law: { kind: 'loguniform', min: 1, max: 100 },
}

const post = (body: BodyInit) => route.POST(ask('/api/v1/stress', { method: 'POST', body }))
const byQuery = (query: string) => route.GET(ask(`/api/v1/stress${query}`))

describe('stress', () => {
  test('gives the result in snake case numbers, the same by POST and GET', async () => {
    const posted = await post(JSON.stringify(input))
    expect([posted.status, posted.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    const { meta, ...result } = await posted.json()
    expect(Object.keys(result)).toEqual([
      'all_in_move',
      'unit_loss',
      'bankrupt_share',
      'bankrupt_notional',
      'shortfall',
      'fund_draw',
      'fund_after',
      'residual_to_adl',
      'stress_coverage',
      'exhaustion',
    ])
    // Methodology 4.8: the loss of this case is $20.99m.
    expect(result.shortfall).toBeCloseTo(20.99e6, -4)
    expect(result.fund_after).toBeCloseTo(4e7 - result.shortfall, 3)
    expect(Object.keys(result.exhaustion)).toEqual(['unit_loss', 'all_in_move', 'gap'])
    expect(meta).toMatchObject({ data_as_of: null, as_of: null })
    const asked = await byQuery(`?input=${encodeURIComponent(JSON.stringify(input))}`)
    const { meta: _, ...same } = await asked.json()
    expect(same).toEqual(result)
  })

  test('answers 304 to the same result', async () => {
    const query = `?input=${encodeURIComponent(JSON.stringify(input))}`
    const etag = (await byQuery(query)).headers.get('etag') ?? ''
    const again = await route.GET(ask(`/api/v1/stress${query}`, { headers: { 'if-none-match': etag } }))
    expect(again.status).toBe(304)
  })

  const refused: readonly (readonly [string, string, string])[] = [
    ['no JSON', '{"contract":', ''],
    ['an empty body', '', ''],
    ['another type', '[]', ''],
    ['a missing field', JSON.stringify({ ...input, gap: undefined }), 'gap'],
    ['NaN', '{"gap": NaN}', ''],
    ['text for a number', JSON.stringify({ ...input, gap: '0.05' }), 'gap'],
    ['a fall of everything', JSON.stringify({ ...input, gap: 1 }), 'gap'],
    ['an unknown key', JSON.stringify({ ...input, colour: 'red' }), 'colour'],
    ['a bad law', JSON.stringify({ ...input, leverage_law: { kind: 'uniform', min: 5, max: 2 } }), 'leverage_law.max'],
    ['prototype keys', '{"__proto__": {"gap": 0.05}, "constructor": 1}', 'constructor'],
    ['deep nesting', '['.repeat(30_000) + ']'.repeat(30_000), ''],
  ]

  test.each(refused)('refuses %s with 400, naming the field', async (_name, body, path) => {
    const response = await post(body)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ])
    const problem = await response.json()
    expect(problem.errors.map((error: { path: string }) => error.path)).toContain(path)
  })

  test('refuses a body over 64 kB, declared or not, with 413', async () => {
    const large = JSON.stringify({ ...input, note: 'x'.repeat(70_000) })
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < 10; i += 1) controller.enqueue(new Uint8Array(10_000).fill(32))
        controller.close()
      },
    })
    const streamed = new Request('http://coverline.test/api/v1/stress', {
      method: 'POST',
      body: chunks,
      duplex: 'half',
    } as RequestInit)
    expect((await post(large)).status).toBe(413)
    expect((await route.POST(streamed)).status).toBe(413)
  })

  test('names a missing or repeated input and unknown parameters', async () => {
    for (const query of ['', '?input=', '?input={}&input={}', '?inptu={}']) {
      const response = await byQuery(query)
      expect([query, response.status]).toEqual([query, 400])
      expect((await response.json()).errors.length).toBeGreaterThan(0)
    }
    expect(route.PUT(ask('/api/v1/stress', { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS')
  })
})
