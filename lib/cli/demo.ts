import { join } from 'node:path'
import { readArguments, runCommand } from '@/lib/cli/arguments'
import { createProgress } from '@/lib/cli/progress'
import { serve } from '@/lib/cli/serve'
import type { Store } from '@/lib/cli/store'
import { collectSource } from '@/lib/collect/collect-source'
import { planSources } from '@/lib/collect/plan'
import { createRuntime } from '@/lib/collect/runtime'
import { groupBy } from '@/lib/core/collections'
import { env } from '@/lib/env'
import { BadRequestError } from '@/lib/errors'
import { silentLogger } from '@/lib/log'
import { startSimulator } from '@/lib/simulate/server'
import { venueModules } from '@/lib/venues/registry.generated'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MOST_DAYS = 60
/** Any number: the same one gives the same market. */
const DEMO_SEED = 20_251_010

/**
 * `npm run demo [-- --history DAYS]`: the product against the simulator, in a database of its own, everything marked
 * SIMULATED. With `--history` the collector first runs through the simulated past, chronologically.
 */
async function main(): Promise<number> {
  const { history } = readArguments({ history: { type: 'string' } })
  const days = readDays(history)
  const settings = env()
  const clock = { offsetMs: 0 }
  const now = () => new Date(Date.now() + clock.offsetMs)
  const simulator = await startSimulator({ port: settings.simulatorPort, seed: DEMO_SEED, clock: now })
  process.stderr.write(`simulator on ${simulator.url}\n`)
  try {
    return await serve({
      settings: {
        ...settings,
        databaseUrl: null,
        readDatabaseUrl: null,
        dataDir: join(settings.dataDir, 'demo'),
        upstreamGateway: simulator.url,
        simulated: true,
      },
      mode: 'production',
      onStore: async (store, signal) => {
        if (days > 0) await collectPast(store, simulator.url, days, { clock, now, signal })
      },
    })
  } finally {
    await simulator.close()
  }
}

function readDays(text: string | undefined): number {
  if (text === undefined) return 0
  const days = Number(text)
  if (Number.isInteger(days) && days >= 0 && days <= MOST_DAYS) return days
  throw new BadRequestError([
    { path: '--history', message: `given "${text}", accepted: whole days from 0 to ${MOST_DAYS}` },
  ])
}

/** Times to collect at, oldest first: daily, then every six hours in the last week, then hourly in the last day. */
function pastOffsets(days: number): readonly number[] {
  const offsets: number[] = []
  for (let ago = days * DAY_MS; ago > 0; ago -= ago > 7 * DAY_MS ? DAY_MS : ago > DAY_MS ? 6 * HOUR_MS : HOUR_MS)
    offsets.push(-ago)
  return offsets
}

interface Past {
  readonly clock: { offsetMs: number }
  readonly now: () => Date
  readonly signal: AbortSignal
}

async function collectPast(store: Store, gateway: string, days: number, { clock, now, signal }: Past): Promise<void> {
  const say = createProgress()
  const runtime = createRuntime({
    database: store.database,
    log: silentLogger,
    gateway,
    simulated: true,
    now,
    paced: false,
  })
  const offsets = pastOffsets(days)
  const plan = [...groupBy(planSources(venueModules), (item) => item.module.id).values()]
  try {
    for (const [index, offsetMs] of offsets.entries()) {
      if (signal.aborted) return
      clock.offsetMs = offsetMs
      await Promise.all(
        plan.map(async (items) => {
          for (const { module, source } of items) await collectSource(runtime.deps, module, source, signal)
        }),
      )
      if (index % 10 === 0) say(`simulated history: ${index + 1} of ${offsets.length} passes`)
    }
  } finally {
    clock.offsetMs = 0
    await runtime.close()
  }
}

await runCommand(main)
