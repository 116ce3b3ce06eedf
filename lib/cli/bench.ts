import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '@/lib/cli/arguments'
import { benchExport } from '@/lib/cli/bench/bench-export'
import { benchSoak } from '@/lib/cli/bench/bench-soak'
import { benchPages } from '@/lib/cli/bench/pages/bench-pages'
import { rootDir } from '@/lib/cli/build'
import { createProgress } from '@/lib/cli/progress'
import { BadRequestError } from '@/lib/errors'

export type Say = (step: string) => void

/** A benchmark: what it measured, and whether what must hold did. */
export type Benchmark = (
  say: Say,
  words: readonly string[],
) => Promise<{ readonly ok: boolean; readonly figures: object }>

const benchmarks: Readonly<Record<string, Benchmark>> = { export: benchExport, pages: benchPages, soak: benchSoak }

/** `npm run bench [-- NAME [OPTIONS]]`: runs one benchmark or all; each leaves its figures in `bench-results/NAME.json`. */
async function main(): Promise<number> {
  const words = process.argv.slice(2)
  const asked = words[0]?.startsWith('--') ? undefined : words.shift()
  if (asked !== undefined && benchmarks[asked] === undefined) {
    const accepted = Object.keys(benchmarks).join(', ')
    throw new BadRequestError([{ path: 'benchmark', message: `given "${asked}", accepted: ${accepted}` }])
  }
  const say = createProgress()
  let failed = 0
  for (const [name, run] of Object.entries(benchmarks)) {
    if (asked !== undefined && asked !== name) continue
    const { ok, figures } = await run(say, words)
    if (!ok) failed += 1
    await mkdir(join(rootDir, 'bench-results'), { recursive: true })
    const text = `${JSON.stringify({ benchmark: name, at: new Date().toISOString(), node: process.version, ok, ...figures }, null, 2)}\n`
    await writeFile(join(rootDir, 'bench-results', `${name}.json`), text)
    process.stdout.write(text)
  }
  return failed === 0 ? 0 : 1
}

await runCommand(main)
