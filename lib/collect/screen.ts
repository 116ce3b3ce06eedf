import { Decimal } from '@/lib/core/decimal'
import type { Observation, Rejection, RejectReason } from '@/lib/core/observation'
import type { NormaliseResult } from '@/lib/venues/_contract/module'
import { sampleOf } from '@/lib/venues/_contract/rows'

/** No pool or market is worth ten trillion dollars; what is, is a unit mistake. */
const ABSURD_USD = new Decimal('1e13')

/**
 * The last look before anything is stored, the same for every venue: a second row for the same thing and values no
 * market can have are refused by name; everything else passes unchanged.
 */
export function screenObservations(result: NormaliseResult): NormaliseResult {
  const seen = new Set<string>()
  return screen(result, (item) => findProblem(item, keyOf(item), seen))
}

/** The venue's clock may be this far ahead of ours. */
const LEAD_MS = 5 * 60_000

/** The same for answers of a history, where one thing has a row for each of many times, and none without its time. */
export function screenPast(result: NormaliseResult, checkedAt: Date): NormaliseResult {
  const seen = new Set<string>()
  return screen(result, (item) => {
    if (item.kind === 'market') return null
    const at = item.observedAt
    if (at === null) return { reason: 'missing_field', detail: `${keyOf(item)} has no time` }
    if (at.getTime() > checkedAt.getTime() + LEAD_MS)
      return { reason: 'future_time', detail: `${keyOf(item)} is of ${at.toISOString()}, which is to come` }
    return findProblem(item, `${keyOf(item)} at ${at.toISOString()}`, seen)
  })
}

interface Problem {
  readonly reason: RejectReason
  readonly detail: string
}

function screen(result: NormaliseResult, problemOf: (item: Observation) => Problem | null): NormaliseResult {
  const rejected: Rejection[] = [...result.rejected]
  const observations = result.observations.filter((item) => {
    const problem = problemOf(item)
    if (problem === null) return true
    rejected.push({ ...problem, sample: sampleOf(summariseItem(item)), payload: item.payload })
    return false
  })
  return { observations, rejected }
}

function findProblem(item: Observation, key: string, seen: Set<string>): Problem | null {
  if (seen.has(key)) return { reason: 'duplicate', detail: `a second row for ${key}` }
  seen.add(key)
  if (item.kind === 'fund_balance' && item.valueUsd?.abs().gt(ABSURD_USD)) {
    return { reason: 'absurd', detail: `${key} is worth more than 10 trillion US dollars` }
  }
  for (const value of amountsOf(item)) {
    if (value.gt(ABSURD_USD)) return { reason: 'absurd', detail: `${key} is more than 10 trillion US dollars` }
    if (value.isNegative() && !value.isZero()) return { reason: 'negative', detail: `${key} is below zero` }
  }
  for (const value of quantitiesOf(item)) {
    if (value.isNegative() && !value.isZero()) return { reason: 'negative', detail: `${key} is below zero` }
  }
  return null
}

/** Units and prices of market context: they may be of any size, but not below zero. */
function quantitiesOf(item: Observation): readonly Decimal[] {
  switch (item.kind) {
    case 'volume':
      return [item.baseUnits].filter((value) => value !== null)
    case 'liquidation':
      return [item.baseUnits, item.price].filter((value) => value !== null)
    default:
      return []
  }
}

/** The dollar amounts that no market can have below zero. */
function amountsOf(item: Observation): readonly Decimal[] {
  switch (item.kind) {
    case 'open_interest':
    case 'volume':
      return [item.valueUsd].filter((value) => value !== null)
    case 'depth':
      return [item.bidUsd1, item.askUsd1, item.bidUsd2, item.askUsd2].filter((value) => value !== null)
    case 'liquidation':
      return [item.valueUsd, item.lossUsd].filter((value) => value !== null)
    default:
      return []
  }
}

function keyOf(item: Observation): string {
  switch (item.kind) {
    case 'fund_balance':
      return `fund ${item.fund.key} ${item.asset}`
    case 'open_interest':
      return `open interest of ${item.market.market}`
    case 'market':
      return `market ${item.market.market}`
    case 'adl':
      return `signal ${item.signal} of ${item.scope} ${item.subject}`
    case 'flow':
      return `flow ${item.fundKey} ${item.asset} ${item.observedAt.toISOString()} ${item.venueType}`
    case 'volume':
      return `volume of ${item.market}`
    case 'depth':
      return `depth of ${item.market}`
    case 'liquidation':
      return `liquidation ${item.event}`
  }
}

function summariseItem(item: Observation): Record<string, unknown> {
  switch (item.kind) {
    case 'fund_balance':
      return {
        fund: item.fund.key,
        asset: item.asset,
        units: item.units.toFixed(),
        value_usd: item.valueUsd?.toFixed() ?? null,
      }
    case 'open_interest':
      return {
        market: item.market.market,
        base_units: item.baseUnits?.toFixed() ?? null,
        value_usd: item.valueUsd?.toFixed() ?? null,
      }
    case 'market':
      return { market: item.market.market }
    case 'adl':
      return { subject: item.subject, signal: item.signal, value: item.value }
    case 'flow':
      return { fund: item.fundKey, asset: item.asset, type: item.venueType, units: item.units.toFixed() }
    case 'volume':
      return { market: item.market, value_usd: item.valueUsd?.toFixed() ?? null }
    case 'depth':
      return { market: item.market, mid_price: item.midPrice.toFixed() }
    case 'liquidation':
      return { event: item.event, market: item.market, value_usd: item.valueUsd?.toFixed() ?? null }
  }
}
