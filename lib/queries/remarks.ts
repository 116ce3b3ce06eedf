import { type RecordRef, recordId } from '@/lib/core/record-id'
import type { Database } from '@/lib/db/client'
import { type CorrectionStanding, readStandings } from '@/lib/db/repositories/correction'
import type { CorrectionNote, CorrectionRow, ReplyView, VenueRemarks } from '@/lib/queries/dto/correction'
import { isoTime, orNull } from '@/lib/queries/words'
import { isObservation, type RecordCorrection, type RecordReply } from '@/lib/record/correction-schema'
import { observationCorrections } from '@/lib/record/corrections'
import { readRecord } from '@/lib/record/read'

const DAY_MS = 86_400_000
/** How long a correction is told beside the figure, and how far back what is shown of a venue's figures goes. */
const NOTED_FOR_MS = 30 * DAY_MS

export const NO_REMARKS: VenueRemarks = { corrections: [], edited: [], replies: [] }

/** The id under which `/corrections` shows an entry or a reply. */
export const correctionPath = (id: string): string => `/corrections#${id}`
export const replyPath = (id: string): string => `/corrections#reply-${id}`

/** Every entry of the corrections file with how it stands in this database, newest first. */
export async function readCorrections(db: Database): Promise<readonly CorrectionRow[]> {
  const { corrections } = readRecord()
  const standings = await standingsOf(db, corrections)
  return corrections.map((row) => correctionRow(row, standings.get(row.id))).reverse()
}

/** The replies of venues, newest first. */
export function listReplies(): readonly ReplyView[] {
  return readRecord().replies.map(replyView).reverse()
}

/**
 * What is told beside the figures of each venue: corrections that are in force here and younger than 30 days, newest
 * first, and replies of any age. Venues without any are left out.
 */
export async function readRemarks(db: Database, now: Date): Promise<ReadonlyMap<string, VenueRemarks>> {
  const { corrections } = readRecord()
  const isRecent = ({ date }: { readonly date: string }) => now.getTime() - Date.parse(date) < NOTED_FOR_MS
  const told = corrections.filter((row) => isRecent(row) || !isObservation(row.record)).reverse()
  const standings = await standingsOf(db, told)
  const notes = told.flatMap((row) => noteOf(row, standings.get(row.id), now) ?? [])
  const replies = listReplies()
  const venues = new Set([...notes.map(({ venue }) => venue), ...replies.map(({ venue }) => venue)])
  const notesOf = (venue: string) => notes.filter((item) => item.venue === venue)
  return new Map(
    [...venues].map((venue) => [
      venue,
      {
        corrections: notesOf(venue).flatMap(({ note }) => (isRecent(note) ? [note] : [])),
        edited: notesOf(venue).flatMap(({ note, isEdit }) => (isEdit ? [note] : [])),
        replies: replies.filter((reply) => reply.venue === venue),
      },
    ]),
  )
}

async function standingsOf(
  db: Database,
  corrections: readonly RecordCorrection[],
): Promise<ReadonlyMap<string, CorrectionStanding>> {
  const ids = new Set(corrections.map(({ id }) => id))
  const found = await readStandings(
    db,
    observationCorrections().filter(({ id }) => ids.has(id)),
  )
  return new Map(found.map((row) => [row.correction, row]))
}

const venueOf = (ref: RecordRef): string => (ref.kind === 'pages' ? '' : ref.venue)

function correctionRow(row: RecordCorrection, standing: CorrectionStanding | undefined): CorrectionRow {
  const appliedAt = standing?.appliedAt ?? null
  return {
    id: row.id,
    date: row.date,
    venue: venueOf(row.record),
    record: recordId(row.record),
    field: row.field,
    was: row.was,
    now: row.now,
    why: row.why,
    evidence: row.evidence,
    reportedBy: row.reportedBy ?? null,
    state: isObservation(row.record) ? (appliedAt === null ? 'waiting' : 'applied') : 'edited',
    appliedAt: orNull(appliedAt, isoTime),
  }
}

function noteOf(row: RecordCorrection, standing: CorrectionStanding | undefined, now: Date) {
  const { record, field, was } = row
  if (isObservation(record) && !standing?.appliedAt) return null
  const note: CorrectionNote = {
    id: row.id,
    date: row.date,
    about: aboutOf(record, standing, now),
    record: recordId(record),
    field,
    was,
    now: row.now,
    text: `corrected ${row.date}: ${field.replaceAll('_', ' ')} ${was ?? 'missing'} → ${row.now ?? 'withdrawn'}, ${row.why}`,
    path: correctionPath(row.id),
  }
  return { venue: venueOf(record), note, isEdit: !isObservation(record) }
}

function aboutOf(record: RecordRef, standing: CorrectionStanding | undefined, now: Date): CorrectionNote['about'] {
  if (!isObservation(record) || !standing?.counted) return 'record'
  if (now.getTime() - Date.parse(record.observedAt) >= NOTED_FOR_MS) return 'record'
  return record.kind === 'fund-balances' ? 'fund' : 'open_interest'
}

function replyView(row: RecordReply): ReplyView {
  const { id, date, venue, about, text, saidBy, disputes, sourceUrl } = row
  return { id, date, venue, about, text, saidBy, disputes, sourceUrl }
}
