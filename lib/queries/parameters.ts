import { z } from 'zod'
import { shown } from '@/lib/core/metrics/input-schema'
import { BadRequestError, type FieldError } from '@/lib/errors'

const MOST_VENUES = 50
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/
const TIME_ACCEPTED = 'a date such as 2026-01-31 (00:00 UTC) or a UTC time such as 2026-01-31T12:00:00Z'

/** `given ...; accepted: ...`, the message of every refused parameter. */
export function refused(given: unknown, accepted: string): string {
  return `given ${shown(given)}; accepted: ${accepted}`
}

/** A venue list: slugs joined by commas, at most 50, repeats dropped. */
export const venueListSchema = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((part) => part.trim()))].filter((part) => part !== ''))
  .superRefine((slugs, context) => {
    const wrong = slugs.find((slug) => !SLUG.test(slug))
    const accepted = `1 to ${MOST_VENUES} venue slugs joined by commas`
    if (slugs.length === 0) context.addIssue({ code: 'custom', message: `given no slug; accepted: ${accepted}` })
    if (slugs.length > MOST_VENUES)
      context.addIssue({ code: 'custom', message: `given ${slugs.length}; accepted: ${accepted}` })
    if (wrong !== undefined) context.addIssue({ code: 'custom', message: refused(wrong, accepted) })
  })
  .meta({ description: `Only these venues: 1 to ${MOST_VENUES} slugs joined by commas.`, example: 'bybit,okx' })

/** A point in time: a calendar date (its 00:00 UTC) or a time with `Z`. */
export const timeSchema = z
  .string()
  .transform((text, context) => {
    const at = new Date(text.length === 10 ? `${text}T00:00:00Z` : text)
    // A day the month does not have is moved into the next month instead of refused.
    const exists = TIME.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text.slice(0, 10))
    if (exists) return at
    context.addIssue({ code: 'custom', message: refused(text, TIME_ACCEPTED) })
    return z.NEVER
  })
  .meta({ pattern: TIME.source })

/** A whole number in a closed range, written in digits. */
export function wholeNumberSchema(least: number, most: number) {
  const accepts = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most
  return z
    .string()
    .refine(accepts, { error: (issue) => refused(issue.input, `a whole number from ${least} to ${most}`) })
    .transform(Number)
    .meta({ type: 'integer', minimum: least, maximum: most })
}

/** One of a list of words. */
export function wordSchema<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: (issue) => refused(issue.input, words.join(', ')) })
}

/** Of an address that takes no parameters. */
export const noParametersSchema = z.strictObject({})

/** A point in time that may be left out, with its meaning and an example. */
export const describedTime = (description: string, example: string) =>
  timeSchema.meta({ ...timeSchema.meta(), description, example }).optional()

/** The moment a request is pinned to; null where none was given. Throws BadRequestError when it has not come yet. */
export function readAsOf(asOf: Date | undefined, now: Date): Date | null {
  if (asOf === undefined) return null
  if (asOf <= now) return asOf
  throw new BadRequestError([
    { path: 'as_of', message: refused(asOf.toISOString(), 'a time that is not in the future') },
  ])
}

/** A half-open range of time. */
export const rangeParametersSchema = z.strictObject({
  from: describedTime('First moment of the range: a date (00:00 UTC) or a UTC time with Z.', '2026-01-01'),
  to: describedTime('End of the range, itself left out.', '2026-11-01T12:00:00Z'),
})

/**
 * Reads the parameters of a request by a strict object schema of strings. An empty value counts as not given. Throws
 * BadRequestError naming every bad parameter, what was given and what is accepted.
 */
export function readParameters<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape, z.core.$strict>,
  search: URLSearchParams,
): z.output<z.ZodObject<Shape, z.core.$strict>> {
  const accepted = Object.keys(schema.shape).join(', ') || 'no parameters'
  const errors: FieldError[] = []
  const given = new Map<string, string>()
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name).filter((value) => value !== '')
    const [first, ...more] = values
    if (!Object.hasOwn(schema.shape, name))
      errors.push({ path: name, message: `unknown parameter; accepted: ${accepted}` })
    else if (more.length > 0) errors.push({ path: name, message: `given ${values.length} times; accepted: once` })
    else if (first !== undefined) given.set(name, first)
  }
  const parsed = schema.safeParse(Object.fromEntries(given))
  for (const issue of parsed.error?.issues ?? []) errors.push({ path: issue.path.join('.'), message: issue.message })
  if (parsed.success && errors.length === 0) return parsed.data
  throw new BadRequestError(errors)
}
