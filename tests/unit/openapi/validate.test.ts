import { expect, test } from 'vitest'
import type { OpenApiDocument } from '@/lib/queries/openapi/types'
import { violations } from '@/tests/support/openapi/validate'

const document = {
  components: {
    schemas: { Row: { type: 'object', required: ['a'], properties: { a: { type: 'string', pattern: '^x' } } } },
  },
} as unknown as OpenApiDocument
const row = { $ref: '#/components/schemas/Row' }

test('names what a value breaks of its schema', () => {
  const cases: readonly (readonly [object, unknown, readonly string[]])[] = [
    [row, { a: 'xy' }, []],
    [row, { a: 'y' }, ['$.a: y does not match ^x']],
    [row, {}, ['$.a: missing']],
    [row, { a: 'x', b: 1 }, ['$.b: not described']],
    [{ type: 'array', items: row }, [{ a: 1 }], ['$[0].a: number instead of string']],
    [{ anyOf: [{ type: 'integer', minimum: 2 }, { type: 'null' }] }, null, []],
    [{ anyOf: [{ type: 'integer', minimum: 2 }, { type: 'null' }] }, 1, ['$: 1 below 2', '$: number instead of null']],
    [{ type: ['string', 'null'] }, 1.5, ['$: number instead of string or null']],
    [{ type: 'integer' }, 1.5, ['$: number instead of integer']],
    [{ enum: ['a'] }, 'b', ['$: b not listed']],
    [{ type: 'array', items: { not: {} } }, [1], ['$[0]: not allowed']],
  ]
  for (const [schema, value, expected] of cases) expect(violations(document, { ...schema }, value)).toEqual(expected)
  expect(() => violations(document, { dependentRequired: {} }, {})).toThrow('does not know')
})
