import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { rootDir } from '@/lib/cli/build'
import { settle } from '@/tests/browser/support/look'
import { pagesUnderTest } from '@/tests/browser/support/pages'
import { runningSites } from '@/tests/browser/support/sites'

const THEMES = ['light', 'dark'] as const
const WIDTHS = [1280, 375] as const
const HEIGHT = 900

for (const under of pagesUnderTest) {
  test(`pictures of ${under.name}`, async ({ browser }) => {
    const site = runningSites()[under.site].url
    const path = await under.path(site)
    for (const theme of THEMES) {
      for (const width of WIDTHS) {
        const viewport = { width, height: HEIGHT }
        const context = await browser.newContext({ colorScheme: theme, viewport, bypassCSP: true })
        const page = await context.newPage()
        const answer = await page.goto(`${site}${path}`)
        expect(answer?.status()).toBe(under.status)
        // What is not in sight is not laid out, and would be blank in a picture of the whole page.
        await page.addStyleTag({ content: '* { content-visibility: visible !important }' })
        await settle(page)
        const folder = join(rootDir, 'screenshots', `${theme}-${width}`)
        mkdirSync(folder, { recursive: true })
        await page.screenshot({ path: join(folder, `${under.name}.png`), fullPage: true })
        await context.close()
      }
    }
  })
}
