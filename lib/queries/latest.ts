import type { VenueLatestRow } from '@/lib/db/repositories/latest'
import type { LeverageRow } from '@/lib/db/repositories/market'
import type { Band } from '@/lib/queries/dto/common'
import type { VenueRemarks } from '@/lib/queries/dto/correction'
import type { Latest, VenueRow } from '@/lib/queries/dto/latest'
import type { VenueHealth } from '@/lib/queries/health'
import { NO_REMARKS } from '@/lib/queries/remarks'
import { basisOf, fundTypeOf, isoTime, joinReasons, orNull, usableBasisOf } from '@/lib/queries/words'
import type { VenueProfile } from '@/lib/record/profiles'

/** The exhaustion columns of a row of the store. */
interface ExhaustionColumns {
  readonly exhaustionLow: number | null
  readonly exhaustionCentral: number | null
  readonly exhaustionHigh: number | null
  readonly exhaustionReason: string | null
}

/** The exhaustion move as a band of three, and why a member of it, or all of it, is missing. */
export function bandOf(row: ExhaustionColumns): { readonly band: Band | null; readonly reason: string | null } {
  const { exhaustionLow: low, exhaustionCentral: central, exhaustionHigh: high } = row
  if (low === null) return { band: null, reason: row.exhaustionReason }
  const whole = central !== null && high !== null
  return { band: { low, central, high }, reason: whole ? null : 'no fall can exhaust it under every leverage law' }
}

/** Why the exhaustion move of a venue is missing, in plain words; null when it is there. */
export function exhaustionReasonOf(row: VenueLatestRow | null, health: VenueHealth, latest: Latest): string | null {
  if (row === null) return latest.reason
  if (latest.exhaustionMove !== null) return bandOf(row).reason
  return health.suppressed ?? bandOf(row).reason ?? latest.reason
}

/** The latest figures of a venue as they may be stated now: what is too old to state is null, with the reason. */
export function latestOfVenue(profile: VenueProfile, row: VenueLatestRow | null, health: VenueHealth): Latest {
  const reason = joinReasons([
    ...health.reasons,
    row === null ? null : health.suppressed,
    row === null ? absenceOf(profile, health) : row.reason,
  ])
  if (row === null) {
    return {
      ...NOTHING,
      fundType: profile.fundType,
      checkedAt: orNull(health.checkedAt, isoTime),
      state: health.state,
      reason,
    }
  }
  const stated = health.suppressed === null
  return {
    fundUsd: row.fundUsd,
    fundType: orNull(row.fundType, fundTypeOf),
    usableUsd: row.usableUsd,
    usableBasis: orNull(row.usableBasis, usableBasisOf),
    oiUsd: row.oiUsd,
    coveredFundUsd: row.coveredFundUsd,
    coveredOiUsd: row.coveredOiUsd,
    coverage: stated ? row.coverage : null,
    negativePoolsUsd: row.negativePoolsUsd,
    change24h: row.change24h,
    change7d: row.change7d,
    drawdown: row.drawdown,
    exhaustionMove: stated ? bandOf(row).band : null,
    weakestFund:
      stated && row.weakestFund !== null && row.weakestCoverage !== null
        ? { fund: row.weakestFund, coverage: row.weakestCoverage }
        : null,
    fundObservedAt: orNull(row.fundObservedAt, isoTime),
    oiObservedAt: orNull(row.oiObservedAt, isoTime),
    checkedAt: orNull(health.checkedAt ?? row.checkedAt, isoTime),
    state: health.state,
    basis: orNull(row.basis, basisOf),
    reason,
  }
}

const NOTHING: Omit<Latest, 'state' | 'reason' | 'checkedAt' | 'fundType'> = {
  fundUsd: null,
  usableUsd: null,
  usableBasis: null,
  oiUsd: null,
  coveredFundUsd: null,
  coveredOiUsd: null,
  coverage: null,
  negativePoolsUsd: null,
  change24h: null,
  change7d: null,
  drawdown: null,
  exhaustionMove: null,
  weakestFund: null,
  fundObservedAt: null,
  oiObservedAt: null,
  basis: null,
}

function absenceOf(profile: VenueProfile, health: VenueHealth): string | null {
  if (profile.fundAbsence !== null) return profile.fundAbsence
  return health.reasons.length > 0 ? null : 'not yet collected'
}

/** The highest leverage a venue states: as collected per market, else as its cited page says. */
export function maxLeverageOf(profile: VenueProfile, collected: LeverageRow | null): number | null {
  return collected ? Number(collected.max) : (profile.module?.leverage.max ?? null)
}

/** The row of a venue as the API lists it. */
export function venueRow(
  profile: VenueProfile,
  latest: Latest,
  leverage: LeverageRow | null,
  remarks: VenueRemarks = NO_REMARKS,
): VenueRow {
  return {
    venue: profile.venue,
    name: profile.name,
    kind: profile.kind,
    status: profile.status,
    website: profile.website,
    fundPageUrl: profile.fundPageUrl,
    disclosure: profile.disclosure,
    maxLeverage: maxLeverageOf(profile, leverage),
    latest,
    remarks,
  }
}
