import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { responders } from '@/lib/simulate/venues/registry.generated'
import type { History, PlannedRequest, Received } from '@/lib/venues/_contract/module'
import { venueModules } from '@/lib/venues/registry.generated'
import { type Asking, CALM, startAsking } from './ask'

const DAY_MS = 86_400_000
const LANES = 2
const PAGES = 4

let asking: Asking
beforeAll(async () => {
  asking = await startAsking()
})
afterAll(() => asking.simulator.close())

/** As the backfill asks: a body the venue calls an error, or one without the documented shape, fails the test. */
async function receive(history: History, request: PlannedRequest): Promise<Received> {
  const address = request.url.replace('https://', '')
  const body = await asking.json(address, request.body)
  expect(history.vendorError?.(body, 200) ?? null, request.url).toBeNull()
  const endpoint = history.endpoints.find((item) => item.id === request.endpoint)
  return { endpoint: request.endpoint, request, body: endpoint?.schema.parse(body), checkedAt: CALM }
}

async function readLane(history: History, lane: string, discovered: readonly Received[]) {
  const context = { now: CALM, from: new Date(CALM.getTime() - 10 * DAY_MS) }
  const pages: Received[] = []
  let cursor: string | null = null
  do {
    const page: Received = await receive(history, history.page(lane, cursor, context))
    pages.push(page)
    cursor = history.nextCursor(lane, page, cursor, context)
  } while (cursor !== null && pages.length < PAGES)
  return history.normalise([...discovered, ...pages], { checkedAt: CALM, lane })
}

const cases = venueModules
  .filter((module) => responders.some((responder) => responder.venue === module.id))
  .flatMap((module) => module.histories.map((history) => ({ name: `${module.id} ${history.id}`, history })))

describe('the simulator tells the past as the venues document it', () => {
  test.each(cases)('$name', async ({ history }) => {
    const context = { now: CALM, from: new Date(CALM.getTime() - 10 * DAY_MS) }
    const discovered: Received[] = []
    for (const request of history.discover?.(context) ?? []) discovered.push(await receive(history, request))
    const lanes = history.lanes(discovered, context)
    expect(lanes.length).toBeGreaterThan(0)
    for (const lane of lanes.slice(0, LANES)) {
      const { observations, rejected } = await readLane(history, lane, discovered)
      expect([lane, rejected]).toEqual([lane, []])
      if (history.kind !== 'liquidations') expect(observations.length, lane).toBeGreaterThan(0)
      const times = observations.map((item) => ('observedAt' in item ? (item.observedAt?.getTime() ?? null) : null))
      for (const time of times) expect(time).toBeLessThanOrEqual(CALM.getTime())
    }
  })

  test('for every venue with a history', () => {
    expect(cases.length).toBeGreaterThanOrEqual(8)
  })
})
