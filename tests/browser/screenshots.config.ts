import { defineConfig } from '@playwright/test'
import { browserConfig } from '@/tests/browser/support/browser-config'

/** `npm run screenshots`: pictures of every page, to look at. */
export default defineConfig({ ...(await browserConfig()), testMatch: 'screenshots.ts' })
