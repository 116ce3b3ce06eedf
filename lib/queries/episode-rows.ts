import { EPISODE_LEVELS, type EpisodeLevel, type LevelState, type Severity } from '@/lib/core/metrics/episode'
import type { EpisodeRow } from '@/lib/db/repositories/episode'
import type { EpisodeDto } from '@/lib/queries/dto/episode'
import { basisOf, isoTime, orNull, wordOf } from '@/lib/queries/words'
import { bitmexNotes } from '@/lib/record/bitmex'
import { findProfile } from '@/lib/record/profiles'

const levelStateOf = wordOf<LevelState>('reached', 'not_reached', 'unobservable')
const severityOf = wordOf<Severity>('minor', 'material', 'severe', 'unobservable')
const causeOf = wordOf<EpisodeDto['cause']>('net_outflow', 'bankruptcy_loss')
const levelBasisOf = wordOf<EpisodeDto['levelBasis']>('units', 'flow_index')

/** The levels from the smallest to the largest. */
export const LEVELS: readonly EpisodeLevel[] = ['minor', 'material', 'severe']

/** The window of a level, in ms. */
export function windowOf(level: EpisodeLevel): number {
  return EPISODE_LEVELS[level].windowMs
}

/** An episode as pages and the API show it. */
export function episodeDto(row: EpisodeRow): EpisodeDto {
  return {
    episode: row.episode,
    revision: row.revision,
    retracted: row.state === 'retracted',
    venue: row.venue,
    venueName: findProfile(row.venue)?.name ?? row.venue,
    fund: row.fund,
    label: row.label ?? row.fund,
    partOf: row.partOf,
    asset: row.asset,
    levelBasis: levelBasisOf(row.levelBasis),
    severity: severityOf(row.severity),
    levels: {
      minor: levelStateOf(row.minor),
      material: levelStateOf(row.material),
      severe: levelStateOf(row.severe),
    },
    cause: causeOf(row.cause),
    startedAt: isoTime(row.startedAt),
    crossedAt: isoTime(row.crossedAt),
    troughAt: isoTime(row.troughAt),
    untilAt: isoTime(row.untilAt),
    recoveredAt: orNull(row.recoveredAt, isoTime),
    brokenAt: orNull(row.brokenAt, isoTime),
    before: { units: row.beforeUnits, usd: row.beforeUsd, sha256: row.beforeSha256 },
    trough: { units: row.troughUnits, usd: row.troughUsd, sha256: row.troughSha256 },
    fall: row.fall,
    fall24h: row.fall24h,
    fall8h: row.fall8h,
    samples: row.samples,
    expectedSamples: row.expectedSamples,
    longestGapS: row.longestGapS,
    note: noteOf(row),
    basis: basisOf(row.basis),
    recordedAt: isoTime(row.recordedAt),
  }
}

function noteOf({ venue, fund, startedAt, untilAt }: EpisodeRow): string | null {
  if (venue !== 'bitmex') return null
  const day = (at: Date) => at.toISOString().slice(0, 10)
  return bitmexNotes(fund, day(startedAt), day(untilAt))[0]?.text ?? null
}
