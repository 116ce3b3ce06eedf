import { expect, test } from '@playwright/test'
import { readSeries } from '@/tests/browser/support/api'
import { settle } from '@/tests/browser/support/look'
import { runningSites } from '@/tests/browser/support/sites'

test('the record of BitMEX is drawn from 2016 to 2026', async ({ page }) => {
  const { offline } = runningSites()
  await page.goto(`${offline.url}/venues/bitmex`)
  expect(await settle(page)).toBeGreaterThanOrEqual(1)
  const chart = page.getByRole('region', { name: /^BitMEX: .*2016-02-29 to 2026-09-11/ }).first()
  await expect(chart).toBeVisible()
  const inked = await chart.locator('canvas').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 0
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    return [...pixels].filter((value, index) => index % 4 === 3 && value > 0).length
  })
  expect(inked).toBeGreaterThan(1_000)
})

test('the table beside the chart has every XBT row, the newest and the oldest first and last', async ({ page }) => {
  const { offline } = runningSites()
  const published = (await readSeries(offline.url, 'fund-balances.csv?venue=bitmex')).filter(
    ({ fund }) => fund === 'xbt',
  )
  const days = published.map(({ observed_at }) => (observed_at ?? '').slice(0, 10)).sort()
  expect(days.at(0)).toBe('2016-02-29')
  expect(days.at(-1)).toBe('2026-09-11')
  await page.goto(`${offline.url}/venues/bitmex?fund=xbt`)
  await page.getByText('The chart as a table', { exact: true }).click()
  const rows = page.getByRole('table', { name: /^The chart as a table/ }).locator('tbody tr')
  await expect(rows).toHaveCount(8)
  await expect(page.getByText(`The newest 8 of ${days.length} rows.`, { exact: true })).toBeVisible()
  await page.getByRole('link', { name: `All ${days.length} rows here`, exact: true }).click()
  await expect(page).toHaveURL(/[?&]rows=all/)
  await expect(rows).toHaveCount(days.length)
  const shown = await rows.locator('th').allInnerTexts()
  expect(shown.map((text) => text.slice(0, 10))).toEqual([...days].reverse())
})

test('the fall of November 2025 is said to be the announced rebalancing, not usage', async ({ page }) => {
  const { offline } = runningSites()
  await page.goto(`${offline.url}/venues/bitmex`)
  const incident = page
    .getByRole('list', { name: 'Incidents in the chart' })
    .getByRole('listitem')
    .filter({ hasText: '2025-11-17' })
  await expect(incident).toHaveText(/announced rebalancing of the fund, not usage/)
})
