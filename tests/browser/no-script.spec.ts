import { expect, test } from '@playwright/test'
import { formatRatioPercent, formatUsd } from '@/lib/render/format'
import bybit from '@/lib/venues/bybit'
import { readEvidenceHash, readText, readVenue, readVenues } from '@/tests/browser/support/api'
import {
  overviewCell,
  overviewRow,
  overviewTable,
  readExact,
  shownVenues,
} from '@/tests/browser/support/overview-table'
import { runningSites } from '@/tests/browser/support/sites'
import { listedVenues, liveVenues } from '@/tests/browser/support/venues'

test.use({ javaScriptEnabled: false })

test('the overview names all venues and states the coverage of the live ones', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/`)
  let named = 0
  for (const venue of listedVenues) {
    await expect(page.locator(`main a[href="/venues/${venue}"]`).first()).toBeVisible()
    named += 1
  }
  expect(named).toBe(8)
  let stated = 0
  for (const venue of liveVenues) {
    const cell = await overviewCell(page, venue, 'Coverage')
    await expect(cell).toHaveText(/^\d[\d.,]* %$/)
    expect(Number(await readExact(cell))).toBeGreaterThan(0)
    stated += 1
  }
  expect(stated).toBe(6)
  await expect(overviewRow(page, 'deribit')).toContainText('discloses by')
})

test('the overview sorts by links, and the address says how', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/`)
  const readFunds = async () => {
    const funds: number[] = []
    for (const venue of await shownVenues(page)) {
      const value = await readExact(await overviewCell(page, venue, 'Fund'))
      if (value !== null) funds.push(Number(value))
    }
    return funds
  }
  const sorted = overviewTable(page).locator('th[aria-sort]')
  for (const [address, direction] of [
    ['sort=-fund_usd', 'descending'],
    ['sort=fund_usd', 'ascending'],
  ] as const) {
    await overviewTable(page).locator('thead').getByRole('link', { name: /^Fund/ }).click()
    await expect(page).toHaveURL(`${demo.url}/?${address}`)
    await expect(sorted).toHaveText(/^Fund/)
    await expect(sorted).toHaveAttribute('aria-sort', direction)
    const insurance = (await readFunds()).slice(0, 5)
    expect(insurance).toHaveLength(5)
    const ordered = [...insurance].sort((a, b) => (direction === 'descending' ? b - a : a - b))
    expect(insurance).toEqual(ordered)
  }
})

test('the overview narrows by its form and its links, and the address says how', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/`)
  expect((await shownVenues(page)).length).toBeGreaterThanOrEqual(7)
  const form = page.getByRole('search', { name: 'Find venues' })
  await form.getByRole('searchbox', { name: 'Name' }).fill('okx')
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/[?&]q=okx(&|$)/)
  expect(await shownVenues(page)).toEqual(['okx'])
  await page.getByRole('link', { name: 'Clear the filter' }).click()
  expect((await shownVenues(page)).length).toBeGreaterThanOrEqual(7)
  await page
    .getByRole('navigation', { name: 'Kind of fund' })
    .getByRole('link', { name: /^Vaults/ })
    .click()
  await expect(page).toHaveURL(`${demo.url}/?type=vault`)
  expect([...(await shownVenues(page))].sort()).toEqual(['hyperliquid', 'lighter'])
})

test('a venue page holds its pools, its waterfall, its chart and its sources', async ({ page }) => {
  const { demo } = runningSites()
  const { funds, waterfall } = await readVenue(demo.url, 'bybit')
  expect(funds.length).toBeGreaterThan(5)
  expect(waterfall.length).toBeGreaterThanOrEqual(3)
  await page.goto(`${demo.url}/venues/bybit`)
  const main = page.locator('main')
  const rows = main.getByRole('table', { name: /^Funds, by the open interest/ }).locator('th[scope="row"]')
  await expect(rows).toHaveCount(10)
  await expect(main).toContainText(`10 of ${funds.length} pools: `)
  await main.getByRole('link', { name: `All ${funds.length} pools`, exact: true }).click()
  await expect(page).toHaveURL(`${demo.url}/venues/bybit/pools`)
  await expect(rows).toHaveCount(funds.length)
  await page.goto(`${demo.url}/venues/bybit`)
  const steps = main.locator('section[aria-labelledby="waterfall"] li')
  await expect(steps).toHaveCount(waterfall.length)
  await expect(steps.getByRole('link')).toHaveCount(waterfall.length)
  await expect(
    main.locator('section[aria-labelledby="history"]').getByRole('img', { name: /^Bybit: SIMULATED/ }),
  ).toBeVisible()
  await expect(main.getByRole('table', { name: 'Sources and their clocks' }).locator('tbody tr')).toHaveCount(
    bybit.sources.length,
  )
})

test('the comparison states the coverage of each venue', async ({ page }) => {
  const { demo } = runningSites()
  const compared = ['bybit', 'binance', 'okx']
  await page.goto(`${demo.url}/compare?v=${compared.join(',')}`)
  const table = page.locator('section[aria-labelledby="facts"] table')
  let stated = 0
  for (const { venue, name } of (await readVenues(demo.url)).filter((row) => compared.includes(row.venue))) {
    await expect(table.locator('thead')).toContainText(name)
    await expect(page.locator(`main a[href^="/venues/${venue}"]`).first()).toBeVisible()
    stated += 1
  }
  expect(stated).toBe(3)
  const coverage = table.locator('tr').filter({ has: page.locator('th', { hasText: /^Coverage/ }) })
  await expect(coverage.first().locator('data')).toHaveCount(3)
})

test('the evidence page shows the archived bytes', async ({ page }) => {
  const { demo } = runningSites()
  const hash = await readEvidenceHash(demo.url, 'bybit')
  const bytes = await readText(`${demo.url}/evidence/${hash}/raw`)
  expect(bytes.length).toBeGreaterThan(500)
  await page.goto(`${demo.url}/evidence/${hash}`)
  await expect(page.locator('main')).toContainText(hash)
  const shown = (await page.locator('main pre').first().textContent()) ?? ''
  const squeeze = (text: string) => text.replaceAll(/\s/g, '')
  expect(squeeze(shown).slice(0, 200)).toBe(squeeze(bytes).slice(0, 200))
})

test('figures are formatted as the rest of the site formats them', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/`)
  let compared = 0
  for (const venue of liveVenues) {
    const fund = await overviewCell(page, venue, 'Fund')
    const coverage = await overviewCell(page, venue, 'Coverage')
    await expect(fund).toHaveText(formatUsd((await readExact(fund)) ?? ''))
    await expect(coverage).toHaveText(formatRatioPercent(Number(await readExact(coverage))))
    compared += 1
  }
  expect(compared).toBe(6)
})
