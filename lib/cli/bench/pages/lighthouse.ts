import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { known } from '@/lib/core/known'

const lighthouseCli = createRequire(import.meta.url).resolve('lighthouse/cli/index.js')
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
type Category = (typeof CATEGORIES)[number]

const CHROME_FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const reportSchema = z.object({
  lighthouseVersion: z.string(),
  environment: z.object({ benchmarkIndex: z.number().positive() }),
  configSettings: z.object({ throttling: z.object({ cpuSlowdownMultiplier: z.number().positive() }) }),
  categories: z.record(z.string(), z.object({ score: z.number().nullable() })),
  audits: z.record(
    z.string(),
    z.object({
      score: z.number().nullish(),
      scoreDisplayMode: z.string(),
      title: z.string(),
      numericValue: z.number().optional(),
    }),
  ),
})
type Report = z.infer<typeof reportSchema>

const MEASURES = {
  first_contentful_paint_ms: 'first-contentful-paint',
  largest_contentful_paint_ms: 'largest-contentful-paint',
  total_blocking_time_ms: 'total-blocking-time',
  cumulative_layout_shift: 'cumulative-layout-shift',
  speed_index_ms: 'speed-index',
} as const

export interface LighthouseFigures {
  readonly path: string
  readonly runs: number
  readonly version: string
  /** Lighthouse's own measure of this machine, the median of the runs; one run differs from the next by a tenth. */
  readonly benchmarkIndex: number
  readonly cpuSlowdownMultiplier: number
  /** 0 to 100, the median of the runs. */
  readonly scores: Readonly<Record<Category, number>>
  readonly measures: Readonly<Record<keyof typeof MEASURES, number>>
  /** Audits other than of performance that failed in any run. */
  readonly failed: readonly string[]
}

export interface LighthouseOptions {
  readonly chromium: string
  readonly runs: number
  /** Audits that cannot pass for a reason stated in the figures. */
  readonly skip: readonly string[]
  /** How much slower than this machine the simulated one is; Lighthouse's default where none is given. */
  readonly cpuSlowdownMultiplier?: number | undefined
}

/** Lighthouse with its own mobile profile (its default), each run in a browser of its own. */
export async function runLighthouse(
  siteUrl: string,
  path: string,
  options: LighthouseOptions,
): Promise<LighthouseFigures> {
  const { runs } = options
  const reports: Report[] = []
  for (let run = 0; run < runs; run += 1) reports.push(await runOnce(new URL(path, siteUrl).href, options))
  const [first] = reports
  if (first === undefined) throw new Error('no runs, no figures')
  const scores = (category: Category) =>
    Math.round(
      100 * median(reports.map((report) => known(report.categories[category]?.score, `the score of ${category}`))),
    )
  const measure = (audit: string) =>
    Number(median(reports.map((report) => known(report.audits[audit]?.numericValue, audit))).toFixed(3))
  return {
    path,
    runs,
    version: first.lighthouseVersion,
    benchmarkIndex: median(reports.map(({ environment }) => environment.benchmarkIndex)),
    cpuSlowdownMultiplier: first.configSettings.throttling.cpuSlowdownMultiplier,
    scores: {
      performance: scores('performance'),
      accessibility: scores('accessibility'),
      'best-practices': scores('best-practices'),
      seo: scores('seo'),
    },
    measures: {
      first_contentful_paint_ms: measure(MEASURES.first_contentful_paint_ms),
      largest_contentful_paint_ms: measure(MEASURES.largest_contentful_paint_ms),
      total_blocking_time_ms: measure(MEASURES.total_blocking_time_ms),
      cumulative_layout_shift: measure(MEASURES.cumulative_layout_shift),
      speed_index_ms: measure(MEASURES.speed_index_ms),
    },
    failed: [...new Set(reports.flatMap(failedAudits))].sort(),
  }
}

function failedAudits({ audits }: Report): readonly string[] {
  return Object.entries(audits)
    .filter(([, audit]) => audit.scoreDisplayMode === 'binary' && audit.score === 0)
    .map(([id]) => id)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('no runs, no median')
  return middle
}

async function runOnce(url: string, { chromium, skip, cpuSlowdownMultiplier }: LighthouseOptions): Promise<Report> {
  const file = join(tmpdir(), `coverline-lighthouse-${process.pid}-${Date.now()}.json`)
  const args = [
    lighthouseCli,
    url,
    '--output=json',
    `--output-path=${file}`,
    '--quiet',
    `--only-categories=${CATEGORIES.join(',')}`,
    `--chrome-flags=${CHROME_FLAGS.join(' ')}`,
    '--no-enable-error-reporting',
    ...(cpuSlowdownMultiplier === undefined ? [] : [`--throttling.cpuSlowdownMultiplier=${cpuSlowdownMultiplier}`]),
    ...(skip.length > 0 ? [`--skip-audits=${skip.join(',')}`] : []),
  ]
  try {
    await new Promise<void>((done, fail) => {
      const child = spawn(process.execPath, args, {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, CHROME_PATH: chromium },
      })
      let said = ''
      child.stderr.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString('utf8')).slice(-2_000)
      })
      child.once('error', fail)
      child.once('close', (code) => (code === 0 ? done() : fail(new Error(`lighthouse ended with ${code}: ${said}`))))
    })
    return reportSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } finally {
    await rm(file, { force: true })
  }
}
