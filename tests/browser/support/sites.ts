import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { findFreePorts, type RunningSite, type Settings, startSite } from '@/lib/cli/launch'
import { type ApiVenue, readVenues } from '@/tests/browser/support/api'
import { liveVenues } from '@/tests/browser/support/venues'

const siteSchema = z.object({ url: z.url(), dataDir: z.string() })

const sitesSchema = z.object({
  /** Against the simulator, one full pass collected. */
  demo: siteSchema.extend({ simulatorUrl: z.url() }),
  /** Nothing listens where its sources are. */
  offline: siteSchema,
})

export type Sites = z.infer<typeof sitesSchema>

const VARIABLE = 'COVERLINE_BROWSER_SITES'
const READY_WITHIN_MS = 150_000
const COLLECTED_WITHIN_MS = 180_000
/** The discard port: connections are refused at once. */
const NOWHERE = 'http://127.0.0.1:9'
/** A time zone far from UTC: a page that uses the machine's clock shows. */
const COMMON: Settings = { LOG_LEVEL: 'warn', TZ: 'America/Los_Angeles' }

/** The sites the global setup started, as tests see them. */
export function runningSites(): Sites {
  const text = process.env[VARIABLE]
  if (text === undefined) throw new Error('no sites run: start the tests through tests/browser/playwright.config.ts')
  return sitesSchema.parse(JSON.parse(text))
}

/** Starts both sites, waits until their figures are there, and returns what stops them. */
export async function startSites(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'coverline-browser-'))
  // As root the database runs as another user, who must be able to enter.
  await chmod(dataDir, 0o755)
  const started: RunningSite[] = []
  const stopAll = async () => {
    const stopped = await Promise.allSettled(started.map((site) => site.stop()))
    await rm(dataDir, { recursive: true, force: true })
    const reasons = stopped.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
    if (reasons.length > 0) throw new Error(reasons.join('\n'))
  }
  try {
    const [demoPort, simulatorPort, offlinePort] = await findFreePorts(3)
    const start = async (command: string, settings: Settings) => {
      const site = await startSite(command, { ...COMMON, ...settings }, READY_WITHIN_MS)
      started.push(site)
      return site
    }
    const demoDir = join(dataDir, 'demo-site')
    const offlineDir = join(dataDir, 'offline-site')
    const launched = await Promise.allSettled([
      start('lib/cli/demo.ts', {
        PORT: String(demoPort),
        SIMULATOR_PORT: String(simulatorPort),
        COVERLINE_DATA_DIR: demoDir,
        // Two browsers that open every page from one address ask for more than readers do; the other site keeps its limits.
        RATE_LIMIT: 'off',
      }),
      start('lib/cli/start.ts', {
        PORT: String(offlinePort),
        COVERLINE_DATA_DIR: offlineDir,
        UPSTREAM_GATEWAY: NOWHERE,
      }),
    ])
    const [demo, offline] = launched.map((result) => {
      if (result.status === 'rejected') throw result.reason
      return result.value
    })
    if (demo === undefined || offline === undefined) throw new Error('a site is missing')
    await Promise.all([
      waitForVenues(demo.url, 'states its coverage', ({ latest }) => latest.coverage !== null),
      waitForVenues(offline.url, 'says that its source cannot be reached', ({ latest }) =>
        (latest.reason ?? '').includes('could not be reached'),
      ),
    ])
    const sites: Sites = {
      // `npm run demo` keeps its database in a folder of its own below the data directory.
      demo: { url: demo.url, dataDir: join(demoDir, 'demo'), simulatorUrl: `http://127.0.0.1:${simulatorPort}` },
      offline: { url: offline.url, dataDir: offlineDir },
    }
    process.env[VARIABLE] = JSON.stringify(sites)
    return stopAll
  } catch (error) {
    await stopAll().catch((reason: unknown) => process.stderr.write(`${String(reason)}\n`))
    throw error
  }
}

/** Waits until every live venue is as asked; names those that are not. */
async function waitForVenues(url: string, what: string, isThere: (venue: ApiVenue) => boolean): Promise<void> {
  const deadline = Date.now() + COLLECTED_WITHIN_MS
  for (;;) {
    const venues = await readVenues(url)
    const missing = liveVenues.filter((id) => !venues.some((venue) => venue.venue === id && isThere(venue)))
    if (missing.length === 0) return
    if (Date.now() > deadline) {
      const found = venues.map(({ venue, latest }) => `${venue}: ${latest.state}, ${latest.reason ?? 'no reason'}`)
      throw new Error(`not every live venue ${what}: ${missing.join(', ')}\n${found.join('\n')}`)
    }
    await sleep(500)
  }
}
