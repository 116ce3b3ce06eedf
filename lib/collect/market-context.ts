import type { Observation } from '@/lib/core/observation'
import type { Source, SourceKind } from '@/lib/venues/_contract/module'

const LARGEST = 3

/**
 * True for a source of order books that cannot ask for any before markets are known. Those that choose their markets by
 * themselves need not wait: at some venues no open interest has a value to choose by.
 */
export function mustWaitForMarkets(source: Source, largestMarkets: readonly string[]): boolean {
  return source.kind === 'depth' && source.choosesMarkets !== true && largestMarkets.length === 0
}

const CONTEXT_SOURCES: ReadonlySet<SourceKind> = new Set(['volume', 'depth', 'liquidations'])
const CONTEXT_OBSERVATIONS: ReadonlySet<Observation['kind']> = new Set(['volume', 'depth', 'liquidation', 'flow'])

/** False for a reading of market context alone: coverage follows from nothing in it. */
export function touchesCoverage(source: Source, observations: readonly Observation[]): boolean {
  return !CONTEXT_SOURCES.has(source.kind) || observations.some((item) => !CONTEXT_OBSERVATIONS.has(item.kind))
}

/** The markets with the most open interest among what was just read, largest first: what a dry run knows of them. */
export function largestMarketsOf(observations: readonly Observation[]): readonly string[] {
  return observations
    .flatMap((item) =>
      item.kind === 'open_interest' && item.valueUsd?.gt(0) ? [{ ...item.market, valueUsd: item.valueUsd }] : [],
    )
    .sort((a, b) => b.valueUsd.cmp(a.valueUsd) || a.market.localeCompare(b.market, 'en'))
    .slice(0, LARGEST)
    .map(({ market }) => market)
}
