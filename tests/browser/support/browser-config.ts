import { join } from 'node:path'
import type { PlaywrightTestConfig } from '@playwright/test'
import { rootDir } from '@/lib/cli/build'
import { ensureChromium } from '@/lib/cli/chromium'
import { createProgress } from '@/lib/cli/progress'

const VARIABLE = 'COVERLINE_CHROMIUM'

/** What every run in a browser shares: where Chromium is, the sites, the time limits. */
export async function browserConfig(): Promise<PlaywrightTestConfig> {
  const executablePath = process.env[VARIABLE] ?? (await ensureChromium(createProgress()))
  // The workers read this file again and must not look a second time.
  process.env[VARIABLE] = executablePath
  return {
    testDir: join(rootDir, 'tests/browser'),
    outputDir: join(rootDir, 'test-results'),
    globalSetup: join(rootDir, 'tests/browser/support/global-setup.ts'),
    fullyParallel: true,
    forbidOnly: true,
    retries: 0,
    workers: 2,
    timeout: 300_000,
    expect: { timeout: 30_000 },
    reporter: [['list', { printSteps: false }]],
    use: {
      // Far from UTC and not English: a page that follows the reader's machine shows.
      timezoneId: 'Pacific/Auckland',
      locale: 'de-DE',
      screenshot: 'only-on-failure',
      launchOptions: {
        executablePath,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    },
  }
}
