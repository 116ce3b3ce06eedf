import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildWhenNeeded, nextCli, rootDir } from '@/lib/cli/build'
import { createProgress } from '@/lib/cli/progress'
import { openStore, type Store } from '@/lib/cli/store'
import { createRuntime } from '@/lib/collect/runtime'
import { type Schedule, startSchedule } from '@/lib/collect/schedule'
import type { Env } from '@/lib/env'
import { createLogger } from '@/lib/log'
import { venueModules } from '@/lib/venues/registry.generated'

export interface ServeOptions {
  readonly settings: Env
  readonly mode: 'production' | 'development'
  /** Called with the open store before the site starts. */
  readonly onStore?: (store: Store, signal: AbortSignal) => Promise<void>
}

const READY_WITHIN_MS = 120_000
const STOP_WITHIN_MS = 15_000

/** Runs database, site and collector until a signal or until the site ends; returns the exit code. */
export async function serve({ settings, mode, onStore }: ServeOptions): Promise<number> {
  const say = createProgress()
  const log = createLogger({ command: mode === 'production' ? 'start' : 'dev' })
  const stopping = onStopSignal()
  say('opening the database')
  const store = await openStore(settings, log)
  let site: ChildProcess | null = null
  let schedule: Schedule | null = null
  let runtime: ReturnType<typeof createRuntime> | null = null
  try {
    await onStore?.(store, stopping.signal)
    if (mode === 'production') await buildWhenNeeded(say)
    if (stopping.signal.aborted) return 0
    say('starting the site')
    site = startSite(settings, mode, store)
    const ended = exitOf(site)
    const answered = await waitUntilReady(settings, AbortSignal.any([stopping.signal, abortOn(ended)]))
    if (!answered) return stopping.signal.aborted ? 0 : await reportEarlyEnd(ended)
    process.stdout.write(`ready ${siteUrl(settings)}\n`)
    if (settings.collect) {
      runtime = createRuntime({
        database: store.database,
        log,
        gateway: settings.upstreamGateway,
        simulated: settings.simulated,
      })
      schedule = await startSchedule({
        deps: runtime.deps,
        pool: store.database.pool,
        modules: venueModules,
        rawRetentionDays: settings.rawRetentionDays,
        log,
      })
    }
    await Promise.race([stopping.promise, ended])
    return stopping.signal.aborted ? 0 : await reportEarlyEnd(ended)
  } finally {
    say('stopping')
    await schedule?.stop()
    await runtime?.close()
    if (site) await stopChild(site)
    await store.close()
    say('stopped')
  }
}

function siteUrl(settings: Env): string {
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  return `http://${host}:${settings.port}`
}

function startSite(settings: Env, mode: ServeOptions['mode'], store: Store): ChildProcess {
  const args = [mode === 'production' ? 'start' : 'dev', '--port', String(settings.port), '--hostname', settings.host]
  return spawn(process.execPath, [nextCli, ...args], {
    cwd: rootDir,
    // Its own group, so that a Ctrl-C in the terminal reaches it only through us, after the collector.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: mode,
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: store.url,
      READ_DATABASE_URL: store.readUrl,
      COVERLINE_SIMULATED: settings.simulated ? '1' : '0',
    },
  })
}

async function waitUntilReady(settings: Env, signal: AbortSignal): Promise<boolean> {
  const { host } = settings
  const reachable = host === '0.0.0.0' || host === '::' ? { ...settings, host: '127.0.0.1' } : settings
  const deadline = Date.now() + READY_WITHIN_MS
  while (Date.now() < deadline && !signal.aborted) {
    const answer = await fetch(`${siteUrl(reachable)}/`, { signal: AbortSignal.timeout(30_000) }).catch(() => null)
    if (answer?.ok) return true
    await sleep(200)
  }
  if (!signal.aborted) process.stderr.write(`the site did not answer within ${READY_WITHIN_MS / 1000} s\n`)
  return false
}

async function reportEarlyEnd(ended: Promise<number | null>): Promise<number> {
  const code = await Promise.race([ended, sleep(100, null)])
  process.stderr.write(`the site ended on its own${code === null ? '' : ` with code ${code}`}; is the port in use?\n`)
  return 1
}

function abortOn(event: Promise<unknown>): AbortSignal {
  const controller = new AbortController()
  void event.then(() => controller.abort())
  return controller.signal
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    child.once('exit', (code) => done(code))
    child.once('error', () => done(1))
  })
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = exitOf(child)
  signalGroup(child.pid, 'SIGTERM')
  const stopped = await Promise.race([ended.then(() => true), sleep(STOP_WITHIN_MS, false, { ref: false })])
  if (!stopped) signalGroup(child.pid, 'SIGKILL')
  await ended
}

/** The site leads its own process group; its workers end with it. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // It ended in between.
  }
}

function onStopSignal(): { readonly signal: AbortSignal; readonly promise: Promise<void> } {
  const controller = new AbortController()
  const promise = new Promise<void>((done) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => {
        controller.abort()
        done()
      })
    }
  })
  return { signal: controller.signal, promise }
}
