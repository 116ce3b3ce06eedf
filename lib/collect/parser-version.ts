import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

let cached: string | null = null

/** The version of the code that reads payloads, stored with every capture: the package's. */
export function parserVersion(): string {
  cached ??= z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8'))).version
  return cached
}
