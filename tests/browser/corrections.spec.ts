import { expect, test } from '@playwright/test'
import { runningSites } from '@/tests/browser/support/sites'

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a row leads to its report, and the form composes the text in the page', async ({ page }) => {
    const { demo } = runningSites()
    await page.goto(`${demo.url}/venues/bybit`)
    await page
      .locator('#funds')
      .locator('..')
      .getByRole('link', { name: /^Report an error/ })
      .first()
      .click()
    await expect(page).toHaveURL(/\/corrections\/report\?record=fund-balances%2Fbybit%2F/)
    await expect(page.locator('dl').first()).toContainText(/revision/i)
    await page.getByLabel('What is wrong').fill('The unit is <wrong> & odd.')
    await page.getByLabel('What is right').fill('One dollar.')
    await page.getByRole('button', { name: 'Compose the report' }).click()
    const report = page.getByRole('region', { name: 'Text of the report' })
    await expect(report).toContainText('What is wrong:\nThe unit is <wrong> & odd.')
    await expect(report).toContainText(/Record: fund-balances\/bybit\//)
    await expect(page.getByText('This instance names no address for reports.')).toBeVisible()
  })

  test('a wrong id is named, and the form stays', async ({ page }) => {
    const { demo } = runningSites()
    await page.goto(`${demo.url}/corrections/report?record=balances/bybit`)
    await expect(page.getByText('"balances" is no kind; there are fund-balances')).toBeVisible()
    await page.getByLabel('Record id').fill('venues/bybit')
    await page.getByRole('button', { name: 'Show the row' }).click()
    await expect(page.getByRole('heading', { name: 'Your report' })).toBeVisible()
  })
})

test('the report is copied whole', async ({ page, context }) => {
  const { demo } = runningSites()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${demo.url}/corrections/report?record=venues/bybit&wrong=The+name`)
  await page.getByRole('button', { name: 'Copy: the report' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('What is wrong:\nThe name')
})

test('corrections are in the footer, and say that there are none yet', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/`)
  await page.getByRole('navigation', { name: 'About' }).getByRole('link', { name: 'Corrections' }).click()
  await expect(page).toHaveURL(`${demo.url}/corrections`)
  await expect(page.getByText('No correction has been published yet.')).toBeVisible()
  await expect(page.getByText('No venue has replied yet.')).toBeVisible()
})
