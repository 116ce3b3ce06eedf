import { dec, plain } from '@/lib/core/decimal'
import { fundOverVolume, sumVolume } from '@/lib/core/metrics/liquidity'
import type { Database } from '@/lib/db/client'
import {
  type DepthLatestRow,
  readDepthLatest,
  readListedVolumes,
  readMarkPrices,
  type VolumeRow,
} from '@/lib/db/repositories/context'
import type { ListedMarketRow } from '@/lib/db/repositories/market'
import type { SourceStatusRow } from '@/lib/db/repositories/source'
import { contextMarkets, pricesSince, tooOldForRatio } from '@/lib/queries/context-markets'
import type { MarketContext, VolumeBlock } from '@/lib/queries/dto/context'
import { failureSentence, sourceState, subjectOf } from '@/lib/queries/health'
import { readLiquidations } from '@/lib/queries/liquidations'
import { basisOf, isoTime, orNull } from '@/lib/queries/words'
import type { VenueProfile } from '@/lib/record/profiles'
import type { Absences, Source, SourceKind } from '@/lib/venues/_contract/module'

/** What the venue's page has already read, and what market context is set against. */
export interface ContextInput {
  readonly profile: VenueProfile
  readonly sources: readonly SourceStatusRow[]
  /** Largest open interest first. */
  readonly markets: readonly ListedMarketRow[]
  readonly fundUsd: string | null
  readonly now: Date
}

const LARGEST = 3

/** Liquidity and activity of a venue as they may be stated now; every missing value has its reason. */
export async function readMarketContext(db: Database, input: ContextInput): Promise<MarketContext> {
  const { profile, now } = input
  const [volumes, depths, liquidations] = await Promise.all([
    readListedVolumes(db, profile.venue),
    readDepthLatest(db, profile.venue),
    readLiquidations(db, input, absenceOf(input, 'liquidations', ['liquidations'])),
  ])
  const largest = largestMarkets(input.markets, depths)
  const prices = await readMarkPrices(
    db,
    profile.venue,
    largest.map((row) => row.market),
    pricesSince(now),
  )
  const depthReason = largest.some(({ market }) => depths.some((row) => row.market === market))
    ? null
    : absenceOf(input, 'depth', ['depth'])
  const basis = volumes.find((row) => row.basis !== null)?.basis ?? depths[0]?.basis ?? liquidations.basis
  return {
    basis: orNull(basis, basisOf),
    volume: volumeBlock(input, volumes),
    markets: contextMarkets({
      markets: largest,
      volumes: new Map(volumes.map((row) => [row.market, row])),
      depths: new Map(depths.map((row) => [row.market, row])),
      prices,
      states: new Map(input.sources.map((row) => [row.source, sourceState(row, now)])),
      depthReason,
      volumeReason: absenceOf(input, 'volume', volumeKinds(input)),
      leverageReason: leverageReason(profile),
      now,
    }),
    depthReason,
    liquidations: liquidations.block,
    incomplete: declared(input).flatMap(({ id, kind, incomplete }) =>
      incomplete === undefined ? [] : [{ source: id, kind, text: incomplete }],
    ),
    absences: profile.module?.absences ?? noModule(profile),
  }
}

/** The largest markets whose books were read last, filled up with those of the most open interest. */
function largestMarkets(
  markets: readonly ListedMarketRow[],
  depths: readonly DepthLatestRow[],
): readonly ListedMarketRow[] {
  const newest = Math.max(...depths.map((row) => row.checkedAt.getTime()))
  const withBook = new Set(
    depths.filter((row) => newest - row.checkedAt.getTime() <= row.cadenceS * 1000).map((row) => row.market),
  )
  const rest = markets.filter(({ market, valueUsd }) => valueUsd !== null && !withBook.has(market))
  const chosen = new Set([...markets.filter(({ market }) => withBook.has(market)), ...rest].slice(0, LARGEST))
  return markets.filter((row) => chosen.has(row))
}

/** Why the highest leverage of a single market is not known. */
function leverageReason({ module }: VenueProfile): string {
  if (module === null || module.leverage.perMarket) return 'highest leverage of the market not yet collected'
  return module.leverage.reason ?? 'highest leverage is stated for the venue, not by market'
}

function declared({ profile }: ContextInput): readonly Source[] {
  return profile.status === 'closed' ? [] : (profile.module?.sources ?? [])
}

/** Volume comes with open interest where no source of its own brings it. */
function volumeKinds(input: ContextInput): readonly SourceKind[] {
  return declared(input).some((source) => source.kind === 'volume') ? ['volume'] : ['open_interest']
}

/** Why nothing of this is stored, in plain words: not published, failing, or not read yet. */
function absenceOf(input: ContextInput, what: keyof Absences, kinds: readonly SourceKind[]): string {
  const { profile, sources } = input
  const stated = profile.module?.absences[what] ?? null
  if (stated !== null) return stated
  if (profile.module === null || profile.status === 'closed') return noModule(profile)[what] ?? 'not collected'
  const ids = new Set(
    declared(input)
      .filter((source) => kinds.includes(source.kind))
      .map((source) => source.id),
  )
  const failing = sources.find((row) => ids.has(row.source) && row.consecutiveFailures > 0)
  return failing ? failureSentence(failing, subjectOf(profile)) : 'not yet collected'
}

function noModule(profile: VenueProfile): Absences {
  const text = profile.status === 'closed' ? 'closed: nothing is collected' : 'on record only: nothing is collected'
  return { volume: text, depth: text, liquidations: text, history: text }
}

function volumeBlock(input: ContextInput, rows: readonly VolumeRow[]): VolumeBlock {
  const { now } = input
  const volume = sumVolume(
    rows.map((row) => ({
      market: row.market,
      valueUsd: orNull(row.valueUsd, dec),
      observedAt: row.observedAt,
      checkedAt: row.checkedAt,
      cadenceMs: (row.cadenceS ?? 0) * 1000,
      reason: row.reason,
    })),
    now,
  )
  const absence = absenceOf(input, 'volume', volumeKinds(input))
  const reason = volume.checkedAt === null ? absence : volume.reason
  const old = volume.tooOld && volume.checkedAt !== null ? tooOldForRatio(now, volume.checkedAt) : null
  const over = old === null ? fundOverVolume(orNull(input.fundUsd, dec), volume.valueUsd) : null
  const newest = rows.find((row) => row.checkedAt?.getTime() === volume.checkedAt?.getTime() && row.rawSha256 !== null)
  const status = input.sources.find((row) => row.source === newest?.source)
  return {
    volumeUsd: orNull(volume.valueUsd, plain),
    markets: volume.markets,
    fundOverVolume: over,
    observedAt: orNull(volume.observedAt, isoTime),
    checkedAt: orNull(volume.checkedAt, isoTime),
    expectedEveryS: newest?.cadenceS ?? null,
    state: status ? sourceState(status, now) : 'none',
    reason,
    fundOverVolumeReason: over === null ? overReason(input.fundUsd, volume.valueUsd === null, old, reason) : null,
    rawSha256: newest?.rawSha256 ?? null,
  }
}

function overReason(fundUsd: string | null, noVolume: boolean, old: string | null, reason: string | null): string {
  if (fundUsd === null) return 'no fund figure'
  if (noVolume) return reason ?? 'no volume'
  return old ?? 'nothing was traded'
}
