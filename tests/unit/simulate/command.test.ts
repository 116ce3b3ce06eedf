import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'

const command = fileURLToPath(new URL('../../../lib/cli/simulate.ts', import.meta.url))
const started: ChildProcess[] = []

function run(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', command, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    output.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    output.err += chunk
  })
  return { child, output, exit: once(child, 'close') }
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

test('says where it listens, applies faults of flag and environment, and stops on SIGTERM', async () => {
  const args = ['--port', '0', '--fault', 'bybit=rate_limited:3']
  const { child, output, exit } = run(args, { SIMULATOR_FAULTS: 'gate=server_error:503, okx=empty' })
  await once(child.stdout, 'data')
  const url = /^simulator ready (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(output.out)?.[1]
  expect(url).toBeDefined()
  const limited = await fetch(`${url}/api.bybit.com/v5/market/insurance`)
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3'])
  expect((await fetch(`${url}/api.gateio.ws/api/v4/futures/usdt/tickers`)).status).toBe(503)
  child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
  expect(output.err).toBe('')
})

test.each([
  [['--fault', 'bybit=nope'], '--fault: given "bybit=nope", accepted: TARGET=KIND'],
  [['--seed', 'x'], '--seed: given "x", accepted: a whole number'],
  [['--stress-at', 'soon'], '--stress-at: given "soon", accepted: an ISO 8601 time'],
  [['--surprise'], 'accepted: --port VALUE'],
])('refuses %j in plain words', async (args, message) => {
  const { output, exit } = run(args)
  expect(await exit).toEqual([1, null])
  expect(output.err).toContain(message)
  expect(output.out).toBe('')
})
