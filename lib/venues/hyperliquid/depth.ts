import { groupBy } from '@/lib/core/collections'
import type { Decimal } from '@/lib/core/decimal'
import type { DepthObservation } from '@/lib/core/observation'
import { PAR } from '@/lib/core/par'
import { describeDepth, readLevels } from '@/lib/venues/_contract/book'
import { readRow } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type NormaliseContext,
  type NormaliseResult,
  type PlannedRequest,
  type Received,
} from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { RowReader } from '@/lib/venues/_contract/rows'
import { info, LIGHT_WEIGHT } from '@/lib/venues/hyperliquid/requests'
import { bookEndpoint } from '@/lib/venues/hyperliquid/schemas'

/** Levels of a side, however the book is aggregated. */
const LEVELS = 20
/** Significant figures of the levels, finest first; null is the book as it rests. */
const FIGURES = [null, 4, 3] as const

export function planBooks(markets: readonly string[]): readonly PlannedRequest[] {
  return markets.flatMap((coin) =>
    FIGURES.map((nSigFigs) =>
      info(
        bookEndpoint.id,
        nSigFigs === null ? { type: 'l2Book', coin } : { type: 'l2Book', coin, nSigFigs },
        LIGHT_WEIGHT,
        coin,
      ),
    ),
  )
}

interface Book {
  readonly figures: number | null
  readonly depth: DepthObservation
}

/** One depth per market: each band from the finest of its books that reaches it. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const answers = groupBy(bodiesOf(received, bookEndpoint), ({ request, body }) => request.subject ?? body.coin)
  for (const [market, books] of answers) {
    const read: Book[] = []
    for (const { body, payload, request } of books) {
      reader.row(payload, { coin: body.coin }, () => {
        read.push({
          figures: figuresOf(request),
          depth: describeDepth({
            payload,
            market,
            bids: readLevels('bids', body.levels[0], pickLevel),
            asks: readLevels('asks', body.levels[1], pickLevel),
            levelLimit: LEVELS,
            contractType: 'linear',
            unit: 'base',
            quoteUsd: PAR,
            observedAt: reader.optional(payload, { time: body.time }, readEpoch('time', body.time, 'ms', checkedAt)),
          }),
        })
        return null
      })
    }
    const combined = combine(read)
    if (combined) reader.row(combined.payload, null, () => combined)
  }
  return reader.result()
}

function figuresOf(request: PlannedRequest): number | null {
  const body = readRow(request.body)
  return body.ok && typeof body.value.nSigFigs === 'number' ? body.value.nSigFigs : null
}

function pickLevel(level: unknown): readonly unknown[] {
  const row = readRow(level)
  return row.ok ? [row.value.px, row.value.sz] : []
}

const BANDS = ['bidUsd1', 'askUsd1', 'bidUsd2', 'askUsd2'] as const

function combine(read: readonly Book[]): DepthObservation | null {
  const books = [...read].sort(
    (a, b) => (b.figures ?? Number.POSITIVE_INFINITY) - (a.figures ?? Number.POSITIVE_INFINITY),
  )
  const [finest] = books
  const coarsest = books.at(-1)
  if (!finest || !coarsest) return null
  const chosen = BANDS.map((band) => books.find(({ depth }) => depth[band] !== null))
  const [bid1 = null, ask1 = null, bid2 = null, ask2 = null] = BANDS.map(
    (band, index) => chosen[index]?.depth[band] ?? null,
  )
  const figures = [...new Set(chosen.flatMap((book) => (book?.figures ? [book.figures] : [])))]
  const reasons = [
    chosen.includes(undefined) ? coarsest.depth.reason : null,
    figures.length > 0 ? `levels added up by the venue to ${figures.join(' and ')} significant figures` : null,
  ].filter((reason) => reason !== null)
  return {
    ...finest.depth,
    bidUsd1: bid1,
    askUsd1: ask1,
    bidUsd2: atLeast(bid2, bid1),
    askUsd2: atLeast(ask2, ask1),
    status: figures.length > 0 ? 'E' : finest.depth.status,
    reason: reasons.length > 0 ? reasons.join('; ') : null,
  }
}

/** The wider band holds the narrower one, which a finer book may have measured as more. */
function atLeast(wide: Decimal | null, narrow: Decimal | null): Decimal | null {
  return wide && narrow?.gt(wide) ? narrow : wide
}
