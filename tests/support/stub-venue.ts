import { z } from 'zod'
import type { HttpResponse } from '@/lib/collect/http'
import type { CollectDeps } from '@/lib/collect/read-source'
import { dec } from '@/lib/core/decimal'
import type { MarketDescription, ObsStatus } from '@/lib/core/observation'
import type { Database } from '@/lib/db/client'
import { silentLogger } from '@/lib/log'
import {
  bodiesOf,
  defineEndpoint,
  defineVenue,
  type PlannedRequest,
  type Source,
  type VenueModule,
} from '@/lib/venues/_contract/module'
import { readDecimal, readNonNegative } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'

/** A venue of no exchange: pools and markets as the test states them, to exercise the collector alone. */
export interface StubPool {
  readonly key: string
  readonly markets: readonly string[]
  readonly asset: string
  readonly units: string
  readonly price: string | null
  readonly at?: string
}
export interface StubMarket {
  readonly market: string
  readonly usd: string | null
  readonly undocumented?: boolean
  /** Read without a price: units are known, dollars are not. */
  readonly unpriced?: boolean
  readonly leverage?: string
}

export const docsUrl = 'https://stub.invalid/docs'
const pools = defineEndpoint({ id: 'pools', docsUrl, schema: z.object({ pools: z.array(z.unknown()) }) })
const markets = defineEndpoint({ id: 'markets', docsUrl, schema: z.object({ markets: z.array(z.unknown()) }) })
const poolSchema = z.object({
  key: z.string(),
  markets: z.array(z.string()),
  asset: z.string(),
  units: z.unknown(),
  price: z.string().nullable(),
  at: z.string().optional(),
})
const marketSchema = z.object({
  market: z.string(),
  usd: z.unknown(),
  undocumented: z.boolean().optional(),
  unpriced: z.boolean().optional(),
  leverage: z.string().optional(),
})

export function describeMarket(market: string): MarketDescription {
  return {
    market,
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset: market,
    quoteAsset: 'USDT',
    settleAsset: 'USDT',
    segment: 'main',
  }
}

export const vendorError: NonNullable<Source['vendorError']> = (body) => {
  const parsed = z.object({ error: z.string() }).safeParse(body)
  return parsed.success
    ? { code: parsed.data.error, message: 'as stated', kind: parsed.data.error === 'busy' ? 'busy' : 'server' }
    : null
}

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: 60_000,
  docsUrl,
  endpoints: [pools],
  vendorError,
  requests: () => [{ endpoint: 'pools', method: 'GET', url: 'https://stub.invalid/pools' }],
  normalise(received) {
    const reader = new RowReader()
    for (const { body, payload } of bodiesOf(received, pools)) {
      for (const raw of body.pools) {
        reader.row(payload, raw, () => {
          const pool = poolSchema.parse(raw)
          const units = need(readDecimal('units', pool.units))
          const priceUsd = pool.price === null ? null : dec(pool.price)
          return {
            kind: 'fund_balance',
            payload,
            fund: {
              key: pool.key,
              label: pool.key,
              fundType: 'insurance',
              scope: pool.markets.length === 1 ? 'market' : 'group',
              shared: pool.markets.length !== 1,
              cover: { kind: 'markets', markets: pool.markets },
              partOf: null,
            },
            asset: pool.asset,
            units,
            priceUsd,
            priceSource: priceUsd ? 'index' : null,
            valueUsd: priceUsd ? units.times(priceUsd) : null,
            observedAt: pool.at ? new Date(pool.at) : null,
            expectedEveryMs: 60_000,
            status: 'A' satisfies ObsStatus,
            reason: priceUsd ? null : 'no price',
          }
        })
      }
    }
    return reader.result()
  },
}

export const marketSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl,
  endpoints: [markets],
  listsMarkets: true,
  vendorError,
  requests: () => [{ endpoint: 'markets', method: 'GET', url: 'https://stub.invalid/markets' }],
  normalise(received) {
    const reader = new RowReader()
    for (const { body, payload } of bodiesOf(received, markets)) {
      for (const raw of body.markets) {
        reader.row(payload, raw, () => {
          const row = marketSchema.parse(raw)
          const market = describeMarket(row.market)
          const valueUsd = row.undocumented || row.unpriced ? null : need(readNonNegative('usd', row.usd))
          return [
            { kind: 'market', payload, market, listed: true, maxLeverage: row.leverage ? dec(row.leverage) : null },
            {
              kind: 'open_interest',
              payload,
              market,
              contracts: null,
              baseUnits: valueUsd,
              valueUsd,
              sourceSides: 1,
              markPrice: null,
              undocumented: row.undocumented ?? false,
              observedAt: null,
              status: valueUsd ? 'A' : 'M',
              reason: valueUsd ? null : 'unit not documented',
            },
          ]
        })
      }
    }
    return reader.result()
  },
}

export const stubVenue: VenueModule = defineVenue({
  id: 'stub',
  name: 'Stub',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://stub.invalid', docs: null, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: null,
  fundAbsence: null,
  openInterest: { sourceSides: 1, note: '' },
  adl: { signal: null, absence: 'none', rule: 'none', sourceUrl: 'https://stub.invalid' },
  leverage: { max: null, reason: 'not published', sourceUrl: null, observedOn: null, perMarket: true },
  rateLimit: { weight: 1000, perMs: 1000, concurrency: 4 },
  waterfall: [],
  disclosures: [],
  notes: [],
  absences: { volume: 'no volume', depth: 'no book', liquidations: 'no feed', history: 'no history' },
  sources: [marketSource, fundSource],
  histories: [],
})

/** What the stub answers: JSON, or any bytes with a status; a function answers by the request. */
export type Answer =
  | object
  | ((planned: PlannedRequest) => Answer)
  | { readonly status: number; readonly text: string; readonly headers?: Record<string, string> }
  | Error

/** Collector dependencies with a clock the test moves and answers the test states. */
export class StubWorld {
  now = new Date('2026-11-20T10:00:30.000Z')
  readonly sent: PlannedRequest[] = []
  readonly slept: number[] = []
  answers: Record<string, Answer> = {}
  simulated = false

  constructor(private readonly database: Database) {}

  advance(ms: number): void {
    this.now = new Date(this.now.getTime() + ms)
  }

  state(input: { pools?: readonly StubPool[]; markets?: readonly StubMarket[] }): void {
    if (input.pools) this.answers.pools = { pools: input.pools }
    if (input.markets) this.answers.markets = { markets: input.markets }
  }

  get deps(): CollectDeps {
    return {
      database: this.database,
      log: silentLogger,
      now: () => this.now,
      simulated: this.simulated,
      fetchEffects: () => ({
        now: () => this.now,
        sleep: async (ms) => {
          this.slept.push(ms)
        },
        limiter: (_weight, task) => task(),
        send: async (planned) => this.answer(planned),
      }),
    }
  }

  private answer(planned: PlannedRequest): HttpResponse {
    this.sent.push(planned)
    const stated = this.answers[planned.endpoint]
    const answer: Answer | undefined = typeof stated === 'function' ? stated(planned) : stated
    if (answer === undefined) throw new Error(`no answer stated for ${planned.endpoint}`)
    if (answer instanceof Error) throw answer
    const raw =
      'text' in answer && 'status' in answer ? answer : { status: 200, text: JSON.stringify(answer), headers: {} }
    return {
      status: Number(raw.status),
      headers: ('headers' in raw && raw.headers) || {},
      bytes: Buffer.from(String(raw.text)),
      fetchedAt: this.now,
      durationMs: 1,
    }
  }
}
