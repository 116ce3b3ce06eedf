import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AUTHOR, SITE_TITLE } from '@/lib/export/cite/citation'
import { rootDir } from '@/tests/support/venue-fixtures'

const text = readFileSync(join(rootDir, 'CITATION.cff'), 'utf8')

/** The flat part of YAML the file keeps to: `key: value`, and lists of one level. Throws for anything else. */
function readFlat(yaml: string): ReadonlyMap<string, string | readonly string[]> {
  const found = new Map<string, string | string[]>()
  let list: string[] | null = null
  for (const line of yaml.trimEnd().split('\n')) {
    const item = /^ {2}- (.+)$/.exec(line)?.[1]
    const [, key, value] = /^([a-z][a-z-]*):(?: (.+))?$/.exec(line) ?? []
    if (item !== undefined && list !== null) list.push(item)
    else if (key !== undefined && !found.has(key)) {
      list = value === undefined ? [] : null
      found.set(key, list ?? unquoted(value ?? ''))
    } else throw new SyntaxError(`not flat YAML: ${line}`)
  }
  return found
}

function unquoted(value: string): string {
  if (/^"[^"\\]*"$/.test(value)) return value.slice(1, -1)
  if (/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(value)) return value
  throw new SyntaxError(`to be quoted: ${value}`)
}

/** https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md: every key it knows. */
const KNOWN = [
  ...['abstract', 'authors', 'cff-version', 'commit', 'contact', 'date-released', 'doi', 'identifiers', 'keywords'],
  ...['license', 'license-url', 'message', 'preferred-citation', 'references', 'repository', 'repository-artifact'],
  ...['repository-code', 'title', 'type', 'url', 'version'],
]

describe('CITATION.cff, at the root because GitHub looks for it only there', () => {
  const fields = readFlat(text)

  test('has every field version 1.2.0 requires, and none it does not know', () => {
    expect(fields.get('cff-version')).toBe('1.2.0')
    for (const required of ['authors', 'message', 'title']) expect(fields.get(required)?.length).toBeGreaterThan(0)
    expect([...fields.keys()].filter((key) => !KNOWN.includes(key))).toEqual([])
    expect(['software', 'dataset']).toContain(fields.get('type'))
    expect(new Set(fields.get('keywords')).size).toBe(fields.get('keywords')?.length)
  })

  test('says what the pages and the package say', () => {
    const own: unknown = JSON.parse(readFileSync(join(rootDir, 'package.json'), 'utf8'))
    expect(fields.get('title')).toBe(SITE_TITLE)
    expect(fields.get('authors')).toEqual([`name: "${AUTHOR}"`])
    expect(own).toMatchObject({ version: fields.get('version'), license: fields.get('license') })
  })
})
