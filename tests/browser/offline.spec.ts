import { expect, test } from '@playwright/test'
import { readEventIds, readSeries, readVenues } from '@/tests/browser/support/api'
import { overviewRow } from '@/tests/browser/support/overview-table'
import { runningSites } from '@/tests/browser/support/sites'
import { listedVenues, liveVenues } from '@/tests/browser/support/venues'

test('the overview shows all venues and says which cannot be reached', async ({ page }) => {
  const { offline } = runningSites()
  await page.goto(`${offline.url}/`)
  let named = 0
  for (const venue of listedVenues) {
    await expect(page.locator(`main a[href="/venues/${venue}"]`).first()).toBeVisible()
    named += 1
  }
  expect(named).toBe(8)
  let said = 0
  for (const venue of liveVenues) {
    await expect(overviewRow(page, venue)).toContainText(/the (exchange|protocol) could not be reached/)
    await expect(overviewRow(page, venue).locator('data')).toHaveCount(0)
    said += 1
  }
  expect(said).toBe(6)
})

test('the API has no figure that was not collected, and says why', async () => {
  const { offline } = runningSites()
  const venues = (await readVenues(offline.url)).filter(({ venue }) => liveVenues.some((id) => id === venue))
  expect(venues).toHaveLength(6)
  for (const { latest } of venues) {
    expect(latest).toMatchObject({ fund_usd: null, oi_usd: null, coverage: null, basis: null })
    expect(latest.reason).toMatch(/could not be reached/)
  }
  expect(await readSeries(offline.url, 'coverage.csv?interval=hour')).toEqual([])
  expect(await readSeries(offline.url, 'open-interest.csv')).toEqual([])
})

test('the status page says it of every source', async ({ page }) => {
  const { offline } = runningSites()
  await page.goto(`${offline.url}/status`)
  const rows = page.locator('main table tbody tr').filter({ hasText: /could not be reached/ })
  const unreached = await rows.allInnerTexts()
  expect(unreached.length).toBeGreaterThanOrEqual(20)
})

test('the published record is there all the same', async () => {
  const { offline } = runningSites()
  expect(await readSeries(offline.url, 'figures.csv')).toHaveLength(448)
  expect(await readEventIds(offline.url)).toHaveLength(38)
})
