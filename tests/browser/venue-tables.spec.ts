import { expect, type Page, test } from '@playwright/test'
import { z } from 'zod'
import { readText } from '@/tests/browser/support/api'
import { overviewRow } from '@/tests/browser/support/overview-table'
import { runningSites } from '@/tests/browser/support/sites'

test.use({ javaScriptEnabled: false })

const rowsOf = (page: Page, name: RegExp) => page.getByRole('table', { name }).locator('tbody th[scope="row"]')

/** The tables of Bybit that are longer than what its page shows: what leads to the whole, and where that stands. */
const TABLES = [
  { link: /^All \d+ pools$/, table: /^Funds, by the open interest/, path: '/venues/bybit/pools' },
  { link: /^All \d+ markets$/, table: /^Markets, largest open interest first/, path: '/venues/bybit/markets' },
  { link: /^All \d+ funds$/, table: /^The change of each fund/, path: '/venues/bybit/change?change=30d#change' },
  {
    link: /^All \d+ signals$/,
    table: /^ADL signals/,
    path: '/adl?venue=bybit',
  },
] as const

for (const { link, table, path } of TABLES) {
  test(`the table behind ${path} says how many rows it shows, and the whole has all of them`, async ({ page }) => {
    const { demo } = runningSites()
    await page.goto(`${demo.url}/venues/bybit`)
    const whole = page.getByRole('link', { name: link })
    const all = Number(((await whole.textContent()) ?? '').replaceAll(/\D/g, ''))
    const few = await rowsOf(page, table).count()
    expect(few).toBeGreaterThanOrEqual(6)
    expect(all).toBeGreaterThan(few + 3)
    const said = page.locator('p').filter({ has: whole })
    await expect(said).toContainText(new RegExp(`\\b${few}\\b.* of ${all} `))
    await whole.click()
    await expect(page).toHaveURL(`${demo.url}${path}`)
    await expect(rowsOf(page, table)).toHaveCount(all)
    await expect(page.locator('main')).toContainText('Data as of')
  })
}

test('a whole table leads back to its venue and names its own address', async ({ page }) => {
  const { demo } = runningSites()
  for (const table of ['pools', 'markets', 'change', 'figures']) {
    await page.goto(`${demo.url}/venues/bybit/${table}`)
    await expect(page.locator('link[rel="canonical"]')).toHaveAttribute('href', `${demo.url}/venues/bybit/${table}`)
    await expect(page.locator('main header').getByRole('link', { name: 'Bybit', exact: true })).toHaveAttribute(
      'href',
      /^\/venues\/bybit#/,
    )
  }
})

test('a venue without such a table says so, an unknown one is not found, a moment leads to the pinned page', async ({
  page,
}) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/venues/ftx/markets`)
  await expect(page.locator('main')).toContainText('No market collected.')
  await page.goto(`${demo.url}/venues/ftx/change`)
  await expect(page.locator('main')).toContainText('No fund has a balance in this period.')
  for (const table of ['pools', 'markets', 'change', 'figures'])
    expect((await page.goto(`${demo.url}/venues/no-such-venue/${table}`))?.status()).toBe(404)
  await page.goto(`${demo.url}/venues/bybit/pools?as_of=2026-01-31T00:00:00Z`)
  await expect(page).toHaveURL(`${demo.url}/venues/bybit?as_of=2026-01-31T00%3A00%3A00Z`)
})

test('the period of the changes can be changed on their own page', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/venues/bybit/change`)
  await page.getByRole('link', { name: '7d', exact: true }).click()
  await expect(page).toHaveURL(`${demo.url}/venues/bybit/change?change=7d#change`)
  await page.goto(`${demo.url}/venues/bybit/change?change=ever`)
  await expect(page.locator('main')).toContainText('change is one of 24h')
})

test('a venue page is light to start up', async ({ page }) => {
  const { demo } = runningSites()
  const bytes = Buffer.byteLength(await readText(`${demo.url}/venues/bybit`))
  await page.goto(`${demo.url}/venues/bybit`)
  const elements = z.number().parse(await page.evaluate(() => document.querySelectorAll('*').length))
  // Half as much again as it was when this was set; four and three times as much is what it had grown to.
  expect(elements).toBeLessThan(4_000)
  expect(bytes).toBeLessThan(700_000)
})

test('on a narrow screen a row opens and shows every figure with its name, once', async ({ page }) => {
  const { demo } = runningSites()
  await page.setViewportSize({ width: 375, height: 800 })
  await page.goto(`${demo.url}/`)
  const row = overviewRow(page, 'bybit')
  const shown = row.locator('td[data-label]:visible')
  await expect(shown).toHaveCount(0)
  await row.locator('summary').click()
  const names = await shown.evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-label')))
  expect(names).toEqual([
    ...['24 h', '7 d', 'Drawdown', 'Open interest', 'Empties at a fall of', 'Weakest pool', 'ADL now', '30 days'],
  ])
  await expect(overviewRow(page, 'okx').locator('td[data-label]:visible')).toHaveCount(0)
  // A long reason beside it must not press a name into a column of letters.
  const heights = await page
    .locator('th[scope="row"] a:visible')
    .evaluateAll((links) => links.map((link) => [link.textContent, link.getClientRects().length] as const))
  expect(heights.length).toBeGreaterThan(20)
  expect(heights.filter(([, lines]) => lines > 2)).toEqual([])
})
