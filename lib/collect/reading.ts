import { createHash } from 'node:crypto'
import type { Capture } from '@/lib/collect/fetch-request'
import { plain } from '@/lib/core/decimal'
import type { Basis, Observation, Rejection } from '@/lib/core/observation'
import type { Source, VenueModule } from '@/lib/venues/_contract/module'

/** One good reading of a source, ready to be stored. */
export interface Reading {
  readonly module: VenueModule
  readonly source: Source
  readonly runId: string
  readonly basis: Basis
  /** When the reading was complete. */
  readonly at: Date
  /** `captures[i]` holds the bytes that observation.payload i was read from. */
  readonly captures: readonly Capture[]
  readonly observations: readonly Observation[]
  readonly rejected: readonly Rejection[]
}

/** The observations of one kind. */
export function observationsOf<K extends Observation['kind']>(
  reading: Pick<Reading, 'observations'>,
  kind: K,
): readonly Extract<Observation, { kind: K }>[] {
  return reading.observations.filter((item): item is Extract<Observation, { kind: K }> => item.kind === kind)
}

/** The capture an observation was read from. */
export function captureOf(reading: Pick<Reading, 'captures'>, observation: { readonly payload: number }): Capture {
  const capture = reading.captures[observation.payload]
  if (!capture) throw new Error(`observation points at payload ${observation.payload} of ${reading.captures.length}`)
  return capture
}

/** Changes when, and only when, the figures change: times and prices are left out. */
export function hashContent(observations: readonly Observation[]): string {
  return createHash('sha256').update(observations.map(contentLine).sort().join('\n')).digest('hex')
}

function contentLine(item: Observation): string {
  switch (item.kind) {
    case 'fund_balance':
      return `fund ${item.fund.key} ${item.asset} ${plain(item.units)}`
    case 'open_interest':
      return `oi ${item.market.market} ${plainOr(item.contracts)} ${plainOr(item.baseUnits)}`
    case 'adl':
      return `adl ${item.subject} ${item.signal} ${item.value}`
    case 'flow':
      return `flow ${item.fundKey} ${item.asset} ${item.observedAt.toISOString()} ${item.venueType} ${plain(item.units)}`
    case 'market':
      return `market ${item.market.market} ${item.listed} ${plainOr(item.maxLeverage)}`
    case 'volume':
      return `volume ${item.market} ${plainOr(item.valueUsd)}`
    case 'depth':
      return `depth ${item.market} ${[item.bidUsd1, item.askUsd1, item.bidUsd2, item.askUsd2].map(plainOr).join(' ')}`
    case 'liquidation':
      return `liquidation ${item.event} ${plainOr(item.valueUsd)}`
  }
}

function plainOr(value: Parameters<typeof plain>[0] | null): string {
  return value === null ? '-' : plain(value)
}
