import { z } from 'zod'
import { parseRecordId, type RecordKind, type RecordRef, venueOfRecord } from '@/lib/core/record-id'
import { daySchema } from '@/lib/record/dates'
import { slugSchema, textSchema, urlSchema } from '@/lib/record/schema'

/** Fields of stored observations that can be corrected; of the record, any field of its file. */
const OBSERVATION_FIELDS = {
  'fund-balances': ['units', 'price_usd', 'value_usd'],
  'open-interest': ['contracts', 'base_units', 'value_usd'],
} as const
export type ObservationKind = keyof typeof OBSERVATION_FIELDS

const FILE_KINDS: readonly RecordKind[] = ['figures', 'events', 'marks', 'venues']
const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/

/** What a reply may be about besides a record: a figure of the venue, or a criterion of disclosure. */
const VENUE_FIGURES = ['fund', 'coverage', 'open_interest', 'exhaustion'] as const
const CRITERION = /^T([1-9]|1[0-4])$/

const evidenceSchema = z.union([urlSchema, z.string().regex(/^[0-9a-f]{64}$/)], {
  error: 'expected an http or https address, or the SHA-256 of a capture',
})

export const isObservation = (ref: RecordRef): ref is Extract<RecordRef, { kind: ObservationKind }> =>
  Object.hasOwn(OBSERVATION_FIELDS, ref.kind)

const recordSchema = z.string().transform((id, ctx): RecordRef => {
  try {
    return parseRecordId(id)
  } catch (error) {
    ctx.addIssue(error instanceof Error ? error.message : 'record: not an id')
    return z.NEVER
  }
})

/** One corrected field of one public row. `now` null: withdrawn, `why` says for what reason. */
const correctionSchema = z
  .strictObject({
    id: slugSchema,
    date: daySchema,
    record: recordSchema,
    field: z.string().regex(/^[a-z][A-Za-z0-9_]*$/, 'expected the name of a field'),
    was: textSchema.nullable(),
    now: textSchema.nullable(),
    why: textSchema.refine((text) => !text.endsWith('.'), 'expected a sentence without its full stop'),
    evidence: evidenceSchema,
    reportedBy: textSchema.optional(),
  })
  .superRefine((row, ctx) => {
    const { record, field, was, now } = row
    const venue = venueOfRecord(record)
    if (!new RegExp(`^${row.date}-${venue}-\\d+$`).test(row.id))
      ctx.addIssue(`id "${row.id}" is not its date, venue and a number: ${row.date}-${venue ?? 'venue'}-1`)
    if (was === now) ctx.addIssue('was and now are the same')
    if (!isObservation(record)) {
      if (!FILE_KINDS.includes(record.kind))
        ctx.addIssue(`record: a row of ${record.kind} is not corrected here; its bytes are read again instead`)
      return
    }
    const fields: readonly string[] = OBSERVATION_FIELDS[record.kind]
    if (!fields.includes(field)) ctx.addIssue(`field "${field}": of ${record.kind}, accepted are ${fields.join(', ')}`)
    for (const [name, value] of [
      ['was', was],
      ['now', now],
    ] as const)
      if (value !== null && !DECIMAL.test(value)) ctx.addIssue(`${name} "${value}": expected plain decimal digits`)
    if (field === 'units' && now === null)
      ctx.addIssue('now: a balance has units; to withdraw it, withdraw its value_usd')
  })

/** What a venue said of a figure of its own, in its words. */
const replySchema = z
  .strictObject({
    id: slugSchema,
    date: daySchema,
    venue: slugSchema,
    about: textSchema,
    text: textSchema,
    saidBy: textSchema,
    disputes: z.boolean(),
    sourceUrl: urlSchema,
  })
  .superRefine((row, ctx) => {
    if (!row.id.startsWith(`${row.date}-${row.venue}-`))
      ctx.addIssue(`id "${row.id}" does not start with its date and venue`)
    const isFigure = VENUE_FIGURES.some((figure) => figure === row.about)
    if (isFigure || CRITERION.test(row.about)) return
    try {
      const venue = venueOfRecord(parseRecordId(row.about))
      if (venue !== row.venue) ctx.addIssue(`about: the record is of "${venue}", the reply of "${row.venue}"`)
    } catch {
      ctx.addIssue(`about "${row.about}": accepted are ${VENUE_FIGURES.join(', ')}, T1 to T14 and record ids`)
    }
  })

export const correctionsFileSchema = z.array(correctionSchema)
export const repliesFileSchema = z.array(replySchema)

export type RecordCorrection = z.infer<typeof correctionSchema>
export type RecordReply = z.infer<typeof replySchema>
