import { z } from 'zod'
import { leverageLawSchema } from '@/lib/core/metrics/leverage-law'
import { stressInputSchema } from '@/lib/core/metrics/stress'
import { seriesDefinitions } from '@/lib/export/series'
import { tableDefinitions } from '@/lib/export/tables'
import { metaSchema, problemSchema } from '@/lib/queries/contract/common'
import { marketContextSchema } from '@/lib/queries/contract/context'
import { jsonFeedSchema } from '@/lib/queries/contract/feed'
import { measuresSchema } from '@/lib/queries/contract/measures'
import { metadataSchema } from '@/lib/queries/contract/metadata'
import { statusAnswerSchema } from '@/lib/queries/contract/status'
import { stressAnswerSchema } from '@/lib/queries/contract/stress'
import {
  latestSchema,
  venueAnswerSchema,
  venueDetailSchema,
  venueSchema,
  venuesAnswerSchema,
} from '@/lib/queries/contract/venue'
import { attributionAnswerSchema, plausibilityAnswerSchema } from '@/lib/queries/contract/venue-parts'
import type { Content, Example, Operation } from '@/lib/queries/openapi/operation'
import {
  feedOperations,
  serviceOperations,
  stressOperations,
  venueOperations,
  venuePartOperations,
} from '@/lib/queries/openapi/other-operations'
import { rowSchemas, rowsAnswerSchemas, seriesOperations } from '@/lib/queries/openapi/series-operations'
import { ERROR_RESPONSES, HEADERS, SHARED_ERRORS } from '@/lib/queries/openapi/shared'
import type {
  JsonSchema,
  OpenApiDocument,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiTag,
} from '@/lib/queries/openapi/types'

/** Every operation of the public interface, in the order it is shown. A new route is described by adding it here. */
const operations: readonly Operation[] = [
  ...venueOperations,
  ...venuePartOperations,
  ...seriesOperations,
  ...stressOperations,
  ...feedOperations,
  ...serviceOperations,
]

const TAGS: readonly OpenApiTag[] = [
  { name: 'venues', summary: 'Venues', description: 'Venues with their latest figures.' },
  ...[...Object.values(seriesDefinitions), ...Object.values(tableDefinitions)].map(({ name, title, description }) => ({
    name,
    summary: title,
    description,
  })),
  { name: 'stress', summary: 'Stress', description: 'The stress model of /methodology, for figures of your own.' },
  { name: 'feeds', summary: 'Feeds', description: 'What happened, for feed readers and scripts.' },
  { name: 'status', summary: 'Status', description: 'How collection goes.' },
  { name: 'evidence', summary: 'Evidence', description: 'The archive of raw answers.' },
  { name: 'service', summary: 'Service', description: 'For whoever runs or describes the site. Never limited.' },
]

const componentName = (name: string, suffix: string): string =>
  `${name.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase())}${suffix}`

/** Schemas with a name of their own. Rows of a series and its JSON answer are named after it. */
function namedSchemas(): ReadonlyMap<string, z.ZodType> {
  return new Map<string, z.ZodType>([
    ['Meta', metaSchema],
    ['Problem', problemSchema],
    ['Latest', latestSchema],
    ['Venue', venueSchema],
    ['VenueDetail', venueDetailSchema],
    ['MarketContext', marketContextSchema],
    ['Measures', measuresSchema],
    ['AttributionAnswer', attributionAnswerSchema],
    ['PlausibilityAnswer', plausibilityAnswerSchema],
    ['VenuesAnswer', venuesAnswerSchema],
    ['VenueAnswer', venueAnswerSchema],
    ['StatusAnswer', statusAnswerSchema],
    ['StressInput', stressInputSchema],
    ['LeverageLaw', leverageLawSchema],
    ['StressAnswer', stressAnswerSchema],
    ['JsonFeed', jsonFeedSchema],
    ['Metadata', metadataSchema],
    ...[...rowSchemas].map(([name, schema]) => [componentName(name, 'Row'), schema] as const),
    ...[...rowsAnswerSchemas].map(([name, schema]) => [componentName(name, 'Answer'), schema] as const),
  ])
}

/** As a caller sees them: what is sent before it is read, and answers open to fields that come later. */
const OPTIONS = {
  io: 'input',
  override: ({ jsonSchema }) => {
    // The range of whole numbers a double can hold says nothing about the field.
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  },
} as const satisfies Parameters<typeof z.toJSONSchema>[1]

const refTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

/** JSON Schema of every named schema; one that is used in another is referred to. */
function componentSchemas(named: ReadonlyMap<string, z.ZodType>): Readonly<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of named) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, { ...OPTIONS, uri: (id) => `#/components/schemas/${id}` })
  return Object.fromEntries(Object.entries(schemas).map(([name, { $schema, $id, ...schema }]) => [name, schema]))
}

function schemaOf(schema: z.ZodType, named: ReadonlyMap<string, z.ZodType>): JsonSchema {
  const name = [...named].find(([, candidate]) => candidate === schema)?.[0]
  if (name !== undefined) return refTo(name)
  const { $schema, ...inline } = z.toJSONSchema(schema, OPTIONS)
  return inline
}

function parametersOf({ place, query }: Operation): readonly OpenApiParameter[] {
  return [
    ...Object.entries(place).map(([name, { description, example }]) => ({
      name,
      in: 'path' as const,
      required: true,
      description,
      schema: { type: 'string' },
      example,
    })),
    ...Object.entries(query.shape).map(([name, schema]) => {
      const { $schema, description, example, ...rest } = z.toJSONSchema(schema, OPTIONS)
      return {
        name,
        in: 'query' as const,
        required: !z.safeParse(schema, undefined).success,
        ...(description === undefined ? {} : { description }),
        schema: rest,
        ...(example === undefined ? {} : { example }),
      }
    }),
  ]
}

function contentOf({ type, schema, row }: Content, named: ReadonlyMap<string, z.ZodType>) {
  if (schema !== undefined) return { [type]: { schema: schemaOf(schema, named) } }
  if (row === undefined) return { [type]: { schema: { type: 'string' } } }
  const columns = Object.keys(row.shape)
  return { [type]: { schema: { type: 'string', 'x-row': schemaOf(row, named), 'x-columns': columns } } }
}

function operationOf(operation: Operation, named: ReadonlyMap<string, z.ZodType>): OpenApiOperation {
  const { id, tag, summary, description, answer, body, errors, cached, examples } = operation
  const isLimited = tag !== 'service' || id === 'openapi'
  const shared = isLimited ? [...SHARED_ERRORS] : []
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    parameters: parametersOf(operation),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, named) } } } }),
    responses: {
      '200': {
        description: answer.description,
        headers: isLimited ? (cached ? HEADERS.cached : HEADERS.limited) : {},
        content: contentOf(answer.content, named),
      },
      ...(cached ? { '304': { $ref: '#/components/responses/304' } } : {}),
      ...Object.fromEntries(
        [...errors, ...shared].map((status) => [String(status), { $ref: `#/components/responses/${status}` }]),
      ),
    },
    'x-examples': examples.map(({ summary: words, address, status, field, body: sent }: Example) => ({
      summary: words,
      address,
      status,
      ...(field === undefined ? {} : { field }),
      ...(sent === undefined ? {} : { body: sent }),
    })),
  }
}

/** The description of the public interface (OpenAPI 3.1), from the schemas the handlers validate with. */
export function openApiDocument({ publicUrl }: { readonly publicUrl: string }): OpenApiDocument {
  const named = namedSchemas()
  const paths: Record<string, Record<string, OpenApiOperation>> = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationOf(operation, named) }
  }
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Coverline API',
      version: '1',
      summary: 'Exchange insurance funds against the open interest they stand behind.',
      description:
        'Read only, no key, CORS open. Money and units are decimal text, ratios are numbers, times are UTC. Ranges are half-open. Missing is null with a reason. Version 1 changes only by adding: ignore fields you do not know.',
      license: { name: 'MIT (code); figures belong to the sources their rows name', url: `${publicUrl}/data#licence` },
    },
    servers: [{ url: publicUrl }],
    tags: TAGS,
    paths,
    components: { schemas: componentSchemas(named), responses: ERROR_RESPONSES },
  }
}
