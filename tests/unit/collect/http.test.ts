import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createHttp, gatewayUrl } from '@/lib/collect/http'
import { UpstreamError } from '@/lib/errors'
import type { PlannedRequest } from '@/lib/venues/_contract/module'

let server: Server | null = null
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise<void>((done) => (server ? server.close(() => done()) : done()))
  server = null
})

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener)
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const planned: PlannedRequest = {
  endpoint: 'x',
  method: 'GET',
  url: 'https://api.example.com/v5/market?category=linear&x=a%2Fb',
}
const signal = new AbortController().signal

async function kindOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(UpstreamError)
  return error instanceof UpstreamError ? error.kind : 'none'
}

describe('createHttp', () => {
  test('sends everything through the gateway: host first, path and query unchanged', async () => {
    const seen: unknown[] = []
    const gateway = await serve((request, response) => {
      seen.push([request.method, request.url])
      response.setHeader('x-not-kept', '1').setHeader('content-type', 'application/json').end('{"a":1}')
    })
    const http = createHttp({ gateway })
    const answer = await http.send(planned, signal)
    expect(seen).toEqual([['GET', '/api.example.com/v5/market?category=linear&x=a%2Fb']])
    expect(answer.bytes.toString()).toBe('{"a":1}')
    expect(answer.headers['content-type']).toBe('application/json')
    expect(answer.headers['x-not-kept']).toBeUndefined()
    await http.close()
  })

  test('sends a JSON body as it is planned', async () => {
    let body = ''
    const gateway = await serve((request, response) => {
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => response.end('{}'))
    })
    const http = createHttp({ gateway })
    await http.send({ ...planned, method: 'POST', body: { type: 'perpDexs' } }, signal)
    expect(body).toBe('{"type":"perpDexs"}')
    await http.close()
  })

  test('any status is an answer', async () => {
    const gateway = await serve((_request, response) => response.writeHead(451).end('{"code":0}'))
    const http = createHttp({ gateway })
    expect((await http.send(planned, signal)).status).toBe(451)
    await http.close()
  })

  test('names what goes wrong', async () => {
    const listeners: Record<string, RequestListener> = {
      too_large: (_request, response) => {
        response.write('x'.repeat(2000))
        response.end('x'.repeat(2000))
      },
      timeout: () => undefined,
      network: (request) => request.socket.destroy(),
    }
    let ran = 0
    for (const [kind, listener] of Object.entries(listeners)) {
      const gateway = await serve(listener)
      const http = createHttp({
        gateway,
        maxBytes: 3000,
        headersTimeoutMs: 100,
        bodyTimeoutMs: 100,
        totalTimeoutMs: 400,
      })
      expect(await kindOf(http.send(planned, signal))).toBe(kind)
      await http.close()
      server?.closeAllConnections()
      await new Promise<void>((done) => server?.close(() => done()))
      server = null
      ran += 1
    }
    expect(ran).toBe(3)
  })

  test('a body that trickles is stopped by the total time', async () => {
    const gateway = await serve((_request, response) => {
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(timer))
    })
    const http = createHttp({ gateway, totalTimeoutMs: 300 })
    expect(await kindOf(http.send(planned, signal))).toBe('timeout')
    await http.close()
  })

  test('a body cut off by the connection is a network error', async () => {
    const gateway = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"a":')
      setTimeout(() => response.destroy(), 20)
    })
    const http = createHttp({ gateway })
    expect(await kindOf(http.send(planned, signal))).toBe('network')
    await http.close()
  })

  test('an address nobody listens on is a network error that names the host', async () => {
    const gateway = await serve(() => undefined)
    await new Promise<void>((done) => server?.close(() => done()))
    server = null
    const http = createHttp({ gateway })
    await expect(http.send(planned, signal)).rejects.toThrow('api.example.com could not be reached')
    await http.close()
  })
})

test('without a gateway a request goes straight to the venue', () => {
  expect(gatewayUrl(planned.url, null)).toBe(planned.url)
  expect(gatewayUrl('https://h.example/', 'http://127.0.0.1:1')).toBe('http://127.0.0.1:1/h.example/')
})

test('a deadline holds under garbage collection', async () => {
  const collectGarbage = setInterval(() => Array.from({ length: 200_000 }, (_, index) => ({ index })), 5)
  try {
    const gateway = await serve((_request, response) => {
      const timer = setInterval(() => response.write(' '), 10)
      response.on('close', () => clearInterval(timer))
    })
    const http = createHttp({ gateway, totalTimeoutMs: 500 })
    expect(await kindOf(http.send(planned, new AbortController().signal))).toBe('timeout')
    await http.close()
  } finally {
    clearInterval(collectGarbage)
  }
})
