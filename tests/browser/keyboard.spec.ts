import { expect, type Page, test } from '@playwright/test'
import { settle } from '@/tests/browser/support/look'
import { overviewTable } from '@/tests/browser/support/overview-table'
import { runningSites } from '@/tests/browser/support/sites'

const MOST_STEPS = 60

/** Presses Tab until the element is focused; returns how often. */
async function tabTo(page: Page, isThere: () => Promise<boolean>): Promise<number> {
  for (let steps = 1; steps <= MOST_STEPS; steps += 1) {
    await page.keyboard.press('Tab')
    if (await isThere()) return steps
  }
  throw new Error(`not reached within ${MOST_STEPS} presses of Tab`)
}

test('the first press of Tab offers to skip to the figures', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/`)
  await settle(page)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the figures' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()
  await page.keyboard.press('Tab')
  const inside = await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement) ?? false)
  expect(inside).toBe(true)
})

test('a column header sorts from the keyboard', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/`)
  await settle(page)
  const header = overviewTable(page).locator('thead').getByRole('link', { name: /^Fund/ })
  await tabTo(page, () => header.evaluate((link) => link === document.activeElement))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${demo.url}/?sort=-fund_usd`)
  await expect(overviewTable(page).locator('th[aria-sort="descending"]')).toHaveText(/^Fund/)
})

test('the theme is chosen with the keyboard and is there before the page is drawn', async ({ page }) => {
  const { demo } = runningSites()
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(`${demo.url}/`)
  await settle(page)
  const theme = page.getByRole('button', { name: /^Theme/ })
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await paper()
  await tabTo(page, () => theme.evaluate((button) => button === document.activeElement))
  await page.keyboard.press('Enter')
  await expect(theme).toHaveText(/light/)
  await page.keyboard.press('Enter')
  await expect(theme).toHaveText(/dark/)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const dark = await paper()
  expect(dark).not.toBe(light)
  // Nothing is drawn before there is a body; what the theme is when it appears is what is drawn first.
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (document.body === null) return
      observer.disconnect()
      Object.assign(window, { themeAtFirst: document.documentElement.dataset.theme ?? 'none' })
    })
    observer.observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  expect(await page.evaluate('window.themeAtFirst')).toBe('dark')
  expect(await paper()).toBe(dark)
  await expect(theme).toHaveText(/dark/)
})

test('arrow keys walk the chart, and each stop is announced', async ({ page }) => {
  const { offline } = runningSites()
  await page.goto(`${offline.url}/venues/bitmex?fund=xbt&m=units`)
  await settle(page)
  const chart = page.locator('[data-drawn]').first()
  const spoken = chart.getByRole('status')
  await expect(spoken).toHaveText('')
  await chart.getByRole('region').focus()
  await page.keyboard.press('Home')
  await expect(spoken).toHaveText(/^2016-02-29 .* BTC/)
  const first = (await spoken.textContent()) ?? ''
  await page.keyboard.press('ArrowRight')
  await expect(spoken).not.toHaveText(first)
  await expect(spoken).toHaveText(/^20\d\d-\d\d-\d\d .* BTC/)
  await page.keyboard.press('End')
  await expect(spoken).toHaveText(/^2026-09-11 /)
  await page.keyboard.press('[')
  await expect(spoken).toHaveText(/Incident \d+: /)
})
