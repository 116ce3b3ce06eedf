import { Decimal, ratio, sum } from '@/lib/core/decimal'
import { isSuppressed } from '@/lib/core/metrics/freshness'
import { isInPass } from '@/lib/core/metrics/market-set'
import { newest } from '@/lib/core/time'

/** A listed market with its 24 h volume as last read; `checkedAt` null when never read. */
export interface VolumeNow {
  readonly market: string
  readonly valueUsd: Decimal | null
  readonly observedAt: Date | null
  readonly checkedAt: Date | null
  readonly cadenceMs: number
  readonly reason: string | null
}

/** The 24 h volume of a venue, or why it is not known. */
export interface VenueVolume {
  readonly valueUsd: Decimal | null
  /** Markets added up. */
  readonly markets: number
  readonly observedAt: Date | null
  readonly checkedAt: Date | null
  /** Last read more than four cadences ago: no ratio is stated from it. */
  readonly tooOld: boolean
  readonly reason: string | null
}

/**
 * Adds up the 24 h volume of a venue's listed markets. A market whose volume was read before and is missing now makes
 * the sum null; one that never had a volume, or none in dollars, is left out and counted in the reason.
 */
export function sumVolume(listed: readonly VolumeNow[], now: Date): VenueVolume {
  const read = listed.filter((row) => row.checkedAt !== null)
  const pass = newest(read.map((row) => row.checkedAt))
  const known = read.filter((row) => row.valueUsd !== null)
  const current = known.flatMap((row) =>
    row.valueUsd !== null && row.checkedAt !== null && isInPass(row.checkedAt, row.cadenceMs, pass)
      ? [{ ...row, valueUsd: row.valueUsd }]
      : [],
  )
  const missing = known.length - current.length
  const leftOut = listed.length - known.length
  const cadenceMs = Math.max(0, ...read.map((row) => row.cadenceMs))
  const whole = missing === 0 && current.length > 0
  return {
    valueUsd: whole ? sum(current.map((row) => row.valueUsd)) : null,
    markets: whole ? current.length : 0,
    observedAt: newest(current.map((row) => row.observedAt)),
    checkedAt: pass,
    tooOld: pass !== null && isSuppressed({ now, checkedAt: pass, expectedEveryMs: cadenceMs }),
    reason: volumeReason({ listed, missing, leftOut, known: known.length }),
  }
}

function volumeReason(counts: {
  readonly listed: readonly VolumeNow[]
  readonly missing: number
  readonly leftOut: number
  readonly known: number
}): string | null {
  const { listed, missing, leftOut, known } = counts
  if (listed.length === 0) return 'not yet collected'
  const stated = listed.find((row) => row.valueUsd === null && row.checkedAt !== null)?.reason ?? null
  if (known === 0) return stated ?? 'not yet collected'
  if (missing > 0) return `${missing} of ${listed.length} markets missing`
  if (leftOut === 0) return null
  return `${leftOut} of ${listed.length} markets left out: ${stated ?? 'no volume read for them'}`
}

/** The fund as a share of the volume of 24 hours; null where either is missing or nothing was traded. */
export function fundOverVolume(fundUsd: Decimal | null, volumeUsd: Decimal | null): number | null {
  return fundUsd === null || volumeUsd === null ? null : ratio(fundUsd, volumeUsd)
}

/**
 * Open interest of a market as a multiple of the thinner side of its book within a band: how often that side would have
 * to refill to close it all. Null where a side or the open interest is missing, or the thinner side is empty.
 */
export function openInterestOverDepth(
  oiUsd: Decimal | null,
  bidUsd: Decimal | null,
  askUsd: Decimal | null,
): number | null {
  if (oiUsd === null || bidUsd === null || askUsd === null) return null
  return ratio(oiUsd, Decimal.min(bidUsd, askUsd))
}

/** What liquidations cost whoever pays, against what was liquidated in the same window. */
export interface LossRate {
  readonly ratio: number | null
  /** `feed`: losses beside the liquidations; `flows`: the fund's own bookings of bankruptcy losses. */
  readonly basis: 'feed' | 'flows' | null
  /** The whole loss over a part of the liquidations: the true ratio is no larger. */
  readonly atMost: boolean
}

/**
 * Loss per liquidated notional (methodology 1.2): losses the feed states beside its liquidations, else the bankruptcy
 * losses the fund booked. US dollars; null where either side is missing or nothing was liquidated.
 */
export function lossPerLiquidated(window: {
  readonly liquidatedUsd: Decimal | null
  readonly lossUsd: Decimal | null
  readonly bookedUsd: Decimal | null
  readonly lowerBound: boolean
}): LossRate {
  const { liquidatedUsd, lossUsd, bookedUsd, lowerBound } = window
  const basis = lossUsd !== null ? 'feed' : bookedUsd !== null ? 'flows' : null
  const loss = lossUsd ?? bookedUsd
  const share = loss === null || liquidatedUsd === null ? null : ratio(loss, liquidatedUsd)
  return {
    ratio: share,
    basis: share === null ? null : basis,
    atMost: share !== null && basis === 'flows' && lowerBound,
  }
}
