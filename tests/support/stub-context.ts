import { z } from 'zod'
import { dec } from '@/lib/core/decimal'
import type { LiquidationKind } from '@/lib/core/observation'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { bodiesOf, defineEndpoint, type Source, type VenueModule } from '@/lib/venues/_contract/module'
import { RowReader } from '@/lib/venues/_contract/rows'
import { fundSource, marketSource, stubVenue } from '@/tests/support/stub-venue'

const docsUrl = 'https://stub.invalid/docs'
const HOUR_MS = 3_600_000
const amount = z.string().nullable()

const volumeSchema = z.object({ market: z.string(), base: amount, usd: amount, at: z.string().nullable() })
export type StubVolume = z.infer<typeof volumeSchema>
const volumes = defineEndpoint({ id: 'volumes', docsUrl, schema: z.object({ volumes: z.array(volumeSchema) }) })

export const volumeSource: Source = {
  id: 'volume',
  kind: 'volume',
  cadenceMs: 60_000,
  docsUrl,
  endpoints: [volumes],
  requests: () => [{ endpoint: 'volumes', method: 'GET', url: 'https://stub.invalid/volumes' }],
  normalise(received) {
    const reader = new RowReader()
    for (const { body, payload } of bodiesOf(received, volumes)) {
      for (const row of body.volumes) {
        reader.row(payload, row, () => ({
          kind: 'volume',
          payload,
          market: row.market,
          baseUnits: row.base === null ? null : dec(row.base),
          valueUsd: row.usd === null ? null : dec(row.usd),
          observedAt: row.at === null ? null : new Date(row.at),
          status: row.usd === null ? 'M' : 'A',
          reason: row.usd === null ? 'no mark price' : null,
        }))
      }
    }
    return reader.result()
  },
}

const book = defineEndpoint({
  id: 'book',
  docsUrl,
  tolerateFailure: true,
  schema: z.object({ bids: z.unknown(), asks: z.unknown() }),
})

/** Asks for the books of the largest markets, all of which get the one answer stated for `book`. */
export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: HOUR_MS,
  docsUrl,
  endpoints: [book],
  requests: ({ largestMarkets }) =>
    largestMarkets.map((market) => ({
      endpoint: 'book',
      method: 'GET',
      url: `https://stub.invalid/book/${market}`,
      subject: market,
    })),
  normalise(received) {
    const reader = new RowReader()
    for (const { body, payload, request } of bodiesOf(received, book)) {
      reader.row(payload, body, () =>
        describeDepth({
          payload,
          market: request.subject ?? '',
          bids: readLevelPairs('bids', body.bids),
          asks: readLevelPairs('asks', body.asks),
          levelLimit: 3,
          contractType: 'linear',
          unit: 'base',
          quoteUsd: dec(1),
          observedAt: null,
        }),
      )
    }
    return reader.result()
  },
}

const liquidationSchema = z.object({
  event: z.string(),
  market: z.string().nullable(),
  kind: z.enum(['liquidation', 'bankruptcy', 'adl', 'backstop']) satisfies z.ZodType<LiquidationKind>,
  base: amount,
  usd: amount,
  loss: amount,
  at: z.string(),
  from: z.string().nullable(),
})
export type StubLiquidation = z.infer<typeof liquidationSchema>
const liquidations = defineEndpoint({
  id: 'liquidations',
  docsUrl,
  schema: z.object({ liquidations: z.array(liquidationSchema) }),
})

export const liquidationSource: Source = {
  id: 'liquidations',
  kind: 'liquidations',
  cadenceMs: 60_000,
  docsUrl,
  incomplete: 'One order per second at most.',
  endpoints: [liquidations],
  requests: () => [{ endpoint: 'liquidations', method: 'GET', url: 'https://stub.invalid/liquidations' }],
  normalise(received) {
    const reader = new RowReader()
    for (const { body, payload } of bodiesOf(received, liquidations)) {
      for (const row of body.liquidations) {
        reader.row(payload, row, () => ({
          kind: 'liquidation',
          payload,
          event: row.event,
          market: row.market,
          liquidation: row.kind,
          side: 'long',
          windowStart: row.from === null ? null : new Date(row.from),
          baseUnits: row.base === null ? null : dec(row.base),
          price: row.base === null ? null : dec('100'),
          valueUsd: row.usd === null ? null : dec(row.usd),
          lossUsd: row.loss === null ? null : dec(row.loss),
          observedAt: new Date(row.at),
          status: 'A',
          reason: row.usd === null ? 'no dollar price' : null,
        }))
      }
    }
    return reader.result()
  },
}

export const stubContextVenue: VenueModule = {
  ...stubVenue,
  absences: { volume: null, depth: null, liquidations: null, history: 'no history' },
  sources: [marketSource, fundSource, volumeSource, liquidationSource, depthSource],
}
