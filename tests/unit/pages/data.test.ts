import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import DataPage from '@/app/data/page'
import { seriesDefinitions } from '@/lib/export/series'

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
    expect(Object.keys(seriesDefinitions)).toHaveLength(12)
    expect(columns).toBeGreaterThan(140)
  })

  test('does not speak of what does not exist yet', () => {
    expect(html).not.toMatch(/parquet|embed/i)
  })
})
