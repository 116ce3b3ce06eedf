import { readArguments, runCommand } from '@/lib/cli/arguments'
import { env } from '@/lib/env'
import { BadRequestError, ConfigError } from '@/lib/errors'
import { type Fault, faultKinds, parseFaultFlag } from '@/lib/simulate/faults'
import { type Simulator, type SimulatorOptions, startSimulator } from '@/lib/simulate/server'

const USAGE = `npm run simulate -- [--port N] [--seed N] [--quiet] [--stress-at TIME]... [--fault TARGET=KIND[:NUMBER]]...

  --port N         default SIMULATOR_PORT
  --seed N         another number, another market; default 1
  --quiet          no stress hour but those of --stress-at
  --stress-at TIME a stress hour that starts at this ISO 8601 time
  --fault          also from SIMULATOR_FAULTS, separated by commas
                   TARGET: *, a venue, a host, or the beginning of host/path?query
                   KIND: ${faultKinds.join(', ')}
                   NUMBER: ms, status, seconds or bytes, as the kind needs
`

function refuseOption(path: string, given: string, accepted: string): never {
  throw new BadRequestError([{ path, message: `given "${given}", accepted: ${accepted}` }])
}

function readWhole(name: string, text: string | undefined, fallback: number, max: number): number {
  if (text === undefined) return fallback
  if (!/^\d{1,9}$/.test(text) || Number(text) > max) refuseOption(`--${name}`, text, `a whole number up to ${max}`)
  return Number(text)
}

function readTime(text: string): Date {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? refuseOption('--stress-at', text, 'an ISO 8601 time') : at
}

function readFaults(flags: readonly string[]): Record<string, Fault> {
  const fromEnvironment = (process.env.SIMULATOR_FAULTS ?? '').split(',').filter((text) => text.trim() !== '')
  return Object.fromEntries(
    [...fromEnvironment, ...flags].map((text) => {
      const { target, fault } = parseFaultFlag(text.trim())
      return [target, fault]
    }),
  )
}

async function start(options: SimulatorOptions): Promise<Simulator> {
  try {
    return await startSimulator(options)
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (!inUse) throw error
    const message = `SIMULATOR_PORT: ${options.port} is in use, accepted: a free port (or --port)`
    throw new ConfigError('environment', message, { cause: error })
  }
}

async function main(): Promise<number> {
  const options = readArguments({
    port: { type: 'string' },
    seed: { type: 'string' },
    quiet: { type: 'boolean', default: false },
    'stress-at': { type: 'string', multiple: true, default: [] },
    fault: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  })
  if (options.help) {
    process.stdout.write(USAGE)
    return 0
  }
  const simulator = await start({
    port: readWhole('port', options.port, env().simulatorPort, 65_535),
    seed: readWhole('seed', options.seed, 1, 999_999_999),
    quiet: options.quiet,
    stressAt: options['stress-at'].map(readTime),
    faults: readFaults(options.fault),
  })
  process.stdout.write(`simulator ready ${simulator.url}\n`)
  await new Promise((stop) => {
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
  await simulator.close()
  return 0
}

await runCommand(main)
