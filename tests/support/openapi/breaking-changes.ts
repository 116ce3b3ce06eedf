import type { JsonSchema, OpenApiDocument, OpenApiOperation } from '@/lib/queries/openapi/types'

/** Who reads what the schema describes: callers send it, or they receive it. */
type Direction = 'sent' | 'received'

interface Side {
  readonly document: OpenApiDocument
  readonly schema: JsonSchema
}

/**
 * What of the new description breaks a caller of the old one, one sentence each, in a stable order: addresses, fields,
 * parameters and columns that are gone, types that changed, parameters newly required, values no longer accepted, fields
 * that may newly be missing or null. What is only new is not listed.
 */
export function breakingChanges(before: OpenApiDocument, after: OpenApiDocument): readonly string[] {
  const found = new Set<string>()
  for (const [path, methods] of Object.entries(before.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const where = `${method.toUpperCase()} ${path}`
      const now = after.paths[path]?.[method]
      if (now === undefined) found.add(`${where}: gone`)
      else for (const change of operationChanges(where, [before, operation], [after, now])) found.add(change)
    }
  }
  return [...found].sort()
}

type Documented<Value> = readonly [OpenApiDocument, Value]

function operationChanges(
  where: string,
  [before, old]: Documented<OpenApiOperation>,
  [after, now]: Documented<OpenApiOperation>,
): readonly string[] {
  const changes: string[] = []
  const key = (parameter: { readonly in: string; readonly name: string }) => `${parameter.in} ${parameter.name}`
  const known = new Map(old.parameters.map((parameter) => [key(parameter), parameter]))
  const given = new Map(now.parameters.map((parameter) => [key(parameter), parameter]))
  for (const [name, parameter] of known) {
    const other = given.get(name)
    const at = `${where} parameter ${parameter.name}`
    if (other === undefined) changes.push(`${at}: gone`)
    else {
      const sides = [
        { document: before, schema: parameter.schema },
        { document: after, schema: other.schema },
      ] as const
      changes.push(...schemaChanges(at, 'sent', ...sides))
    }
  }
  for (const [name, parameter] of given) {
    if (parameter.required && !known.get(name)?.required)
      changes.push(`${where} parameter ${parameter.name}: newly required`)
  }
  const body = old.requestBody?.content['application/json']?.schema
  const newBody = now.requestBody?.content['application/json']?.schema
  if (body !== undefined) {
    if (newBody === undefined) changes.push(`${where} body: gone`)
    else {
      changes.push(
        ...schemaChanges(
          `${where} body`,
          'sent',
          { document: before, schema: body },
          { document: after, schema: newBody },
        ),
      )
    }
  } else if (now.requestBody?.required) changes.push(`${where} body: newly required`)
  return [...changes, ...answerChanges(where, [before, old], [after, now])]
}

function answerChanges(
  where: string,
  [before, old]: Documented<OpenApiOperation>,
  [after, now]: Documented<OpenApiOperation>,
): readonly string[] {
  const contentOf = (operation: OpenApiOperation) => {
    const answer = operation.responses['200']
    return answer !== undefined && 'content' in answer ? (answer.content ?? {}) : {}
  }
  const contents = contentOf(now)
  return Object.entries(contentOf(old)).flatMap(([type, { schema }]) => {
    const other = contents[type]?.schema
    if (other === undefined) return [`${where} ${type}: gone`]
    const at = `${where} answer`
    return [
      ...schemaChanges(at, 'received', { document: before, schema }, { document: after, schema: other }),
      ...columnChanges(at, schema['x-columns'], other['x-columns']),
      ...(isSchema(schema['x-row']) && isSchema(other['x-row'])
        ? schemaChanges(
            `${at} row`,
            'received',
            { document: before, schema: schema['x-row'] },
            { document: after, schema: other['x-row'] },
          )
        : []),
    ]
  })
}

/** Columns may be added anywhere; those that were there stay, in their order. */
function columnChanges(where: string, old: unknown, now: unknown): readonly string[] {
  if (!Array.isArray(old)) return []
  const columns: readonly unknown[] = Array.isArray(now) ? now : []
  const kept = columns.filter((name) => old.includes(name))
  return JSON.stringify(kept) === JSON.stringify(old) ? [] : [`${where} columns: gone or in another order`]
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function resolve({ document, schema }: Side): JsonSchema {
  const { $ref } = schema
  if (typeof $ref !== 'string') return schema
  const target = document.components.schemas[$ref.split('/').at(-1) ?? '']
  if (target === undefined) throw new RangeError(`nothing is at ${$ref}`)
  return resolve({ document, schema: target })
}

/** The forms a value may have: the members of a union, each under a key that tells it from the others. */
function formsOf(side: Side): ReadonlyMap<string, JsonSchema> {
  const schema = resolve(side)
  const members = [schema.anyOf, schema.oneOf].find(Array.isArray)
  if (members !== undefined) {
    return new Map(
      members.filter(isSchema).flatMap((member) => [...formsOf({ document: side.document, schema: member })]),
    )
  }
  const types: readonly unknown[] = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'any']
  return new Map(types.map((type) => [[type, discriminator(schema)].join(' ').trim(), schema]))
}

/** `kind=point` of a member of a union that says what it is. */
function discriminator(schema: JsonSchema): string {
  const properties = isSchema(schema.properties) ? schema.properties : {}
  return Object.entries(properties)
    .flatMap(([name, value]) => (isSchema(value) && typeof value.const === 'string' ? [`${name}=${value.const}`] : []))
    .join(' ')
}

function schemaChanges(where: string, direction: Direction, old: Side, now: Side): readonly string[] {
  const before = formsOf(old)
  const after = formsOf(now)
  const changes: string[] = []
  for (const [form, schema] of before) {
    const other = after.get(form)
    if (other !== undefined) {
      const sides = [
        { ...old, schema },
        { ...now, schema: other },
      ] as const
      changes.push(...valueChanges(where, direction, ...sides))
      // What is received may well lose its null.
    } else if (direction === 'sent' || form !== 'null') changes.push(`${where}: no longer ${form}`)
  }
  for (const form of after.keys()) {
    if (direction === 'received' && !before.has(form)) changes.push(`${where}: may newly be ${form}`)
  }
  return changes
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function valueChanges(where: string, direction: Direction, old: Side, now: Side): readonly string[] {
  const changes: string[] = []
  if (direction === 'sent') {
    const accepted = list(now.schema.enum)
    const lost = accepted.length === 0 ? [] : list(old.schema.enum).filter((value) => !accepted.includes(value))
    if (lost.length > 0) changes.push(`${where}: no longer accepts ${lost.join(', ')}`)
    if (accepted.length > 0 && old.schema.enum === undefined) changes.push(`${where}: accepts only certain values`)
  }
  for (const name of ['pattern', 'format', 'const'] as const) {
    const added = direction === 'sent' || old.schema[name] !== undefined
    if (added && now.schema[name] !== undefined && now.schema[name] !== old.schema[name])
      changes.push(`${where}: another ${name}`)
    if (direction === 'received' && old.schema[name] !== undefined && now.schema[name] === undefined)
      changes.push(`${where}: another ${name}`)
  }
  if (direction === 'sent') changes.push(...boundChanges(where, old.schema, now.schema))
  if (isSchema(old.schema.items) && isSchema(now.schema.items)) {
    const sides = [
      { ...old, schema: old.schema.items },
      { ...now, schema: now.schema.items },
    ] as const
    changes.push(...schemaChanges(`${where}[]`, direction, ...sides))
  }
  return [...changes, ...fieldChanges(where, direction, old, now)]
}

const LEAST = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems']
const MOST = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems']

function boundChanges(where: string, old: JsonSchema, now: JsonSchema): readonly string[] {
  const isTighter = (name: string, sign: 1 | -1) => {
    const [before, after] = [old[name], now[name]]
    return typeof after === 'number' && (typeof before !== 'number' || sign * (after - before) > 0)
  }
  return [...LEAST.filter((name) => isTighter(name, 1)), ...MOST.filter((name) => isTighter(name, -1))].map(
    (name) => `${where}: a tighter ${name}`,
  )
}

function fieldChanges(where: string, direction: Direction, old: Side, now: Side): readonly string[] {
  const before = isSchema(old.schema.properties) ? old.schema.properties : {}
  const after = isSchema(now.schema.properties) ? now.schema.properties : {}
  const [required, newlyRequired] = [list(old.schema.required), list(now.schema.required)]
  const changes: string[] = []
  for (const [name, schema] of Object.entries(before)) {
    const other = after[name]
    const at = `${where}.${name}`
    if (!isSchema(schema)) continue
    if (!isSchema(other)) {
      changes.push(`${at}: gone`)
      continue
    }
    changes.push(...schemaChanges(at, direction, { ...old, schema }, { ...now, schema: other }))
    if (direction === 'received' && required.includes(name) && !newlyRequired.includes(name))
      changes.push(`${at}: may newly be left out`)
  }
  if (direction === 'sent') {
    for (const name of newlyRequired)
      if (!required.includes(name)) changes.push(`${where}.${String(name)}: newly required`)
  }
  return changes
}
