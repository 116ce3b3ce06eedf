import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  resolve: { alias: { '@': root } },
  test: {
    environment: 'node',
    env: { TZ: 'America/Los_Angeles' },
    projects: [
      // Loading the modules of fifty venues anew for every file takes three times as long as these tests do.
      { extends: true, test: { name: 'pure', include: ['tests/unit/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'stores', include: ['tests/{contract,db,api}/**/*.test.ts'] } },
    ],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Vitest leaves one processor free by itself; most of a test's time here is waiting for the database.
    maxWorkers: Math.max(2, availableParallelism()),
  },
})
