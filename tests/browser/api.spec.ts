import { get, type IncomingMessage } from 'node:http'
import { expect, test } from '@playwright/test'
import type { OpenApiDocument } from '@/lib/queries/openapi/types'
import { readText } from '@/tests/browser/support/api'
import { runningSites } from '@/tests/browser/support/sites'
import { goodAddresses, type Send, walkExamples, walkHeaders } from '@/tests/support/openapi/walk'

const sendTo =
  (site: string): Send =>
  (address, init) =>
    fetch(`${site}${address}`, { ...init, redirect: 'manual' })
const readDocument = async (site: string): Promise<OpenApiDocument> =>
  JSON.parse(await readText(`${site}/openapi.json`))

/** What goes over the wire, not decoded. */
function fetchRaw(url: string, encoding: string): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    get(url, { headers: { 'accept-encoding': encoding } }, (answer) => {
      answer.resume()
      answer.once('end', () => done(answer))
    }).once('error', fail)
  })
}

test('every example of the description answers as documented', async () => {
  const { url } = runningSites().demo
  const { requests, faults } = await walkExamples(await readDocument(url), sendTo(url))
  expect(faults).toEqual([])
  expect(requests).toBeGreaterThan(400)
})

test('every address keeps to the rules for headers, and is compressed where Next does it', async () => {
  const { url } = runningSites().demo
  const document = await readDocument(url)
  const { requests, faults } = await walkHeaders(document, sendTo(url))
  expect(faults).toEqual([])
  expect(requests).toBeGreaterThan(45)
  let compressed = 0
  for (const { address } of goodAddresses(document).filter(({ cached }) => cached)) {
    const [packed, plain] = [await fetchRaw(`${url}${address}`, 'gzip'), await fetchRaw(`${url}${address}`, 'identity')]
    expect([address, plain.headers['content-encoding']]).toEqual([address, undefined])
    // Answers of a few bytes are not worth it.
    const length = Number(plain.headers['content-length'] ?? Number.POSITIVE_INFINITY)
    if (length < 1024) continue
    // Next takes no NDJSON for text and lets no answer name its own encoding; Parquet and zip are packed already.
    const isPlain = /x-ndjson|parquet|zip/.test(String(plain.headers['content-type']))
    expect([address, packed.headers['content-encoding']]).toEqual([address, isPlain ? undefined : 'gzip'])
    compressed += isPlain ? 0 : 1
  }
  expect(compressed).toBeGreaterThan(20)
})

test('a site with limits says where its client stands, and refuses with a problem', async () => {
  const { url } = runningSites().offline
  const first = await fetch(`${url}/api/v1/figures.csv?venue=bybit`)
  await first.text()
  expect(first.headers.get('ratelimit-policy')).toBe('"downloads";q=120;w=60')
  expect(first.headers.get('ratelimit')).toMatch(/^"downloads";r=\d+;t=\d+$/)
  let refused: Response | null = null
  for (let asked = 0; asked < 400 && refused === null; asked += 1) {
    // What a client writes itself does not make it another one.
    const headers = { 'x-forwarded-for': `203.0.113.${asked % 250}`, 'x-coverline-peer': `203.0.113.${asked % 250}` }
    const answer = await fetch(`${url}/api/v1/stress`, { method: 'POST', body: '{}', headers })
    if (answer.status === 429) refused = answer
    else await answer.text()
  }
  expect(refused?.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused?.json()).toMatchObject({ status: 429, 'violated-policies': ['downloads'] })
  expect((await fetch(`${url}/healthz`)).headers.get('ratelimit')).toBeNull()
  expect((await fetch(`${url}/api/v1/venues`)).status).toBe(200)
})

test('the API page is read without scripts: from the list of addresses to an example and its answer', async ({
  browser,
}) => {
  const { url } = runningSites().demo
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await page.goto(`${url}/data`)
  await page.getByRole('link', { name: 'Every address with its parameters, fields, errors and examples' }).click()
  await expect(page).toHaveURL(`${url}/data/api`)
  const operation = page.locator('details[id="coverage.json"]')
  await operation.locator('summary').click()
  await expect(operation.getByRole('cell', { name: /next_cursor of the page before/ })).toBeVisible()
  await expect(operation.getByText(`curl '${url}/api/v1/coverage.json?venue=bybit&limit=3'`)).toBeVisible()
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().includes('/api/v1/coverage.json')),
    operation.getByRole('link', { name: 'The first rows of one venue' }).click(),
  ])
  expect(answer.status()).toBe(200)
  await page.goBack()
  await page.getByRole('link', { name: 'MarketContext' }).first().click()
  await expect(page.getByRole('heading', { name: 'MarketContext' })).toBeInViewport()
})

test('pages name their feeds, and a feed reader finds entries in both forms', async ({ page }) => {
  const { url } = runningSites().demo
  await page.goto(`${url}/venues/bybit`)
  const feeds = await page
    .locator('head link[rel="alternate"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(feeds).toEqual(
    expect.arrayContaining(['/feed.xml', '/feed.json', '/venues/bybit/feed.xml', '/venues/bybit/feed.json']),
  )
  const feed = JSON.parse(await readText(`${url}/feed.json`))
  const atom = await readText(`${url}/feed.xml`)
  expect(feed.title).toContain('SIMULATED')
  expect(feed.items.length).toBeGreaterThan(10)
  for (const { id } of feed.items)
    expect(atom).toContain(`<id>${id.replaceAll('&', '&amp;').replaceAll("'", '&#39;')}</id>`)
})
