import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { ConfigError } from '@/lib/errors'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const KNOWN_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The browser for the tests: Playwright's own, else one of the system; null when there is none. */
export function findChromium(playwrightPath: string | null): string | null {
  if (playwrightPath !== null && existsSync(playwrightPath)) return playwrightPath
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...KNOWN_PATHS]
  return candidates.find(isExecutable) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Finds a browser, or gets one: Playwright's download, then the system's package when this user may install it. */
export async function ensureChromium(say: (step: string) => void): Promise<string> {
  const { chromium } = await import('@playwright/test')
  const own = () => findChromium(chromium.executablePath())
  const found = own()
  if (found !== null) return found
  say('no Chromium found: trying Playwright’s download')
  const playwrightCli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  runQuietly(process.execPath, [playwrightCli, 'install', 'chromium'])
  const downloaded = own()
  if (downloaded !== null) return downloaded
  if (process.getuid?.() === 0 && runQuietly('apt-get', ['--version'])) {
    say('the download failed: trying the system package (apt-get install chromium)')
    runQuietly('apt-get', ['update'])
    runQuietly('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
    const installed = own()
    if (installed !== null) return installed
  }
  throw new ConfigError(
    'platform',
    'the browser tests need Chromium and none could be found or fetched. Run one of these, then the tests again:\n' +
      '  npx playwright install chromium\n  sudo apt-get install -y chromium',
  )
}

function runQuietly(command: string, args: readonly string[]): boolean {
  const ran = spawnSync(command, args, {
    stdio: 'ignore',
    timeout: 600_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return ran.status === 0
}
