import type { JsonSchema, OpenApiDocument } from '@/lib/queries/openapi/types'

const WORDS = new Set(['title', 'description', 'format', 'examples', 'example', 'default', 'x-row', 'x-columns'])
const KNOWN = new Set([
  ...WORDS,
  '$ref',
  'type',
  'enum',
  'const',
  'anyOf',
  'oneOf',
  'not',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minItems',
  'maxItems',
  'items',
  'properties',
  'required',
  'additionalProperties',
])

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/**
 * What a value breaks of a JSON Schema of the document, with its place. Only what our schemas use is known: another
 * keyword throws, so that nothing goes unchecked. Fields without a place in the schema are named as well.
 */
export function violations(document: OpenApiDocument, schema: JsonSchema, value: unknown, at = '$'): readonly string[] {
  const unknown = Object.keys(schema).filter((keyword) => !KNOWN.has(keyword))
  if (unknown.length > 0) throw new Error(`${at}: this validator does not know ${unknown.join(', ')}`)
  if (typeof schema.$ref === 'string') {
    const target = document.components.schemas[schema.$ref.replace('#/components/schemas/', '')]
    if (target === undefined) throw new Error(`${at}: nothing is at ${schema.$ref}`)
    return violations(document, target, value, at)
  }
  const unions = [list(schema.anyOf), list(schema.oneOf)].filter((members) => members.length > 0)
  for (const members of unions) {
    const tried = members.filter(isSchema).map((member) => violations(document, member, value, at))
    if (!tried.some((found) => found.length === 0)) return tried.flat()
  }
  if (isSchema(schema.not) && violations(document, schema.not, value, at).length === 0) return [`${at}: not allowed`]
  return [...scalarViolations(schema, value, at), ...partViolations(document, schema, value, at)]
}

function typeOf(value: unknown): readonly string[] {
  if (value === null) return ['null']
  if (Array.isArray(value)) return ['array']
  if (typeof value === 'number') return Number.isInteger(value) ? ['number', 'integer'] : ['number']
  return [typeof value]
}

function scalarViolations(schema: JsonSchema, value: unknown, at: string): readonly string[] {
  const types = typeof schema.type === 'string' ? [schema.type] : list(schema.type)
  if (types.length > 0 && !typeOf(value).some((type) => types.includes(type)))
    return [`${at}: ${typeOf(value)[0]} instead of ${types.join(' or ')}`]
  const found: string[] = []
  if (schema.enum !== undefined && !list(schema.enum).includes(value)) found.push(`${at}: ${String(value)} not listed`)
  if (schema.const !== undefined && schema.const !== value) found.push(`${at}: ${String(value)} is another value`)
  if (typeof schema.pattern === 'string' && typeof value === 'string' && !new RegExp(schema.pattern, 'u').test(value))
    found.push(`${at}: ${value} does not match ${schema.pattern}`)
  if (typeof value === 'number') {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
    if (typeof minimum === 'number' && value < minimum) found.push(`${at}: ${value} below ${minimum}`)
    if (typeof maximum === 'number' && value > maximum) found.push(`${at}: ${value} above ${maximum}`)
    if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) found.push(`${at}: ${value} too low`)
    if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) found.push(`${at}: ${value} too high`)
  }
  return found
}

function partViolations(document: OpenApiDocument, schema: JsonSchema, value: unknown, at: string): readonly string[] {
  if (Array.isArray(value)) {
    const { items, minItems, maxItems } = schema
    return [
      ...(typeof minItems === 'number' && value.length < minItems ? [`${at}: fewer than ${minItems}`] : []),
      ...(typeof maxItems === 'number' && value.length > maxItems ? [`${at}: more than ${maxItems}`] : []),
      ...(isSchema(items) ? value.flatMap((item, index) => violations(document, items, item, `${at}[${index}]`)) : []),
    ]
  }
  if (!isSchema(value) || !isSchema(schema.properties)) return []
  const { properties, additionalProperties } = schema
  const missing = list(schema.required).filter((name) => !Object.hasOwn(value, String(name)))
  return [
    ...missing.map((name) => `${at}.${String(name)}: missing`),
    ...Object.entries(value).flatMap(([name, part]) => {
      const own = properties[name]
      if (isSchema(own)) return violations(document, own, part, `${at}.${name}`)
      return isSchema(additionalProperties) ? [] : [`${at}.${name}: not described`]
    }),
  ]
}
