import { expect, type Page, test } from '@playwright/test'
import { readText, readVenuesAnew } from '@/tests/browser/support/api'
import { findAxeViolations, readOverflow, settle } from '@/tests/browser/support/look'
import { runningSites } from '@/tests/browser/support/sites'

const compared = 'bybit,binance,okx'
const factsOf = (page: Page) => page.locator('section[aria-labelledby="facts"]')
const linkTo = (page: Page, name: RegExp) =>
  page.getByRole('list', { name: 'Links to this comparison' }).getByRole('link', { name })

/** Waits until the collector has stored newer figures of a venue than those known now. */
async function waitForNewerFigures(url: string, venue: string): Promise<void> {
  const read = async () => (await readVenuesAnew(url)).find((row) => row.venue === venue)?.latest.checked_at
  const before = await read()
  await expect.poll(read, { timeout: 180_000, intervals: [2_000] }).not.toBe(before)
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a pinned link is a plain link, says what it is, and gives the same figures for ever', async ({ page }) => {
    test.setTimeout(240_000)
    const { demo } = runningSites()
    await page.goto(`${demo.url}/compare?v=${compared}`)
    await expect(factsOf(page)).not.toContainText('Not kept for an earlier moment')
    await linkTo(page, /^Pinned/).click()
    await expect(page).toHaveURL(/[?&]as_of=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/)
    await expect(page.locator('main')).toContainText('A pinned view.')
    const facts = factsOf(page)
    const valueRow = facts.locator('tr').filter({ has: page.locator('th', { hasText: /^Value/ }) })
    await expect(valueRow.locator('data')).toHaveCount(3)
    await expect(facts.locator('tr').filter({ hasText: 'Highest leverage' })).toContainText('see the live comparison')
    const before = await page.locator('main').textContent()
    const asOf = new URL(page.url()).searchParams.get('as_of')
    // The chart has hours that had closed, of which a site of some minutes has none; the series has the passes.
    const files = [
      `${demo.url}/api/v1/chart.csv?venue=${compared}&as_of=${asOf}`,
      `${demo.url}/api/v1/coverage.csv?venue=${compared}&interval=raw&as_of=${asOf}`,
    ]
    const bytes = await Promise.all(files.map(readText))
    expect(bytes[1]?.split('\r\n').length).toBeGreaterThan(4)
    await waitForNewerFigures(demo.url, 'bybit')
    await page.reload()
    expect(await page.locator('main').textContent()).toBe(before)
    expect(await Promise.all(files.map(readText))).toEqual(bytes)
    await page.getByRole('link', { name: 'See the live comparison' }).click()
    await expect(page).not.toHaveURL(/as_of/)
    await expect(page.locator('main')).not.toContainText('A pinned view.')
  })

  test('a moment that cannot be used is refused by name, and no figure stands in its place', async ({ page }) => {
    const { demo } = runningSites()
    for (const asOf of ['2999-01-01', 'yesterday']) {
      await page.goto(`${demo.url}/compare?v=${compared}&as_of=${asOf}`)
      await expect(page.locator('main')).toContainText(`as_of: given “${asOf}”; accepted: a UTC time`)
      await expect(factsOf(page)).toHaveCount(0)
    }
  })

  test('before anything was collected a pinned comparison says so', async ({ page }) => {
    const { demo } = runningSites()
    await page.goto(`${demo.url}/compare?v=${compared}&as_of=2020-01-01`)
    await expect(factsOf(page).locator('data')).toHaveCount(0)
    await expect(factsOf(page)).toContainText('nothing collected then')
  })

  test('kinds of fund are kept apart until the reader crosses it knowingly', async ({ page }) => {
    const { demo } = runningSites()
    await page.goto(`${demo.url}/compare?v=bybit,okx,hyperliquid`)
    const charts = page.locator('section[aria-labelledby="history"] figure')
    const value = factsOf(page)
      .locator('tr')
      .filter({ has: page.locator('th', { hasText: /^Value/ }) })
    await expect(page.locator('main')).toContainText('Hyperliquid shows a liquidation vault')
    await expect(charts).toHaveCount(2)
    await expect(value).not.toContainText('largest')
    await page.getByRole('link', { name: 'Compare them all the same' }).click()
    await expect(page).toHaveURL(/[?&]mix=1/)
    await expect(charts).toHaveCount(1)
    await expect(value).toContainText('largest')
    await page.getByRole('link', { name: 'Only the insurance funds' }).click()
    await expect(page).toHaveURL(`${demo.url}/compare?v=bybit,okx`)
    await expect(page.locator('main')).not.toContainText('their sizes do not compare')
  })
})

test('the pinned and the live address are copied, each as it stands', async ({ page, context }) => {
  const { demo } = runningSites()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${demo.url}/compare?v=${compared}`)
  await settle(page)
  const links = page.getByRole('list', { name: 'Links to this comparison' })
  for (const [name, shape] of [
    [/^Copy link: Pinned/, /\/compare\?v=bybit,binance,okx&range=[a-z0-9]+&as_of=/],
    [/^Copy link: Live/, /\/compare\?v=bybit,binance,okx$/],
  ] as const) {
    await links.getByRole('button', { name }).click()
    await expect(links.getByText('Copied.').first()).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(shape)
  }
})

test('venues are chosen from the keyboard', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/compare`)
  await settle(page)
  for (const name of ['Bybit', 'OKX']) {
    await page.getByRole('checkbox', { name, exact: true }).focus()
    await page.keyboard.press('Space')
  }
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/compare\?v=(bybit,okx|okx,bybit)$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('funds compared')
})

test('a pinned comparison passes axe, and on a phone the page itself does not scroll sideways', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/compare?v=bybit,okx,hyperliquid`)
  await linkTo(page, /^Pinned/).click()
  await expect(page.locator('main')).toContainText('A pinned view.')
  await settle(page)
  expect(await findAxeViolations(page)).toEqual([])
  await page.setViewportSize({ width: 375, height: 800 })
  expect(await readOverflow(page)).toBeLessThanOrEqual(0)
  const first = factsOf(page).locator('tbody th[scope="row"]').first()
  await first.scrollIntoViewIfNeeded()
  const region = factsOf(page).getByRole('region')
  expect(await region.evaluate((table) => table.scrollWidth - table.clientWidth)).toBeGreaterThan(100)
  await region.evaluate((table) => table.scrollTo({ left: 100 }))
  await expect(first).toBeInViewport({ ratio: 0.9 })
})
