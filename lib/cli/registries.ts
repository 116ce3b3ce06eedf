import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** A list of modules written from a folder listing, so that a new folder is the only edit. */
export interface Registry {
  readonly dir: string
  readonly type: string
  readonly typeFrom: string
  readonly constant: string
}

export const venueRegistry: Registry = {
  dir: 'lib/venues',
  type: 'VenueModule',
  typeFrom: '@/lib/venues/_contract/module',
  constant: 'venueModules',
}

const responderRegistry: Registry = {
  dir: 'lib/simulate/venues',
  type: 'Responder',
  typeFrom: '@/lib/simulate/responder',
  constant: 'responders',
}

/** The folders a registry lists, sorted: every one of its directory whose name is a slug. */
export function listFolders(rootDir: string, { dir }: Registry): readonly string[] {
  return readdirSync(join(rootDir, dir), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && SLUG.test(entry.name))
    .map((entry) => entry.name)
    .sort()
}

/** The text of a registry for these folders; each has an `index.ts` with a default export. */
export function renderRegistry(folders: readonly string[], { dir, type, typeFrom, constant }: Registry): string {
  const identifier = (slug: string) => `venue_${slug.replaceAll('-', '_')}`
  return [
    '// Written by `npm run generate` from the folders beside this file.',
    `import type { ${type} } from '${typeFrom}'`,
    ...folders.map((slug) => `import ${identifier(slug)} from '@/${dir}/${slug}'`),
    '',
    `export const ${constant}: readonly ${type}[] = [`,
    ...folders.map((slug) => `  ${identifier(slug)},`),
    ']',
    '',
  ].join('\n')
}

function generateRegistry(rootDir: string, registry: Registry): void {
  const path = join(rootDir, registry.dir, 'registry.generated.ts')
  const text = renderRegistry(listFolders(rootDir, registry), registry)
  let current: string | null = null
  try {
    current = readFileSync(path, 'utf8')
  } catch {
    // First run: there is no registry yet.
  }
  if (current !== text) writeFileSync(path, text)
}

/** Writes the venue registry and the registry of simulated venues where they differ from the folders. */
export function generateRegistries(rootDir: string): void {
  for (const registry of [venueRegistry, responderRegistry]) generateRegistry(rootDir, registry)
}
