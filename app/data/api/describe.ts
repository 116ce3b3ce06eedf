import type { JsonSchema, OpenApiDocument, OpenApiOperation, OpenApiTag } from '@/lib/queries/openapi/types'

export interface Entry {
  /** As it is written in requests. */
  readonly method: string
  readonly path: string
  readonly operation: OpenApiOperation
}

/** The operations of a tag, with the schema of a row where they answer with rows of one. */
export interface Group {
  readonly tag: OpenApiTag
  readonly operations: readonly Entry[]
  readonly rowName: string | null
}

/** The operations by tag, in the order of the document. */
export function groupOperations({ tags, paths }: OpenApiDocument): readonly Group[] {
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  return tags.map((tag) => {
    const operations = entries.filter(({ operation }) => operation.tags.includes(tag.name))
    const rows = operations.flatMap(({ operation }) =>
      contentsOf(operation).flatMap(({ schema }) => (isSchema(schema['x-row']) ? [refName(schema['x-row'])] : [])),
    )
    return { tag, operations, rowName: rows.find((name) => name !== null) ?? null }
  })
}

/** What a good answer may hold, by content type. */
export function contentsOf(
  operation: OpenApiOperation,
): readonly { readonly type: string; readonly schema: JsonSchema }[] {
  const answer = operation.responses['200']
  const content = answer !== undefined && 'content' in answer ? (answer.content ?? {}) : {}
  return Object.entries(content).map(([type, { schema }]) => ({ type, schema }))
}

export interface FieldRow {
  readonly name: string
  readonly type: string
  /** The named schema it is one of, or a list of. */
  readonly ref: string | null
  readonly description: string
  readonly required: boolean
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The name of the schema that is referred to. */
export function refName(schema: JsonSchema): string | null {
  return typeof schema.$ref === 'string' ? (schema.$ref.split('/').at(-1) ?? null) : null
}

const members = (schema: JsonSchema): readonly JsonSchema[] =>
  [schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list.filter(isSchema) : []))

/** The fields of an object, those of unnamed parts under it with a dot (`[]` for items of a list). */
export function fieldRows(schema: JsonSchema, prefix = ''): readonly FieldRow[] {
  const properties = isSchema(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required : []
  const own = Object.entries(properties).flatMap(([field, value]): readonly FieldRow[] => {
    if (!isSchema(value)) return []
    const name = `${prefix}${field}`
    const target = contained(value)
    const row = {
      name,
      type: typeWords(value),
      ref: refName(target.schema),
      description: typeof value.description === 'string' ? value.description : '',
      required: required.includes(field),
    }
    return [row, ...(row.ref === null ? fieldRows(target.schema, `${name}${target.mark}.`) : [])]
  })
  return own.length > 0 ? own : members(schema).flatMap((member) => fieldRows(member, prefix))
}

/** What is inside a list, or beside null. */
function contained(schema: JsonSchema): { readonly schema: JsonSchema; readonly mark: string } {
  if (isSchema(schema.items)) return { schema: schema.items, mark: '[]' }
  const [only, ...more] = members(schema).filter((member) => member.type !== 'null')
  return only !== undefined && more.length === 0 ? { ...contained(only) } : { schema, mark: '' }
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  null: 'null',
}

/** The type of a value in words. */
export function typeWords(schema: JsonSchema): string {
  const name = refName(schema)
  if (name !== null) return name
  if (Array.isArray(schema.enum)) return schema.enum.join(', ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const options = members(schema)
  if (options.length > 0) return [...new Set(options.map(typeWords))].join(' or ')
  if (schema.type === 'array') {
    return isSchema(schema.items) && schema.items.not === undefined
      ? `list of ${typeWords(schema.items)}`
      : 'empty list'
  }
  if (Array.isArray(schema.type)) return schema.type.map((type) => WORDS[String(type)] ?? String(type)).join(' or ')
  const words = typeof schema.title === 'string' ? schema.title : (WORDS[String(schema.type)] ?? 'any')
  return `${words}${rangeWords(schema)}`
}

function rangeWords({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JsonSchema): string {
  const least = minimum ?? (exclusiveMinimum === undefined ? undefined : `above ${String(exclusiveMinimum)}`)
  const most = maximum ?? (exclusiveMaximum === undefined ? undefined : `below ${String(exclusiveMaximum)}`)
  if (least === undefined || most === undefined) return ''
  return ` (${String(least)} to ${String(most)})`
}
