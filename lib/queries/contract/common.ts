import { z } from 'zod'
import { text, timeOrNull, timeTextSchema } from '@/lib/queries/contract/scalars'

/** `meta` of every JSON answer. */
export const metaSchema = z
  .object({
    generated_at: timeTextSchema.describe('When the answer was made; equals as_of where that is given.'),
    data_as_of: timeOrNull('Newest check of any source behind the answer; null when nothing was collected.'),
    as_of: timeOrNull('The moment asked for with as_of.'),
  })
  .describe('How old the answer is.')

/** An error (RFC 9457). */
export const problemSchema = z
  .object({
    type: text('about:blank, or the address that names the kind of error.'),
    title: text('The status in words.'),
    status: z.int().min(400).max(599).describe('The HTTP status.'),
    detail: text('What is wrong, in a sentence.'),
    errors: z
      .array(z.object({ path: text('The parameter or field.'), message: text('What was given, what is accepted.') }))
      .optional()
      .describe('Of status 400: every parameter that cannot be used.'),
    'violated-policies': z.array(z.string()).optional().describe('Of status 429: the limits that were reached.'),
  })
  .describe('An error as application/problem+json (RFC 9457).')

/** Wraps what is asked for. */
export const dataOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.object({ data: schema.describe('What was asked for.'), meta: metaSchema })
