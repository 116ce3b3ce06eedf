import { readArguments, readDate, readList, runCommand } from '@/lib/cli/arguments'
import { onStopSignal } from '@/lib/cli/signals'
import { openStore } from '@/lib/cli/store'
import type { LaneProgress } from '@/lib/collect/backfill/backfill-history'
import { backfillVenue, isComplete, type VenueOutcome } from '@/lib/collect/backfill/backfill-venue'
import { chooseVenues } from '@/lib/collect/plan'
import { createRuntime } from '@/lib/collect/runtime'
import { env } from '@/lib/env'
import { createLogger } from '@/lib/log'
import { venueModules } from '@/lib/venues/registry.generated'

/**
 * `npm run backfill -- [--venue a,b] [--from DATE]`: the past of the venues that offer it. Exit 0 only when every lane
 * was read to its end; what is left goes on at the next call.
 */
async function main(): Promise<number> {
  const args = readArguments({ venue: { type: 'string' }, from: { type: 'string' } })
  const from = readDate('from', args.from)
  const settings = env()
  const asked = chooseVenues(venueModules, readList(args.venue))
  const modules = asked.filter((module) => module.histories.length > 0)
  for (const module of args.venue === undefined ? [] : asked.filter((one) => one.histories.length === 0))
    say(`${module.id.padEnd(14)} no history: ${module.absences.history ?? 'none is declared'}`)
  if (modules.length === 0) {
    say('no venue asked for offers a history')
    return 0
  }
  const log = createLogger({ command: 'backfill' })
  const store = await openStore(settings, log)
  const runtime = createRuntime({
    database: store.database,
    log,
    gateway: settings.upstreamGateway,
    simulated: settings.simulated,
  })
  const signal = onStopSignal()
  try {
    const complete = await Promise.all(
      modules.map(async (module) => {
        const outcome = await backfillVenue(runtime.deps, module, { from, signal, onProgress: report() })
        sayOutcome(outcome)
        return isComplete(module, outcome)
      }),
    )
    const done = complete.filter(Boolean).length
    say(`${done} of ${modules.length} venues are complete${signal.aborted ? ', stopped; call again to go on' : ''}`)
    return done === modules.length && !signal.aborted ? 0 : 1
  } finally {
    await runtime.close()
    await store.close()
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** A line when a lane ends, and while it goes on one every two seconds at most. */
function report(): (progress: LaneProgress) => void {
  let last = 0
  return (progress) => {
    const { venue, history, lane, number, lanes, pages, rows, oldestObservedAt, ended } = progress
    if (ended === null && performance.now() - last < 2000) return
    last = performance.now()
    const name = `${venue} ${history} ${lane}`.padEnd(40)
    const state = ended === null ? '...   ' : ended === 'done' ? 'done  ' : 'FAILED'
    const reached = oldestObservedAt === null ? 'nothing yet' : `back to ${oldestObservedAt.toISOString().slice(0, 10)}`
    const why = ended === null || ended === 'done' ? '' : `, ${ended.kind}: ${ended.message}`
    say(`[${number}/${lanes}] ${name} ${state} ${pages} pages, ${rows} rows, ${reached}${why}`)
  }
}

function sayOutcome({ venue, histories, rollups, busy }: VenueOutcome): void {
  if (busy) say(`${venue.padEnd(14)} another backfill or replay of it is running`)
  for (const { history, lanes, lanesDone, rows, failure } of histories) {
    const why = failure === null ? '' : `, ${failure.kind}: ${failure.message}`
    say(`${venue.padEnd(14)} ${history}: ${lanesDone} of ${lanes} lanes complete, ${rows} rows added${why}`)
  }
  if (rollups > 0) say(`${venue.padEnd(14)} ${rollups} rollups of the past written`)
}

await runCommand(main)
