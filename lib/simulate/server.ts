import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { answerControl } from '@/lib/simulate/control'
import { deliver } from '@/lib/simulate/deliver'
import { createFaults, type Fault, type Faults } from '@/lib/simulate/faults'
import type { Responder } from '@/lib/simulate/responder'
import { createServedLog, type ServedLog, type ServedRecorder } from '@/lib/simulate/served'
import { responders } from '@/lib/simulate/venues/registry.generated'
import { openView } from '@/lib/simulate/view'
import { createWorld, type World } from '@/lib/simulate/world/world'

export interface SimulatorOptions {
  /** 0 takes a free port. */
  readonly port: number
  readonly seed: number
  /** Default: the clock of the machine. */
  readonly clock?: () => Date
  readonly faults?: Readonly<Record<string, Fault>>
  /** Stress hours that start at these times, besides those of the seed. */
  readonly stressAt?: readonly Date[]
  /** No stress hour but those of `stressAt`. */
  readonly quiet?: boolean
}

export interface Simulator {
  /** What `UPSTREAM_GATEWAY` is set to. */
  readonly url: string
  readonly port: number
  readonly world: World
  readonly served: ServedLog
  /** A target is `*`, a venue, a host, or the beginning of `host/path?query`. */
  setFault(target: string, fault: Fault | null): void
  close(): Promise<void>
}

interface Running {
  readonly world: World
  readonly faults: Faults
  readonly served: ServedRecorder
}

const ADDRESS = '127.0.0.1'
const MAX_BODY_BYTES = 64 * 1024
const CONTROL = '/_control'
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const responderOf = new Map(
  responders.flatMap((responder) => responder.hosts.map((host) => [host, responder] as const)),
)

/** Starts the exchanges on one port of the loopback interface, in the path layout of `UPSTREAM_GATEWAY`. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { seed, clock = () => new Date(), quiet = false, stressAt = [] } = options
  const world = createWorld({ seed, clock, quiet, stressAt, books: responders.map((responder) => responder.book) })
  const running: Running = { world, faults: createFaults(seed), served: createServedLog() }
  for (const [target, fault] of Object.entries(options.faults ?? {})) running.faults.set(target, fault)

  const server = createServer((req, res) => {
    answerRequest(running, req, res).catch((error: unknown) => failRequest(res, error))
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(options.port, ADDRESS, done)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  return {
    url: `http://${ADDRESS}:${port}`,
    port,
    world,
    served: running.served,
    setFault: running.faults.set,
    close: () =>
      new Promise((done, fail) => {
        server.close((error) => (error ? fail(error) : done()))
        server.closeAllConnections()
      }),
  }
}

async function answerRequest(running: Running, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const method = req.method ?? 'GET'
  const { pathname, search, searchParams } = new URL(req.url ?? '/', `http://${ADDRESS}`)
  const body = await readBody(req)
  if (body === null)
    return sendPlain(res, 413, { error: `body: given more, accepted: at most ${MAX_BODY_BYTES} bytes` })
  if (pathname === CONTROL || pathname.startsWith(`${CONTROL}/`)) {
    if (!LOOPBACK.has(req.socket.remoteAddress ?? '')) return sendPlain(res, 403, { error: 'only from this machine' })
    if (method !== 'GET' && method !== 'DELETE' && !req.headers['content-type']?.startsWith('application/json')) {
      return sendPlain(res, 415, { error: 'content-type: accepted: application/json' })
    }
    const path = safeDecode(pathname.slice(CONTROL.length)).replace(/\/$/, '')
    const reply = answerControl({ method, path, query: searchParams, body: parseJson(body) }, running)
    return sendPlain(res, reply.status, reply.body)
  }
  const [, host = '', ...rest] = pathname.split('/')
  const responder = responderOf.get(host)
  if (!responder) {
    return sendPlain(res, 502, { error: `no simulated host "${host}"`, hosts: [...responderOf.keys()] })
  }
  const request = { method, host, path: `/${rest.join('/')}`, query: searchParams, body: parseJson(body) }
  await answerVenue(running, responder, request, search, res)
}

async function answerVenue(
  { world, faults, served }: Running,
  responder: Responder,
  request: Parameters<Responder['handle']>[0],
  search: string,
  res: ServerResponse,
): Promise<void> {
  const { venue } = responder
  const { view, draft } = openView(world, venue)
  const refusals = responder.refusals(request, view)
  const reply = responder.handle(request, view) ?? refusals.notFound
  const path = `${request.path}${search}`
  const fault = faults.take({ venue, host: request.host, path })
  const { status, intact } = await deliver(res, reply, fault, refusals)
  if (intact) served.addDraft(venue, draft, view.at)
  const { method, host } = request
  served.addRequest({ venue, at: view.now, method, host, path, status, fault: fault?.kind ?? null })
}

async function readBody(req: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    const bytes = Buffer.from(chunk)
    size += bytes.byteLength
    if (size > MAX_BODY_BYTES) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Undefined for an empty body and for one that is not JSON; a venue answers both in its own words. */
function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return path
    throw error
  }
}

function sendPlain(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'x-coverline-simulated': '1' })
  res.end(text)
}

/** A fault of the simulator itself: said as such, so that nobody takes it for the venue's. */
function failRequest(res: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  if (res.headersSent || res.closed) res.destroy()
  else sendPlain(res, 500, { error: `the simulator failed: ${message}` })
}
