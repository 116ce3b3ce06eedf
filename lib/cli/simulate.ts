import { parseArgs } from 'node:util'
import { env } from '@/lib/env'
import { type Fault, faultKinds, parseFaultFlag } from '@/lib/simulate/faults'
import { startSimulator } from '@/lib/simulate/server'

const USAGE = `npm run simulate -- [--port N] [--seed N] [--quiet] [--stress-at TIME]... [--fault TARGET=KIND[:NUMBER]]...

  --port N         default SIMULATOR_PORT
  --seed N         another number, another market; default 1
  --quiet          no stress hour but those of --stress-at
  --stress-at TIME a stress hour that starts at this ISO 8601 time
  --fault          also from SIMULATOR_FAULTS, separated by commas
                   TARGET: *, a venue, a host, or the beginning of host/path?query
                   KIND: ${faultKinds.join(', ')}
                   NUMBER: ms, status, seconds or bytes, as the kind needs`

function readWhole(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback
  if (!/^\d{1,9}$/.test(text)) throw new RangeError(`--${name}: given "${text}", accepted: a whole number`)
  return Number(text)
}

function readTime(text: string): Date {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw new RangeError(`--stress-at: given "${text}", accepted: an ISO 8601 time`)
  return at
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

async function simulate(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      seed: { type: 'string' },
      quiet: { type: 'boolean', default: false },
      'stress-at': { type: 'string', multiple: true, default: [] },
      fault: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return
  }
  const simulator = await startSimulator({
    port: readWhole('port', values.port, env().simulatorPort),
    seed: readWhole('seed', values.seed, 1),
    quiet: values.quiet,
    stressAt: values['stress-at'].map(readTime),
    faults: readFaults(values.fault),
  })
  console.log(`simulator ready ${simulator.url}`)
  const stop = () => {
    simulator.close().catch((error: unknown) => {
      console.error(error)
      process.exitCode = 1
    })
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

try {
  await simulate()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
