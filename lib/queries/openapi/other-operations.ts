import { z } from 'zod'
import { stressInputSchema } from '@/lib/core/metrics/stress'
import { jsonFeedSchema } from '@/lib/queries/contract/feed'
import { statusAnswerSchema } from '@/lib/queries/contract/status'
import { stressAnswerSchema, stressParametersSchema } from '@/lib/queries/contract/stress'
import { venueAnswerSchema, venuesAnswerSchema } from '@/lib/queries/contract/venue'
import { attributionAnswerSchema, plausibilityAnswerSchema } from '@/lib/queries/contract/venue-parts'
import { JSON_TYPE, type Operation, READ } from '@/lib/queries/openapi/operation'
import { noParametersSchema, rangeParametersSchema } from '@/lib/queries/parameters'

const VENUE = { venue: { description: 'Venue slug.', example: 'bybit' } }
const ANY_OBJECT = z.looseObject({ openapi: z.literal('3.1.1') }).describe('This document.')
const TEXT = { type: 'text/plain' }

const stressExample = {
  contract: 'linear',
  side: 'long',
  open_interest: 2e9,
  fund: 4e7,
  gap: 0.05,
  slippage: 0.005,
  leverage_law: { kind: 'loguniform', min: 1, max: 100 },
}
const stressAddress = (input: unknown) =>
  `/api/v1/stress?input=${encodeURIComponent(typeof input === 'string' ? input : JSON.stringify(input))}`

export const venueOperations: readonly Operation[] = [
  {
    ...READ,
    id: 'venues',
    path: '/api/v1/venues',
    tag: 'venues',
    summary: 'Every venue with its latest figures',
    description:
      'Venues that are followed, and those that closed. Known from the record only: each has its own address.',
    answer: { description: 'All venues.', content: { type: JSON_TYPE, schema: venuesAnswerSchema } },
    errors: [400],
    examples: [
      { summary: 'All', address: '/api/v1/venues', status: 200 },
      { summary: 'It takes no parameters', address: '/api/v1/venues?kind=dex', status: 400, field: 'kind' },
    ],
  },
  {
    ...READ,
    id: 'venue',
    path: '/api/v1/venues/{venue}',
    tag: 'venues',
    summary: 'One venue with everything behind its figures',
    description:
      'Funds with their balances and clocks, open interest, ADL signals, waterfall, leverage, disclosure, events.',
    place: VENUE,
    answer: { description: 'The venue.', content: { type: JSON_TYPE, schema: venueAnswerSchema } },
    errors: [400, 404],
    examples: [
      { summary: 'Bybit', address: '/api/v1/venues/bybit', status: 200 },
      { summary: 'A venue known from the record only', address: '/api/v1/venues/ftx', status: 200 },
      { summary: 'Not a venue', address: '/api/v1/venues/no-such-venue', status: 404 },
      { summary: 'It takes no parameters', address: '/api/v1/venues/bybit?as=csv', status: 400, field: 'as' },
    ],
  },
]

const part = (id: string, summary: string, schema: z.ZodType, query: z.ZodObject): Operation => ({
  ...READ,
  id,
  path: `/api/v1/venues/{venue}/${id}`,
  tag: 'venues',
  summary,
  place: VENUE,
  query,
  answer: { description: 'Of the venue.', content: { type: JSON_TYPE, schema } },
  errors: [400, 404],
  examples: [
    { summary: 'Bybit', address: `/api/v1/venues/bybit/${id}`, status: 200 },
    { summary: 'Not a venue', address: `/api/v1/venues/no-such-venue/${id}`, status: 404 },
    { summary: 'A parameter that is not known', address: `/api/v1/venues/bybit/${id}?x=1`, status: 400, field: 'x' },
  ],
})

/** What else is worked out of a venue. */
export const venuePartOperations: readonly Operation[] = [
  part('attribution', 'What changed its funds, by cause', attributionAnswerSchema, rangeParametersSchema),
  part('plausibility', 'Tests of its published series', plausibilityAnswerSchema, noParametersSchema),
]

export const stressOperations: readonly Operation[] = [
  {
    ...READ,
    id: 'stress.get',
    path: '/api/v1/stress',
    tag: 'stress',
    summary: 'Who carries the loss of an instant move',
    query: stressParametersSchema,
    answer: { description: 'The waterfall of the loss.', content: { type: JSON_TYPE, schema: stressAnswerSchema } },
    errors: [400],
    examples: [
      { summary: 'A fall of 5 %', address: stressAddress(stressExample), status: 200 },
      { summary: 'Nothing asked', address: '/api/v1/stress', status: 400, field: 'input' },
      { summary: 'Not JSON', address: stressAddress('{'), status: 400, field: 'input' },
      { summary: 'A fall of all', address: stressAddress({ ...stressExample, gap: 1 }), status: 400, field: 'gap' },
    ],
  },
  {
    ...READ,
    id: 'stress.post',
    method: 'post',
    path: '/api/v1/stress',
    tag: 'stress',
    summary: 'The same with the input as the body',
    description: 'At most 64 KiB.',
    body: stressInputSchema,
    answer: { description: 'The waterfall of the loss.', content: { type: JSON_TYPE, schema: stressAnswerSchema } },
    errors: [400, 413],
    examples: [
      { summary: 'A fall of 5 %', address: '/api/v1/stress', body: stressExample, status: 200 },
      {
        summary: 'An unknown key',
        address: '/api/v1/stress',
        body: { ...stressExample, colour: 'blue' },
        status: 400,
        field: 'colour',
      },
      { summary: 'Too large', address: '/api/v1/stress', body: { contract: 'x'.repeat(70_000) }, status: 413 },
    ],
  },
]

const feed = (path: string, whose: string, place: Operation['place']) => {
  const example = path.replace('{venue}', 'bybit')
  const common = {
    ...READ,
    tag: 'feeds',
    place,
    description: 'The newest 100 entries; an entry keeps its id for ever, and its time changes only with its content.',
    errors: Object.keys(place).length === 0 ? ([400] as const) : ([400, 404] as const),
  } as const
  const examples = (suffix: string): Operation['examples'] => [
    { summary: 'As it stands', address: `${example}.${suffix}`, status: 200 },
    { summary: 'It takes no parameters', address: `${example}.${suffix}?n=5`, status: 400, field: 'n' },
    ...(example === path
      ? []
      : [{ summary: 'Not a venue', address: `${path.replace('{venue}', 'nowhere')}.${suffix}`, status: 404 } as const]),
  ]
  return [
    {
      ...common,
      id: `feed.atom${place.venue ? '.venue' : ''}`,
      path: `${path}.xml`,
      summary: `What happened ${whose}, as Atom`,
      answer: { description: 'An Atom feed (RFC 4287).', content: { type: 'application/atom+xml' } },
      examples: examples('xml'),
    },
    {
      ...common,
      id: `feed.json${place.venue ? '.venue' : ''}`,
      path: `${path}.json`,
      summary: `What happened ${whose}, as JSON Feed`,
      answer: { description: 'JSON Feed 1.1.', content: { type: 'application/feed+json', schema: jsonFeedSchema } },
      examples: examples('json'),
    },
  ] satisfies readonly Operation[]
}

export const feedOperations: readonly Operation[] = [
  ...feed('/feed', 'at any venue', {}),
  ...feed('/venues/{venue}/feed', 'at one venue', VENUE),
]

export const serviceOperations: readonly Operation[] = [
  {
    ...READ,
    id: 'status',
    path: '/api/v1/status.json',
    tag: 'status',
    summary: 'How collection goes, in the shape hosted status pages made common',
    answer: { description: 'Components and open incidents.', content: { type: JSON_TYPE, schema: statusAnswerSchema } },
    errors: [400],
    examples: [
      { summary: 'Now', address: '/api/v1/status.json', status: 200 },
      { summary: 'It takes no parameters', address: '/api/v1/status.json?x=1', status: 400, field: 'x' },
    ],
  },
  {
    ...READ,
    id: 'evidence',
    path: '/evidence/{sha256}/raw',
    tag: 'evidence',
    summary: 'The archived bytes of an answer, exactly as received',
    description: 'The address is their SHA-256, as raw_sha256 of any row gives it.',
    place: { sha256: { description: 'SHA-256 of the bytes, hex.', example: '0'.repeat(64) } },
    answer: { description: 'The bytes.', content: { type: 'application/octet-stream' } },
    errors: [404, 410],
    examples: [
      { summary: 'A hash that is not in the archive', address: `/evidence/${'0'.repeat(64)}/raw`, status: 404 },
    ],
  },
  {
    ...READ,
    id: 'openapi',
    path: '/openapi.json',
    tag: 'service',
    summary: 'This description',
    answer: { description: 'OpenAPI 3.1.', content: { type: JSON_TYPE, schema: ANY_OBJECT } },
    errors: [400],
    examples: [
      { summary: 'This document', address: '/openapi.json', status: 200 },
      { summary: 'It takes no parameters', address: '/openapi.json?v=2', status: 400, field: 'v' },
    ],
  },
  ...(
    [
      ['healthz', 'The process is up'],
      ['readyz', 'The database answers and holds every migration; else 503 with the reason'],
      ['metrics', 'How collection goes, in the Prometheus text format'],
    ] as const
  ).map(
    ([id, summary]): Operation => ({
      ...READ,
      id,
      path: `/${id}`,
      tag: 'service',
      summary,
      cached: false,
      answer: { description: 'Text.', content: TEXT },
      examples: [{ summary: 'Now', address: `/${id}`, status: 200 }],
    }),
  ),
]
