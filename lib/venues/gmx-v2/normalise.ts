import { leverageOfMarginFraction } from '@/lib/core/margin'
import type {
  FundBalanceObservation,
  MarketDescription,
  MarketObservation,
  OpenInterestObservation,
} from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { valueBalance } from '@/lib/core/valuation'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { slugOf } from '@/lib/venues/_contract/pool-names'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { readScaled } from '@/lib/venues/_contract/scaled'
import { indexEndpoint, marketsEndpoint } from '@/lib/venues/gmx-v2/schemas'

type Row = Readonly<Record<string, unknown>>

export const CADENCE_MS = 300_000
/** Dollars and factors of GMX contracts have 30 decimals. */
const DECIMALS = 30
const AT_ENTRY = 'longs and shorts both face the pool and are added; GMX counts the size at entry, not at the price now'

interface Named {
  readonly market: MarketDescription
  readonly listed: boolean
}

interface Figures {
  readonly row: Row
  readonly payload: number
}

/** The pool of every listed market, in the dollars GMX values it at. */
export function normalisePools(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const named = readNames(reader, received, () => null)
  readIndex(reader, received, named, ({ row, payload }, { market }): FundBalanceObservation => {
    const [chain = '', name = ''] = splitId(market.market)
    return {
      kind: 'fund_balance',
      fund: {
        key: slugOf(market.market),
        label: `GM pool ${name} on ${chain}`,
        fundType: 'counterparty',
        scope: 'market',
        shared: false,
        cover: { kind: 'none' },
        partOf: null,
      },
      asset: 'USD',
      ...valueBalance('USD', need(readScaled('poolValue', row.poolValue, DECIMALS))),
      observedAt: null,
      expectedEveryMs: CADENCE_MS,
      payload,
    }
  })
  return reader.result()
}

/** Every market with its leverage limit, and the open interest of those that are not disabled. */
export function normaliseOpenInterest(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const figures = readFigures(received)
  const named = readNames(reader, received, ({ market, listed }, address, raw, payload): MarketObservation => {
    const factor = figures.get(address)?.row.minCollateralFactor
    const fraction = reader.optional(payload, raw, readScaled('minCollateralFactor', factor, DECIMALS))
    return { kind: 'market', market, listed, maxLeverage: fraction && leverageOfMarginFraction(fraction), payload }
  })
  readIndex(reader, received, named, ({ row, payload }, { market }): OpenInterestObservation => {
    const long = need(readScaled('longOpenInterestUsd', row.longOpenInterestUsd, DECIMALS))
    const short = need(readScaled('shortOpenInterestUsd', row.shortOpenInterestUsd, DECIMALS))
    if (long.isNegative() || short.isNegative()) return refuse('negative', `open interest of ${market.market}`)
    return {
      kind: 'open_interest',
      market,
      ...oneSidedOpenInterest({
        contractType: 'linear',
        unit: 'usd',
        amount: long.plus(short),
        sourceSides: 1,
      }),
      sourceSides: 1,
      markPrice: null,
      undocumented: false,
      observedAt: null,
      status: 'E',
      reason: AT_ENTRY,
      payload,
    }
  })
  return reader.result()
}

const splitId = (id: string): readonly string[] => [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)]
const keyOf = (chain: string | undefined, address: string) => `${chain} ${address.toLowerCase()}`

/** The markets that have perpetuals, by chain and address; `observe` says what each is reported as. */
function readNames(
  reader: RowReader,
  received: readonly Received[],
  observe: (named: Named, address: string, raw: unknown, payload: number) => MarketObservation | null,
): ReadonlyMap<string, Named> {
  const named = new Map<string, Named>()
  const seen = new Set<string>()
  for (const { body, payload, request } of bodiesOf(received, marketsEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        if (row.isSpotOnly === true) return null
        const address = keyOf(request.subject, need(readText('marketTokenAddress', row.marketTokenAddress)))
        const market = describeMarket(request.subject ?? '', need(readText('name', row.name)))
        refuseSecond(seen, market.market)
        const found = { market, listed: row.isDisabled !== true }
        named.set(address, found)
        return observe(found, address, raw, payload)
      })
    }
  }
  return named
}

/** `ETH/USD [WETH-USDC]`: the index asset, and the two tokens the pool holds and pays in. */
function describeMarket(chain: string, name: string): MarketDescription {
  const [pair = '', tokens = ''] = name.split(' [')
  const [baseAsset, quoteAsset] = pair.split('/')
  if (!baseAsset || quoteAsset !== 'USD') return refuse('wrong_type', `name "${name.slice(0, 40)}" is not BASE/USD`)
  return {
    market: `${chain}:${name}`,
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset,
    quoteAsset,
    settleAsset: tokens.replace(/\]$/, '') || quoteAsset,
    segment: chain,
  }
}

/** Rows of the index by chain and address; unreadable ones are reported by `readIndex`. */
function readFigures(received: readonly Received[]): ReadonlyMap<string, Figures> {
  const figures = new Map<string, Figures>()
  for (const { body, payload, request } of bodiesOf(received, indexEndpoint)) {
    for (const raw of body.data.marketInfos) {
      const row = readRow(raw)
      if (!row.ok || typeof row.value.marketTokenAddress !== 'string') continue
      figures.set(keyOf(request.subject, row.value.marketTokenAddress), { row: row.value, payload })
    }
  }
  return figures
}

function readIndex(
  reader: RowReader,
  received: readonly Received[],
  named: ReadonlyMap<string, Named>,
  observe: (figures: Figures, named: Named) => FundBalanceObservation | OpenInterestObservation,
): void {
  const chains = new Set(bodiesOf(received, marketsEndpoint).map((item) => item.request.subject))
  const spot = spotOnly(received)
  const seen = new Set<string>()
  for (const { body, payload, request } of bodiesOf(received, indexEndpoint)) {
    // Without its names a chain has no markets in this pass; the failed request is reported already.
    if (!chains.has(request.subject)) continue
    for (const raw of body.data.marketInfos) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const address = keyOf(request.subject, need(readText('marketTokenAddress', row.marketTokenAddress)))
        if (spot.has(address)) return null
        const found = named.get(address)
        if (!found) return refuse('inconsistent', `${address} is not among the named markets`)
        if (!found.listed) return null
        const observation = observe({ row, payload }, found)
        refuseSecond(seen, address)
        return observation
      })
    }
  }
}

/** Pools for swaps only: nobody holds a leveraged position against them. */
function spotOnly(received: readonly Received[]): ReadonlySet<string> {
  return new Set(
    bodiesOf(received, marketsEndpoint).flatMap(({ body, request }) =>
      body.flatMap((raw) => {
        const row = readRow(raw)
        if (!row.ok || row.value.isSpotOnly !== true || typeof row.value.marketTokenAddress !== 'string') return []
        return [keyOf(request.subject, row.value.marketTokenAddress)]
      }),
    ),
  )
}
