import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Decimal, plain } from '@/lib/core/decimal'
import type { Observation, Rejection } from '@/lib/core/observation'
import type { Endpoint, HttpsUrl, NormaliseResult, Received, Source, VenueModule } from '@/lib/venues/_contract/module'

export const rootDir = fileURLToPath(new URL('../..', import.meta.url))

const httpsSchema = z.custom<HttpsUrl>((value) => typeof value === 'string' && value.startsWith('https://'), {
  error: 'must be an https:// address',
})

const fixtureSchema = z.strictObject({
  origin: z.enum(['vendor-docs', 'constructed']),
  originUrl: httpsSchema,
  note: z.string().min(1),
  checkedAt: z.iso.datetime(),
  /** What the collector knew as the largest markets; for sources of order books. */
  largestMarkets: z.array(z.string().min(1)).default([]),
  /** The lane of a history that the pages belong to. */
  lane: z.string().min(1).nullable().default(null),
  responses: z
    .array(
      z.strictObject({
        endpoint: z.string().min(1),
        subject: z.string().optional(),
        request: z.strictObject({ method: z.enum(['GET', 'POST']), url: httpsSchema, body: z.unknown().optional() }),
        status: z.number().int(),
        body: z.unknown(),
      }),
    )
    .min(1),
})

const expectedSchema = z.strictObject({
  observations: z.array(z.record(z.string(), z.unknown())),
  rejected: z.array(z.record(z.string(), z.unknown())),
})

export type FixtureResponse = z.infer<typeof fixtureSchema>['responses'][number]
export type ExpectedResult = z.infer<typeof expectedSchema>

/** One case of one source: what the venue answered, in the order received, and what must be read from it. */
export interface VenueFixture {
  readonly venue: string
  readonly source: string
  readonly case: string
  readonly origin: 'vendor-docs' | 'constructed'
  readonly originUrl: HttpsUrl
  readonly note: string
  readonly checkedAt: Date
  readonly largestMarkets: readonly string[]
  readonly lane: string | null
  readonly responses: readonly FixtureResponse[]
  /** Null while `expected.json` has not been written. */
  readonly expected: ExpectedResult | null
}

const FIXTURE_NAME = /^(?<source>[a-z0-9_-]+)\.(?<name>[a-z0-9_-]+)\.json$/

const fixtureDir = (venue: string) => join(rootDir, 'lib/venues', venue, 'fixtures')
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** Every `fixtures/<source>.<case>.json` of a venue with its `.expected.json`, by file name; none for a closed venue. */
export function loadFixtures(venue: string): readonly VenueFixture[] {
  const dir = fixtureDir(venue)
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .sort()
    .flatMap((file) => {
      const groups = FIXTURE_NAME.exec(file)?.groups
      if (!groups?.source || !groups.name) return []
      const { checkedAt, ...fixture } = fixtureSchema.parse(readJson(join(dir, file)))
      const expectedPath = join(dir, `${groups.source}.${groups.name}.expected.json`)
      const expected = existsSync(expectedPath) ? expectedSchema.parse(readJson(expectedPath)) : null
      return [{ venue, source: groups.source, case: groups.name, ...fixture, checkedAt: new Date(checkedAt), expected }]
    })
}

/** The one fixture a unit test names; throws when it is not there. */
export function loadFixture(venue: string, source: string, name: string): VenueFixture {
  const found = loadFixtures(venue).find((fixture) => fixture.source === source && fixture.case === name)
  if (!found) throw new Error(`no fixture ${source}.${name}.json in lib/venues/${venue}/fixtures`)
  return found
}

/** The source of a module by id; throws when the module does not declare it. */
export function sourceOf(module: VenueModule, id: string): Source {
  const source = module.sources.find((item) => item.id === id)
  if (!source) throw new Error(`venue ${module.id} declares no source ${id}`)
  return source
}

/** What a source and a history share: endpoints, and a pure reading of their answers. */
export type Declared = Pick<Source, 'id' | 'endpoints' | 'vendorError' | 'normalise'>

/** The source or history a fixture is of; a history reads the fixture's lane. */
export function declaredOf(module: VenueModule, fixture: Pick<VenueFixture, 'source' | 'lane'>): Declared {
  const history = module.histories.find((item) => item.id === fixture.source)
  if (!history) return sourceOf(module, fixture.source)
  const { lane } = fixture
  if (lane === null) throw new Error(`fixture of the history ${fixture.source} names no lane`)
  const { id, endpoints, vendorError } = history
  return {
    id,
    endpoints,
    ...(vendorError ? { vendorError } : {}),
    normalise: (received, context) => history.normalise(received, { ...context, lane }),
  }
}

export function endpointOf(source: Declared, id: string): Endpoint<unknown> {
  const endpoint = source.endpoints.find((item) => item.id === id)
  if (!endpoint) throw new Error(`source ${source.id} declares no endpoint ${id}`)
  return endpoint
}

/** One validated payload, as the collector hands it to a normaliser; throws when the body fails its schema. */
export function receive(source: Declared, response: FixtureResponse, checkedAt: Date): Received {
  const { endpoint, subject, request } = response
  const { method, url, body } = request
  return {
    endpoint,
    request: {
      endpoint,
      method,
      url,
      ...(body === undefined ? {} : { body }),
      ...(subject === undefined ? {} : { subject }),
    },
    body: endpointOf(source, endpoint).schema.parse(response.body),
    checkedAt,
  }
}

/** The payloads of a fixture, each body validated with its endpoint's schema. */
export function toReceived(
  source: Declared,
  fixture: Pick<VenueFixture, 'responses' | 'checkedAt'>,
): readonly Received[] {
  return fixture.responses.map((response) => receive(source, response, fixture.checkedAt))
}

/** Reads a fixture with its source, exactly as a pass of the collector does. */
export function normaliseFixture(
  source: Declared,
  fixture: Pick<VenueFixture, 'responses' | 'checkedAt'>,
): NormaliseResult {
  return source.normalise(toReceived(source, fixture), { checkedAt: fixture.checkedAt })
}

function serialise(value: unknown): unknown {
  if (Decimal.isDecimal(value)) return plain(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(serialise)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, serialise(item)]))
}

const recordSchema = z.record(z.string(), z.unknown())

/** An observation as `expected.json` holds it: decimals as plain strings, dates as ISO 8601, every field kept. */
export function serialiseObservation(observation: Observation): Record<string, unknown> {
  return recordSchema.parse(serialise(observation))
}

function serialiseRejection(rejection: Rejection): Record<string, unknown> {
  return recordSchema.parse(serialise(rejection))
}

export function serialiseResult(result: NormaliseResult): ExpectedResult {
  return {
    observations: result.observations.map(serialiseObservation),
    rejected: result.rejected.map(serialiseRejection),
  }
}

/** Writes the golden file of a fixture. The figures in it are then checked by hand before they are kept. */
export function writeExpected(fixture: VenueFixture, result: NormaliseResult): void {
  const path = join(fixtureDir(fixture.venue), `${fixture.source}.${fixture.case}.expected.json`)
  writeFileSync(path, `${JSON.stringify(serialiseResult(result), null, 2)}\n`)
}
