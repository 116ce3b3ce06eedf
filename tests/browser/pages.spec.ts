import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { rootDir } from '@/lib/cli/build'
import { findAxeViolations, readOverflow, settle } from '@/tests/browser/support/look'
import { type PageUnderTest, pagesUnderTest } from '@/tests/browser/support/pages'
import { runningSites } from '@/tests/browser/support/sites'
import { watchPage } from '@/tests/browser/support/watch'

const HEIGHT = 900
/** Both themes, wide and narrow; 640 is a window of 1280 at 200 % zoom. */
const VIEWS = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 375 },
  { theme: 'light', width: 640 },
  { theme: 'dark', width: 320 },
] as const

test('the list covers every page of the site', () => {
  const routes = readdirSync(join(rootDir, 'app'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (entry.name === 'page.tsx' || entry.name === 'not-found.tsx'))
    // Components are no pages, whatever their file is called.
    .map((entry) => relative(join(rootDir, 'app'), join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('_'))
  expect(routes.length).toBeGreaterThanOrEqual(12)
  expect(routes.sort()).toEqual([...new Set(pagesUnderTest.map(({ route }) => route))].sort())
  expect(new Set(pagesUnderTest.map(({ name }) => name)).size).toBe(pagesUnderTest.length)
  expect(pagesUnderTest.length).toBeGreaterThanOrEqual(31)
})

for (const under of pagesUnderTest) {
  test(`${under.name} is whole in both themes, wide, zoomed and narrow`, async ({ browser }) => {
    const site = runningSites()[under.site].url
    const path = await under.path(site)
    let looked = 0
    for (const { theme, width } of VIEWS) {
      await test.step(`${theme} ${width}`, async () => {
        const context = await browser.newContext({ colorScheme: theme, viewport: { width, height: HEIGHT } })
        await lookAt(await context.newPage(), under, `${site}${path}`)
        await context.close()
        looked += 1
      })
    }
    expect(looked).toBe(4)
  })
}

async function lookAt(page: Page, under: PageUnderTest, url: string): Promise<void> {
  const watch = watchPage(page, under.status === 404 ? url : null)
  const answer = await page.goto(url)
  expect(answer?.status()).toBe(under.status)
  await settle(page)
  await expect(page.locator('h1')).toHaveCount(1)
  await expect(page.locator('h1')).toHaveText(under.heading)
  expect(await readOverflow(page), 'pixels beyond the window').toBeLessThanOrEqual(0)
  if (under.site === 'demo') {
    await expect(page).toHaveTitle(/^SIMULATED · /)
    await expect(page.getByText('SIMULATED', { exact: true }).first()).toBeVisible()
  } else {
    await expect(page).not.toHaveTitle(/SIMULATED/)
    await expect(page.locator('body')).not.toContainText('SIMULATED')
  }
  expect(await findAxeViolations(page)).toEqual([])
  expect(watch.problems).toEqual([])
  expect(watch.requests()).toBeGreaterThan(2)
  expect([...watch.origins]).toEqual([new URL(url).origin])
}
