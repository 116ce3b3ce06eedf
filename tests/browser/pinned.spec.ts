import { expect, test } from '@playwright/test'
import { readText } from '@/tests/browser/support/api'
import { findAxeViolations, readOverflow, settle } from '@/tests/browser/support/look'
import { runningSites } from '@/tests/browser/support/sites'

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('what a venue page says to cite opens as the pinned view of its figures, which leads back', async ({ page }) => {
    const { demo } = runningSites()
    await page.goto(`${demo.url}/venues/bybit`)
    await page.getByText('Cite this page').click()
    const long = await page.getByRole('region', { name: 'Citation: Long' }).textContent()
    const pinned = /https?:\/\/\S+\?as_of=\S+Z/.exec(long ?? '')?.[0] ?? ''
    expect(pinned).not.toBe('')
    await page.goto(`${demo.url}${pinned.slice(new URL(pinned).origin.length)}`)
    const main = page.locator('main')
    await expect(main).toContainText('A pinned view.')
    await expect(page.locator('meta[name="robots"]').first()).toHaveAttribute('content', /noindex/)
    await expect(page.locator('link[rel="canonical"]')).toHaveAttribute('href', /\/venues\/bybit$/)
    const facts = page.getByRole('table', { name: 'Bybit as known then' })
    await expect(
      facts
        .locator('tr')
        .filter({ has: page.locator('th', { hasText: /^Value/ }) })
        .locator('data'),
    ).toHaveCount(1)
    await page.getByText('Cite this page').click()
    const file = await page.getByRole('link', { name: 'BibTeX' }).getAttribute('href')
    expect(await readText(`${demo.url}${file}`)).toMatch(/^@misc\{coverline-bybit-/)
    const before = await main.textContent()
    await page.reload()
    expect(await main.textContent()).toBe(before)
    await page.getByRole('link', { name: 'See the live page' }).click()
    await expect(page).toHaveURL(/\/venues\/bybit$/)
  })

  test('a frozen frame is drawn by its own style, says its moment and shows no stale sign', async ({ page }) => {
    const { demo } = runningSites()
    await page.goto(`${demo.url}/venues/bybit`)
    await page.getByRole('link', { name: 'Frozen at this moment' }).click()
    await expect(page.locator('body')).toContainText(/Frozen: as known at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/)
    await expect(page.locator('#stale')).toHaveCount(0)
    expect(
      await page
        .locator('.value')
        .first()
        .evaluate((value) => getComputedStyle(value).fontSize),
    ).toBe('24px')
  })
})

test('pinned views fit narrow windows and hold to the accessibility rules', async ({ page }) => {
  const { demo } = runningSites()
  const asOf = new Date().toISOString()
  for (const path of ['/', '/venues/bybit']) {
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto(`${demo.url}${path}?as_of=${asOf}`)
      await settle(page)
      expect(await readOverflow(page), `${path} at ${width}`).toBeLessThanOrEqual(0)
      expect(await findAxeViolations(page), `${path} at ${width}`).toEqual([])
    }
  }
})
