import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Package } from 'datapackage'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import * as route from '@/app/api/v1/[series]/route'
import type { Cell, Column } from '@/lib/export/columns'
import { csvRow } from '@/lib/export/csv'
import type { Dataset } from '@/lib/export/dataset'
import { seriesDefinitions } from '@/lib/export/series'
import { tableDefinitions } from '@/lib/export/tables'
import { loadRecord } from '@/lib/record/load'
import { parseCsv } from '@/tests/support/csv'
import { storeEveryKindOfCell } from '@/tests/support/every-cell'
import { readParquet } from '@/tests/support/parquet'
import { ask, openSite, type Site } from '@/tests/support/site'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return {
    venueModules: [fakeVenue('alpha'), fakeVenue('beta'), fakeVenue('bitmex', { status: 'closed', sources: [] })],
  }
})

const datasets: readonly Dataset[] = [...Object.values(seriesDefinitions), ...Object.values(tableDefinitions)]
const pageSchema = z.object({
  data: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.null()]))),
  next_cursor: z.string().nullish(),
})
let site: Site

beforeAll(async () => {
  site = await openSite()
  await loadRecord(site.db, { now: new Date('2026-11-20T12:00:00Z') })
  await storeEveryKindOfCell(site.db.pool)
})
afterAll(async () => {
  await site.close()
})

function get(file: string, init: RequestInit = {}): Promise<Response> {
  const name = file.split('?')[0] ?? ''
  return route.GET(ask(`/api/v1/${file}`, init), { params: Promise.resolve({ series: name }) })
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const response = await get(file)
  expect([file, response.status]).toEqual([file, 200])
  return new Uint8Array(await response.arrayBuffer())
}

/** Every row by the JSON pages: the cells the other formats are compared with. */
async function jsonCells({ name, columns }: Dataset, query = ''): Promise<readonly (readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = []
  const paged = name in seriesDefinitions
  let cursor = ''
  do {
    const more = cursor === '' ? '' : `&cursor=${cursor}`
    const response = await get(`${name}.json?${query}${paged ? `&limit=500${more}` : ''}`)
    const page = pageSchema.parse(await response.json())
    rows.push(...page.data.map((row) => columns.map((column) => row[column.name] ?? null)))
    cursor = page.next_cursor ?? ''
  } while (cursor !== '')
  return rows
}

/** What a CSV says of a cell; JSON text of it, so that numbers and text compare. */
function csvSays({ kind }: Column, cell: string | null): Cell {
  if (cell === null) return null
  if (kind === 'ratio' || kind === 'integer') return Number(cell)
  if (kind === 'decimal' || kind === 'time') return cell
  const text = /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
  return kind === 'list' ? (text === '' ? [] : text.split('|')) : text
}

/** JSON has no sign of zero and lists with a bar inside cannot be told apart in CSV. */
const plain = (rows: readonly (readonly Cell[])[]) =>
  rows.map((row) => row.map((cell) => (cell === 0 ? 0 : Array.isArray(cell) ? cell.join('|') : cell)))

describe.each(datasets)('$name', (dataset) => {
  test('has the same cells as CSV, NDJSON, JSON and Parquet', async () => {
    const expected = await jsonCells(dataset)
    const { columns } = dataset
    const csv = parseCsv(Buffer.from(await bytesOf(`${dataset.name}.csv`)).toString('utf8'))
    expect(csv[0]).toEqual(columns.map((column) => column.name))
    const fromCsv = csv.slice(1).map((row) => columns.map((column, index) => csvSays(column, row[index] ?? null)))
    expect(plain(fromCsv)).toEqual(plain(expected))
    const lines = Buffer.from(await bytesOf(`${dataset.name}.ndjson`))
      .toString('utf8')
      .split('\n')
      .slice(0, -1)
    const fromLines = lines.map((line) => {
      const row: Record<string, Cell> = JSON.parse(line)
      return columns.map((column) => row[column.name] ?? null)
    })
    expect(fromLines).toEqual(expected)
    const parquet = await readParquet(await bytesOf(`${dataset.name}.parquet`), columns)
    expect(plain(parquet.rows)).toEqual(plain(expected))
    for (const { name, kind, repeats } of columns) {
      if (kind === 'decimal') expect(parquet.types[name]).toBe('DECIMAL(38,18)')
      if (kind === 'time') expect(parquet.types[name]).toBe('TIMESTAMP WITH TIME ZONE')
      if (kind === 'ratio') expect(parquet.types[name]).toBe('DOUBLE')
      if (kind === 'list') expect(parquet.types[name]).toBe('VARCHAR[]')
      if (repeats && expected.length > 0)
        expect([name, parquet.encodings[name]]).toEqual([name, expect.stringContaining('RLE_DICTIONARY')])
    }
    expect(parquet.metadata.licence).toContain('CC-BY-4.0')
    expect(JSON.parse(parquet.metadata.dictionary ?? '')).toHaveLength(columns.length)
    // A table of the present may be empty here; every series holds something.
    if (dataset.name in seriesDefinitions) expect(expected.length, dataset.name).toBeGreaterThan(0)
  })

  test('is the same text whether PostgreSQL or csvRow writes it', async () => {
    const expected = (await jsonCells(dataset)).map((cells) => csvRow(dataset.columns, cells)).join('')
    const text = Buffer.from(await bytesOf(`${dataset.name}.csv`)).toString('utf8')
    expect(text.slice(text.indexOf('\r\n') + 2)).toBe(expected)
  })

  test('states its rows beforehand, the same everywhere', async () => {
    const rows = (await jsonCells(dataset)).length
    for (const suffix of ['csv', 'ndjson', 'parquet', 'zip', 'metadata.json', 'readme.md']) {
      const response = await get(`${dataset.name}.${suffix}`)
      expect([suffix, response.headers.get('x-row-count')]).toEqual([suffix, String(rows)])
      await response.body?.cancel()
    }
    const metadata = JSON.parse(Buffer.from(await bytesOf(`${dataset.name}.metadata.json`)).toString('utf8'))
    expect(metadata.rows).toBe(rows)
  })

  test('is a zip whose package a Frictionless reader opens and reads to the last cell', async () => {
    const files = unzipSync(await bytesOf(`${dataset.name}.zip`))
    const names = [`${dataset.name}.csv`, 'metadata.json', 'README.md', 'datapackage.json']
    expect(Object.keys(files)).toEqual(names)
    const folder = await mkdtemp(join(tmpdir(), 'coverline-package-'))
    try {
      for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes)
      const descriptor = JSON.parse(strFromU8(files['datapackage.json'] ?? new Uint8Array()))
      const opened = await Package.load(descriptor, { basePath: folder })
      expect([opened.valid, opened.errors]).toEqual([true, []])
      const rows = await opened.resources[0]?.read({ keyed: true })
      expect(rows).toHaveLength(descriptor.resources[0].rows)
      const { createHash } = await import('node:crypto')
      const csv = files[`${dataset.name}.csv`] ?? new Uint8Array()
      expect(descriptor.resources[0].hash).toBe(`sha256:${createHash('sha256').update(csv).digest('hex')}`)
      expect(descriptor.resources[0].bytes).toBe(csv.byteLength)
      expect(Buffer.from(csv)).toEqual(Buffer.from(await bytesOf(`${dataset.name}.csv`)))
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
