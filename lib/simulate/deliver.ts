import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { type Fault, isPayloadFault } from '@/lib/simulate/faults'
import { type Refusals, type Reply, respond } from '@/lib/simulate/responder'
import { spoil } from '@/lib/simulate/spoil'

/** What went out: no status when the connection broke first; `intact` when the payload was the venue's own. */
export interface Delivery {
  readonly status: number | null
  readonly intact: boolean
}

const MARK = { 'x-coverline-simulated': '1' }
const DEFAULT_LATENCY_MS = 2_000
const DEFAULT_PAUSE_MS = 250
const PIECE_BYTES = 16
const DEFAULT_OVERSIZED_BYTES = 65 * 1024 * 1024
const CHUNK = Buffer.alloc(64 * 1024, 'a')
const DEFAULT_RETRY_AFTER_S = 2
const HTML =
  '<!doctype html><html><head><title>Just a moment...</title></head><body>Checking your browser.</body></html>'

/** Sends an answer, spoilt by the fault if there is one. Stops quietly when the client goes away. */
export async function deliver(
  res: ServerResponse,
  reply: Reply,
  fault: Fault | null,
  refusals: Refusals,
): Promise<Delivery> {
  if (fault === null) return sendWhole(res, reply)
  if (isPayloadFault(fault.kind)) return { ...sendWhole(res, spoil(reply, fault.kind, fault)), intact: false }
  switch (fault.kind) {
    case 'latency':
      await pause(res, fault.ms ?? DEFAULT_LATENCY_MS)
      return sendWhole(res, reply)
    case 'slow_body':
      return sendSlowly(res, reply, fault.ms ?? DEFAULT_PAUSE_MS)
    case 'cut_off':
      return cutOff(res, reply)
    case 'refuse':
      res.socket?.resetAndDestroy()
      return { status: null, intact: false }
    case 'oversized':
      return sendOversized(res, fault.bytes ?? DEFAULT_OVERSIZED_BYTES)
    case 'html':
      return spoilt(sendWhole(res, { ...respond(200, HTML), text: true, headers: { 'content-type': 'text/html' } }))
    case 'rate_limited':
      return spoilt(sendWhole(res, withRetryAfter(refusals, fault.retryAfterS ?? DEFAULT_RETRY_AFTER_S)))
    case 'server_error':
      return spoilt(sendWhole(res, { ...refusals.server, status: fault.status ?? 500 }))
    case 'region':
      return spoilt(sendWhole(res, { ...refusals.region, status: fault.status ?? refusals.region.status }))
    case 'envelope_error':
      return spoilt(sendWhole(res, refusals.envelope))
  }
}

const spoilt = ({ status }: Delivery): Delivery => ({ status, intact: false })

function withRetryAfter({ rateLimited, retryAfter }: Refusals, seconds: number): Reply {
  if (seconds === 0) return rateLimited
  const value = String(retryAfter === 'ms' ? seconds * 1000 : seconds)
  return { ...rateLimited, headers: { ...rateLimited.headers, 'retry-after': value } }
}

function toBytes(reply: Reply): Buffer {
  return Buffer.from(reply.text ? String(reply.body) : JSON.stringify(reply.body), 'utf8')
}

function writeHead(res: ServerResponse, reply: Reply, length: number): void {
  const type = reply.text ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  res.writeHead(reply.status, { 'content-type': type, 'content-length': length, ...MARK, ...reply.headers })
}

function sendWhole(res: ServerResponse, reply: Reply): Delivery {
  const bytes = toBytes(reply)
  writeHead(res, reply, bytes.byteLength)
  const intact = !res.closed
  res.end(bytes)
  return { status: reply.status, intact }
}

/** Waits, but not longer than the client does. */
async function pause(res: ServerResponse, ms: number): Promise<void> {
  const gone = new AbortController()
  const abort = () => gone.abort()
  res.once('close', abort)
  await wait(ms, undefined, { signal: gone.signal }).catch(() => undefined)
  res.off('close', abort)
}

async function sendSlowly(res: ServerResponse, reply: Reply, ms: number): Promise<Delivery> {
  const bytes = toBytes(reply)
  writeHead(res, reply, bytes.byteLength)
  for (let from = 0; from < bytes.byteLength && !res.closed; from += PIECE_BYTES) {
    res.write(bytes.subarray(from, from + PIECE_BYTES))
    await pause(res, ms)
  }
  const intact = !res.closed
  res.end()
  return { status: reply.status, intact }
}

/** Announces the whole length, sends half, breaks the connection. */
async function cutOff(res: ServerResponse, reply: Reply): Promise<Delivery> {
  const bytes = toBytes(reply)
  writeHead(res, reply, bytes.byteLength)
  await new Promise<void>((done) => res.write(bytes.subarray(0, Math.floor(bytes.byteLength / 2)), () => done()))
  res.destroy()
  return { status: reply.status, intact: false }
}

async function sendOversized(res: ServerResponse, size: number): Promise<Delivery> {
  res.writeHead(200, { 'content-type': 'application/json; charset=utf-8', ...MARK })
  res.write('{"padding":"')
  for (let sent = 0; sent < size && !res.closed; sent += CHUNK.byteLength) {
    if (!res.write(CHUNK)) await drained(res)
  }
  res.end('"}')
  return { status: 200, intact: false }
}

function drained(res: ServerResponse): Promise<void> {
  return new Promise((done) => {
    const stop = () => {
      res.off('drain', stop)
      res.off('close', stop)
      done()
    }
    res.once('drain', stop)
    res.once('close', stop)
  })
}
