import { expect, test } from '@playwright/test'
import { sampleEpisode, sampleEvent } from '@/tests/browser/support/pages'
import { runningSites } from '@/tests/browser/support/sites'

test('from the list to a detected fall, its figures and its venue’s change, by plain links and forms', async ({
  page,
}) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/events`)
  const form = page.getByRole('search', { name: 'Find events' })
  await form.getByLabel('Source').selectOption('detected')
  await form.getByLabel('Venue').selectOption('bitmex')
  await form.getByLabel('Severity').selectOption('minor')
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/source=detected/)
  await expect(page.getByRole('status')).toContainText('0 events on record')
  await page.locator(`main a[href="/events/${sampleEpisode}"]`).click()

  await expect(page.locator('h1')).toHaveText(/^Net outflow of .* from BitMEX/)
  await expect(page.getByText('30 % in 8 h: unobservable')).toBeVisible()
  const row = page.getByRole('row', { name: /BTC wallet/ })
  await expect(row).toContainText('published')
  await expect(row).toContainText('BTC')
  await page.locator(`main a[href="/events/${sampleEvent}"]`).first().click()
  await expect(page.locator('h1')).toContainText('BitMEX')
  await expect(page.getByRole('heading', { name: 'Funds of all venues over these days' })).toBeVisible()
})

test('the change of a fund adds up over the period in the address', async ({ page, request }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/venues/bybit?change=24h`)
  const section = page.locator('section', { has: page.locator('#change') })
  await expect(section.getByRole('link', { name: '24h' })).toHaveAttribute('aria-current', 'true')
  const table = section.getByRole('table', { name: 'The change of all funds together, by cause' })
  const exact = async (name: string) =>
    Number(
      await table
        .getByRole('row', { name: new RegExp(`^${name}`) })
        .locator('data')
        .getAttribute('value'),
    )
  const change = await exact('Change')
  expect(await exact('At the end')).toBeCloseTo((await exact('At the start')) + change, 2)
  const href = await section.getByRole('link', { name: 'these figures (JSON)' }).getAttribute('href')
  const { data } = await (await request.get(`${demo.url}${href}`)).json()
  expect(Number(data.total.change_usd)).toBeCloseTo(change, 2)
})
