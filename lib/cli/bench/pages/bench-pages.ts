import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Benchmark } from '@/lib/cli/bench'
import { startBareSite } from '@/lib/cli/bench/pages/bare-page'
import { measureFirstLoad, readFirstLoadCode } from '@/lib/cli/bench/pages/first-load'
import { runLighthouse } from '@/lib/cli/bench/pages/lighthouse'
import { ensureChromium } from '@/lib/cli/chromium'
import { findFreePorts, startSite } from '@/lib/cli/launch'
import { BadRequestError } from '@/lib/errors'

const PAGES = {
  overview: '/',
  venue: '/venues/bybit',
  compare: '/compare?v=bybit,okx',
  stress: '/stress?v=bybit',
} as const
/** A constant that only the chart library has. */
const CHART_MARK = 'easeInOutQuart'
const LEAST_PERFORMANCE = 95
const MOST_KB_ABOVE_BARE = 30
/** A simulated site asks not to be indexed, on purpose; the real one does not (a test asserts it). */
const SKIPPED = ['is-crawlable']
const COLLECTED_WITHIN_MS = 300_000

function readRuns(words: readonly string[]): number {
  const { values } = parseArgs({ args: [...words], options: { runs: { type: 'string' } }, strict: true })
  const runs = values.runs === undefined ? 3 : Number(values.runs)
  if (Number.isInteger(runs) && runs >= 1 && runs <= 15) return runs
  throw new BadRequestError([
    { path: '--runs', message: `given "${values.runs}", accepted: whole numbers from 1 to 15` },
  ])
}

/** `pages [--runs N]`: Lighthouse on four pages, and their first-load scripts against a bare page of the same Next. */
export const benchPages: Benchmark = async (say, words) => {
  const runs = readRuns(words)
  const chromium = await ensureChromium(say)
  const dataDir = await mkdtemp(join(tmpdir(), 'coverline-pages-'))
  await chmod(dataDir, 0o755)
  const [port, simulatorPort] = await findFreePorts(2)
  const settings = { PORT: String(port), RATE_LIMIT: 'off', LOG_LEVEL: 'error' }
  say('collecting from the simulator')
  const demo = await startSite(
    'lib/cli/demo.ts',
    { ...settings, SIMULATOR_PORT: String(simulatorPort), COVERLINE_DATA_DIR: dataDir },
    300_000,
  )
  await waitForCoverage(demo.url).finally(() => demo.stop())
  // What is measured is the site: collector and simulator would have the processors to themselves in its stead.
  const site = await startSite(
    'lib/cli/start.ts',
    { ...settings, COLLECT: 'off', COVERLINE_SIMULATED: '1', COVERLINE_DATA_DIR: join(dataDir, 'demo') },
    300_000,
  )
  const bare = await startBareSite().catch(async (error: unknown) => {
    await site.stop()
    throw error
  })
  try {
    const bareLoad = await measureFirstLoad(bare.url, '/')
    say(`lighthouse on the bare page, ${runs} runs`)
    const bareScores = await runLighthouse(bare.url, '/', { chromium, runs, skip: SKIPPED })
    const firstLoad = []
    const lighthouse = []
    for (const [name, path] of Object.entries(PAGES)) {
      const load = await measureFirstLoad(site.url, path)
      firstLoad.push({
        name,
        ...load,
        kbAboveBare: Number(((load.gzipBytes - bareLoad.gzipBytes) / 1000).toFixed(1)),
        timesBare: Number((load.gzipBytes / bareLoad.gzipBytes).toFixed(3)),
      })
      say(`lighthouse on ${path}, ${runs} runs`)
      const figures = await runLighthouse(site.url, path, { chromium, runs, skip: SKIPPED })
      const timesBare = Number((figures.scores.performance / bareScores.scores.performance).toFixed(3))
      lighthouse.push({ name, performanceTimesBare: timesBare, ...figures })
    }
    const isChartFree = !(await readFirstLoadCode(site.url, PAGES.overview)).includes(CHART_MARK)
    const missed = [
      ...firstLoad
        .filter(({ kbAboveBare }) => kbAboveBare > MOST_KB_ABOVE_BARE)
        .map(({ name, kbAboveBare }) => `${name}: ${kbAboveBare} kB above a bare page`),
      ...lighthouse.flatMap(({ name, scores }) =>
        Object.entries(scores)
          .filter(([category, score]) => score < (category === 'performance' ? LEAST_PERFORMANCE : 100))
          .map(([category, score]) => `${name}: ${category} ${score}`),
      ),
      ...(isChartFree ? [] : ['overview: loads chart code']),
    ]
    return {
      ok: missed.length === 0,
      figures: {
        missed,
        bare: { ...bareLoad, lighthouse: bareScores },
        firstLoad,
        overviewIsFreeOfChartCode: isChartFree,
        skippedAudits: SKIPPED,
        lighthouse,
      },
    }
  } finally {
    await bare.stop()
    await site.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const venuesSchema = z.object({
  data: z.array(z.object({ venue: z.string(), latest: z.object({ coverage: z.number().nullable() }) })),
})

/** Waits until the venues of the measured pages state their coverage. */
async function waitForCoverage(url: string): Promise<void> {
  const deadline = Date.now() + COLLECTED_WITHIN_MS
  while (Date.now() < deadline) {
    const { data } = venuesSchema.parse(await (await fetch(`${url}/api/v1/venues`)).json())
    const stated = (venue: string) => data.some((row) => row.venue === venue && row.latest.coverage !== null)
    if (stated('bybit') && stated('okx')) return
    await sleep(1_000)
  }
  throw new Error(`bybit and okx did not state their coverage within ${COLLECTED_WITHIN_MS / 1000} s`)
}
