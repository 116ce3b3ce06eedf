import type { z } from 'zod'
import { noParametersSchema } from '@/lib/queries/parameters'

/** What an answer holds: JSON by a schema, rows of one in another format, or other bytes. */
export interface Content {
  readonly type: string
  readonly schema?: z.ZodType
  /** Of CSV and NDJSON: the schema of a row. */
  readonly row?: z.ZodObject
}

/** The errors whose form is the same wherever they are answered. */
export type ErrorStatus = 400 | 404 | 410 | 413

/** A request that answers as stated; a test sends every one of them. */
export interface Example {
  readonly summary: string
  /** With its parameters in place. */
  readonly address: string
  readonly body?: unknown
  readonly status: 200 | ErrorStatus
  /** Of status 400: the field that the answer names. */
  readonly field?: string
}

export interface Operation {
  readonly id: string
  readonly method: 'get' | 'post'
  /** With `{name}` for path parameters. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  /** Path parameters with an example of each. */
  readonly place: Readonly<Record<string, { readonly description: string; readonly example: string }>>
  /** What the handler validates the query with. */
  readonly query: z.ZodObject
  /** What the handler validates the body with. */
  readonly body?: z.ZodType
  readonly answer: { readonly description: string; readonly content: Content }
  /** `ETag` and 304; not where the answer is of this moment. */
  readonly cached: boolean
  readonly errors: readonly ErrorStatus[]
  readonly examples: readonly Example[]
}

/** A read of an address without parameters: what most operations add to. */
export const READ = {
  method: 'get',
  place: {},
  query: noParametersSchema,
  cached: true,
  errors: [],
} as const satisfies Partial<Operation>

export const JSON_TYPE = 'application/json'
