import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Benchmark } from '@/lib/cli/bench'
import { createSiteCheck } from '@/lib/cli/bench/site-check'
import { runSoak } from '@/lib/cli/bench/soak'
import { findFreePorts, startSite } from '@/lib/cli/launch'
import { connect } from '@/lib/db/client'
import { startEmbedded } from '@/lib/db/embedded'
import { BadRequestError } from '@/lib/errors'
import { silentLogger } from '@/lib/log'
import { startSimulator } from '@/lib/simulate/server'
import { venueModules } from '@/lib/venues/registry.generated'

const MOST_MINUTES = 30 * 24 * 60

function readMinutes(words: readonly string[]): number {
  const { values } = parseArgs({ args: [...words], options: { minutes: { type: 'string' } }, strict: true })
  const minutes = values.minutes === undefined ? 360 : Number(values.minutes)
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES) return minutes
  const message = `given "${values.minutes}", accepted: whole minutes from 1 to ${MOST_MINUTES}`
  throw new BadRequestError([{ path: '--minutes', message }])
}

/** `soak [--minutes N]`: simulated time with a fault on every venue, six hours unless said otherwise. */
export const benchSoak: Benchmark = async (say, words) => {
  const minutes = readMinutes(words)
  const dataDir = await mkdtemp(join(tmpdir(), 'coverline-soak-'))
  const clock = { at: new Date('2026-11-20T09:58:00Z') }
  const now = () => clock.at
  const [port] = await findFreePorts(1)
  say('starting a site and a database of their own')
  const started = performance.now()
  const site = await startSite(
    'lib/cli/start.ts',
    { PORT: String(port), COVERLINE_DATA_DIR: dataDir, COVERLINE_SIMULATED: '1', COLLECT: 'off', LOG_LEVEL: 'error' },
    300_000,
  )
  const store = await startEmbedded({ dataDir, log: silentLogger })
  const database = connect(store.url)
  const simulator = await startSimulator({ port: 0, seed: 23, clock: now })
  try {
    const modules = venueModules.filter((module) => module.sources.length > 0)
    const venues = modules.map((module) => module.id)
    const siteCheck = createSiteCheck(site.url, venues)
    const soakStarted = performance.now()
    const memoryBefore = process.memoryUsage().rss
    const report = await runSoak({
      database,
      simulator,
      modules,
      now,
      setClock: (at) => {
        clock.at = at
      },
      startAt: clock.at,
      minutes,
      checkSite: siteCheck.run,
      onMinute: (minute, passes) => {
        if (minute % 10 === 0) say(`minute ${minute} of ${minutes + 4}, ${passes} passes`)
      },
    })
    const problems = [report.invented, report.lost, report.silent, report.wrongStates, report.site]
    const seconds = (performance.now() - soakStarted) / 1000
    return {
      ok: problems.every((list) => list.length === 0),
      figures: {
        minutes,
        seconds: Math.round(seconds),
        // How many times faster than the clock the collector could go with every venue disturbed.
        times_real_time: Number((((minutes + 4) * 60) / seconds).toFixed(1)),
        start_seconds: Math.round((soakStarted - started) / 1000),
        memory_growth_mb: Math.round((process.memoryUsage().rss - memoryBefore) / 1e6),
        site_requests: siteCheck.requests,
        site_slowest_ms: Math.round(siteCheck.slowestMs),
        ...report,
      },
    }
  } finally {
    await simulator.close()
    await database.close()
    await store.close()
    await site.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
