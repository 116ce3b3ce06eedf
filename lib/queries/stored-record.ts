import { type RecordRef, recordId } from '@/lib/core/record-id'
import type { Database } from '@/lib/db/client'
import { type RevisionRow, readRevisions } from '@/lib/db/repositories/correction'
import { readEvents, readFigures } from '@/lib/db/repositories/record'
import type { StoredRecord, StoredRevision } from '@/lib/queries/dto/correction'
import { readCorrections } from '@/lib/queries/remarks'
import { venueName } from '@/lib/queries/venue-names'
import { isoTime, timeWords } from '@/lib/queries/words'
import { findProfile, isKnownVenue } from '@/lib/record/profiles'

/**
 * What is stored under a record id, every revision of it, newest first, and its corrections. A row that is not stored
 * has no revisions. Null where the id names a venue nobody knows.
 */
export async function readStoredRecord(db: Database, ref: RecordRef): Promise<StoredRecord | null> {
  if (ref.kind !== 'pages' && !isKnownVenue(ref.venue)) return null
  const record = recordId(ref)
  const [revisions, corrections] = await Promise.all([revisionsOf(db, ref), readCorrections(db)])
  return {
    record,
    title: titleOf(ref),
    venue: ref.kind === 'pages' ? null : ref.venue,
    path: pathOf(ref),
    revisions,
    corrections: corrections.filter((row) => row.record === record),
  }
}

async function revisionsOf(db: Database, ref: RecordRef): Promise<readonly StoredRevision[]> {
  if ('observedAt' in ref) return (await readRevisions(db, ref)).map(observed)
  if (ref.kind === 'figures') {
    const row = (await readFigures(db, ref.venue)).find(({ figure }) => figure === ref.figure)
    if (row === undefined) return []
    const { date, metric, amount, asset, usd, confidence, note } = row
    return [published({ date, metric, amount, asset, usd, confidence, note }, row.sourceUrl)]
  }
  if (ref.kind === 'events') {
    const row = (await readEvents(db, ref.venue)).find(({ event }) => event === ref.event)
    if (row === undefined) return []
    const { starts, ends, kind, amount, asset, usd, title, summary, confidence } = row
    return [published({ starts, ends, kind, amount, asset, usd, title, summary, confidence }, row.sourceUrl)]
  }
  if (ref.kind === 'marks') {
    const marks = findProfile(ref.venue)?.module?.disclosures ?? []
    const row = marks.find(({ criterion }) => criterion === ref.criterion)
    if (row === undefined) return []
    const { mark, evidenceLevel, observedOn, note } = row
    return [published({ mark, evidence_level: evidenceLevel, observed_on: observedOn, note }, row.evidenceUrl)]
  }
  return []
}

function observed(row: RevisionRow): StoredRevision {
  return {
    revision: row.revision,
    figures: Object.entries(row.figures).map(([name, value]) => ({ name, value })),
    observedAt: isoTime(row.observedAt),
    recordedAt: isoTime(row.recordedAt),
    reason: row.reason,
    source: `${row.source} (${row.basis})`,
    sourceUrl: null,
    rawSha256: row.rawSha256,
  }
}

/** A row of the record's files: its history is that of the file. */
function published(figures: Readonly<Record<string, string | null>>, sourceUrl: string | null): StoredRevision {
  return {
    revision: null,
    figures: Object.entries(figures).map(([name, value]) => ({ name, value })),
    observedAt: null,
    recordedAt: null,
    reason: null,
    source: 'the published record',
    sourceUrl,
    rawSha256: null,
  }
}

function titleOf(ref: RecordRef): string {
  if (ref.kind === 'pages') return `the page ${ref.path}`
  const name = ref.venue === 'all' ? 'all venues' : venueName(ref.venue)
  const at = 'observedAt' in ref ? `, ${timeWords(new Date(ref.observedAt))}` : ''
  if (ref.kind === 'fund-balances') return `${name}: balance of fund ${ref.fund}, ${ref.asset}${at}`
  if (ref.kind === 'open-interest') return `${name}: open interest of ${ref.market}${at}`
  if (ref.kind === 'flows') return `${name}: flow ${ref.venueType} of fund ${ref.fund}, ${ref.asset}${at}`
  if (ref.kind === 'adl') return `${name}: ADL signal ${ref.signal} of ${ref.subject}${at}`
  if (ref.kind === 'figures') return `${name}: published figure ${ref.figure}`
  if (ref.kind === 'events') return `${name}: event ${ref.event}`
  return ref.kind === 'marks' ? `${name}: disclosure mark ${ref.criterion}` : `${name}: the venue’s page`
}

const SECTIONS: Readonly<Partial<Record<RecordRef['kind'], string>>> = {
  'fund-balances': '#funds',
  flows: '#funds',
  'open-interest': '#markets',
  adl: '#adl',
  figures: '#figures',
  marks: '#disclosure',
}

function pathOf(ref: RecordRef): string {
  if (ref.kind === 'pages') return /^\/(?![/\\])/.test(ref.path) ? ref.path : '/'
  if (ref.kind === 'events') return `/events/${encodeURIComponent(ref.event)}`
  return ref.venue === 'all' ? '/events' : `/venues/${ref.venue}${SECTIONS[ref.kind] ?? ''}`
}
