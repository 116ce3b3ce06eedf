import { z } from 'zod'
import { dec } from '@/lib/core/decimal'
import {
  bodiesOf,
  defineEndpoint,
  type History,
  type PlannedRequest,
  type VenueModule,
} from '@/lib/venues/_contract/module'
import { readDecimal, readNonNegative } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { describeMarket, docsUrl, stubVenue, vendorError } from './stub-venue'

/** A row of the past as the stub keeps it; `price` null leaves it without dollars. */
export interface StubPast {
  readonly at: string
  readonly units: string
  readonly price?: string | null
  /** Typed flow that goes with it. */
  readonly flow?: string
}

/** A lane of the stub: a pool `FUND[:MARKET+MARKET]`, or a market. */
export type StubPasts = Readonly<Record<string, readonly StubPast[]>>

const lanesEndpoint = defineEndpoint({ id: 'lanes', docsUrl, schema: z.object({ lanes: z.array(z.string()) }) })
const fundPastEndpoint = defineEndpoint({ id: 'fund_past', docsUrl, schema: z.object({ rows: z.array(z.unknown()) }) })
const oiPastEndpoint = defineEndpoint({ id: 'oi_past', docsUrl, schema: z.object({ rows: z.array(z.unknown()) }) })
const rowSchema = z.object({
  at: z.string(),
  units: z.unknown(),
  price: z.string().nullable().default('1'),
  flow: z.string().optional(),
})

const PER_PAGE = 3
const BASE = 'https://stub.invalid'

type PageEndpoint = typeof fundPastEndpoint | typeof oiPastEndpoint

/** Pages newest first; the cursor is the time of the oldest row so far. */
function paging(endpoint: PageEndpoint): Pick<History, 'page' | 'nextCursor'> {
  return {
    page: (lane, cursor) => ({
      endpoint: endpoint.id,
      method: 'GET',
      url: `${BASE}/${endpoint.id}?lane=${encodeURIComponent(lane)}&before=${cursor ?? ''}`,
      subject: lane,
    }),
    nextCursor(_lane, received, _cursor, { from }) {
      const times = (bodiesOf([received], endpoint)[0]?.body.rows ?? []).map((raw) => rowSchema.parse(raw).at)
      const last = times.at(-1)
      return last === undefined || times.length < PER_PAGE || new Date(last) < from ? null : last
    },
  }
}

export const fundHistory: History = {
  id: 'fund_history',
  kind: 'fund',
  docsUrl,
  endpoints: [lanesEndpoint, fundPastEndpoint],
  reachMs: null,
  vendorError,
  discover: () => [{ endpoint: 'lanes', method: 'GET', url: `${BASE}/lanes` }],
  lanes: (received) => bodiesOf(received, lanesEndpoint)[0]?.body.lanes ?? [],
  ...paging(fundPastEndpoint),
  normalise(received, { lane }) {
    const reader = new RowReader()
    const [key = lane, named] = lane.split(':')
    const markets = named === undefined ? [key.toUpperCase()] : named.split('+')
    for (const { body, payload } of bodiesOf(received, fundPastEndpoint)) {
      for (const raw of body.rows) {
        reader.row(payload, raw, () => {
          const row = rowSchema.parse(raw)
          const units = need(readDecimal('units', row.units))
          const priceUsd = row.price === null ? null : dec(row.price)
          const observedAt = new Date(row.at)
          const flow = row.flow === undefined ? null : dec(row.flow)
          return [
            {
              kind: 'fund_balance',
              payload,
              fund: {
                key,
                label: key,
                fundType: 'insurance',
                scope: markets.length === 1 ? 'market' : 'group',
                shared: markets.length !== 1,
                cover: { kind: 'markets', markets },
                partOf: null,
              },
              asset: 'USDT',
              units,
              priceUsd,
              priceSource: priceUsd ? 'close' : null,
              valueUsd: priceUsd ? units.times(priceUsd) : null,
              observedAt,
              expectedEveryMs: row.at.endsWith('T00:00:00.000Z') ? 86_400_000 : 3_600_000,
              status: priceUsd ? 'A' : 'M',
              reason: priceUsd ? null : 'no dollar price of that day',
            },
            ...(flow === null
              ? []
              : [
                  {
                    kind: 'flow' as const,
                    payload,
                    fundKey: key,
                    asset: 'USDT',
                    flow: 'surplus' as const,
                    venueType: 'liquidation',
                    units: flow,
                    observedAt,
                  },
                ]),
          ]
        })
      }
    }
    return reader.result()
  },
}

const oiHistory: History = {
  id: 'oi_history',
  kind: 'open_interest',
  docsUrl,
  endpoints: [oiPastEndpoint],
  reachMs: null,
  vendorError,
  lanes: () => ['A', 'B'],
  ...paging(oiPastEndpoint),
  normalise(received, { lane }) {
    const reader = new RowReader()
    for (const { body, payload } of bodiesOf(received, oiPastEndpoint)) {
      for (const raw of body.rows) {
        reader.row(payload, raw, () => {
          const row = rowSchema.parse(raw)
          const valueUsd = need(readNonNegative('units', row.units))
          return {
            kind: 'open_interest',
            payload,
            market: describeMarket(lane),
            contracts: null,
            baseUnits: valueUsd,
            valueUsd,
            sourceSides: 1,
            markPrice: null,
            undocumented: false,
            observedAt: new Date(row.at),
            status: 'A',
            reason: null,
          }
        })
      }
    }
    return reader.result()
  },
}

export const liquidationHistory: History = {
  ...oiHistory,
  id: 'liquidation_history',
  kind: 'liquidations',
  lanes: () => ['x1'],
  normalise(received, { lane }) {
    const reader = new RowReader()
    for (const { body, payload } of bodiesOf(received, oiPastEndpoint)) {
      for (const raw of body.rows) {
        reader.row(payload, raw, () => {
          const row = rowSchema.parse(raw)
          return {
            kind: 'liquidation',
            payload,
            event: `${lane} ${row.at}`,
            market: 'A',
            liquidation: 'liquidation',
            side: 'long',
            windowStart: null,
            baseUnits: null,
            price: null,
            valueUsd: need(readNonNegative('units', row.units)),
            lossUsd: null,
            observedAt: new Date(row.at),
            status: 'A',
            reason: null,
          }
        })
      }
    }
    return reader.result()
  },
}

/** The stub venue with a past of its pools and of its markets A and B. */
export const stubWithPast: VenueModule = {
  ...stubVenue,
  absences: { ...stubVenue.absences, history: null },
  histories: [fundHistory, oiHistory],
}

/** What the stub's endpoints of the past answer from these rows. */
export function answerPast(pasts: StubPasts): (planned: PlannedRequest) => object {
  return (planned) => {
    const { searchParams } = new URL(planned.url)
    const before = searchParams.get('before')
    const rows = [...(pasts[searchParams.get('lane') ?? ''] ?? [])].sort((a, b) => b.at.localeCompare(a.at))
    return { rows: rows.filter((row) => before === '' || before === null || row.at < before).slice(0, PER_PAGE) }
  }
}

/** One row a day at 00:00 UTC, oldest first: `days('2026-01-01', 3, (day) => String(day))`. */
export function days(first: string, count: number, units: (day: number) => string): readonly StubPast[] {
  return Array.from({ length: count }, (_, day) => ({
    at: new Date(Date.parse(`${first}T00:00:00.000Z`) + day * 86_400_000).toISOString(),
    units: units(day),
  }))
}
