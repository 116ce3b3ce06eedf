import { expect, type Page, test } from '@playwright/test'
import { readSeries, readVenue, readVenues } from '@/tests/browser/support/api'
import { overviewCell, readExact } from '@/tests/browser/support/overview-table'
import { runningSites } from '@/tests/browser/support/sites'
import { liveVenues } from '@/tests/browser/support/venues'

/** The collector goes on while the test reads, and a page may be ten seconds old: read until all are of one pass. */
const SAME_PASS = { timeout: 60_000, intervals: [250, 1_000, 2_000] }

interface Figures {
  readonly fund_usd: string | null
  readonly oi_usd: string | null
  readonly coverage: number | null
}

type Row = Readonly<Record<string, string>>

function figuresOf(row: Row | undefined): Figures | null {
  if (row === undefined) return null
  const text = (name: string) => (row[name] === '' ? null : (row[name] ?? null))
  const coverage = text('coverage')
  return { fund_usd: text('fund_usd'), oi_usd: text('oi_usd'), coverage: coverage === null ? null : Number(coverage) }
}

/** The newest hour of each fund. */
function newestByFund(rows: readonly Row[]): ReadonlyMap<string, Row> {
  const newest = new Map<string, Row>()
  for (const row of rows) {
    const kept = newest.get(row.fund ?? '')
    if (kept === undefined || (row.bucket_start ?? '') > (kept.bucket_start ?? '')) newest.set(row.fund ?? '', row)
  }
  return newest
}

async function figuresOnPage(page: Page, venue: string): Promise<Figures> {
  const exact = async (header: string) => readExact(await overviewCell(page, venue, header))
  const coverage = await exact('Coverage')
  return {
    fund_usd: await exact('Fund'),
    oi_usd: await exact('Open interest'),
    coverage: coverage === null ? null : Number(coverage),
  }
}

for (const venue of liveVenues) {
  test(`${venue}: page, JSON and CSV say the same`, async ({ browser }) => {
    const { demo } = runningSites()
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await expect(async () => {
      await page.goto(`${demo.url}/`)
      const onPage = await figuresOnPage(page, venue)
      const inJson = (await readVenues(demo.url)).find((row) => row.venue === venue)?.latest
      const rows = await readSeries(demo.url, `coverage.csv?venue=${venue}&interval=hour`)
      const inCsv = figuresOf(newestByFund(rows).get('total'))
      expect(onPage.fund_usd).not.toBeNull()
      expect(onPage.oi_usd).not.toBeNull()
      expect(onPage.coverage).not.toBeNull()
      const { fund_usd, oi_usd, coverage } = inJson ?? { fund_usd: null, oi_usd: null, coverage: null }
      expect({ fund_usd, oi_usd, coverage }).toEqual(onPage)
      expect(inCsv).toEqual(onPage)
    }).toPass(SAME_PASS)
    await context.close()
  })
}

test('bybit: every pool is the same in JSON and CSV', async () => {
  const { demo } = runningSites()
  let pools = 0
  await expect(async () => {
    const { funds } = await readVenue(demo.url, 'bybit')
    const newest = newestByFund(await readSeries(demo.url, 'coverage.csv?venue=bybit&interval=hour'))
    const inJson = funds.map(({ fund, value_usd, oi_usd, coverage }) => ({
      fund,
      fund_usd: value_usd,
      oi_usd,
      coverage,
    }))
    const inCsv = funds.map(({ fund }) => ({ fund, ...figuresOf(newest.get(fund)) }))
    expect(inCsv).toEqual(inJson)
    pools = inJson.filter(({ coverage }) => coverage !== null).length
  }).toPass(SAME_PASS)
  expect(pools).toBeGreaterThan(5)
})

test('every exported row says that it is simulated, and those of the record that they were published', async () => {
  const { demo } = runningSites()
  const fewest = {
    'coverage.csv?interval=hour': 50,
    'coverage.csv': 50,
    'fund-balances.csv': 400,
    'open-interest.csv': 50,
  }
  let files = 0
  for (const [query, floor] of Object.entries(fewest)) {
    const rows = await readSeries(demo.url, query)
    expect(rows.length, query).toBeGreaterThanOrEqual(floor)
    const wrong = rows.filter(({ venue, basis }) => basis !== (venue === 'bitmex' ? 'published' : 'simulated'))
    expect(wrong, query).toEqual([])
    files += 1
  }
  expect(files).toBe(4)
  const published = (await readSeries(demo.url, 'fund-balances.csv')).filter(({ basis }) => basis === 'published')
  expect(published.length).toBe(368)
})

test('every venue in JSON says that its figures are simulated', async () => {
  const { demo } = runningSites()
  const venues = await readVenues(demo.url)
  expect(venues.length).toBeGreaterThanOrEqual(8)
  const live = venues.filter(({ venue }) => liveVenues.some((id) => id === venue))
  expect(live.map(({ latest }) => latest.basis)).toEqual(Array.from({ length: 6 }, () => 'simulated'))
})
