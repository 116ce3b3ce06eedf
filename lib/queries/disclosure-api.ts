import type { Cell, Column } from '@/lib/export/series'
import { toSnake } from '@/lib/export/snake'
import type { DisclosureVenue } from '@/lib/queries/disclosure-matrix'

/** A venue with its stage and fourteen marks, as `/api/v1/disclosures.json` gives it. */
export function disclosureApi({ venue, name, kind, stage, disclosures }: DisclosureVenue) {
  return toSnake({ venue, name, kind, stage, disclosures })
}

const text = (name: string, description: string): Column => ({ name, kind: 'text', description })

/** One row per venue and criterion. */
export const disclosureColumns: readonly Column[] = [
  text('venue', 'Venue slug.'),
  { name: 'stage', kind: 'integer', description: '0 claimed, 1 observable, 2 verifiable; empty while under review.' },
  text('stage_state', 'claimed, observable, verifiable or under_review.'),
  text('floor', 'Lowest mark of T1, T5, T7, T9, T10.'),
  text('criterion', 'T1 to T14.'),
  text('mark', 'yes, partly, no, under_review or not_applicable, as it counts now.'),
  text('evidence_level', 'E0 to E4.'),
  text('evidence_url', 'Where the evidence is.'),
  text('observed_on', 'Day the evidence was read.'),
  text('valid_until', 'Up to when the evidence counts.'),
  text('expired_mark', 'What the mark was before its evidence grew too old.'),
  text('expired_on', 'Since when it does not count.'),
  text('captures_since', 'Raised to a full mark by our own captures, held since this day.'),
  text('downgrade_to', 'A lower mark announced.'),
  text('downgrade_on', 'From this day on.'),
  text('note', 'Why the mark is what it is.'),
]

/** The rows of one venue, in the order of the columns. */
export function disclosureCells({ venue, stage, disclosures }: DisclosureVenue): readonly (readonly Cell[])[] {
  return disclosures.map((mark) => [
    venue,
    stage?.stage ?? null,
    stage?.state ?? null,
    stage?.floor.mark ?? null,
    mark.criterion,
    mark.mark,
    mark.evidenceLevel,
    mark.evidenceUrl,
    mark.observedOn,
    mark.validUntil,
    mark.expired?.mark ?? null,
    mark.expired?.on ?? null,
    mark.capturesSince,
    mark.downgrade?.to ?? null,
    mark.downgrade?.on ?? null,
    mark.note,
  ])
}
