import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openApiDocument } from '@/lib/queries/openapi/document'
import type { OpenApiDocument } from '@/lib/queries/openapi/types'
import { breakingChanges } from '@/tests/support/openapi/breaking-changes'

const snapshot = fileURLToPath(new URL('openapi.snapshot.json', import.meta.url))
const declared = fileURLToPath(new URL('openapi.declared.json', import.meta.url))
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

const WORDS: readonly string[] = ['description', 'summary', 'title', 'example']

/** The description without its words and examples: what may change without a caller noticing. */
function shapeOf(document: OpenApiDocument): string {
  const isShape = (key: string, value: unknown) =>
    key !== 'x-examples' && !(WORDS.includes(key) && (typeof value !== 'object' || value === null))
  return `${JSON.stringify(document, (key, value) => (isShape(key, value) ? value : undefined), 1)}\n`
}

/** See CONTRIBUTING.md, "Changing the public interface". */
test('no change breaks callers unless it is declared, and the snapshot is the description', async () => {
  const now = openApiDocument({ publicUrl: 'https://coverline.example' })
  const before = read(snapshot) as OpenApiDocument
  const declarations = z
    .array(z.strictObject({ change: z.string(), why: z.string().min(20), on: z.iso.date() }))
    .parse(read(declared))
  const known = new Set(declarations.map(({ change }) => change))
  expect(Object.keys(before.paths).length).toBeGreaterThan(40)
  expect(breakingChanges(before, now).filter((change) => !known.has(change))).toEqual([])
  await expect(shapeOf(now)).toMatchFileSnapshot(snapshot)
})
