import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Dataset } from '@/lib/export/dataset'
import { seriesDefinitions } from '@/lib/export/series'
import { type SnippetTool, snippetsFor } from '@/lib/export/snippets'
import { tableDefinitions } from '@/lib/export/tables'
import { parseCsv } from '@/tests/support/csv'
import { sendToRoutes } from '@/tests/support/routes'
import { openSite, type Site } from '@/tests/support/site'
import { balance, bucket, fund, insertStored } from '@/tests/support/store-rows'

const datasets: readonly Dataset[] = [...Object.values(seriesDefinitions), ...Object.values(tableDefinitions)]
const runs = (command: string, ...args: readonly string[]) => spawnSync(command, args, { timeout: 60_000 }).status === 0
const HAS = { pandas: runs('python3', '-c', 'import pandas'), R: runs('Rscript', '--version') }
const absent = Object.entries(HAS).flatMap(([tool, has]) => (has ? [] : [tool]))

let site: Site
let server: Server
let address = ''
let folder = ''

beforeAll(async () => {
  site = await openSite()
  const start = new Date('2026-11-20T00:00:00Z')
  await insertStored(site.db.pool, 'fund', [fund('bybit', 'usdt', { label: 'USDT fund' })])
  await insertStored(site.db.pool, 'fund_balance', [balance('bybit', 'usdt', 'USDT', start)], 'observed_at')
  await insertStored(
    site.db.pool,
    'coverage_day',
    [bucket('bybit', 'total', start, { fund_usd: '12345678901234567.123456789' })],
    'bucket_start',
  )
  folder = await mkdtemp(join(tmpdir(), 'coverline-snippets-'))
  server = createServer(async (request, response) => {
    const answer = await sendToRoutes(request.url ?? '/', {})
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
  await site.close()
  if (absent.length > 0) process.stderr.write(`snippets NOT RUN, not on this machine: ${absent.join(', ')}\n`)
})

const snippetOf = (dataset: Dataset, tool: SnippetTool) => {
  const found = snippetsFor(address, dataset).find((snippet) => snippet.tool === tool)
  if (found === undefined) throw new Error(`no snippet for ${tool}`)
  return found
}

describe('snippets', () => {
  test.each(datasets)('of $name read an address that answers, and columns that are there', async (dataset) => {
    for (const { address: read, columns, tool, code } of snippetsFor(address, dataset)) {
      expect(code, tool).toContain(read)
      for (const column of columns) expect(code, tool).toContain(column)
      const answer = await fetch(read)
      expect(answer.status, tool).toBe(200)
      const [header = []] = parseCsv(await answer.text())
      expect(header, tool).toEqual(expect.arrayContaining([...columns]))
    }
  })

  // DuckDB reads http through an extension it would have to load from elsewhere: here it gets the same bytes as a file.
  test.each(datasets)('of $name run in DuckDB, over the bytes of their address', async (dataset) => {
    const { code, address: read } = snippetOf(dataset, 'DuckDB')
    const file = join(folder, `${dataset.name}.csv`)
    await writeFile(file, Buffer.from(await (await fetch(read)).arrayBuffer()))
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    try {
      const result = await connection.runAndReadAll(code.replace(read, file))
      expect(result.columnNames()).toEqual(dataset.columns.slice(0, 5).map(({ name }) => name))
      if (dataset.name === 'coverage')
        expect(JSON.stringify(result.getRowsJson())).toContain('12345678901234567.123456789')
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
  })

  test.skipIf(!HAS.pandas)('run in pandas (needs python3 with pandas)', async () => {
    for (const dataset of datasets) await promisify(execFile)('python3', ['-c', snippetOf(dataset, 'pandas').code])
  })

  test.skipIf(!HAS.R)('run in R (needs Rscript)', async () => {
    for (const dataset of datasets) await promisify(execFile)('Rscript', ['-e', snippetOf(dataset, 'R').code])
  })

  test('run in curl', async () => {
    const { code } = snippetOf(seriesDefinitions.coverage, 'curl')
    await promisify(execFile)('sh', ['-c', code], { cwd: folder })
    expect(runs('grep', '-q', '12345678901234567.123456789', join(folder, 'coverage.csv'))).toBe(true)
  })
})
