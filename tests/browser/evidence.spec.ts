import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { runningSites } from '@/tests/browser/support/sites'

test('from the overview to the bytes behind a figure, whose hash is right', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/`)
  await page.locator('main').getByRole('link', { name: 'Bybit', exact: true }).click()
  await expect(page).toHaveURL(`${demo.url}/venues/bybit`)
  const evidence = page
    .getByRole('table', { name: /^Funds, by the open interest/ })
    .getByRole('link', { name: /evidence of/ })
  expect(await evidence.count()).toBeGreaterThan(5)
  await evidence.first().click()
  await expect(page).toHaveURL(/\/evidence\/[0-9a-f]{64}$/)
  const hash = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await expect(page.locator('main')).toContainText(hash)
  const downloading = page.waitForEvent('download')
  await page.locator(`main a[href="/evidence/${hash}/raw"]`).first().click()
  const bytes = await readFile(await (await downloading).path())
  expect(bytes.byteLength).toBeGreaterThan(500)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash)
})
