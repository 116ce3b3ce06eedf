import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import DataPage from '@/app/data/page'
import { FORMATS } from '@/lib/export/dataset'
import { seriesDefinitions } from '@/lib/export/series'
import { tableDefinitions } from '@/lib/export/tables'

vi.mock('@/app/_data/series', () => ({ getRowCounts: async () => ({ coverage: 1234, adl: null, sources: 1 }) }))
vi.mock('@/app/_data/overview', () => ({
  getOverview: async () => ({
    meta: { generatedAt: '2026-11-25T08:00:00.000Z', dataAsOf: '2026-11-25T07:59:00.000Z', asOf: null },
  }),
}))

describe('the data page', () => {
  let html = ''
  beforeAll(async () => {
    html = renderToStaticMarkup(await DataPage())
  })

  const blockOf = (name: string) => html.slice(html.indexOf(`<h2 id="${name}"`)).split('</section>')[0] ?? ''

  test('lists every column of every series and table with what empty means, and links all formats', () => {
    let columns = 0
    for (const { name, columns: own } of [...Object.values(seriesDefinitions), ...Object.values(tableDefinitions)]) {
      const block = blockOf(name)
      for (const suffix of FORMATS) expect(block).toContain(`href="/api/v1/${name}.${suffix}"`)
      expect(block).toContain(`href="/api/v1/${name}.csv?bom=1"`)
      for (const column of own) expect(block).toContain(`<code>${column.name}</code>`)
      expect(block.split('never empty').length - 1, name).toBe(own.filter(({ missing }) => missing === null).length)
      columns += own.length
    }
    expect(Object.keys(seriesDefinitions)).toHaveLength(12)
    expect(columns).toBeGreaterThan(260)
  })

  test('states the rows beforehand, and says where they are counted when a page cannot wait for it', () => {
    expect(blockOf('coverage')).toContain('1,234 rows now.')
    expect(blockOf('sources')).toContain('1 row now.')
    expect(blockOf('adl')).toContain('Its rows are counted in its metadata.')
  })

  test('states the licence of the data, and how to make and restore the whole package', () => {
    expect(html).toContain('Creative Commons Attribution 4.0 International')
    expect(html).toContain('/?as_of=2026-11-25T08:00:00.000Z')
    expect(html).toContain('href="/cite/site/coverline.bib?as_of=2026-11-25T08:00:00.000Z"')
    expect(html).toContain('npm run export -- --out')
    expect(html).toContain('npm run restore -- --from')
  })
})
