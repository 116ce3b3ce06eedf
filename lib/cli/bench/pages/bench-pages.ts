import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Benchmark } from '@/lib/cli/bench'
import { startBareSite } from '@/lib/cli/bench/pages/bare-page'
import { CALIBRATION, calibratedSlowdown, TOO_SLOW } from '@/lib/cli/bench/pages/calibration'
import { type FirstLoad, measureFirstLoad, readFirstLoadCode } from '@/lib/cli/bench/pages/first-load'
import { median, runLighthouse } from '@/lib/cli/bench/pages/lighthouse'
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

/**
 * `pages [--runs N]`: Lighthouse on four pages, and their first-load scripts, against a bare page of the same Next.
 * What passes is judged by Lighthouse's default profile; the calibrated one stands beside it.
 */
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
    const firstLoad = await measureFirstLoads(site.url, bareLoad)
    const audited = { site: site.url, bare: bare.url, chromium, runs, say }
    const lighthouse = await auditPages(audited)
    // Only after the first profile is the speed of this machine known; both pages are slowed by the same factor.
    const slowdown = calibratedSlowdown(lighthouse.benchmarkIndex)
    const calibrated = slowdown === null ? null : await auditPages(audited, slowdown)
    const isChartFree = !(await readFirstLoadCode(site.url, PAGES.overview)).includes(CHART_MARK)
    const missed = [
      ...firstLoad
        .filter(({ kbAboveBare }) => kbAboveBare > MOST_KB_ABOVE_BARE)
        .map(({ name, kbAboveBare }) => `${name}: ${kbAboveBare} kB above a bare page`),
      ...lighthouse.pages.flatMap(({ name, scores }) =>
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
        bare: bareLoad,
        firstLoad,
        overviewIsFreeOfChartCode: isChartFree,
        skippedAudits: SKIPPED,
        lighthouse,
        lighthouseCalibrated: calibrated ?? `not measured: ${TOO_SLOW}`,
        calibration: CALIBRATION,
      },
    }
  } finally {
    await bare.stop()
    await site.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** First-load scripts of every page against those of the bare page. */
function measureFirstLoads(siteUrl: string, bareLoad: FirstLoad) {
  return Promise.all(
    Object.entries(PAGES).map(async ([name, path]) => {
      const load = await measureFirstLoad(siteUrl, path)
      return {
        name,
        ...load,
        kbAboveBare: Number(((load.gzipBytes - bareLoad.gzipBytes) / 1000).toFixed(1)),
        timesBare: Number((load.gzipBytes / bareLoad.gzipBytes).toFixed(3)),
      }
    }),
  )
}

interface Audited {
  readonly site: string
  readonly bare: string
  readonly chromium: string
  readonly runs: number
  readonly say: (step: string) => void
}

/** Lighthouse on the bare page and on ours, with its default slowdown of the processor or the one given. */
async function auditPages({ site, bare, chromium, runs, say }: Audited, cpuSlowdownMultiplier?: number) {
  const options = { chromium, runs, skip: SKIPPED, cpuSlowdownMultiplier }
  const profile = cpuSlowdownMultiplier === undefined ? 'default' : `${cpuSlowdownMultiplier}x`
  say(`lighthouse, ${profile} profile, on the bare page, ${runs} runs`)
  const barePage = await runLighthouse(bare, '/', options)
  const pages = []
  for (const [name, path] of Object.entries(PAGES)) {
    say(`lighthouse, ${profile} profile, on ${path}, ${runs} runs`)
    const figures = await runLighthouse(site, path, options)
    const timesBare = Number((figures.scores.performance / barePage.scores.performance).toFixed(3))
    const blockingMsAboveBare = Math.round(
      figures.measures.total_blocking_time_ms - barePage.measures.total_blocking_time_ms,
    )
    pages.push({ name, performanceTimesBare: timesBare, blockingMsAboveBare, ...figures })
  }
  return {
    cpuSlowdownMultiplier: barePage.cpuSlowdownMultiplier,
    benchmarkIndex: median([barePage, ...pages].map(({ benchmarkIndex }) => benchmarkIndex)),
    bare: barePage,
    pages,
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
