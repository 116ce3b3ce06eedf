import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { listFolders, renderRegistry, venueRegistry } from '@/lib/cli/registries'
import type { Decimal } from '@/lib/core/decimal'
import { describeShape } from '@/lib/core/ledger/shape'
import { isUsdAtPar } from '@/lib/core/par'
import type {
  Endpoint,
  History,
  NormaliseResult,
  PlannedRequest,
  Received,
  Source,
  VenueModule,
} from '@/lib/venues/_contract/module'
import {
  type Declared,
  declaredOf,
  endpointOf,
  loadFixtures,
  normaliseFixture,
  receive,
  rootDir,
  serialiseResult,
  toReceived,
  type VenueFixture,
  writeExpected,
} from '../support/venue-fixtures'
import {
  countZeros,
  decimalFields,
  deepFreeze,
  envelopeKeys,
  hasPath,
  numericPaths,
  withValue,
} from '../support/venue-mutations'

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
const LEAD_MS = 5 * 60_000
const VENUES_FLOOR = 35
const FIELDS_FLOOR = 1000
/** What a broken or empty field of a vendor looks like; undefined takes the field away. */
const BROKEN = ['', 'NaN', null, undefined, []] as const

vi.stubGlobal('fetch', () => {
  throw new Error('a venue module must not fetch')
})
afterAll(() => vi.unstubAllGlobals())

const folders = listFolders(rootDir, venueRegistry)
const venues: readonly { folder: string; module: VenueModule; fixtures: readonly VenueFixture[] }[] = await Promise.all(
  folders.map(async (folder) => ({
    folder,
    module: (await import(/* @vite-ignore */ join(rootDir, 'lib/venues', folder, 'index.ts'))).default,
    fixtures: loadFixtures(folder),
  })),
)
let mutations = 0
const MARKS_FLOOR = 20

const cases = venues.flatMap(({ module, fixtures }) =>
  fixtures.map((fixture) => ({ name: `${module.id} ${fixture.source}.${fixture.case}`, module, fixture })),
)
// WRITE_EXPECTED=<venue> writes its golden files; every figure is then checked by hand.
for (const { module, fixture } of cases) {
  if (process.env.WRITE_EXPECTED === module.id) {
    writeExpected(fixture, normaliseFixture(declaredOf(module, fixture), fixture))
  }
}

function urlsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^[a-z]+:\/\//.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => (key === 'schema' ? [] : urlsIn(item)))
}

test('the walk sees every venue and every fixture', () => {
  expect(venues.length).toBeGreaterThanOrEqual(VENUES_FLOOR)
  const open = venues.filter(({ module }) => module.status !== 'closed')
  const declared = open.flatMap(({ module }) => [...module.sources, ...module.histories])
  expect(cases.length).toBeGreaterThanOrEqual(declared.length)
})

test('every mark rests on dated evidence with a level and an address', () => {
  const marks = venues.flatMap(({ folder, module }) => module.disclosures.map((mark) => ({ folder, ...mark })))
  expect(marks.length).toBeGreaterThan(MARKS_FLOOR)
  const binding = marks.filter(({ mark }) => mark === 'yes' || mark === 'partly' || mark === 'no')
  expect(binding.length).toBeGreaterThan(MARKS_FLOOR)
  for (const { folder, criterion, evidenceUrl, evidenceLevel, observedOn } of binding) {
    const where = `${folder} ${criterion}`
    expect(evidenceUrl, where).toMatch(/^https:\/\/[^/]+\.[^/]+/)
    expect(evidenceLevel, where).toMatch(/^E[0-4]$/)
    expect(observedOn, where).toMatch(/^20\d\d-[01]\d-[0-3]\d$/)
  }
  // Only our own captures over time make E2, and only a partial mark on documents can be raised by them.
  for (const { folder, criterion, mark, evidenceLevel, yesWithCaptures } of marks) {
    const where = `${folder} ${criterion}`
    if (criterion === 'T1') expect(mark, where).not.toBe('yes')
    if (yesWithCaptures) expect([where, mark, evidenceLevel]).toEqual([where, 'partly', 'E1'])
  }
  for (const { folder, downgrade, criterion } of marks) {
    if (downgrade) expect(downgrade.on, `${folder} ${criterion}`).toMatch(/^20\d\d-[01]\d-[0-3]\d$/)
  }
})

test('a row vocabulary names a path of the answers', () => {
  const declared = venues.flatMap(({ module, fixtures }) =>
    module.sources.flatMap((source) => source.endpoints.map((endpoint) => ({ source, endpoint, fixtures }))),
  )
  let checked = 0
  for (const { source, endpoint, fixtures } of declared) {
    for (const path of endpoint.vocabulary ?? []) {
      const words = fixtures
        .filter((fixture) => fixture.source === source.id)
        .flatMap((fixture) => fixture.responses.filter((response) => response.endpoint === endpoint.id))
        .flatMap(({ body }) => [...(describeShape(body, { capture: '', vocabulary: [path] }).words.get(path) ?? [])])
      expect(words, `${source.id} ${endpoint.id} ${path}`).not.toEqual([])
      checked += 1
    }
  }
  expect(checked).toBeGreaterThan(0)
})

test('no market is taken for a field of an answer: a new coin is no change of form', () => {
  let fields = 0
  for (const { fixture, module } of cases) {
    const names = marketNames(module, fixture)
    for (const { endpoint, body } of fixture.responses) {
      const { containers, truncated } = describeShape(body, { capture: '' })
      const keys = [...containers.values()].flatMap((container) => [...container.fields.keys()])
      const where = `${module.id} ${fixture.source}.${fixture.case} ${endpoint}`
      expect(
        keys.filter((key) => names.has(key)),
        where,
      ).toEqual([])
      expect(truncated, where).toBe(false)
      fields += keys.length
    }
  }
  expect(fields).toBeGreaterThan(FIELDS_FLOOR)
})

test('the registry lists every folder and regenerating it changes nothing', () => {
  const text = readFileSync(join(rootDir, 'lib/venues/registry.generated.ts'), 'utf8')
  expect(text).toBe(renderRegistry(folders, venueRegistry))
  for (const folder of folders) expect(text).toContain(`'@/lib/venues/${folder}'`)
})

/** Ids of markets and coins of two letters or more, as they are read from a fixture. */
function marketNames(module: VenueModule, fixture: VenueFixture): ReadonlySet<string> {
  const { observations } = normaliseFixture(declaredOf(module, fixture), fixture)
  const named = observations.flatMap((item) => {
    if (item.kind === 'fund_balance') return [item.asset]
    if (item.kind !== 'open_interest' && item.kind !== 'market') return []
    return [item.market.market, item.market.baseAsset, item.market.settleAsset]
  })
  return new Set(named.filter((name) => name.length > 1))
}

describe.each(venues)('$folder', ({ folder, module, fixtures }) => {
  test('declares who it is and where its facts come from', () => {
    expect(module.id).toBe(folder)
    expect(module.id).toMatch(SLUG)
    expect(venues.filter((venue) => venue.module.id === module.id)).toHaveLength(1)
    const urls = urlsIn(module)
    expect(urls.length).toBeGreaterThan(0)
    for (const url of urls) expect(url).toMatch(/^https:\/\//)
    expect(existsSync(join(rootDir, 'lib/venues', folder, 'README.md'))).toBe(true)
  })

  test('states every absence in words and nothing twice', () => {
    const kinds = new Set(module.sources.map((source) => source.kind))
    expect(module.fundAbsence === null).toBe(kinds.has('fund'))
    expect(module.adl.signal === null).toBe(!kinds.has('adl'))
    expect(module.adl.absence === null).toBe(kinds.has('adl'))
    expect(module.absences.depth === null).toBe(kinds.has('depth'))
    expect(module.absences.liquidations === null).toBe(kinds.has('liquidations'))
    expect(module.absences.history === null).toBe(module.histories.length > 0)
    const volumes = fixtures.flatMap((fixture) => fixture.expected?.observations ?? [])
    expect(module.absences.volume === null).toBe(volumes.some((item) => item.kind === 'volume'))
    for (const absence of Object.values(module.absences)) expect(absence).not.toBe('')
    expect(module.adl.rule).not.toBe('')
    expect(module.openInterest.note).not.toBe('')
    expect(module.leverage.max !== null || module.leverage.reason !== null).toBe(true)
    // The reason stands where no figure is: what is read per market is then only not read yet.
    if (module.leverage.perMarket) expect(module.leverage.reason).toBe('maximum leverage not yet collected')
    expect(module.status === 'active' || module.statusNote !== null).toBe(true)
    if (module.status === 'closed') expect(module.active.until).toMatch(/^\d{4}-\d\d-\d\d$/)
    if (module.status === 'active') expect(module.sources.length).toBeGreaterThan(0)
    expect(module.waterfall.map((item) => item.step)).toEqual(module.waterfall.map((_, index) => index + 1))
    expect(module.waterfall.length).toBeGreaterThan(1)
    const criteria = module.disclosures.map((mark) => mark.criterion)
    expect(new Set(criteria).size).toBe(criteria.length)
    for (const mark of module.disclosures) expect(mark.note).not.toBe('')
  })

  test('has a fixture for every source, every history and every endpoint', () => {
    const declared = [...module.sources, ...module.histories]
    const ids = declared.map((item) => item.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const source of declared) {
      const own = fixtures.filter((fixture) => fixture.source === source.id)
      expect(own.length, source.id).toBeGreaterThan(0)
      const answered = own.flatMap((fixture) => fixture.responses.map((response) => response.endpoint))
      for (const endpoint of source.endpoints) expect(answered, source.id).toContain(endpoint.id)
      for (const endpoint of answered) expect(source.endpoints.map((item) => item.id)).toContain(endpoint)
    }
    for (const fixture of fixtures) expect(ids).toContain(fixture.source)
  })

  test('plans declared requests, the same ones every time, and stops', () => {
    const context = { now: new Date('2026-11-23T12:00:00Z'), largestMarkets: ['BTC-PERP', 'ETH-PERP', 'SOL-PERP'] }
    for (const source of module.sources) {
      const planned = source.requests(context)
      expect(planned.length).toBeGreaterThan(0)
      expect(source.requests(context)).toEqual(planned)
      for (const request of planned) {
        expect(source.endpoints.map((endpoint) => endpoint.id)).toContain(request.endpoint)
        expect(request.url).toMatch(/^https:\/\//)
      }
      expect(source.cadenceMs).toBeGreaterThan(0)
      expect(source.next?.([], { ...context, round: 1 }) ?? []).toEqual([])
      expect(source.normalise([], { checkedAt: context.now })).toEqual({ observations: [], rejected: [] })
    }
  })

  test('pages through every history from its first request to its end', () => {
    for (const history of module.histories) {
      for (const fixture of fixtures.filter((item) => item.source === history.id)) walkHistory(history, fixture)
      const context = { now: new Date('2026-11-23T12:00:00Z'), from: new Date('2026-01-01T00:00:00Z') }
      expect(history.normalise([], { checkedAt: context.now, lane: 'any' })).toEqual({ observations: [], rejected: [] })
      expect(history.reachMs === null || history.reachMs > 0).toBe(true)
    }
  })

  test('reaches every endpoint through the requests it plans', () => {
    for (const source of module.sources) {
      const own = fixtures.filter((fixture) => fixture.source === source.id)
      const reached = new Set(own.flatMap((fixture) => answeredEndpoints(source, fixture)))
      expect([...reached].sort(), source.id).toEqual(source.endpoints.map((endpoint) => endpoint.id).sort())
    }
  })

  test('takes a body for an error only when it is one', () => {
    for (const fixture of fixtures) {
      const source = declaredOf(module, fixture)
      for (const { body, status } of fixture.responses) expect(source.vendorError?.(body, status) ?? null).toBeNull()
      for (const body of [[], {}, 'down', 5]) expect(() => source.vendorError?.(body, 503)).not.toThrow()
    }
  })
})

describe.each(cases)('$name', ({ module, fixture }) => {
  const source = declaredOf(module, fixture)
  const result = normaliseFixture(source, fixture)

  test('reads what was checked by hand, twice, without touching its input', () => {
    expect(fixture.expected, 'expected.json is missing').not.toBeNull()
    expect(serialiseResult(result)).toEqual(fixture.expected)
    const received = deepFreeze(toReceived(source, fixture))
    expect(serialiseResult(source.normalise(received, { checkedAt: fixture.checkedAt }))).toEqual(fixture.expected)
    expect(result.observations.length + result.rejected.length).toBeGreaterThan(0)
  })

  test('refuses a body without what the normaliser needs', () => {
    let checked = 0
    fixture.responses.forEach((response, index) => {
      const { schema } = endpointOf(source, response.endpoint)
      expect(schema.safeParse('not the documented shape').success).toBe(false)
      const required = requiredKeys(endpointOf(source, response.endpoint), response.body)
      for (const path of required) {
        const without = withValue(response.body, path, undefined)
        expect(schema.safeParse(without).success, `${response.endpoint} without ${path.join('.')}`).toBe(false)
      }
      // An empty answer is refused by the schema, or read as a rejection: never as good news.
      const empty = { ...response, body: {} }
      if (schema.safeParse(empty.body).success) {
        const responses = fixture.responses.map((item, position) => (position === index ? empty : item))
        const { rejected } = normaliseFixture(source, { ...fixture, responses })
        expect(rejected.filter((item) => item.payload === index)).not.toEqual([])
      }
      checked += 1 + required.length
    })
    expect(checked).toBeGreaterThanOrEqual(fixture.responses.length)
  })

  test('keeps the invariants of an observation', () => expectInvariants(result, fixture))

  test('never turns a broken field into a zero', () => {
    const zeros = countZeros(result)
    const received = toReceived(source, fixture)
    fixture.responses.forEach((response, index) => {
      for (const path of numericPaths(response.body)) {
        for (const broken of BROKEN) {
          mutations += 1
          const body = withValue(response.body, path, broken)
          if (!endpointOf(source, response.endpoint).schema.safeParse(body).success) continue
          const changed = received.map((item, position) =>
            position === index ? receive(source, { ...response, body }, fixture.checkedAt) : item,
          )
          const found = countZeros(source.normalise(changed, { checkedAt: fixture.checkedAt }))
          for (const [field, count] of found) {
            expect(count, `${field} after ${path.join('.')} is ${JSON.stringify(broken)}`).toBeLessThanOrEqual(
              zeros.get(field) ?? 0,
            )
          }
        }
      }
    })
  })
})

test('the broken fields of every fixture were tried', () => {
  const fields = cases.flatMap(({ fixture }) => fixture.responses.flatMap(({ body }) => numericPaths(body)))
  expect(fields.length).toBeGreaterThan(FIELDS_FLOOR)
  expect(mutations).toBe(fields.length * BROKEN.length)
})

function requiredKeys(endpoint: Endpoint<unknown>, body: unknown): readonly (readonly (string | number)[])[] {
  return envelopeKeys(endpoint)
    .filter((key) => key.required && hasPath(body, key.path))
    .map((key) => key.path)
}

/**
 * Asks a history for its lanes and pages and answers from the fixture; the last cursor must lead nowhere, every answer
 * must have been asked for, and nothing that is read may lie in the future.
 */
function walkHistory(history: History, fixture: VenueFixture): void {
  const declared: Declared = { ...history, normalise: () => ({ observations: [], rejected: [] }) }
  const context = { now: fixture.checkedAt, from: new Date(0) }
  const { lane } = fixture
  if (lane === null) throw new Error(`${history.id}.${fixture.case} names no lane`)
  const asked: VenueFixture['responses'][number][] = []
  const answer = (request: PlannedRequest): Received => {
    const found = fixture.responses.find(
      (item) =>
        item.request.url === request.url &&
        item.request.method === request.method &&
        item.endpoint === request.endpoint &&
        JSON.stringify(item.request.body) === JSON.stringify(request.body),
    )
    if (!found) throw new Error(`${history.id}.${fixture.case} has no answer for ${request.url}`)
    asked.push(found)
    return receive(declared, found, fixture.checkedAt)
  }
  const discovered = (history.discover?.(context) ?? []).map(answer)
  expect(history.lanes(discovered, context), history.id).toContain(lane)
  let cursor: string | null = null
  const cursors = new Set<string | null>()
  do {
    expect(cursors, `${history.id} pages in a circle`).not.toContain(cursor)
    cursors.add(cursor)
    expect(history.page(lane, cursor, context)).toEqual(history.page(lane, cursor, context))
    cursor = history.nextCursor(lane, answer(history.page(lane, cursor, context)), cursor, context)
  } while (cursor !== null)
  expect(asked.length).toBe(fixture.responses.length)
}

/** Asks for what the source plans, answers from the fixture, and returns the endpoints that were answered. */
function answeredEndpoints(source: Source, fixture: VenueFixture): readonly string[] {
  const received: Received[] = []
  const context = { now: fixture.checkedAt, largestMarkets: fixture.largestMarkets }
  let planned = source.requests(context)
  for (let round = 1; planned.length > 0 && round <= 10; round += 1) {
    for (const request of planned) {
      const answer = fixture.responses.find(
        (response) =>
          response.request.method === request.method &&
          response.request.url === request.url &&
          response.endpoint === request.endpoint &&
          JSON.stringify(response.request.body) === JSON.stringify(request.body),
      )
      if (answer) received.push(receive(source, answer, fixture.checkedAt))
    }
    planned = source.next?.(received, { ...context, round }) ?? []
  }
  expect(planned).toEqual([])
  return received.map((item) => item.endpoint)
}

function expectInvariants({ observations, rejected }: NormaliseResult, fixture: VenueFixture): void {
  const latest = fixture.checkedAt.getTime() + LEAD_MS
  for (const rejection of rejected) {
    expect(rejection.detail).not.toBe('')
    expect(rejection.sample.length).toBeLessThanOrEqual(500)
    if (rejection.payload !== null) expect(fixture.responses[rejection.payload]).toBeDefined()
  }
  // A history gives the same thing at many times, a source once.
  const at = (item: { readonly observedAt: Date | null }) =>
    fixture.lane === null ? '' : ` ${item.observedAt?.toISOString() ?? 'without a time'}`
  const identities = observations.map((item) => {
    if (item.kind === 'market') return `market ${item.market.market}`
    if (item.kind === 'open_interest') return `open interest ${item.market.market}${at(item)}`
    if (item.kind === 'fund_balance') return `fund ${item.fund.key} ${item.asset}${at(item)}`
    if (item.kind === 'adl') return `adl ${item.scope} ${item.subject} ${item.signal}`
    if (item.kind === 'volume' || item.kind === 'depth') return `${item.kind} ${item.market}`
    if (item.kind === 'liquidation') return `liquidation ${item.event}`
    return `flow ${item.fundKey} ${item.asset} ${item.venueType} ${item.observedAt.toISOString()}`
  })
  expect(identities.filter((item, index) => identities.indexOf(item) !== index)).toEqual([])
  for (const item of observations) {
    expect(fixture.responses[item.payload]).toBeDefined()
    for (const [field, value] of decimalFields(item)) expect(value.isFinite(), field).toBe(true)
    if (item.kind !== 'market' && item.observedAt) expect(item.observedAt.getTime()).toBeLessThanOrEqual(latest)
    if (item.kind === 'market' && item.maxLeverage) expect(item.maxLeverage.gt(0)).toBe(true)
    if (item.kind === 'volume' || item.kind === 'liquidation') {
      expect(item.valueUsd !== null || item.reason !== null).toBe(true)
    }
    if (item.kind === 'depth') {
      const bands = [item.bidUsd1, item.askUsd1, item.bidUsd2, item.askUsd2]
      expect(bands.every((band) => band !== null) || item.reason !== null).toBe(true)
      if (item.bidUsd1 && item.bidUsd2) expect(item.bidUsd2.gte(item.bidUsd1)).toBe(true)
      if (item.askUsd1 && item.askUsd2) expect(item.askUsd2.gte(item.askUsd1)).toBe(true)
    }
    if (item.kind === 'liquidation') expect(item.event).not.toBe('')
    if (item.kind === 'fund_balance') {
      expect(item.fund.key).toMatch(SLUG)
      expect(item.fund.key).not.toBe('total')
      expect(item.expectedEveryMs).toBeGreaterThan(0)
      expect(item.valueUsd !== null || item.reason !== null).toBe(true)
      if (item.valueUsd && item.priceUsd) expectClose(item.valueUsd, item.units.times(item.priceUsd))
    }
    if (item.kind === 'open_interest') {
      expect(item.valueUsd !== null || item.reason !== null).toBe(true)
      expect(item.status === 'A' || item.reason !== null).toBe(true)
      if (item.undocumented) expect(item.valueUsd).toBeNull()
      const ours = item.status === 'A' && isUsdAtPar(item.market.quoteAsset)
      if (ours && item.valueUsd && item.baseUnits && item.markPrice) {
        // The coins of an inverse contract are the venue's own, rounded and at its own price.
        const tolerance = item.market.contractType === 'inverse' ? '0.01' : '1e-9'
        expectClose(item.valueUsd, item.baseUnits.times(item.markPrice), tolerance)
      }
    }
  }
}

function expectClose(left: Decimal, right: Decimal, share = '1e-9'): void {
  expect(left.minus(right).abs().lte(right.abs().times(share)), `${left.toFixed()} is not ${right.toFixed()}`).toBe(
    true,
  )
}
