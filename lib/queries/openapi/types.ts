/** The part of JSON Schema 2020-12 that our schemas become. */
export type JsonSchema = Readonly<Record<string, unknown>>

export interface OpenApiTag {
  readonly name: string
  readonly summary: string
  readonly description: string
}

export interface OpenApiParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description?: string
  readonly schema: JsonSchema
  readonly example?: unknown
}

type OpenApiContent = Readonly<Record<string, { readonly schema: JsonSchema }>>

export interface OpenApiResponse {
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>
  readonly content?: OpenApiContent
}

/** A request that a test sends; `field` is what the errors of a 400 name. */
export interface OpenApiExample {
  readonly summary: string
  readonly address: string
  readonly status: number
  readonly field?: string
  readonly body?: unknown
}

export interface OpenApiOperation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly parameters: readonly OpenApiParameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: OpenApiContent }
  readonly responses: Readonly<Record<string, OpenApiResponse | { readonly $ref: string }>>
  readonly 'x-examples': readonly OpenApiExample[]
}

export interface OpenApiDocument {
  readonly openapi: string
  readonly jsonSchemaDialect: string
  readonly info: Readonly<Record<string, unknown>>
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly OpenApiTag[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly responses: Readonly<Record<string, OpenApiResponse>>
  }
}
