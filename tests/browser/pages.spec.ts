import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { rootDir } from '@/lib/cli/build'
import { findAxeViolations, readOverflow, settle } from '@/tests/browser/support/look'
import { type PageUnderTest, pagesUnderTest } from '@/tests/browser/support/pages'
import { runningSites } from '@/tests/browser/support/sites'
import { watchPage } from '@/tests/browser/support/watch'

const HEIGHT = 900
/** Both themes, wide and narrow; 640 is a window of 1280 at 200 % zoom. axe sees nothing at 375 that it does not at 320. */
const VIEWS = [
  { theme: 'light', width: 1280, axe: true },
  { theme: 'dark', width: 375, axe: false },
  { theme: 'light', width: 640, axe: true },
  { theme: 'dark', width: 320, axe: true },
] as const

test('the list covers every page of the site', () => {
  const routes = readdirSync(join(rootDir, 'app'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (entry.name === 'page.tsx' || entry.name === 'not-found.tsx'))
    // Components are no pages, whatever their file is called.
    .map((entry) => relative(join(rootDir, 'app'), join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('_'))
  expect(routes.length).toBeGreaterThanOrEqual(16)
  expect(routes.sort()).toEqual([...new Set(pagesUnderTest.map(({ route }) => route))].sort())
  expect(new Set(pagesUnderTest.map(({ name }) => name)).size).toBe(pagesUnderTest.length)
  expect(pagesUnderTest.length).toBeGreaterThanOrEqual(36)
})

for (const under of pagesUnderTest) {
  test(`${under.name} is whole in both themes, wide, zoomed and narrow`, async ({ page }) => {
    const site = runningSites()[under.site].url
    const url = `${site}${await under.path(site)}`
    const watch = watchPage(page, under.status === 404 ? url : null)
    await page.setViewportSize({ width: VIEWS[0].width, height: HEIGHT })
    const answer = await page.goto(url)
    expect(answer?.status()).toBe(under.status)
    await settle(page)
    await expect(page.locator('h1')).toHaveCount(1)
    await expect(page.locator('h1')).toHaveText(under.heading)
    await expectMark(page, under)
    let looked = 0
    for (const { theme, width, axe } of VIEWS) {
      await test.step(`${theme} ${width}`, async () => {
        await page.setViewportSize({ width, height: HEIGHT })
        await page.emulateMedia({ colorScheme: theme })
        await settle(page)
        expect(await readOverflow(page), 'pixels beyond the window').toBeLessThanOrEqual(0)
        if (axe) expect(await findAxeViolations(page)).toEqual([])
        looked += 1
      })
    }
    expect(looked).toBe(4)
    expect(watch.problems).toEqual([])
    expect(watch.requests()).toBeGreaterThan(2)
    expect([...watch.origins]).toEqual([new URL(url).origin])
  })
}

/** What is simulated says so, and nothing else does. */
async function expectMark(page: Page, { site }: PageUnderTest): Promise<void> {
  if (site === 'demo') {
    await expect(page).toHaveTitle(/^SIMULATED · /)
    await expect(page.getByText('SIMULATED', { exact: true }).first()).toBeVisible()
  } else {
    await expect(page).not.toHaveTitle(/SIMULATED/)
    await expect(page.locator('body')).not.toContainText('SIMULATED')
  }
}
