import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'
import { z } from 'zod'

const violationsSchema = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    help: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
)

/** What axe calls serious or critical, one line per rule with the first places. Throws if axe checked next to nothing. */
export async function findAxeViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const { passes, violations } = z.object({ passes: z.number(), violations: violationsSchema }).parse(
    await page.evaluate(
      `axe.run(document, { resultTypes: ['violations'] })
          .then(({ passes, violations }) => ({ passes: passes.length, violations }))`,
    ),
  )
  expect(passes, 'rules of axe that applied').toBeGreaterThan(10)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => {
      const places = nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `  ${html.slice(0, 200)}\n  ${failureSummary ?? ''}`)
      return `${id} (${impact}, ${nodes.length} places): ${help}\n${places.join('\n')}`
    })
}

/** Waits until the scripts of the page run and every chart is drawn live. Returns how many charts there are. */
export async function settle(page: Page): Promise<number> {
  await expect(page.getByRole('button', { name: /^Theme/ })).toBeVisible()
  const charts = page.locator('[data-drawn]')
  const count = await charts.count()
  for (let index = 0; index < count; index += 1) {
    const chart = charts.nth(index)
    // A chart inside a closed disclosure is not on the page yet.
    if (!(await chart.isVisible())) continue
    await chart.scrollIntoViewIfNeeded()
    await expect(chart).toHaveAttribute('data-drawn', 'true')
  }
  await page.evaluate(() => window.scrollTo(0, 0))
  return count
}

/** By how many pixels the page is wider than the window. */
export function readOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}
