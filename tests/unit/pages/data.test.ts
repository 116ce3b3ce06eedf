import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import DataPage from '@/app/data/page'
import { MarksTable } from '@/app/disclosure/marks-table'
import { seriesDefinitions } from '@/lib/export/series'
import { disclosuresOf } from '@/lib/queries/disclosures'
import { listProfiles } from '@/lib/record/profiles'
import { criteria } from '@/lib/render/criteria'

describe('the data page', () => {
  const html = renderToStaticMarkup(createElement(DataPage))

  test('lists every column of every series and links its three formats', () => {
    let columns = 0
    for (const { name, columns: own } of Object.values(seriesDefinitions)) {
      const block = html.slice(html.indexOf(`<h2 id="${name}"`))
      for (const suffix of ['csv', 'ndjson', 'json']) expect(block).toContain(`href="/api/v1/${name}.${suffix}"`)
      for (const column of own) expect(block).toContain(`<code>${column.name}</code>`)
      columns += own.length
    }
    expect(Object.keys(seriesDefinitions)).toHaveLength(10)
    expect(columns).toBeGreaterThan(130)
  })

  test('does not speak of what does not exist yet', () => {
    expect(html).not.toMatch(/parquet|atom|feed\.xml|embed/i)
  })
})

test('the matrix has a word in every cell and a link for every judged mark', () => {
  const venues = listProfiles()
    .filter((profile) => profile.module !== null)
    .map((profile) => ({ venue: profile.venue, name: profile.name, marks: disclosuresOf(profile) }))
  const html = renderToStaticMarkup(createElement(MarksTable, { venues }))
  const cells = [...html.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map((match) => match[1] ?? '')
  expect(cells).toHaveLength(venues.length * criteria.length)
  expect(cells.every((cell) => /met|under review|not applicable/.test(cell))).toBe(true)
  const judged = venues.flatMap(({ marks }) => marks).filter(({ evidenceUrl }) => evidenceUrl !== null)
  expect(cells.filter((cell) => cell.includes('<a '))).toHaveLength(judged.length)
})
