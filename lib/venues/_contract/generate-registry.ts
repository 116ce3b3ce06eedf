import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** The venue folders of a project, sorted: every folder of `lib/venues` whose name is a slug. */
export function listVenueFolders(rootDir: string): readonly string[] {
  return readdirSync(join(rootDir, 'lib/venues'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && SLUG.test(entry.name))
    .map((entry) => entry.name)
    .sort()
}

/** The text of `registry.generated.ts` for these folders. */
export function renderRegistry(folders: readonly string[]): string {
  const identifier = (slug: string) => `venue_${slug.replaceAll('-', '_')}`
  return [
    '// Written by `npm run generate` from the folders beside this file. Do not edit.',
    "import type { VenueModule } from '@/lib/venues/_contract/module'",
    ...folders.map((slug) => `import ${identifier(slug)} from '@/lib/venues/${slug}'`),
    '',
    'export const venueModules: readonly VenueModule[] = [',
    ...folders.map((slug) => `  ${identifier(slug)},`),
    ']',
    '',
  ].join('\n')
}

/** Writes `lib/venues/registry.generated.ts` when it differs; returns the folders it lists. */
export function generateRegistry(rootDir: string): readonly string[] {
  const folders = listVenueFolders(rootDir)
  const path = join(rootDir, 'lib/venues/registry.generated.ts')
  const text = renderRegistry(folders)
  let current: string | null = null
  try {
    current = readFileSync(path, 'utf8')
  } catch {
    // First run: there is no registry yet.
  }
  if (current !== text) writeFileSync(path, text)
  return folders
}
