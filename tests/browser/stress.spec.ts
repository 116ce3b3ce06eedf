import { expect, type Page, test } from '@playwright/test'
import { readText, readVenue } from '@/tests/browser/support/api'
import { settle } from '@/tests/browser/support/look'
import { runningSites } from '@/tests/browser/support/sites'

/** Dollars of the answer, by the name of the figure. */
async function readFigure(page: Page, label: RegExp): Promise<number> {
  const figure = page
    .locator('main dl')
    .first()
    .locator('div')
    .filter({ has: page.locator('dt', { hasText: label }) })
  return Number(await figure.locator('dd data').first().getAttribute('value'))
}

async function readAnswer(page: Page): Promise<Record<string, unknown>> {
  const href = await page.getByRole('link', { name: 'The same as JSON' }).getAttribute('href')
  return JSON.parse(await readText(`${runningSites().demo.url}${href}`))
}

test('from the overview to the stored bytes: would a 10 % gap empty Bybit’s BTC pool, and how do you know', async ({
  page,
}) => {
  const { demo } = runningSites()
  const { funds } = await readVenue(demo.url, 'bybit')
  const fund = funds.find(({ label, oi_usd }) => /BTC/.test(label) && oi_usd !== null) ?? funds[0]
  await page.goto(`${demo.url}/`)
  await page.locator('main a[href="/venues/bybit"]').first().click()
  await page
    .getByRole('link', { name: `stress test ${fund?.label}`, exact: true })
    .first()
    .click()
  await expect(page).toHaveURL(/\/stress\?v=bybit&fund=/)
  await expect(page.getByRole('status').first()).toContainText(/A fall of 10\s%/)
  await page.locator('section[aria-labelledby="sources"] a[href^="/evidence/"]').first().click()
  await expect(page.locator('h1')).toHaveText(/^[0-9a-f]{64}$/)
  await expect(page.locator('main pre').first()).not.toBeEmpty()
})

test('the figures are those of the API', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/stress?v=bybit&gap=12.5&law=lumax`)
  const api = await readAnswer(page)
  expect(Number(api.shortfall)).toBeGreaterThan(0)
  expect(await readFigure(page, /^Hole/)).toBe(api.shortfall)
  expect(await readFigure(page, /^Fund pays/)).toBe(api.fund_draw)
  expect(await readFigure(page, /^Left to ADL/)).toBe(api.residual_to_adl)
  expect(await readFigure(page, /^Fund after/)).toBe(api.fund_after)
})

test('the slider moves the answer and the address, from the keyboard', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/stress?v=bybit`)
  await settle(page)
  const before = await readFigure(page, /^Hole/)
  const slider = page.getByRole('slider', { name: /^Size of the move/ })
  await slider.focus()
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(/[?&]gap=12(&|$)/)
  await expect(page.getByLabel('Fall, %')).toHaveValue('12')
  await expect(page.getByRole('status').first()).toContainText(/A fall of 12\s%/)
  expect(await readFigure(page, /^Hole/)).toBeGreaterThan(before)
  await expect(slider).toBeFocused()
  // A law chosen by its link is what the form then shows.
  await page
    .locator('section[aria-labelledby="laws"]')
    .getByRole('link', { name: /ceiling/ })
    .click()
  await expect(page).toHaveURL(/law=uniform/)
  await expect(page.getByLabel('Leverage law', { exact: true })).toHaveValue('uniform')
})

test('bad input is named, and the page stands', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/stress?v=bybit&gap=1000`)
  await expect(page.locator('main')).toContainText('percent, from 0 to below 100 for a fall')
  await expect(page.getByLabel('Fall, %')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Fall, %').fill('15')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/gap=15/)
  await expect(page.getByRole('status').first()).toContainText(/A fall of 15\s%/)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the form asks, the address is short, and the figures stand in the page', async ({ page }) => {
    const { demo } = runningSites()
    await page.goto(`${demo.url}/stress?v=okx`)
    const form = page.getByRole('search', { name: 'The scenario' })
    await expect(form.getByRole('slider')).toBeHidden()
    await form.getByLabel('Fall, %').fill('20')
    await form.getByLabel('Venue').selectOption('bybit')
    await form.getByRole('button', { name: 'Show the answer' }).click()
    await expect(page).toHaveURL(`${demo.url}/stress?v=bybit&gap=20`)
    await expect(page.getByRole('status').first()).toContainText(/A fall of 20\s%.* at Bybit/)
    await expect(page.getByRole('img', { name: /^Loss the fund pays/ })).toBeVisible()
    await expect(page.getByRole('img', { name: /^Hole by size of the fall/ })).toBeVisible()
    await expect(
      page.getByRole('table', { name: /^Hole by size/, includeHidden: true }).locator('tbody tr'),
    ).toHaveCount(13)
  })

  test('own figures give the answer of the API', async ({ page }) => {
    const { demo } = runningSites()
    await page.goto(`${demo.url}/stress?v=own&oi=2000000000&money=40000000&lmax=100&law=lumax&gap=5`)
    const api = await readAnswer(page)
    expect(api.shortfall).toBeCloseTo(20_991_852.7, 1)
    expect(await readFigure(page, /^Hole/)).toBe(api.shortfall)
    await expect(page.locator('section[aria-labelledby="sources"]')).toHaveCount(0)
  })
})
