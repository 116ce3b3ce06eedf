import { dec, plain } from '@/lib/core/decimal'
import { isSuppressed, worstState } from '@/lib/core/metrics/freshness'
import { type LiquidationFeed, type LiquidationTotals, totalLiquidations } from '@/lib/core/metrics/liquidation-totals'
import { lossPerLiquidated } from '@/lib/core/metrics/liquidity'
import type { Database } from '@/lib/db/client'
import {
  type BookedLossRow,
  type LiquidationGroupRow,
  readBookedLosses,
  readLiquidationFeed,
  readLiquidationGroups,
} from '@/lib/db/repositories/context'
import type { SourceStatusRow } from '@/lib/db/repositories/source'
import type { LiquidationBlock, LiquidationWindow } from '@/lib/queries/dto/context'
import { sourceState } from '@/lib/queries/health'
import { isoTime, liquidationKindOf, orNull } from '@/lib/queries/words'
import type { VenueProfile } from '@/lib/record/profiles'

const DAY_MS = 86_400_000
const WINDOWS = [
  { window: '24h', ms: DAY_MS },
  { window: '7d', ms: 7 * DAY_MS },
] as const

interface Asked {
  readonly profile: VenueProfile
  readonly sources: readonly SourceStatusRow[]
  readonly now: Date
}

/** Liquidations of the last day and week; without a feed `absence` says why, and no window is stated. */
export async function readLiquidations(
  db: Database,
  { profile, sources, now }: Asked,
  absence: string,
): Promise<{ readonly block: LiquidationBlock; readonly basis: string | null }> {
  const feeds = (profile.module?.sources ?? []).filter((source) => source.kind === 'liquidations')
  const rows = sources.filter((row) => feeds.some((feed) => feed.id === row.source))
  const booked = await Promise.all(
    WINDOWS.map(({ ms }) => readBookedLosses(db, profile.venue, { from: new Date(now.getTime() - ms), to: now })),
  )
  const bookings = WINDOWS.flatMap(({ window }, index) => {
    const losses = booked[index]
    return losses?.typed ? [{ window, usd: orNull(bookedUsdOf(losses), plain) }] : []
  })
  if (profile.status === 'closed' || rows.every((row) => row.lastSuccessAt === null)) {
    const block = {
      windows: [],
      bookings,
      checkedAt: null,
      expectedEveryS: null,
      state: stateOf(rows, now),
      reason: absence,
    }
    return { block, basis: null }
  }
  const known = await readLiquidationFeed(
    db,
    profile.venue,
    rows.map((row) => row.source),
  )
  const oldest = [...rows].sort((a, b) => timeOf(a) - timeOf(b))[0]
  const feed: LiquidationFeed = { ...known, staleSince: oldest && isStale(oldest, now) ? oldest.lastSuccessAt : null }
  const incomplete = feeds.length > rows.length || feeds.some((source) => source.incomplete !== undefined)
  const windows = await Promise.all(
    WINDOWS.map(async ({ window, ms }, index) => {
      const from = new Date(now.getTime() - ms)
      const groups = await readLiquidationGroups(db, profile.venue, { from, to: now })
      return { groups, view: windowOf(window, groups, feed, { from, incomplete, booked: booked[index] ?? NOT_TYPED }) }
    }),
  )
  return {
    block: {
      windows: windows.map(({ view }) => view),
      bookings,
      checkedAt: orNull(oldest?.lastSuccessAt ?? null, isoTime),
      expectedEveryS: oldest?.cadenceS ?? null,
      state: stateOf(rows, now),
      reason: null,
    },
    basis: windows.flatMap(({ groups }) => groups)[0]?.basis ?? null,
  }
}

const timeOf = (row: SourceStatusRow) => row.lastSuccessAt?.getTime() ?? 0

function isStale(row: SourceStatusRow, now: Date): boolean {
  return isSuppressed({ now, checkedAt: row.lastSuccessAt, expectedEveryMs: row.cadenceS * 1000 })
}

function stateOf(rows: readonly SourceStatusRow[], now: Date) {
  return worstState(rows.map((row) => sourceState(row, now)))
}

function windowOf(
  window: LiquidationWindow['window'],
  rows: readonly LiquidationGroupRow[],
  feed: LiquidationFeed,
  { from, incomplete, booked }: { readonly from: Date; readonly incomplete: boolean; readonly booked: BookedLossRow },
): LiquidationWindow {
  const straddling = rows.filter((row) => row.straddling).reduce((total, row) => total + row.rows, 0)
  const totals = totalLiquidations(
    rows
      .filter((row) => !row.straddling)
      .map((row) => ({
        ...row,
        liquidation: liquidationKindOf(row.liquidation),
        valueUsd: dec(row.valueUsd),
        lossUsd: dec(row.lossUsd),
      })),
    feed,
    { from, straddling, incomplete },
  )
  const bookedUsd = bookedUsdOf(booked)
  const loss = lossPerLiquidated({ ...totals, bookedUsd })
  return {
    ...totals,
    window,
    bookedUsd: orNull(bookedUsd, plain),
    lossRatio: loss.ratio,
    lossRatioBasis: loss.basis,
    lossRatioAtMost: loss.atMost,
    lossRatioReason: loss.ratio === null ? lossReason(totals, booked) : null,
    liquidatedUsd: orNull(totals.liquidatedUsd, plain),
    beyondUsd: orNull(totals.beyondUsd, plain),
    lossUsd: orNull(totals.lossUsd, plain),
    backstopUsd: orNull(totals.backstopUsd, plain),
    adlUsd: orNull(totals.adlUsd, plain),
  }
}

const NOT_TYPED: BookedLossRow = { typed: false, rows: 0, unpriced: 0, usd: '0' }

function bookedUsdOf({ typed, unpriced, usd }: BookedLossRow) {
  return typed && unpriced === 0 ? dec(usd) : null
}

function lossReason(totals: LiquidationTotals, booked: BookedLossRow): string {
  if (totals.liquidatedUsd === null) return totals.reason ?? 'no dollar value'
  if (totals.liquidatedUsd.isZero()) return 'nothing was liquidated'
  if (booked.unpriced > 0) return 'a booked loss has no dollar price'
  return booked.typed ? 'no loss known' : 'losses are not published, neither by liquidation nor as bookings of the fund'
}
