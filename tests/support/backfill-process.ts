import { setTimeout as sleep } from 'node:timers/promises'
import { backfillVenue, isComplete } from '@/lib/collect/backfill/backfill-venue'
import { connect } from '@/lib/db/client'
import { answerPast, days, type StubPasts, stubWithPast } from './stub-history'
import { StubWorld } from './stub-venue'

/**
 * One backfill of the stub venue as a process of its own, to be killed: waits for a line on stdin, reads a past that is
 * the same every time, says `page` after each page, and `complete` when all of it is read.
 */
const DAYS = 40
const PASTS: StubPasts = {
  a: days('2026-10-01', DAYS, (day) => `${100 + day}`).map((row, day) => ({ ...row, flow: `${day}` })),
  b: days('2026-10-01', DAYS, (day) => `${50 - day}`),
  'usdt-pool-a:A+B': days('2026-10-01', DAYS, (day) => `${10 * day}`),
  A: days('2026-10-01', DAYS, (day) => `${1000 + day}`),
  B: days('2026-10-11', DAYS - 10, (day) => `${2000 + day}`),
}

const database = connect(process.env.DATABASE_URL ?? '')
const world = new StubWorld(database)
const answer = answerPast(PASTS)
world.answers = { lanes: { lanes: ['a', 'b', 'usdt-pool-a:A+B'] }, fund_past: answer, oi_past: answer }
const { fetchEffects } = world.deps
const deps = {
  ...world.deps,
  fetchEffects: (module: typeof stubWithPast) => {
    const effects = fetchEffects(module)
    return {
      ...effects,
      send: async (...asked: Parameters<typeof effects.send>) => {
        await sleep(4)
        return effects.send(...asked)
      },
    }
  },
}

await new Promise<void>((resume) => process.stdin.once('data', () => resume()))
const outcome = await backfillVenue(deps, stubWithPast, {
  from: null,
  signal: new AbortController().signal,
  onProgress: () => process.stdout.write('page\n'),
})
if (isComplete(stubWithPast, outcome)) process.stdout.write('complete\n')
await database.close()
process.exit(0)
