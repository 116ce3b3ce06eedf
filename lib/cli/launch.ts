import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { rootDir } from '@/lib/cli/build'

export type Settings = Readonly<Record<string, string>>

export interface RunningSite {
  readonly url: string
  readonly pid: number
  /** Sends SIGTERM and throws unless the command ends with 0 in time. */
  stop(): Promise<void>
}

export interface Finished {
  readonly code: number | null
  readonly output: string
}

const READY = /^ready (http:\/\/\S+)$/m
const STOPS_WITHIN_MS = 20_000
const KEPT_OUTPUT = 20_000
/** What the person who runs tests or benchmarks has set must not reach the sites started for them. */
const OWN_SETTINGS = [
  'PORT',
  'HOST',
  'PUBLIC_URL',
  'DATABASE_URL',
  'READ_DATABASE_URL',
  'COVERLINE_DATA_DIR',
  'COLLECT',
  'UPSTREAM_GATEWAY',
  'SIMULATOR_PORT',
  'RAW_RETENTION_DAYS',
  'RATE_LIMIT',
  'TRUSTED_PROXY_HOPS',
  'COVERLINE_SIMULATED',
  'NODE_OPTIONS',
]

/** As many ports as asked for that were free a moment ago. */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen()))
  return Promise.all(
    servers.map(
      ({ port, close }) =>
        new Promise<number>((done, fail) => close((error) => (error === undefined ? done(port) : fail(error)))),
    ),
  )
}

function listen(): Promise<{ readonly port: number; readonly close: (done: (error?: Error) => void) => void }> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null)
        done({ port: address.port, close: (then) => server.close(then) })
      else fail(new Error('the system gave no port'))
    })
  })
}

/** Starts a command of `lib/cli` that serves a site, and waits for its `ready` line. */
export async function startSite(command: string, settings: Settings, readyWithinMs: number): Promise<RunningSite> {
  const running = launch([command], settings)
  const { child, output, ended } = running
  const url = await Promise.race([
    waitForUrl(output, readyWithinMs),
    ended.then((code) => `ended with ${code ?? 'a signal'} before it was ready`),
  ])
  const { pid } = child
  if (url === null || !url.startsWith('http') || pid === undefined) {
    await stop(child, ended, command, output).catch(() => undefined)
    throw new Error(`${command} ${url ?? `was not ready within ${readyWithinMs / 1000} s`}\n${output()}`)
  }
  return { url, pid, stop: () => stop(child, ended, command, output) }
}

/** Runs a command of `lib/cli` to its end. */
export async function runToEnd(args: readonly string[], settings: Settings): Promise<Finished> {
  const { output, ended } = launch(args, settings)
  return { code: await ended, output: output() }
}

function launch(args: readonly string[], settings: Settings) {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: rootDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...Object.fromEntries(OWN_SETTINGS.map((name) => [name, undefined])), ...settings },
  })
  let kept = ''
  const keep = (chunk: Buffer) => {
    kept = (kept + chunk.toString('utf8')).slice(-KEPT_OUTPUT)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const ended = new Promise<number | null>((done) => {
    child.once('error', () => done(1))
    child.once('close', (code) => done(code))
  })
  return { child, output: () => kept, ended }
}

async function waitForUrl(output: () => string, withinMs: number): Promise<string | null> {
  const deadline = Date.now() + withinMs
  while (Date.now() < deadline) {
    const found = READY.exec(output())?.[1]
    if (found !== undefined) return found
    await sleep(100)
  }
  return null
}

async function stop(
  child: ChildProcess,
  ended: Promise<number | null>,
  command: string,
  output: () => string,
): Promise<void> {
  child.kill('SIGTERM')
  const code = await Promise.race([ended, sleep(STOPS_WITHIN_MS, 'too late' as const)])
  if (code === 0) return
  if (code === 'too late') {
    child.kill('SIGKILL')
    throw new Error(`${command} did not stop within ${STOPS_WITHIN_MS / 1000} s of SIGTERM\n${output()}`)
  }
  throw new Error(`${command} ended with ${code ?? 'a signal'} after SIGTERM, expected 0\n${output()}`)
}
