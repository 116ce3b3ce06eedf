import { readArguments, readDate, runCommand } from '@/lib/cli/arguments'
import { onStopSignal } from '@/lib/cli/signals'
import { openStore } from '@/lib/cli/store'
import { chooseVenues } from '@/lib/collect/plan'
import type { Difference, Figures } from '@/lib/collect/replay/compare'
import type { Replayed } from '@/lib/collect/replay/read-unit'
import { findReplayed, isReplayable, replaySource } from '@/lib/collect/replay/replay-source'
import { createRuntime } from '@/lib/collect/runtime'
import { dec, plain } from '@/lib/core/decimal'
import { env } from '@/lib/env'
import { BadRequestError } from '@/lib/errors'
import { createLogger } from '@/lib/log'
import type { VenueModule } from '@/lib/venues/_contract/module'
import { venueModules } from '@/lib/venues/registry.generated'

/**
 * `npm run replay -- --source VENUE/SOURCE [--from DATE] [--to DATE] [--write]`: reads stored bytes again after a parser
 * was mended. Prints every difference; only with `--write` are they stored, as new revisions.
 */
async function main(): Promise<number> {
  const args = readArguments({
    source: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    write: { type: 'boolean' },
  })
  const { module, replayed } = readSource(args.source)
  const [from, to, write] = [readDate('from', args.from), readDate('to', args.to), args.write ?? false]
  const settings = env()
  const log = createLogger({ command: 'replay' })
  const store = await openStore(settings, log)
  const runtime = createRuntime({ database: store.database, log, gateway: null, simulated: settings.simulated })
  const signal = onStopSignal()
  try {
    const counts = await replaySource(runtime.deps, module, replayed, {
      from,
      to,
      write,
      signal,
      onDifference: (difference) => process.stdout.write(`${lineOf(difference)}\n`),
      onSkipped: ({ runId, lane, why }) =>
        say(`skipped ${lane === null ? `run ${runId}` : `a page of ${lane}`}: ${why}`),
      onDay: (day, { answers, added, changed }) =>
        say(`${day.toISOString().slice(0, 10)}  ${answers} answers read, ${added} added, ${changed} changed`),
    })
    if (counts === null) {
      say(`another backfill or replay of ${module.id} is running`)
      return 1
    }
    say(
      `${counts.answers} answers: ${counts.added} rows added, ${counts.changed} changed, ${counts.unchanged} unchanged, ` +
        `${counts.rejected} newly rejected (kept as stored), ${counts.expired} answers expired, ${counts.refused} refused today as well`,
    )
    if (write) say(`stored as new revisions; ${counts.rollups} rollups revised`)
    else if (counts.added + counts.changed > 0) say('nothing was written; give --write to store these as new revisions')
    return signal.aborted ? 1 : 0
  } finally {
    await runtime.close()
    await store.close()
  }
}

function readSource(text: string | undefined): { readonly module: VenueModule; readonly replayed: Replayed } {
  const [venue = '', id = ''] = (text ?? '').split('/')
  const [module] = venue === '' ? [] : chooseVenues(venueModules, [venue])
  const replayed = module ? findReplayed(module, id) : null
  if (module && replayed && isReplayable(replayed)) return { module, replayed }
  const known = module ? [...module.sources, ...module.histories].map((item) => `${module.id}/${item.id}`) : []
  const accepted = known.length === 0 ? 'VENUE/SOURCE, such as bybit/fund' : `one of ${known.join(', ')}`
  const kinds = replayed === null ? '' : ' of a kind that leaves balances, open interest or signals'
  throw new BadRequestError([{ path: '--source', message: `given "${text ?? ''}", accepted: ${accepted}${kinds}` }])
}

function lineOf({ kind, table, name, before, after }: Difference): string {
  const names = Object.keys(after ?? before ?? {})
  const changed = names.flatMap((field) => {
    const [old, now] = [figure(before, field), figure(after, field)]
    if (kind === 'changed') return old === now ? [] : [`${field} ${old} -> ${now}`]
    return [`${field} ${kind === 'added' ? now : old}`]
  })
  return [kind, table, name, changed.join(', ')].join('\t')
}

function figure(figures: Figures | null, field: string): string {
  const value = figures?.[field] ?? null
  if (value === null) return 'nothing'
  return /^-?\d+(\.\d+)?$/.test(value) ? plain(dec(value)) : value
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

await runCommand(main)
