import { groupBy } from '@/lib/core/collections'
import { dec } from '@/lib/core/decimal'
import { deriveState, isSuppressed, worstState } from '@/lib/core/metrics/freshness'
import type { Database } from '@/lib/db/client'
import { type AdlLatestRow, readAdlLatest } from '@/lib/db/repositories/latest'
import { readSourceStatus, type SourceStatusRow } from '@/lib/db/repositories/source'
import { readAdlStrips } from '@/lib/queries/adl-history'
import type { AdlMonitor, AdlSilent, AdlStanding, AdlVenue } from '@/lib/queries/dto/adl'
import type { AdlRow } from '@/lib/queries/dto/venue'
import { failureSentence, subjectOf } from '@/lib/queries/health'
import { metaOf } from '@/lib/queries/overview'
import { adlScopeOf, isoTime, joinReasons, latestOf, orNull, spanWords } from '@/lib/queries/words'
import { isFollowed, listProfiles, type VenueProfile } from '@/lib/record/profiles'

const NO_SIGNAL = 'no public signal'

/** A signal as printed, without its clocks. */
export function adlRow(row: AdlLatestRow): AdlRow {
  return {
    subject: row.subject,
    signal: row.signal,
    value: row.value,
    level: row.level,
    proximity: row.proximity,
    observedAt: isoTime(row.observedAt),
    rawSha256: row.rawSha256,
  }
}

/**
 * The signals of one venue with their state, from the clocks of the source each was read from. One last checked more
 * than four cadences ago keeps its level but is stale: it is not counted as now.
 */
export function adlStandings(
  rows: readonly AdlLatestRow[],
  sources: readonly SourceStatusRow[],
  now: Date,
): readonly AdlStanding[] {
  const byId = new Map(sources.map((source) => [source.source, source]))
  return rows.map((row) => {
    const source = byId.get(row.source)
    const expectedEveryMs = (source?.cadenceS ?? 60) * 1000
    const tooOld = isSuppressed({ now, checkedAt: row.checkedAt, expectedEveryMs })
    return {
      ...adlRow(row),
      venue: row.venue,
      scope: adlScopeOf(row.scope),
      checkedAt: isoTime(row.checkedAt),
      expectedEveryS: expectedEveryMs / 1000,
      state: deriveState({
        now,
        withdrawnAt: source?.withdrawnAt ?? null,
        consecutiveFailures: source?.consecutiveFailures ?? 0,
        checkedAt: row.checkedAt,
        changedAt: null,
        expectedEveryMs,
      }),
      stale: tooOld
        ? `last checked ${spanWords(now.getTime() - row.checkedAt.getTime())} ago: too old to say now`
        : null,
      trigger:
        row.triggerDrawdown === null || row.triggerThreshold === null
          ? null
          : { drawdown: dec(row.triggerDrawdown).toNumber(), threshold: row.triggerThreshold },
    }
  })
}

/** The highest level of the signals that can be read as now; null when none has a level. */
function highestLevel(rows: readonly AdlStanding[]): number | null {
  const levels = rows.flatMap(({ level, stale }) => (level === null || stale !== null ? [] : [level]))
  return levels.length > 0 ? Math.max(...levels) : null
}

/** Worst first: by level, then by how near the trigger is, then by name; those too old to say now come last. */
export function orderStandings(rows: readonly AdlStanding[]): readonly AdlStanding[] {
  const rank = ({ level, stale }: AdlStanding) => (stale === null ? (level ?? -1) : -2)
  return [...rows].sort(
    (a, b) =>
      rank(b) - rank(a) || (b.proximity ?? -1) - (a.proximity ?? -1) || a.subject.localeCompare(b.subject, 'en'),
  )
}

/** Why a venue has no ADL signal to show, in words. */
export function adlAbsence(profile: VenueProfile): string {
  const adl = profile.module?.adl
  return adl?.absence ?? (adl?.signal ? 'not yet collected' : NO_SIGNAL)
}

/**
 * Every public ADL signal now, by venue: those at the highest level first, ties by name. Levels are those of decision
 * 11 and are never averaged or compared between venues; a venue without a signal is listed with that as its finding.
 */
export async function readAdlMonitor(db: Database, { now }: { readonly now: Date }): Promise<AdlMonitor> {
  const [latest, sources, strips] = await Promise.all([
    readAdlLatest(db),
    readSourceStatus(db),
    readAdlStrips(db, { now }),
  ])
  const signals = groupBy(latest, (row) => row.venue)
  const statuses = groupBy(sources, (row) => row.venue)
  const followed = listProfiles().filter(isFollowed)
  const venues = followed.flatMap((profile) => {
    const signal = profile.module?.adl.signal ?? null
    if (signal === null) return []
    return [venueOf(profile, signal, signals.get(profile.venue) ?? [], statuses.get(profile.venue) ?? [], now)]
  })
  return {
    venues: venues.sort((a, b) => (b.level ?? -1) - (a.level ?? -1) || a.name.localeCompare(b.name, 'en')),
    silent: followed.flatMap(silentOf).sort((a, b) => a.name.localeCompare(b.name, 'en')),
    strips,
    meta: metaOf(sources, now),
  }
}

function venueOf(
  profile: VenueProfile,
  signal: string,
  rows: readonly AdlLatestRow[],
  sources: readonly SourceStatusRow[],
  now: Date,
): AdlVenue {
  const declared = (profile.module?.sources ?? []).filter(({ kind }) => kind === 'adl')
  const own = sources.filter(({ source }) => declared.some(({ id }) => id === source))
  const standings = orderStandings(adlStandings(rows, sources, now))
  const current = standings.filter(({ stale }) => stale === null)
  const failing = own.filter(({ consecutiveFailures }) => consecutiveFailures > 0)
  return {
    venue: profile.venue,
    name: profile.name,
    signal,
    rule: profile.module?.adl.rule ?? null,
    sourceUrl: profile.module?.adl.sourceUrl ?? null,
    state: standings.length > 0 ? worstState(standings.map(({ state }) => state)) : 'none',
    checkedAt: orNull(latestOf(own.map(({ lastSuccessAt }) => lastSuccessAt)), isoTime),
    expectedEveryS: declared[0] ? declared[0].cadenceMs / 1000 : null,
    reason: joinReasons([
      ...failing.map((row) => failureSentence(row, subjectOf(profile))),
      standings.length === 0 && failing.length === 0 ? 'not yet collected' : null,
      standings[0]?.stale ?? null,
    ]),
    level: highestLevel(standings),
    counts: {
      levels: [0, 1, 2, 3].map((level) => current.filter((row) => row.level === level).length),
      ungraded: current.filter((row) => row.level === null).length,
      stale: standings.length - current.length,
    },
    rows: standings,
  }
}

function silentOf(profile: VenueProfile): readonly AdlSilent[] {
  if (profile.module?.adl.signal) return []
  return [
    {
      venue: profile.venue,
      name: profile.name,
      kind: profile.kind,
      absence: adlAbsence(profile),
      sourceUrl: profile.module?.adl.sourceUrl ?? null,
    },
  ]
}
