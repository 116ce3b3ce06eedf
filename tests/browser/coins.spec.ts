import { expect, type Page, test } from '@playwright/test'
import { settle } from '@/tests/browser/support/look'
import { runningSites } from '@/tests/browser/support/sites'

const MOST_STEPS = 60

async function tabTo(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    await page.keyboard.press('Tab')
    if (await isThere()) return
  }
  throw new Error(`not reached within ${MOST_STEPS} presses of Tab`)
}

const coinsTable = (page: Page) => page.getByRole('table', { name: /^Coins and the pools/ })
const backingTable = (page: Page) => page.getByRole('table', { name: /^Pools behind BTC/ })

test('coins sort from the keyboard, and lead to the pools behind one', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/coins`)
  await settle(page)
  const header = coinsTable(page)
    .locator('thead')
    .getByRole('link', { name: /^Weakest pool/ })
  await tabTo(page, () => header.evaluate((link) => link === document.activeElement))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${demo.url}/coins?sort=-weakest`)
  await expect(coinsTable(page).locator('th[aria-sort="descending"]')).toHaveText(/^Weakest pool/)
  await coinsTable(page).getByRole('link', { name: 'BTC', exact: true }).click()
  await expect(page.locator('h1')).toHaveText('BTC: the money behind its contracts')
  await expect(backingTable(page).locator('a[href="/venues/bybit"]').first()).toBeVisible()
})

test('another name of a coin, and other letters, lead to the coin', async ({ page }) => {
  const { demo } = runningSites()
  for (const name of ['XBT', 'btc']) {
    await page.goto(`${demo.url}/coins/${name}`)
    await expect(page).toHaveURL(`${demo.url}/coins/BTC`)
  }
  expect((await page.goto(`${demo.url}/coins/NO-SUCH-COIN`))?.status()).toBe(404)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('coins narrow by the form and sort by links, and the address says how', async ({ page }) => {
    const { demo } = runningSites()
    await page.goto(`${demo.url}/coins`)
    const form = page.getByRole('search', { name: 'Find coins' })
    await form.getByRole('searchbox', { name: 'Coin' }).fill('BTC')
    await form.getByRole('button', { name: 'Apply' }).click()
    await expect(page).toHaveURL(/[?&]q=BTC(&|$)/)
    await expect(coinsTable(page).locator('tbody tr')).toHaveCount(1)
    await page.goto(`${demo.url}/coins/BTC?sort=-coverage`)
    const sorted = backingTable(page).locator('th[aria-sort]')
    await expect(sorted).toHaveAttribute('aria-sort', 'descending')
    const shown = await backingTable(page)
      .locator('tbody')
      .first()
      .locator('td[data-label="Pool’s coverage"] data')
      .all()
    const values = await Promise.all(shown.map(async (cell) => Number(await cell.getAttribute('value'))))
    expect(values.length).toBeGreaterThanOrEqual(3)
    expect(values).toEqual([...values].sort((a, b) => b - a))
  })

  test('the ADL monitor narrows to a venue, and its strip is there in words', async ({ page }) => {
    const { demo } = runningSites()
    await page.goto(`${demo.url}/adl`)
    const strip = page.getByRole('img', { name: /^Bybit, highest ADL level per hour/ })
    await expect(strip).toBeVisible()
    await expect(page.locator('#silent')).toHaveText(/^Venues without a public signal \(\d+\)$/)
    const form = page.getByRole('search', { name: 'Find signals' })
    await form.getByLabel('Venue').selectOption('bybit')
    await form.getByRole('button', { name: 'Apply' }).click()
    await expect(page).toHaveURL(/[?&]venue=bybit(&|$)/)
    await expect(page.getByRole('table', { name: /^ADL signals of Bybit/ })).toBeVisible()
    await expect(page.getByRole('table', { name: /^ADL signals of Binance/ })).toHaveCount(0)
    await page.goto(`${demo.url}/adl?venue=okx`)
    await expect(page.getByText('OKX has no public signal.')).toBeVisible()
  })
})
