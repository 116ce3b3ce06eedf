import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { readText } from '@/tests/browser/support/api'
import { parseCsv } from '@/tests/browser/support/csv'
import { findAxeViolations, settle } from '@/tests/browser/support/look'
import { runningSites } from '@/tests/browser/support/sites'
import { watchPage } from '@/tests/browser/support/watch'

const PNG_SIGNATURE = '89504e470d0a1a0a'
/** A word that only the code of the chart library holds. */
const CHART_CODE = '$chartjs'

const twinOf = (page: Page) => page.locator('#history-table')
const bitmex = (query: string) => `${runningSites().offline.url}/venues/bitmex?fund=xbt&${query}`

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('an own range is chosen by a form, is half-open, and its errors name the field', async ({ page }) => {
    await page.goto(bitmex('m=units'))
    await page.getByText('Own range', { exact: true }).click()
    const form = page.getByRole('form', { name: /^Own range/ })
    await form.getByLabel(/^From/).fill('2020-01-31T00:00')
    await form.getByLabel(/^To/).fill('2020-06-30T00:00')
    await form.getByRole('button', { name: 'Show' }).click()
    await expect(page).toHaveURL(/[?&]fund=xbt.*[?&]from=2020-01-31T00%3A00/)
    await twinOf(page).locator('summary').click()
    await twinOf(page)
      .getByRole('link', { name: /^All \d+ rows here$/ })
      .click()
    await expect(twinOf(page)).toHaveAttribute('open')
    const days = await twinOf(page).locator('tbody th').allTextContents()
    expect(days.length).toBeGreaterThan(4)
    // The month that ends on the day the range ends before is not in it.
    expect(days.map((day) => day.slice(0, 10)).filter((day) => day < '2020-01-31' || day >= '2020-06-30')).toEqual([])
    expect([days.at(-1)?.slice(0, 10), days[0]?.slice(0, 10)]).toEqual(['2020-01-31', '2020-05-31'])
    await form.getByLabel(/^To/).fill('2020-01-31T00:00')
    await form.getByRole('button', { name: 'Show' }).click()
    await expect(form.getByRole('alert')).toContainText('to: given 2020-01-31; accepted: a time after from')
    await expect(form.getByLabel(/^To/)).toHaveAttribute('aria-invalid', 'true')
    await expect(form.getByLabel(/^From/)).not.toHaveAttribute('aria-invalid')
  })

  test('scale and axis are links, and the page says what the axis does', async ({ page }) => {
    await page.goto(bitmex('m=units'))
    const history = page.locator('section[aria-labelledby="history"]')
    await expect(history).toContainText('The vertical axis starts at zero.')
    await history.getByRole('link', { name: 'fitted', exact: true }).click()
    await expect(page).toHaveURL(/[?&]y=fit/)
    await expect(history).toContainText('it does not start at zero')
    await history.getByRole('link', { name: 'log', exact: true }).click()
    await expect(history).toContainText('Logarithmic scale: it does not start at zero.')
    await expect(history.getByRole('navigation', { name: 'Vertical axis' })).toContainText(
      'a logarithmic axis has no zero',
    )
    await history.getByRole('link', { name: 'from 100', exact: true }).click()
    await expect(history).toContainText('Each line starts at 100')
  })

  test('the file beside a chart has the cells of its table', async ({ page }) => {
    await page.goto(bitmex('m=units&scale=index&range=2019-01-01..2021-01-01'))
    const twin = twinOf(page)
    await twin.locator('summary').click()
    await twin.getByRole('link', { name: /^All \d+ rows here$/ }).click()
    await expect(page).toHaveURL(/[?&]rows=all(&[^#]*)?#history-table$/)
    await expect(twin).toHaveAttribute('open')
    const href = await twin.getByRole('link', { name: 'All rows of this chart (CSV)' }).getAttribute('href')
    const rows = parseCsv(await readText(`${runningSites().offline.url}${href}`))
    expect(rows.length).toBeGreaterThan(20)
    const shown = await twin.locator('tbody tr').evaluateAll((trs) =>
      trs.map((tr) => ({
        time: tr.querySelector('th')?.textContent?.slice(0, 10),
        values: [...tr.querySelectorAll('data')].map((cell) => cell.value),
      })),
    )
    const filed = rows.map(({ time, drawn, fund_usd, units }) => ({
      time: time?.slice(0, 10),
      values: [drawn, fund_usd, units].filter((value) => value !== ''),
    }))
    expect(shown).toEqual(filed)
    expect(rows.at(-1)?.drawn).toBe('100')
  })
})

test('a chart is saved as a picture that stands alone', async ({ page }) => {
  const watch = watchPage(page)
  await page.goto(bitmex('m=units'))
  await settle(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as PNG' }).first().click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^coverline-bitmex-fund-in-.*\.png$/)
  const bytes = await readFile(await download.path())
  expect(bytes.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE)
  // Twice the pixels of the chart, and room for title, incidents and source.
  expect(bytes.readUInt32BE(20)).toBeGreaterThan(2 * 320 + 100)
  expect(bytes.byteLength).toBeGreaterThan(20_000)
  expect(watch.problems).toEqual([])
  expect([...watch.origins]).toEqual([runningSites().offline.url])
})

test('T goes from the chart to its table', async ({ page }) => {
  await page.goto(bitmex('m=units'))
  await settle(page)
  await expect(twinOf(page)).not.toHaveAttribute('open')
  await page.locator('[data-drawn]').first().getByRole('region').focus()
  await page.keyboard.press('t')
  await expect(twinOf(page)).toHaveAttribute('open')
  await expect(page.getByRole('region', { name: /^The chart as a table/ })).toBeFocused()
})

test('every incident of a chart leads to its evidence from the keyboard', async ({ page }) => {
  await page.goto(bitmex('m=units'))
  const incidents = page.getByRole('list', { name: 'Incidents in the chart' }).getByRole('listitem')
  const count = await incidents.count()
  expect(count).toBeGreaterThan(3)
  for (let index = 0; index < count; index += 1) {
    const link = incidents.nth(index).getByRole('link')
    await expect(link).toHaveAttribute('href', /^(\/|https:\/\/)/)
    await link.focus()
    await expect(link).toBeFocused()
  }
})

test('on paper the table stands open, the controls are gone, and the address is there', async ({ page }) => {
  await page.goto(bitmex('m=units'))
  await settle(page)
  await expect(page.getByText(/^Printed from/)).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(twinOf(page).locator('tbody th').first()).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Range' })).toBeHidden()
  await expect(page.getByText(/^Printed from .*\/venues\/bitmex\?fund=xbt&m=units$/)).toBeVisible()
  await expect(page.locator('[data-drawn] svg[role="img"]').first()).toBeVisible()
  await expect(page.locator('main')).toContainText('Data as of')
})

test('chart code is loaded where a chart comes near the screen, never on the overview', async ({ page }) => {
  const { demo } = runningSites()
  const loaded: Promise<boolean>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    loaded.push(response.text().then((text) => text.includes(CHART_CODE)))
  })
  await page.goto(`${demo.url}/`)
  await settle(page)
  await page.waitForLoadState('networkidle')
  expect(loaded.length).toBeGreaterThan(2)
  expect(await Promise.all(loaded)).not.toContain(true)
  await page.goto(`${demo.url}/venues/bybit`)
  await settle(page)
  expect(await Promise.all(loaded)).toContain(true)
})

test('an own range with an error passes axe', async ({ page }) => {
  await page.goto(bitmex('from=2020-01-01&to='))
  await settle(page)
  await expect(page.getByRole('alert').filter({ hasText: 'to: given nothing' })).toBeVisible()
  expect(await findAxeViolations(page)).toEqual([])
})
