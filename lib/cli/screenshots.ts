import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { runCommand } from '@/lib/cli/arguments'
import { buildWhenNeeded, rootDir } from '@/lib/cli/build'
import { ensureChromium } from '@/lib/cli/chromium'
import { createProgress } from '@/lib/cli/progress'

/** `npm run screenshots`: every page in both themes and two widths, below `screenshots/`. */
async function main(): Promise<number> {
  const say = createProgress()
  const chromium = await ensureChromium(say)
  await buildWhenNeeded(say)
  say('taking pictures')
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli')
  const code = await new Promise<number>((done, failed) => {
    const child = spawn(process.execPath, [playwright, 'test', '--config', 'tests/browser/screenshots.config.ts'], {
      cwd: rootDir,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, COVERLINE_CHROMIUM: chromium },
    })
    child.once('error', failed)
    child.once('close', (ended) => done(ended ?? 1))
  })
  if (code === 0) process.stdout.write('screenshots/\n')
  return code
}

await runCommand(main)
