import { expect, type Page, test } from '@playwright/test'
import { settle } from '@/tests/browser/support/look'
import { runningSites } from '@/tests/browser/support/sites'

const MINUTE_MS = 60_000
const OUTAGE = /^Figures are not being refreshed/

/** Opens a page under a clock the test moves. */
async function open(page: Page, path: string): Promise<void> {
  await page.clock.install()
  await page.goto(`${runningSites().demo.url}${path}`)
  await settle(page)
}

function countProbes(page: Page): () => number {
  let probes = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/readyz') probes += 1
  })
  return () => probes
}

/** What the browser is told about whether the page is in sight. */
function setVisibility(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, state)
}

test('age makes a figure late without a reload, and an outage takes no figure away', async ({ page }) => {
  await page.route('**/readyz', (route) => route.abort())
  await open(page, '/venues/bybit')
  const badge = page.locator('main [data-state]').first()
  await expect(badge).toHaveAttribute('data-state', /^(live|unchanged)$/)
  const figures = await page.locator('main data').evaluateAll((all) => all.map((one) => one.textContent))
  expect(figures.length).toBeGreaterThan(10)
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  await page.clock.fastForward(30 * MINUTE_MS)
  await expect(badge).toHaveAttribute('data-state', 'late')
  await expect(badge).toContainText(/3\d min/)
  await expect(page.getByRole('status').filter({ hasText: OUTAGE })).toBeVisible()
  expect(await page.locator('main data').evaluateAll((all) => all.map((one) => one.textContent))).toEqual(figures)
  expect(loads).toBe(0)

  await page.unroute('**/readyz')
  await page.clock.fastForward(2 * MINUTE_MS)
  await expect(page.getByRole('status').filter({ hasText: OUTAGE })).toHaveCount(0)
  await expect(badge).toHaveAttribute('data-state', /^(live|unchanged)$/)
})

test('newer figures come in without anything moving, and the chart keeps its place', async ({ page }) => {
  await open(page, '/venues/bybit')
  await page.evaluate(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const value: unknown = Reflect.get(entry, 'value')
        if (typeof value === 'number') shifts.push(value)
      }
    }).observe({ type: 'layout-shift', buffered: false })
  })
  const chart = page.locator('[data-drawn]').first()
  await chart.getByRole('region').focus()
  // Whichever refresh comes to its end: one that a later one overtakes is not read to its own.
  const refreshed = page.waitForEvent(
    'requestfinished',
    (request) => request.url().includes('/venues/bybit') && request.headers().rsc === '1',
  )
  // A page is kept for ten seconds: newer than that it is made anew.
  await page.clock.fastForward(MINUTE_MS + 1_000)
  await refreshed
  await expect(chart).toHaveAttribute('data-drawn', 'true')
  await expect(chart.getByRole('region')).toBeFocused()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const shift = await page.evaluate<number>('window.shifts.reduce((sum, value) => sum + value, 0)')
  expect(shift).toBeLessThan(0.001)
})

test('a hidden page asks for nothing, and catches up when it is seen again', async ({ page }) => {
  const probes = countProbes(page)
  await open(page, '/')
  await setVisibility(page, 'hidden')
  const before = probes()
  await page.clock.fastForward(10 * MINUTE_MS)
  await page.clock.runFor(2 * MINUTE_MS)
  expect(probes()).toBe(before)
  const badge = page.locator('main [data-state]').first()
  const caughtUp = page.waitForRequest('**/readyz')
  await setVisibility(page, 'visible')
  await caughtUp
  expect(probes()).toBe(before + 1)
  await expect(badge).toBeVisible()
})
