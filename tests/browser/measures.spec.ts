import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { settle } from '@/tests/browser/support/look'
import { runningSites } from '@/tests/browser/support/sites'

const measuresSchema = z.object({
  data: z.object({
    measures: z.object({
      usable_share: z.number().nullable(),
      assets: z.object({ hhi: z.number().nullable() }),
      stress: z.array(
        z.object({ fall: z.number(), laws: z.array(z.object({ stress_coverage: z.number().nullable() })) }),
      ),
    }),
  }),
})
const testsSchema = z.object({
  data: z.object({ tests: z.array(z.object({ title: z.string(), outcome: z.string() })) }),
})

test('how much a fund could bear: the page says what the API says, definitions open by keyboard', async ({ page }) => {
  const { demo } = runningSites()
  const section = page.getByRole('region', { name: 'How much it could bear' })
  const table = section.getByRole('table', { name: 'The fund in an instant fall of all its markets' })
  // Figures are renewed every minute: asked again where they were between the two answers.
  await expect(async () => {
    const answer = await page.request.get(`${demo.url}/api/v1/venues/bybit`)
    const { measures } = measuresSchema.parse(await answer.json()).data
    await page.goto(`${demo.url}/venues/bybit#measures`)
    await expect(table.locator('tbody tr')).toHaveCount(measures.stress.length)
    const shown = await table
      .locator('tbody tr td:nth-child(3) > data')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('value')))
    const stated = measures.stress.flatMap(({ laws }) => laws[0]?.stress_coverage ?? [])
    expect(stated.length).toBeGreaterThan(0)
    expect(shown).toHaveLength(stated.length)
    await expect(section.locator(`data[value="${measures.assets.hhi}"]`)).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 180_000 })
  await settle(page)
  const term = section.getByRole('button', { name: /^Usable share/ })
  await term.focus()
  await page.keyboard.press('Enter')
  await expect(section.getByText('Usable ÷ fund.')).toBeVisible()
})

test('plausibility: tests with enough samples are on the page, all of them are in the API', async ({ page }) => {
  const { offline } = runningSites()
  const answer = await page.request.get(`${offline.url}/api/v1/venues/bitmex/plausibility`)
  const { tests } = testsSchema.parse(await answer.json()).data
  const said = tests.filter(({ outcome }) => outcome === 'pattern' || outcome === 'none')
  expect(said.length).toBeGreaterThan(0)
  expect(tests.length).toBeGreaterThan(said.length)
  await page.goto(`${offline.url}/venues/bitmex#plausibility`)
  const table = page.getByRole('table', { name: 'Plausibility tests' })
  await expect(table.locator('tbody tr')).toHaveCount(said.length)
  await expect(page.getByText('typed in from publications, not collected by us')).toBeVisible()
  await page.getByRole('link', { name: 'The tests and their limits' }).click()
  await expect(page.getByRole('table', { name: 'The declared tests' }).locator('tbody tr')).toHaveCount(10)
})

test('the comparison has the same facts, and no venue an empty cell', async ({ page }) => {
  const { demo } = runningSites()
  await page.goto(`${demo.url}/compare?v=bybit,okx,kucoin`)
  for (const fact of ['Usable share', 'Fund ÷ volume', 'Loss per liquidated, 7 d', 'Thinnest margin, in daily moves']) {
    const cells = page.getByRole('row', { name: new RegExp(`^${fact}`) }).getByRole('cell')
    await expect(cells).toHaveCount(3)
    for (const cell of await cells.all()) await expect(cell).toHaveText(/\S/)
  }
})
