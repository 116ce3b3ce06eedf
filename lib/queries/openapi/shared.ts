import type { OpenApiResponse } from '@/lib/queries/openapi/types'

const header = (description: string) => ({ description, schema: { type: 'string' } })

const RATE_LIMIT = {
  'RateLimit-Policy': header('The limit: its name, q requests in w seconds.'),
  RateLimit: header('What is left of it: r requests now; all of them again in t seconds.'),
}

/** Headers of a good answer. */
export const HEADERS = {
  limited: RATE_LIMIT,
  cached: {
    ETag: header('Send it back as If-None-Match: 304 means nothing changed.'),
    'Cache-Control': header('How long a copy may be used.'),
    ...RATE_LIMIT,
  },
} as const

/** What every limited address may also answer. */
export const SHARED_ERRORS = [429, 500, 503] as const

const problem = (description: string, headers: OpenApiResponse['headers'] = {}): OpenApiResponse => ({
  description,
  headers,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const RETRY = { 'Retry-After': header('Seconds until the next try is worth it.') }

/** Errors by status: the same wherever they are answered. */
export const ERROR_RESPONSES: Readonly<Record<string, OpenApiResponse>> = {
  '304': { description: 'Nothing changed since the answer whose ETag was sent.' },
  '400': problem('A parameter or field cannot be used; errors names each, what was given and what is accepted.'),
  '404': problem('There is no such thing.'),
  '410': problem('The bytes expired; their hash is kept.'),
  '413': problem('The body is too large.'),
  '429': problem('More requests than the limit allows; violated-policies names it.', { ...RATE_LIMIT, ...RETRY }),
  '500': problem('An error of ours; it is logged.'),
  '503': problem('The data store does not answer, or as many downloads run as may at once.', RETRY),
}
