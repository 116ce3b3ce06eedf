import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { runCommand } from '@/lib/cli/arguments'
import { buildWhenNeeded, rootDir } from '@/lib/cli/build'
import { ensureChromium } from '@/lib/cli/chromium'
import { createProgress } from '@/lib/cli/progress'

/** A tool of the installed packages; not every package lets its program be resolved by name. */
const tool = (name: string) => join(rootDir, 'node_modules/.bin', name)

interface Step {
  readonly name: string
  readonly args: readonly string[]
}

const CHECKS: readonly Step[] = [
  { name: 'types', args: [tool('tsc'), '--noEmit', '-p', rootDir] },
  { name: 'lint and format', args: [tool('biome'), 'check'] },
  { name: 'unused code and dependencies', args: [tool('knip')] },
  {
    name: 'unit, contract, database and API tests',
    args: [tool('vitest'), 'run'],
  },
]

/** `npm test`: every check, in the order in which a mistake is cheapest to find. Stops at the first that fails. */
async function main(): Promise<number> {
  const say = createProgress()
  for (const step of CHECKS) {
    say(step.name)
    if ((await run(step, {})) !== 0) return fail(step.name)
  }
  const chromium = await ensureChromium(say)
  await buildWhenNeeded(say)
  const browser = {
    name: 'browser tests',
    args: [tool('playwright'), 'test', '--config', 'tests/browser/playwright.config.ts'],
  }
  say(`${browser.name} (${chromium})`)
  if ((await run(browser, { COVERLINE_CHROMIUM: chromium })) !== 0) return fail(browser.name)
  say('every check passed')
  return 0
}

function fail(name: string): number {
  process.stderr.write(`FAILED: ${name}\n`)
  return 1
}

function run({ args }: Step, extra: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [...args], {
      cwd: rootDir,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...extra },
    })
    child.once('error', failed)
    child.once('close', (code) => done(code ?? 1))
  })
}

await runCommand(main)
