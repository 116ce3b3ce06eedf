import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const FEWEST_FILES = 100

/** Which folders a folder may import from, itself included (architecture: imports go one way). */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'lib/core': ['lib/core'],
  'lib/render': ['lib/render', 'lib/core', 'lib/queries/dto', 'lib/venues/_contract'],
  'lib/export': ['lib/export', 'lib/core', 'lib/queries/dto', 'lib/errors'],
  'lib/record': ['lib/record', 'lib/core', 'lib/db', 'lib/venues', 'lib/errors'],
  'lib/simulate': ['lib/simulate', 'lib/core', 'lib/env', 'lib/log', 'lib/errors'],
  'lib/db': ['lib/db', 'lib/core', 'lib/env', 'lib/log', 'lib/errors', 'lib/venues/_contract'],
  'lib/collect': ['lib/collect', 'lib/core', 'lib/db', 'lib/venues', 'lib/errors', 'lib/log'],
  'lib/bulk': ['lib/bulk', 'lib/core', 'lib/db', 'lib/queries', 'lib/export', 'lib/errors'],
  'lib/queries': [
    'lib/queries',
    'lib/core',
    'lib/db',
    'lib/venues',
    'lib/record',
    'lib/export',
    'lib/errors',
    'lib/log',
  ],
}

function listSources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('generated'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

/** Imports of our own code as paths from the root; type-only imports of DTOs count like any other. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap((match) => match[1] ?? [])
  return found.flatMap((name) => {
    if (name.startsWith('@/')) return [name.slice(2)]
    if (name.startsWith('.')) return [relative(root, join(root, file, '..', name))]
    return []
  })
}

const files = [...listSources('lib'), ...listSources('app')]

function offences(
  of: (file: string) => boolean,
  allowed: (file: string, target: string) => boolean,
): readonly string[] {
  return files
    .filter(of)
    .flatMap((file) =>
      importsOf(file).flatMap((target) => (allowed(file, target) ? [] : [`${file} imports ${target}`])),
    )
}

describe('imports go one way', () => {
  test('the walk sees the project', () => {
    expect(files.length).toBeGreaterThan(FEWEST_FILES)
    for (const layer of Object.keys(ALLOWED))
      expect([layer, files.some((file) => file.startsWith(`${layer}/`))]).toEqual([layer, true])
  })

  test.each(Object.entries(ALLOWED))('%s', (layer, allowed) => {
    const found = offences(
      (file) => file.startsWith(`${layer}/`),
      (_file, target) => allowed.some((prefix) => target === prefix || target.startsWith(`${prefix}/`)),
    )
    expect(found).toEqual([])
  })

  test('a venue imports core and the contract, never another venue, a database or the network', () => {
    const venueFile = /^lib\/venues\/([a-z0-9-]+)\//
    const found = offences(
      (file) => venueFile.test(file),
      (file, target) =>
        target.startsWith('lib/core/') ||
        target.startsWith('lib/venues/_contract/') ||
        target.startsWith(`lib/venues/${venueFile.exec(file)?.[1]}/`),
    )
    expect(found).toEqual([])
    const network = files
      .filter((file) => venueFile.test(file))
      .filter((file) => /\bfetch\(|from 'undici'|node:http|node:fs/.test(readFileSync(join(root, file), 'utf8')))
    expect(network).toEqual([])
  })

  test('pages reach the database only through app/_data, and islands import no server code', () => {
    const pages = offences(
      (file) => file.startsWith('app/') && !file.startsWith('app/_data/') && !/\/route\.ts$/.test(file),
      (_file, target) => !target.startsWith('lib/db/') && !target.startsWith('lib/collect/'),
    )
    expect(pages).toEqual([])
    const islands = offences(
      (file) => file.startsWith('app/_client/'),
      (_file, target) =>
        !/^(lib\/(db|collect|record|simulate|cli|env|log)|app\/_data)(\/|$)/.test(target) &&
        (!target.startsWith('lib/queries/') || target.startsWith('lib/queries/dto/')),
    )
    expect(islands).toEqual([])
  })

  test('only app/_data imports next/cache, and no page holds SQL', () => {
    const cached = files.filter(
      (file) => !file.startsWith('app/_data/') && readFileSync(join(root, file), 'utf8').includes("'next/cache'"),
    )
    expect(cached).toEqual([])
    const sql = files.filter(
      (file) =>
        file.startsWith('app/') &&
        /\$queryRaw|\bSELECT\b[\s\S]{1,200}\bFROM\b/.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(sql).toEqual([])
  })
})
