import { describe, expect, test } from 'vitest'
import { openApiDocument } from '@/lib/queries/openapi/document'
import type { JsonSchema, OpenApiDocument, OpenApiOperation, OpenApiParameter } from '@/lib/queries/openapi/types'
import { breakingChanges } from '@/tests/support/openapi/breaking-changes'

const row: JsonSchema = {
  type: 'object',
  required: ['venue', 'coverage'],
  properties: { venue: { type: 'string' }, coverage: { type: ['number', 'null'] }, note: { type: 'string' } },
}
const venue: OpenApiParameter = { name: 'venue', in: 'query', required: false, schema: { type: 'string' } }
const limit: OpenApiParameter = {
  name: 'limit',
  in: 'query',
  required: false,
  schema: { type: 'integer', minimum: 1, maximum: 100 },
}
const word: OpenApiParameter = {
  name: 'by',
  in: 'query',
  required: false,
  schema: { enum: ['day', 'hour'], type: 'string' },
}

function documentOf(
  given: {
    row?: JsonSchema
    parameters?: readonly OpenApiParameter[]
    columns?: readonly string[]
    body?: JsonSchema
  } = {},
): OpenApiDocument {
  const { columns = ['venue', 'coverage'], parameters = [venue, limit, word] } = given
  const operation: OpenApiOperation = {
    operationId: 'x',
    tags: [],
    summary: 'x',
    parameters,
    responses: {
      '200': {
        description: 'x',
        content: {
          'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Row' } } },
          'text/csv': { schema: { type: 'string', 'x-columns': columns } },
        },
      },
    },
    ...(given.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: given.body } } } }),
    'x-examples': [],
  }
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: '',
    info: {},
    servers: [],
    tags: [],
    paths: { '/x': { get: operation } },
    components: { schemas: { Row: given.row ?? row }, responses: {} },
  }
}

const changed = (after: OpenApiDocument, before = documentOf()) => breakingChanges(before, after)

describe('what breaks a caller', () => {
  test('an address that is gone', () => {
    expect(changed({ ...documentOf(), paths: {} })).toEqual(['GET /x: gone'])
  })

  test('a field that is gone, has another type, may be left out or may be null', () => {
    const { note, ...rest } = row.properties as Record<string, JsonSchema>
    expect(changed(documentOf({ row: { ...row, properties: rest } }))).toEqual(['GET /x answer[].note: gone'])
    const typed = { ...row, properties: { ...rest, note: { type: 'integer' } } }
    expect(changed(documentOf({ row: typed }))).toEqual([
      'GET /x answer[].note: may newly be integer',
      'GET /x answer[].note: no longer string',
    ])
    expect(changed(documentOf({ row: { ...row, required: ['venue'] } }))).toEqual([
      'GET /x answer[].coverage: may newly be left out',
    ])
    const nullable = { ...row, properties: { ...rest, note: { anyOf: [note, { type: 'null' }] } } }
    expect(changed(documentOf({ row: nullable }))).toEqual(['GET /x answer[].note: may newly be null'])
  })

  test('a parameter that is gone, newly required or accepts less', () => {
    expect(changed(documentOf({ parameters: [venue, word] }))).toEqual(['GET /x parameter limit: gone'])
    expect(changed(documentOf({ parameters: [{ ...venue, required: true }, limit, word] }))).toEqual([
      'GET /x parameter venue: newly required',
    ])
    const other = { name: 'key', in: 'query', required: true, schema: { type: 'string' } } as const
    expect(changed(documentOf({ parameters: [venue, limit, word, other] }))).toEqual([
      'GET /x parameter key: newly required',
    ])
    const tight = { ...limit, schema: { type: 'integer', minimum: 2, maximum: 99 } }
    expect(changed(documentOf({ parameters: [venue, tight, word] }))).toEqual([
      'GET /x parameter limit: a tighter maximum',
      'GET /x parameter limit: a tighter minimum',
    ])
    const short = { ...word, schema: { type: 'string', enum: ['day'] } }
    expect(changed(documentOf({ parameters: [venue, limit, short] }))).toEqual([
      'GET /x parameter by: no longer accepts hour',
    ])
    const patterned = { ...venue, schema: { type: 'string', pattern: '^a' } }
    expect(changed(documentOf({ parameters: [patterned, limit, word] }))).toEqual([
      'GET /x parameter venue: another pattern',
    ])
  })

  test('columns that are gone or in another order', () => {
    for (const columns of [['venue'], ['coverage', 'venue']])
      expect(changed(documentOf({ columns }))).toEqual(['GET /x answer columns: gone or in another order'])
  })

  test('a body that lost a form or asks for more', () => {
    const point = { type: 'object', properties: { kind: { type: 'string', const: 'point' } } }
    const range = { type: 'object', properties: { kind: { type: 'string', const: 'range' } } }
    const before = documentOf({ body: { oneOf: [point, range] } })
    expect(breakingChanges(before, documentOf({ body: point }))).toEqual(['GET /x body: no longer object kind=range'])
    expect(breakingChanges(before, documentOf({ body: { oneOf: [{ ...point, required: ['kind'] }, range] } }))).toEqual(
      ['GET /x body.kind: newly required'],
    )
    expect(breakingChanges(documentOf(), before)).toEqual(['GET /x body: newly required'])
  })
})

test('what is only new breaks nobody', () => {
  const properties = { ...(row.properties as Record<string, JsonSchema>), reason: { type: 'string' } }
  const wide = { ...word, schema: { type: 'string', enum: ['day', 'hour', 'raw'] } }
  const other = { name: 'as_of', in: 'query', required: false, schema: { type: 'string' } } as const
  const after = documentOf({
    row: { ...row, properties, required: ['venue', 'coverage', 'reason'] },
    parameters: [venue, { ...limit, schema: { type: 'integer' } }, wide, other],
    columns: ['venue', 'reason', 'coverage'],
  })
  expect(changed({ ...after, paths: { ...after.paths, '/y': after.paths['/x'] ?? {} } })).toEqual([])
})

test('the real description compares with itself, and a field taken out of it shows', () => {
  const now = openApiDocument({ publicUrl: 'https://coverline.example' })
  expect(breakingChanges(now, now)).toEqual([])
  const text = JSON.stringify(now).replaceAll('"covered_oi_usd":', '"covered_interest_usd":')
  const changes = breakingChanges(now, JSON.parse(text) as OpenApiDocument)
  expect(changes).toContain('GET /api/v1/venues answer.data[].latest.covered_oi_usd: gone')
  expect(changes).toContain('GET /api/v1/coverage.csv answer row.covered_oi_usd: gone')
})
