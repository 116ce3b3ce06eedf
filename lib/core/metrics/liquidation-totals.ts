import { type Decimal, ratio, sum } from '@/lib/core/decimal'
import type { LiquidationKind } from '@/lib/core/observation'

/** Liquidations of a window that are alike, added up as the store holds them. */
export interface LiquidationGroup {
  readonly liquidation: LiquidationKind
  /** Ended beyond bankruptcy: of that kind, or with a loss above zero. */
  readonly beyond: boolean
  readonly rows: number
  /** Rows without a dollar value; `valueUsd` is the sum of the others. */
  readonly unvalued: number
  readonly valueUsd: Decimal
  /** Rows that say what the close fell short of bankruptcy; `lossUsd` is their sum. */
  readonly withLoss: number
  readonly lossUsd: Decimal
}

export interface LiquidationFeed {
  /** The first good reading of the feed; null before one. */
  readonly since: Date | null
  /** The last good reading, where that is too long ago to speak of now; null where it is not. */
  readonly staleSince: Date | null
  /** The feed has told bankruptcies or losses apart at any time: only then is a share of 0 one. */
  readonly tellsApart: boolean
}

export interface LiquidationWindow {
  readonly from: Date
  /** Published sums that began before the window and end in it: they are in no group. */
  readonly straddling: number
  /** The feed is throttled, capped or sampled. */
  readonly incomplete: boolean
}

export interface LiquidationTotals {
  readonly rows: number
  /** Liquidated: ordinary, beyond bankruptcy and taken over by a backstop. Closed by ADL is apart. */
  readonly liquidatedUsd: Decimal | null
  readonly beyondUsd: Decimal | null
  /** `beyondUsd` / `liquidatedUsd`. */
  readonly beyondShare: number | null
  /** What closes fell short of bankruptcy; null where the feed does not say. */
  readonly lossUsd: Decimal | null
  readonly backstopUsd: Decimal | null
  readonly adlUsd: Decimal | null
  /** At least so much: the figures may be less than the whole. */
  readonly lowerBound: boolean
  /** Why a total is missing or less than the whole. */
  readonly reason: string | null
  /** Why the share beyond bankruptcy, or the loss, is missing. */
  readonly beyondReason: string | null
}

const LIQUIDATED: readonly LiquidationKind[] = ['liquidation', 'bankruptcy', 'backstop']

/**
 * Totals of a window from its groups. A feed that was read throughout and shows nothing gives 0; one that was not gives
 * null with the reason, and so does what has no dollar value.
 */
export function totalLiquidations(
  groups: readonly LiquidationGroup[],
  feed: LiquidationFeed,
  window: LiquidationWindow,
): LiquidationTotals {
  if (feed.since === null) return { ...NOTHING, reason: 'not yet collected', beyondReason: 'not yet collected' }
  const rows = countOf(groups, 'rows')
  const reason = reasonOf(groups, feed, window)
  // Nothing seen is 0 only for a window that was watched from end to end.
  const known = rows > 0 || (feed.since <= window.from && feed.staleSince === null && window.straddling === 0)
  const totalOf = (chosen: readonly LiquidationGroup[]) => (known ? sumOf(chosen) : null)
  const liquidated = groups.filter((group) => LIQUIDATED.includes(group.liquidation))
  const beyond = liquidated.filter((group) => group.beyond)
  const liquidatedUsd = totalOf(liquidated)
  const beyondUsd = feed.tellsApart ? totalOf(beyond) : null
  const whole = countOf(beyond, 'unvalued') === 0
  const beyondShare = liquidatedUsd && beyondUsd && whole ? ratio(beyondUsd, liquidatedUsd) : null
  const lossUsd = known && feed.tellsApart ? lossOf(liquidated) : null
  return {
    rows,
    liquidatedUsd,
    beyondUsd,
    beyondShare,
    lossUsd,
    backstopUsd: totalOf(groups.filter((group) => group.liquidation === 'backstop')),
    adlUsd: totalOf(groups.filter((group) => group.liquidation === 'adl')),
    lowerBound: known && (window.incomplete || reason !== null),
    reason,
    beyondReason: beyondShare === null || lossUsd === null ? beyondReasonOf(feed, liquidatedUsd, whole, reason) : null,
  }
}

const NOTHING = {
  rows: 0,
  liquidatedUsd: null,
  beyondUsd: null,
  beyondShare: null,
  lossUsd: null,
  backstopUsd: null,
  adlUsd: null,
  lowerBound: false,
} as const

function countOf(groups: readonly LiquidationGroup[], what: 'rows' | 'unvalued' | 'withLoss'): number {
  return groups.reduce((total, group) => total + group[what], 0)
}

/** Null when there are rows and none of them has a dollar value. */
function sumOf(groups: readonly LiquidationGroup[]): Decimal | null {
  const rows = countOf(groups, 'rows')
  if (rows > 0 && countOf(groups, 'unvalued') === rows) return null
  return sum(groups.map((group) => group.valueUsd))
}

/** Null when there are rows and none of them says its loss. */
function lossOf(groups: readonly LiquidationGroup[]): Decimal | null {
  if (countOf(groups, 'rows') > 0 && countOf(groups, 'withLoss') === 0) return null
  return sum(groups.map((group) => group.lossUsd))
}

function reasonOf(
  groups: readonly LiquidationGroup[],
  { since, staleSince }: LiquidationFeed,
  { from, straddling }: LiquidationWindow,
): string | null {
  const unvalued = countOf(groups, 'unvalued')
  const reasons = [
    since !== null && since > from ? `collected only since ${minuteOf(since)}` : null,
    staleSince === null ? null : `last read at ${minuteOf(staleSince)}`,
    unvalued > 0 ? `${unvalued} of ${countOf(groups, 'rows')} without a dollar value, left out` : null,
    straddling > 0 ? `published sums that began before the window (${straddling}) are left out` : null,
  ].filter((part) => part !== null)
  return reasons.length > 0 ? reasons.join('; ') : null
}

function beyondReasonOf(
  feed: LiquidationFeed,
  liquidatedUsd: Decimal | null,
  whole: boolean,
  reason: string | null,
): string {
  if (!feed.tellsApart) return 'the feed has marked none as beyond bankruptcy so far'
  if (liquidatedUsd === null) return reason ?? 'no dollar value'
  if (!whole) return 'of those beyond bankruptcy not all have a dollar value'
  return liquidatedUsd.isZero() ? 'nothing was liquidated' : 'the feed does not say the losses'
}

function minuteOf(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
