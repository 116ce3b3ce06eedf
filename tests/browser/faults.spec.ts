import { expect, test } from '@playwright/test'
import { type ApiVenue, readSeries, readVenues } from '@/tests/browser/support/api'
import { type Finished, runToEnd } from '@/tests/browser/support/command'
import { overviewRow } from '@/tests/browser/support/overview-table'
import { runningSites, type Sites } from '@/tests/browser/support/sites'
import { liveVenues } from '@/tests/browser/support/venues'

const BROKEN = ['bybit', 'okx'] as const
const FAULTS = {
  'api.bybit.com/v5/market/insurance': { kind: 'html' },
  okx: { kind: 'rate_limited', retryAfterS: 3_600 },
} as const
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

async function readLatest(demo: Demo, venue: string): Promise<ApiVenue['latest']> {
  const found = (await readVenues(demo.url)).find((row) => row.venue === venue)
  if (found === undefined) throw new Error(`the API does not know ${venue}`)
  return found.latest
}

const balancesOf = (demo: Demo, venue: string) => readSeries(demo.url, `fund-balances.csv?venue=${venue}`)

test.afterAll(() => setFaults(runningSites().demo, {}))

test('two broken venues are named, nothing is invented, the others go on, and both recover', async ({ page }) => {
  const { demo } = runningSites()
  test.setTimeout(240_000)
  await setFaults(demo, FAULTS)
  const first = await collect(demo)
  expect(first.code, first.output).toBe(1)
  expect(first.output).toMatch(/bybit fund\s+FAILED/)
  expect(first.output).toMatch(/okx fund\s+FAILED/)
  expect(first.output).toMatch(/bybit open_interest\s+ok/)

  const before = await Promise.all(
    BROKEN.map(async (venue) => ({
      venue,
      rows: await balancesOf(demo, venue),
      fund: (await readLatest(demo, venue)).fund_usd,
    })),
  )
  for (const { venue, rows, fund } of before) {
    expect(rows.length, venue).toBeGreaterThan(0)
    expect(fund, venue).not.toBeNull()
  }

  const second = await collect(demo)
  expect(second.code, second.output).toBe(1)

  await test.step('the venues fail by name', async () => {
    for (const venue of BROKEN) expect((await readLatest(demo, venue)).state, venue).toBe('failing')
    expect((await readLatest(demo, 'bybit')).reason).toMatch(/answers cannot be read since/)
    expect((await readLatest(demo, 'okx')).reason).toMatch(/the exchange asks us to wait since/)
    await expect(async () => {
      await page.goto(`${demo.url}/status`)
      const rows = page.locator('main table tbody tr')
      for (const venue of ['Bybit', 'OKX']) {
        const failing = rows.filter({ hasText: venue }).filter({ hasText: 'failing' })
        expect(await failing.count(), venue).toBeGreaterThan(0)
      }
      await expect(
        rows
          .filter({ hasText: 'OKX' })
          .filter({ hasText: /the exchange asks us to wait since/ })
          .first(),
      ).toBeVisible()
    }).toPass(SHOWN)
    await expect(async () => {
      await page.goto(`${demo.url}/`)
      for (const venue of BROKEN) await expect(overviewRow(page, venue)).toContainText('failing', { timeout: 100 })
    }).toPass(SHOWN)
  })

  await test.step('nothing is invented', async () => {
    let compared = 0
    for (const { venue, rows, fund } of before) {
      expect((await readLatest(demo, venue)).fund_usd, venue).toBe(fund)
      expect(await balancesOf(demo, venue), venue).toEqual(rows)
      compared += 1
    }
    expect(compared).toBe(2)
  })

  await test.step('the others are fresh', async () => {
    const others = liveVenues.filter((venue) => !BROKEN.some((broken) => broken === venue))
    expect(others).toHaveLength(4)
    for (const venue of others) {
      const { state, coverage } = await readLatest(demo, venue)
      expect(['live', 'unchanged'], venue).toContain(state)
      expect(coverage, venue).not.toBeNull()
    }
    expect((await fetch(`${demo.url}/readyz`)).status).toBe(200)
  })

  await test.step('both recover', async () => {
    await setFaults(demo, {})
    const third = await collect(demo)
    expect(third.code, third.output).toBe(0)
    for (const venue of BROKEN) {
      const { state, coverage } = await readLatest(demo, venue)
      expect(['live', 'unchanged'], venue).toContain(state)
      expect(coverage, venue).not.toBeNull()
    }
  })
})
