import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { ConfigError } from '@/lib/errors'

const runFile = promisify(execFile)

const holderSchema = z.object({ pid: z.int().positive(), startMark: z.string(), token: z.string() })
type Holder = z.infer<typeof holderSchema>

/** For the programs we run: nothing of our own environment (libpq variables, locale) reaches them. */
export const plainEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin', NODE_ENV: 'production' } as const

/** True for a failed system call with this code. */
export function isSystemError(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

// For a system that hides /proc, or the entries of other users in it.
function canSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return isSystemError(error, 'EPERM')
  }
}

let bootMark: Promise<string> | null = null

async function readLinuxStartMark(pid: number): Promise<string | null> {
  let text: string
  try {
    text = await readFile(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ESRCH')) return canSignal(pid) ? 'running' : null
    throw error
  }
  // proc(5): after the command in parentheses come the state and, 19 fields on, the start time in clock ticks since boot.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return null
  bootMark ??= readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (id) => id.trim(),
    () => '',
  )
  return `${await bootMark}:${fields[19]}`
}

async function readPsStartMark(pid: number): Promise<string | null> {
  try {
    const { stdout } = await runFile('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { env: plainEnvironment })
    const [state = '', ...start] = stdout.trim().split(/\s+/)
    return state === '' || state.startsWith('Z') ? null : start.join(' ')
  } catch {
    return null
  }
}

/** Tells one life of a process id from the next; null when no such process runs (a zombie does not run). */
export function readStartMark(pid: number): Promise<string | null> {
  return process.platform === 'linux' ? readLinuxStartMark(pid) : readPsStartMark(pid)
}

/** True while the very process that had this start mark runs. */
export async function isRunning(pid: number, startMark: string): Promise<boolean> {
  return (await readStartMark(pid)) === startMark
}

async function readHolder(path: string): Promise<Holder | 'gone' | 'unreadable'> {
  try {
    const parsed = holderSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : 'unreadable'
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 'gone'
    if (error instanceof SyntaxError) return 'unreadable'
    throw error
  }
}

/** A half-written lock file belongs to somebody who is writing it now, or who died doing so. */
async function isHeld(path: string, holder: Holder | 'unreadable'): Promise<boolean> {
  if (holder !== 'unreadable') return isRunning(holder.pid, holder.startMark)
  const age = await stat(path).then(
    (file) => Date.now() - file.mtimeMs,
    () => 0,
  )
  return age < 5_000
}

/** Takes a dead holder's file away; puts it back when a live one got in between. */
async function removeDeadLock(path: string, dead: Holder | 'unreadable'): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return
    throw error
  }
  const taken = await readHolder(aside)
  const isSame = taken === dead || (typeof taken === 'object' && typeof dead === 'object' && taken.token === dead.token)
  if (!isSame && typeof taken === 'object') {
    await writeFile(path, JSON.stringify(taken), { flag: 'wx', mode: 0o600 }).catch(() => undefined)
  }
  await rm(aside, { force: true })
}

export interface ProcessLockOptions {
  readonly timeoutMs: number
  /** What the lock protects, for the error: "the embedded database". */
  readonly subject: string
}

/** Runs `work` while this process alone holds the lock file. The lock of a process that died is taken over. */
export async function withProcessLock<T>(
  path: string,
  options: ProcessLockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const token = randomUUID()
  const content = JSON.stringify({ pid: process.pid, startMark: (await readStartMark(process.pid)) ?? '', token })
  const deadline = Date.now() + options.timeoutMs
  for (;;) {
    try {
      await writeFile(path, content, { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if (!isSystemError(error, 'EEXIST')) throw error
    }
    const holder = await readHolder(path)
    if (holder === 'gone') continue
    if (!(await isHeld(path, holder))) await removeDeadLock(path, holder)
    else if (Date.now() < deadline) await sleep(40)
    else {
      const who = holder === 'unreadable' ? 'another process' : `process ${holder.pid}`
      throw new ConfigError('data_dir', `${who} keeps ${options.subject} locked (${path})`, { context: { path } })
    }
  }
  try {
    return await work()
  } finally {
    const holder = await readHolder(path)
    if (typeof holder === 'object' && holder.token === token) await rm(path, { force: true })
  }
}
