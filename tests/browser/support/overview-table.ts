import type { Locator, Page } from '@playwright/test'

/** The table of the overview. */
export function overviewTable(page: Page): Locator {
  return page.getByRole('table', { name: /^Funds and the open interest/ })
}

/** The row of a venue in the overview's table. */
export function overviewRow(page: Page, venue: string): Locator {
  return overviewTable(page)
    .locator('tr')
    .filter({ has: page.locator(`th[scope="row"] a[href="/venues/${venue}"]`) })
}

/** Slugs of the rows, from the top. */
export function shownVenues(page: Page): Promise<readonly string[]> {
  return overviewTable(page)
    .locator('th[scope="row"] a')
    .evaluateAll((links) => links.map((link) => (link.getAttribute('href') ?? '').replace('/venues/', '')))
}

/** The cell of a row below a column header. The row must have a fund: without one, cells are joined. */
export async function overviewCell(page: Page, venue: string, header: string): Promise<Locator> {
  const headers = await overviewTable(page).locator('thead th').allInnerTexts()
  const index = headers.findIndex((text) => text.replace(/[↓↑\s]+$/, '') === header)
  if (index < 1) throw new Error(`no column "${header}" in: ${headers.join(' | ')}`)
  return overviewRow(page, venue).locator('th, td').nth(index)
}

/** The exact value a cell carries beside its formatted text; null where it says why there is none. */
export async function readExact(cell: Locator): Promise<string | null> {
  const data = cell.locator('data')
  return (await data.count()) === 0 ? null : await data.first().getAttribute('value')
}
