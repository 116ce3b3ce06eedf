import type {
  MarketDescription,
  MarketObservation,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { PAR } from '@/lib/core/par'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received, type ReceivedBody } from '@/lib/venues/_contract/module'
import { readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import {
  type ContextsBody,
  dexContextsEndpoint,
  dexsEndpoint,
  mainContextsEndpoint,
} from '@/lib/venues/hyperliquid/schemas'

/** The segment of the dex Hyperliquid runs itself, which has no name of its own. */
const MAIN = 'main'
/** Token 0 is USDC. */
const USDC_TOKEN = 0
const DEXES_UNKNOWN = 'HIP-3 dexes could not be listed in this pass; their markets are not in it'

interface Dex {
  readonly segment: string
  /** What the ids of its markets start with. */
  readonly prefix: string
  readonly settleAsset: string
  /** Why its open interest is an estimate, if it is. */
  readonly caveat: string | null
  /** Why its dollars are an estimate, if they are. */
  readonly priceCaveat: string | null
}

type Place = Pick<Dex, 'segment' | 'prefix' | 'caveat'>

/** Every market of every dex with its leverage limit, and open interest and 24 h volume of those that are listed. */
export function normaliseOpenInterest(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  // The list always opens with the main dex: an empty one says nothing of the others.
  const dexesListed = bodiesOf(received, dexsEndpoint).some(({ body }) => body.length > 0)
  for (const answer of bodiesOf(received, mainContextsEndpoint)) {
    readDex(reader, answer, { segment: MAIN, prefix: '', caveat: dexesListed ? null : DEXES_UNKNOWN })
  }
  for (const answer of bodiesOf(received, dexContextsEndpoint)) {
    const name = answer.request.subject
    // Anyone may run a dex: one that takes the name of the main segment must not be counted as covered.
    const segment = name === MAIN ? `dex-${name}` : name
    if (segment) readDex(reader, answer, { segment, prefix: `${name}:`, caveat: null })
  }
  return reader.result()
}

function readDex(reader: RowReader, { body, payload }: ReceivedBody<ContextsBody>, place: Place): void {
  const [{ universe, collateralToken }, contexts] = body
  if (universe.length !== contexts.length) {
    reader.reject(payload, [universe.length, contexts.length], {
      ok: false,
      reason: 'inconsistent',
      detail: `dex ${place.segment} lists ${universe.length} markets and ${contexts.length} contexts`,
    })
    return
  }
  const { settleAsset, priceCaveat } = describeCollateral(place.segment, collateralToken ?? null)
  const dex: Dex = { ...place, settleAsset, priceCaveat, caveat: priceCaveat ?? place.caveat }
  universe.forEach((raw, position) => {
    readMarket(reader, { raw, context: contexts[position], dex, payload })
  })
}

function describeCollateral(segment: string, token: number | null): Pick<Dex, 'settleAsset' | 'priceCaveat'> {
  if (token === USDC_TOKEN || (token === null && segment === MAIN)) return { settleAsset: 'USDC', priceCaveat: null }
  const named = token === null ? 'a collateral token it does not name' : `collateral token ${token}`
  return {
    settleAsset: token === null ? 'UNKNOWN' : `TOKEN-${token}`,
    priceCaveat: `this dex is priced in ${named}, taken at one dollar`,
  }
}

interface MarketRow {
  readonly raw: unknown
  readonly context: unknown
  readonly dex: Dex
  readonly payload: number
}

function readMarket(reader: RowReader, { raw, context, dex, payload }: MarketRow): void {
  const listed: MarketDescription[] = []
  reader.row(payload, raw, () => {
    const row = need(readRow(raw))
    const observation: MarketObservation = {
      kind: 'market',
      market: describeMarket(need(readText('name', row.name)), dex),
      listed: row.isDelisted !== true,
      maxLeverage: reader.optional(payload, raw, readPositive('maxLeverage', row.maxLeverage)),
      payload,
    }
    if (observation.listed) listed.push(observation.market)
    return observation
  })
  // Read apart: an unreadable context must not make the market look delisted.
  for (const market of listed) {
    const sample = { name: market.market, context }
    reader.row(payload, sample, () => openInterestOf(market, context, dex, payload))
    reader.row(payload, sample, () => volumeOf(market, context, dex, payload))
  }
}

/** Dexes may reuse a name of the main dex, so a market of theirs always carries its dex. */
function describeMarket(name: string, dex: Dex): MarketDescription {
  const baseAsset = name.startsWith(dex.prefix) ? name.slice(dex.prefix.length) : name
  return {
    market: `${dex.prefix}${baseAsset}`,
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset,
    quoteAsset: dex.settleAsset,
    settleAsset: dex.settleAsset,
    segment: dex.segment,
  }
}

function openInterestOf(
  market: MarketDescription,
  context: unknown,
  dex: Dex,
  payload: number,
): OpenInterestObservation {
  const row = need(readRow(context))
  const markPrice = need(given(readPositive('markPx', row.markPx)))
  const value = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'base',
    amount: need(readNonNegative('openInterest', row.openInterest)),
    sourceSides: 1,
    markPrice,
    quoteUsd: PAR,
  })
  return {
    kind: 'open_interest',
    market,
    ...value,
    sourceSides: 1,
    markPrice,
    undocumented: false,
    observedAt: null,
    status: value.valueUsd === null ? 'M' : dex.caveat ? 'E' : 'A',
    reason: value.reason ?? dex.caveat,
    payload,
  }
}

/** What was traded in a day; null where the context, refused with its open interest, is no object. */
function volumeOf(market: MarketDescription, context: unknown, dex: Dex, payload: number): VolumeObservation | null {
  const read = readRow(context)
  if (!read.ok) return null
  const valueUsd = need(given(readNonNegative('dayNtlVlm', read.value.dayNtlVlm)))
  const baseUnits = need(given(readNonNegative('dayBaseVlm', read.value.dayBaseVlm)))
  if (valueUsd === null && baseUnits === null) return null
  return {
    kind: 'volume',
    payload,
    market: market.market,
    baseUnits,
    valueUsd,
    observedAt: null,
    status: valueUsd === null ? 'M' : dex.priceCaveat ? 'E' : 'A',
    reason: valueUsd === null ? 'dayNtlVlm is empty' : dex.priceCaveat,
  }
}
