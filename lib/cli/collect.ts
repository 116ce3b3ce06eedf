import { readArguments, readList, runCommand } from '@/lib/cli/arguments'
import { describeObservation } from '@/lib/cli/describe-observation'
import { onStopSignal } from '@/lib/cli/signals'
import { openStore } from '@/lib/cli/store'
import { type CollectOutcome, collectSource, skippedOutcome } from '@/lib/collect/collect-source'
import { largestMarketsOf, mustWaitForMarkets } from '@/lib/collect/market-context'
import { chooseVenues, type PlannedSource, planSources } from '@/lib/collect/plan'
import { readSource } from '@/lib/collect/read-source'
import { createRuntime } from '@/lib/collect/runtime'
import { groupBy } from '@/lib/core/collections'
import type { Observation } from '@/lib/core/observation'
import { connect, type Database } from '@/lib/db/client'
import { type Env, env } from '@/lib/env'
import { createLogger, type Logger, silentLogger } from '@/lib/log'
import { venueModules } from '@/lib/venues/registry.generated'

/** `npm run collect -- [--venue a,b] [--dry-run]`: one pass, exit 0 only if every asked source worked. */
async function main(): Promise<number> {
  const args = readArguments({ venue: { type: 'string' }, 'dry-run': { type: 'boolean' } })
  const settings = env()
  const planned = planSources(chooseVenues(venueModules, readList(args.venue)))
  return args['dry-run'] ? dryRun(settings, planned) : collectOnce(settings, planned)
}

async function collectOnce(settings: Env, planned: readonly PlannedSource[]): Promise<number> {
  const log = createLogger({ command: 'collect' })
  const store = await openStore(settings, log)
  const runtime = createRuntime({
    database: store.database,
    log,
    gateway: settings.upstreamGateway,
    simulated: settings.simulated,
  })
  const stop = onStopSignal()
  try {
    return await eachVenue(planned, async ({ module, source }) => collectSource(runtime.deps, module, source, stop))
  } finally {
    await runtime.close()
    await store.close()
  }
}

async function dryRun(settings: Env, planned: readonly PlannedSource[]): Promise<number> {
  const log: Logger = silentLogger
  // A pool connects on first use, and a dry run uses none.
  const database: Database = connect('postgresql://nobody@127.0.0.1:1/none')
  const runtime = createRuntime({ database, log, gateway: settings.upstreamGateway, simulated: settings.simulated })
  const stop = onStopSignal()
  // Nothing is read from a store: the markets whose order books are asked for are those this run has just read.
  const read = new Map<string, readonly Observation[]>()
  try {
    return await eachVenue(planned, async ({ module, source }) => {
      const known = read.get(module.id) ?? []
      const largestMarkets = largestMarketsOf(known)
      if (mustWaitForMarkets(source, largestMarkets)) return skippedOutcome(module, source)
      const reading = await readSource(runtime.deps, module, source, { largestMarkets, signal: stop })
      if (source.kind === 'open_interest') read.set(module.id, [...known, ...reading.observations])
      for (const item of reading.observations)
        process.stdout.write(`${module.id}\t${source.id}\t${describeObservation(item)}\n`)
      return {
        venue: module.id,
        source: source.id,
        outcome: reading.failure ? 'failed' : 'ok',
        error: reading.failure ? { kind: reading.failure.kind, message: reading.failure.message } : null,
        requests: reading.fetched.requests,
        bytes: reading.fetched.bytes,
        rowsWritten: 0,
        rejected: reading.rejected,
        observations: reading.observations,
      }
    })
  } finally {
    await runtime.close()
    await database.close()
  }
}

/** Venues run beside each other, the sources of one venue in their order; a line per source as it ends. */
async function eachVenue(
  planned: readonly PlannedSource[],
  collect: (item: PlannedSource) => Promise<CollectOutcome>,
): Promise<number> {
  let done = 0
  let failed = 0
  let waiting = 0
  await Promise.all(
    [...groupBy(planned, (item) => item.module.id).values()].map(async (items) => {
      for (const item of items) {
        const started = performance.now()
        const outcome = await collect(item)
        done += 1
        if (outcome.error) failed += 1
        if (outcome.outcome === 'skipped') waiting += 1
        process.stderr.write(`[${done}/${planned.length}] ${lineOf(outcome, performance.now() - started)}\n`)
      }
    }),
  )
  const rest = [waiting > 0 ? `, ${waiting} waiting` : '', failed > 0 ? `, ${failed} failed` : ''].join('')
  process.stderr.write(`${done - failed - waiting} of ${planned.length} sources collected${rest}\n`)
  return failed === 0 ? 0 : 1
}

function lineOf(outcome: CollectOutcome, ms: number): string {
  const name = `${outcome.venue} ${outcome.source}`.padEnd(28)
  if (outcome.error) return `${name} FAILED  ${outcome.error.kind}: ${outcome.error.message}`
  if (outcome.outcome === 'skipped') return `${name} waits   no open interest is known yet`
  const refused =
    outcome.rejected.length > 0 ? `, ${outcome.rejected.length} refused (${outcome.rejected[0]?.detail})` : ''
  const size = `${outcome.requests} requests, ${Math.round(outcome.bytes / 1024)} kB, ${(ms / 1000).toFixed(1)} s`
  return `${name} ok      ${outcome.observations.length} read, ${outcome.rowsWritten} stored${refused} (${size})`
}

await runCommand(main)
