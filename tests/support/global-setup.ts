import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { stopEmbedded } from '@/lib/db/embedded'
import { silentLogger } from '@/lib/log'

declare module 'vitest' {
  interface ProvidedContext {
    /** Data directory of the one PostgreSQL of this test run; the first test that wants a database starts it. */
    readonly testDataDir: string
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'coverline-test-'))
  // As root the server runs as another user, who must be able to enter.
  await chmod(dataDir, 0o755)
  project.provide('testDataDir', dataDir)
  return async () => {
    await stopEmbedded({ dataDir, log: silentLogger })
    await rm(dataDir, { recursive: true, force: true })
  }
}
