import { mkdtemp, rm } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { Benchmark } from '@/lib/cli/bench'
import { watchMemory } from '@/lib/cli/bench/memory'
import { fillOpenInterest } from '@/lib/cli/bench/open-interest-rows'
import { findFreePorts, startSite } from '@/lib/cli/launch'
import { copyOut } from '@/lib/db/copy'
import { startEmbedded } from '@/lib/db/embedded'
import { BadRequestError } from '@/lib/errors'
import { silentLogger } from '@/lib/log'

const LEAST_RATIO = 0.5
const MOST_MEMORY_MB = 100
const FIRST_BYTE_MS = 300
/** Each way is measured this often, in turn; the medians are compared. */
const ROUNDS = 3
const MOST_ROWS = 100_000_000

/** The rows of the series in its order, as anyone would ask PostgreSQL for them. */
const SAME_ROWS = `
  SELECT DISTINCT ON (observed_at, venue, market) venue, market, contract_type, settle_asset, observed_at, checked_at,
    contracts, base_units, value_usd, source_sides, basis, obs_status, reason, source, raw_sha256, revision
  FROM open_interest ORDER BY observed_at, venue, market, revision DESC`

interface Pass {
  readonly seconds: number
  readonly bytes: number
  readonly firstByteMs: number
}

function readRows(words: readonly string[]): number {
  const { values } = parseArgs({ args: [...words], options: { rows: { type: 'string' } }, strict: true })
  const rows = values.rows === undefined ? 10_000_000 : Number(values.rows)
  if (Number.isInteger(rows) && rows >= 1000 && rows <= MOST_ROWS) return rows
  const message = `given "${values.rows}", accepted: a whole number from 1000 to ${MOST_ROWS}`
  throw new BadRequestError([{ path: '--rows', message }])
}

/** `export [--rows N]`: open-interest.csv by the built site beside the same rows by COPY, ten million unless said otherwise. */
export const benchExport: Benchmark = async (say, words) => {
  const rows = readRows(words)
  const dataDir = await mkdtemp(join(tmpdir(), 'coverline-bench-export-'))
  const [port] = await findFreePorts(1)
  say('starting a site and a database of their own')
  const site = await startSite(
    'lib/cli/start.ts',
    { PORT: String(port), COVERLINE_DATA_DIR: dataDir, COVERLINE_SIMULATED: '1', COLLECT: 'off', LOG_LEVEL: 'error' },
    900_000,
  )
  const store = await startEmbedded({ dataDir, log: silentLogger })
  const client = new pg.Client({ connectionString: store.url })
  try {
    await client.connect()
    await fillOpenInterest(client, rows, say)
    const address = `${site.url}/api/v1/open-interest.csv`
    say('reading one venue by the site, to warm it up')
    await download(`${address}?venue=bybit`)
    const copies: Pass[] = []
    const downloads: Pass[] = []
    const { beforeMb, mostMb } = await watchMemory(site.pid, async () => {
      for (let round = 1; round <= ROUNDS; round += 1) {
        copies.push(await copy(client))
        say(`round ${round}: COPY ${copies.at(-1)?.seconds.toFixed(1)} s`)
        downloads.push(await download(address))
        say(`round ${round}: site ${downloads.at(-1)?.seconds.toFixed(1)} s`)
      }
    })
    say('counting the rows of one more download')
    const lines = await countLines(address)
    const copySeconds = median(copies.map(({ seconds }) => seconds))
    const siteSeconds = median(downloads.map(({ seconds }) => seconds))
    const ratio = copySeconds / siteSeconds
    const memoryRiseMb = mostMb - beforeMb
    const firstByteMs = median(downloads.map((pass) => pass.firstByteMs))
    return {
      ok: ratio >= LEAST_RATIO && memoryRiseMb < MOST_MEMORY_MB && firstByteMs < FIRST_BYTE_MS && lines === rows + 1,
      figures: {
        rows,
        rows_received: lines - 1,
        ratio: rounded(ratio),
        copy: { seconds: copies.map(({ seconds }) => rounded(seconds)), bytes: copies[0]?.bytes },
        site: { seconds: downloads.map(({ seconds }) => rounded(seconds)), bytes: downloads[0]?.bytes },
        site_rows_per_second: Math.round(rows / siteSeconds),
        first_byte_ms: downloads.map((pass) => Math.round(pass.firstByteMs)),
        memory_before_mb: Math.round(beforeMb),
        memory_most_mb: Math.round(mostMb),
        memory_rise_mb: Math.round(memoryRiseMb),
        must_hold: { ratio: LEAST_RATIO, memory_rise_mb: MOST_MEMORY_MB, first_byte_ms: FIRST_BYTE_MS },
        processors: cpus().length,
        load_average: loadavg().map(rounded),
      },
    }
  } finally {
    await client.end()
    await store.close()
    await site.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function copy(client: pg.Client): Promise<Pass> {
  const started = performance.now()
  let first: number | null = null
  let bytes = 0
  for await (const chunk of copyOut(client, SAME_ROWS, '(FORMAT csv, HEADER)').stream) {
    first ??= performance.now()
    bytes += Buffer.byteLength(chunk)
  }
  return { seconds: (performance.now() - started) / 1000, bytes, firstByteMs: (first ?? started) - started }
}

async function download(address: string): Promise<Pass> {
  const started = performance.now()
  let first: number | null = null
  let bytes = 0
  for await (const chunk of bodyOf(address)) {
    first ??= performance.now()
    bytes += chunk.byteLength
  }
  return { seconds: (performance.now() - started) / 1000, bytes, firstByteMs: (first ?? started) - started }
}

async function countLines(address: string): Promise<number> {
  let lines = 0
  for await (const chunk of bodyOf(address)) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1
  }
  return lines
}

async function* bodyOf(address: string): AsyncGenerator<Buffer, void, undefined> {
  const answer = await new Promise<IncomingMessage>((done, fail) => {
    get(address, done).once('error', fail)
  })
  if (answer.statusCode !== 200) throw new Error(`${address} answered ${answer.statusCode}`)
  yield* answer
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
