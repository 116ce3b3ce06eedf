import { expect, test } from '@playwright/test'
import { type Finished, runToEnd } from '@/lib/cli/launch'
import { type ApiVenue, readSeries, readVenuesAnew } from '@/tests/browser/support/api'
import { overviewRow } from '@/tests/browser/support/overview-table'
import { runningSites, type Sites } from '@/tests/browser/support/sites'
import { liveVenues } from '@/tests/browser/support/venues'

const BROKEN = ['bybit', 'gate'] as const
const FAULTS = {
  'api.bybit.com/v5/market/insurance': { kind: 'html' },
  gate: { kind: 'rate_limited', retryAfterS: 3_600 },
} as const
const BYBIT_SAYS = /answers cannot be read since/
const GATE_SAYS = /the exchange asks us to wait since/
/** A page may be ten seconds old. */
const SHOWN = { timeout: 40_000, intervals: [1_000] }

type Demo = Sites['demo']

async function setFaults(demo: Demo, faults: Readonly<Record<string, object>>): Promise<void> {
  const control = `${demo.simulatorUrl}/_control/faults`
  const cleared = await fetch(control, { method: 'DELETE' })
  expect(cleared.status).toBe(200)
  for (const [target, fault] of Object.entries(faults)) {
    const answer = await fetch(`${control}/${encodeURIComponent(target)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    })
    expect(answer.status, await answer.text()).toBe(200)
  }
}

/** One pass of the collector on the database of the running site, as the person who operates it would. */
function collect(demo: Demo): Promise<Finished> {
  return runToEnd(['lib/cli/collect.ts', '--venue', BROKEN.join(',')], {
    COVERLINE_DATA_DIR: demo.dataDir,
    UPSTREAM_GATEWAY: demo.simulatorUrl,
    COVERLINE_SIMULATED: '1',
    LOG_LEVEL: 'error',
  })
}

type Latest = ApiVenue['latest']

/** What the API says now of each venue asked for. */
async function readLatest(
  demo: Demo,
  asked: readonly string[],
): Promise<readonly (Latest & { readonly venue: string })[]> {
  const venues = await readVenuesAnew(demo.url)
  return asked.map((id) => {
    const found = venues.find(({ venue }) => venue === id)
    if (found === undefined) throw new Error(`the API does not know ${id}`)
    return { venue: id, ...found.latest }
  })
}

const balancesOf = (demo: Demo, venue: string) => readSeries(demo.url, `fund-balances.csv?venue=${venue}`)

test.afterAll(() => setFaults(runningSites().demo, {}))

test('two broken venues are named, nothing is invented, the others go on, and both recover', async ({ page }) => {
  test.setTimeout(240_000)
  const { demo } = runningSites()
  const others = liveVenues.filter((venue) => !BROKEN.some((broken) => broken === venue))
  expect(others).toHaveLength(4)
  await setFaults(demo, FAULTS)
  const failing = await collect(demo)
  expect(failing.code, failing.output).toBe(1)
  expect(failing.output).toMatch(/bybit fund\s+FAILED/)
  expect(failing.output).toMatch(/gate fund\s+FAILED/)
  expect(failing.output).toMatch(/bybit open_interest\s+ok/)
  expect((await collect(demo)).code).toBe(1)

  await test.step('the venues fail by name', async () => {
    const [bybit, gate] = await readLatest(demo, BROKEN)
    expect(bybit).toMatchObject({ state: 'failing', reason: expect.stringMatching(BYBIT_SAYS) })
    expect(gate).toMatchObject({ state: 'failing', reason: expect.stringMatching(GATE_SAYS) })
    await expect(async () => {
      await page.goto(`${demo.url}/status`)
      const rows = page.locator('main table tbody tr').filter({ hasText: 'failing' })
      expect(await rows.filter({ hasText: BYBIT_SAYS }).count()).toBeGreaterThan(0)
      expect(await rows.filter({ hasText: GATE_SAYS }).count()).toBeGreaterThan(0)
      await page.goto(`${demo.url}/`)
      for (const venue of BROKEN) await expect(overviewRow(page, venue)).toContainText('failing', { timeout: 100 })
    }).toPass(SHOWN)
  })

  await test.step('nothing is invented', async () => {
    const readKept = async () => {
      const latest = await readLatest(demo, BROKEN)
      return Promise.all(
        latest.map(async ({ venue, fund_usd }) => ({ venue, fund_usd, rows: await balancesOf(demo, venue) })),
      )
    }
    const before = await readKept()
    expect((await collect(demo)).code).toBe(1)
    const after = await readKept()
    expect(after).toEqual(before)
    for (const { venue, fund_usd, rows } of after) {
      expect(fund_usd, venue).not.toBeNull()
      expect(rows.length, venue).toBeGreaterThan(0)
    }
    expect(after).toHaveLength(2)
  })

  await test.step('the others are fresh', async () => {
    for (const { venue, state, coverage } of await readLatest(demo, others)) {
      expect(['live', 'unchanged'], venue).toContain(state)
      expect(coverage, venue).not.toBeNull()
    }
    expect((await fetch(`${demo.url}/readyz`)).status).toBe(200)
  })

  await test.step('both recover', async () => {
    await setFaults(demo, {})
    const mended = await collect(demo)
    expect(mended.code, mended.output).toBe(0)
    for (const { venue, state, coverage } of await readLatest(demo, BROKEN)) {
      expect(['live', 'unchanged'], venue).toContain(state)
      expect(coverage, venue).not.toBeNull()
    }
  })
})
