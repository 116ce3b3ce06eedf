import { defineConfig } from '@playwright/test'
import { browserConfig } from '@/tests/browser/support/browser-config'

const faults = 'faults.spec.ts'

export default defineConfig({
  ...(await browserConfig()),
  testMatch: '*.spec.ts',
  projects: [
    { name: 'site', testIgnore: faults },
    // It disturbs the site that the other tests read, so it comes last.
    { name: 'faults', testMatch: faults, dependencies: ['site'] },
  ],
})
