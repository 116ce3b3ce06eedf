import { spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { nextCli, rootDir } from '@/lib/cli/build'
import { findFreePorts } from '@/lib/cli/launch'

const READY_WITHIN_MS = 60_000

const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "private": true, "type": "module" }\n',
  'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(rootDir)} } }\n`,
  'app/layout.jsx':
    'export default function Layout({ children }) {\n  return <html lang="en"><body>{children}</body></html>\n}\n',
  'app/page.jsx': 'export default function Page() {\n  return <h1>A bare page</h1>\n}\n',
}

export interface BareSite {
  readonly url: string
  stop(): Promise<void>
}

/** Builds and serves an app of one static heading with the installed Next: what any page of it costs at least. */
export async function startBareSite(): Promise<BareSite> {
  // Below the project, where the bundler finds `next` and `react`, and outside of `node_modules`, whose files it does not build.
  const dir = join(rootDir, 'bench-results/bare-page')
  await rm(dir, { recursive: true, force: true })
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(join(dir, name, '..'), { recursive: true })
    await writeFile(join(dir, name), text)
  }
  await runNext(dir, ['build']).ended
  const [port] = await findFreePorts(1)
  const server = runNext(dir, ['start', '--port', String(port), '--hostname', '127.0.0.1'])
  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    server.child.kill('SIGTERM')
    await server.ended.catch(() => undefined)
    await rm(dir, { recursive: true, force: true })
  }
  const deadline = Date.now() + READY_WITHIN_MS
  while (Date.now() < deadline) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
    if (answer?.ok) return { url, stop }
    await sleep(200)
  }
  await stop()
  throw new Error(`the bare page did not answer within ${READY_WITHIN_MS / 1000} s`)
}

function runNext(dir: string, args: readonly string[]) {
  const child = spawn(process.execPath, [nextCli, ...args], {
    cwd: dir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-5_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const ended = new Promise<void>((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => {
      if (code === 0 || code === null || code === 143) done()
      else fail(new Error(`next ${args[0]} of the bare page ended with ${code}:\n${output}`))
    })
  })
  ended.catch(() => undefined)
  return { child, ended }
}
