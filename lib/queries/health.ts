import { groupBy } from '@/lib/core/collections'
import { deriveState, isSuppressed, worstState } from '@/lib/core/metrics/freshness'
import type { State } from '@/lib/core/observation'
import type { SourceStatusRow } from '@/lib/db/repositories/source'
import { spanWords, timeWords } from '@/lib/queries/words'
import type { VenueProfile } from '@/lib/record/profiles'
import type { Source } from '@/lib/venues/_contract/module'

/** The state of a source from its clocks. */
export function sourceState(row: SourceStatusRow, now: Date): State {
  return deriveState({
    now,
    withdrawnAt: row.withdrawnAt,
    consecutiveFailures: row.consecutiveFailures,
    checkedAt: row.lastSuccessAt,
    changedAt: row.lastChangedAt,
    expectedEveryMs: row.cadenceS * 1000,
  })
}

/** How collection of what a venue's coverage needs goes, right now. */
export interface VenueHealth {
  readonly state: State
  /** The last good check of the source furthest behind its cadence, and that cadence. */
  readonly checkedAt: Date | null
  readonly expectedEveryS: number | null
  /** Why coverage cannot be stated from what is stored; null when it can. */
  readonly suppressed: string | null
  /** The same for open interest alone. */
  readonly openInterestSuppressed: string | null
  readonly reasons: readonly string[]
}

const NEEDED_KINDS: readonly string[] = ['fund', 'open_interest']
const KIND_WORDS: Readonly<Record<string, string>> = { fund: 'fund', open_interest: 'open interest' }

interface Reading {
  readonly source: Source
  readonly row: SourceStatusRow | null
  readonly state: State
}

/**
 * The state of a venue: the worst of the sources its coverage needs, kinds fund and open_interest (decision 13). `none`
 * for closed venues and for those that declare no such source. Coverage is suppressed when any of them was last checked
 * more than four cadences ago.
 */
export function venueHealth(profile: VenueProfile, rows: readonly SourceStatusRow[], now: Date): VenueHealth {
  const declared = profile.status === 'closed' ? [] : (profile.module?.sources ?? [])
  const byId = new Map(rows.filter((row) => row.venue === profile.venue).map((row) => [row.source, row]))
  const readings = declared
    .filter((source) => NEEDED_KINDS.includes(source.kind) && !source.componentsOnly)
    .map((source): Reading => {
      const row = byId.get(source.id) ?? null
      return { source, row, state: row === null ? 'none' : sourceState(row, now) }
    })
  const behind = furthestBehind(readings, now)
  return {
    state: worstState(readings.map((reading) => reading.state)),
    checkedAt: behind?.row?.lastSuccessAt ?? null,
    expectedEveryS: behind ? behind.source.cadenceMs / 1000 : null,
    suppressed: suppressionOf(readings, now),
    openInterestSuppressed: suppressionOf(
      readings.filter((reading) => reading.source.kind === 'open_interest'),
      now,
    ),
    reasons: sentences(readings, subjectOf(profile), now),
  }
}

/** Cadences since the last good check; a source never checked is furthest of all. */
function cadencesBehind({ row }: Reading, now: Date): number {
  if (!row?.lastSuccessAt) return Number.POSITIVE_INFINITY
  return (now.getTime() - row.lastSuccessAt.getTime()) / (row.cadenceS * 1000)
}

function furthestBehind(readings: readonly Reading[], now: Date): Reading | null {
  return [...readings].sort((a, b) => (cadencesBehind(b, now) > cadencesBehind(a, now) ? 1 : -1))[0] ?? null
}

function suppressionOf(readings: readonly Reading[], now: Date): string | null {
  const stale = readings.filter(({ row }) => row === null || isStale(row, now))
  const oldest = furthestBehind(stale, now)
  if (oldest === null) return null
  const checkedAt = oldest.row?.lastSuccessAt
  return checkedAt ? tooOld(now, checkedAt) : 'not yet collected'
}

function isStale(row: SourceStatusRow, now: Date): boolean {
  return isSuppressed({ now, checkedAt: row.lastSuccessAt, expectedEveryMs: row.cadenceS * 1000 })
}

/** The sentence for figures not stated because of their age. */
export function tooOld(now: Date, checkedAt: Date): string {
  return `last checked ${spanWords(now.getTime() - checkedAt.getTime())} ago: too old to state coverage`
}

/** Whom a sentence is about. */
export function subjectOf(profile: VenueProfile): string {
  return profile.kind === 'cex' ? 'the exchange' : 'the protocol'
}

function sentences(readings: readonly Reading[], subject: string, now: Date): readonly string[] {
  const said = readings.flatMap((reading) => {
    const text = sentenceOf(reading, subject, now)
    return text === null ? [] : [{ text, kind: reading.source.kind }]
  })
  const kinds = new Set(readings.map((reading) => reading.source.kind))
  return [...groupBy(said, (item) => item.text)].map(([text, items]) => {
    const about = [...new Set(items.map((item) => item.kind))]
    return about.length === kinds.size
      ? text
      : `${about.map((kind) => KIND_WORDS[kind] ?? kind).join(' and ')}: ${text}`
  })
}

function sentenceOf({ source, row, state }: Reading, subject: string, now: Date): string | null {
  if (row === null) return 'not yet collected'
  switch (state) {
    case 'withdrawn':
      return row.withdrawnAt
        ? `${subject} stopped publishing it on ${row.withdrawnAt.toISOString().slice(0, 10)}`
        : null
    case 'failing':
      return failureSentence(row, subject)
    case 'late':
      // From four cadences on the sentence of `suppressed` says it.
      return row.lastSuccessAt && !isStale(row, now)
        ? `last checked ${spanWords(now.getTime() - row.lastSuccessAt.getTime())} ago, expected every ${spanWords(source.cadenceMs)}`
        : null
    case 'none':
      return row.errorKind === null ? 'not yet collected' : failureSentence(row, subject)
    default:
      return null
  }
}

/** What keeps a source from being read, in plain words, with the time it began. */
export function failureSentence(row: SourceStatusRow, subject: string): string {
  const at = row.failingSince ?? row.errorAt ?? row.lastAttemptAt
  const since = at === null ? '' : ` since ${timeWords(at)}`
  switch (row.errorKind) {
    case 'network':
    case 'timeout':
      return `${subject} could not be reached${since}`
    case 'http':
    case 'vendor':
      return `${subject} answers with an error${since}`
    case 'parse':
    case 'schema':
      return `the format changed: answers cannot be read${since}`
    case 'rate_limited':
      return `${subject} asks us to wait${since}`
    case 'region':
      return `${subject} refuses requests from where this site runs${since}`
    case 'too_large':
      return `the answer is larger than accepted${since}`
    default:
      return `the source fails${since}`
  }
}
