import { z } from 'zod'

/** Plain decimal digits as text: all of them, never an exponent. */
export const decimalSchema = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ title: 'decimal, as text' })

/** A point in time. */
export const timeTextSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
  .meta({ title: 'time, UTC', format: 'date-time' })

/** A calendar date. */
export const dateTextSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .meta({ title: 'date', format: 'date' })

/** The hash of archived bytes. */
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ title: 'SHA-256, hex' })

const plain = { text: z.string(), number: z.number(), whole: z.int(), flag: z.boolean() }

/** A field that is always there. */
export const text = (description: string) => plain.text.describe(description)
export const whole = (description: string) => plain.whole.describe(description)
export const flag = (description: string) => plain.flag.describe(description)
export const decimal = (description: string) => decimalSchema.describe(description)
export const time = (description: string) => timeTextSchema.describe(description)
export const texts = (description: string) => z.array(z.string()).describe(description)
export const word = <const Words extends readonly [string, ...string[]]>(words: Words, description: string) =>
  z.enum(words).describe(description)

/** The same where the value may be missing; the block says why. */
export const textOrNull = (description: string) => plain.text.nullable().describe(description)
export const wholeOrNull = (description: string) => plain.whole.nullable().describe(description)
export const ratioOrNull = (description: string) => plain.number.nullable().describe(description)
export const decimalOrNull = (description: string) => decimalSchema.nullable().describe(description)
export const timeOrNull = (description: string) => timeTextSchema.nullable().describe(description)
export const sha256OrNull = (description: string) => sha256Schema.nullable().describe(description)
export const wordOrNull = <const Words extends readonly [string, ...string[]]>(words: Words, description: string) =>
  z.enum(words).nullable().describe(description)

export const FUND_TYPES = ['insurance', 'vault', 'protection', 'counterparty'] as const
export const STATES = ['live', 'unchanged', 'late', 'failing', 'withdrawn', 'none'] as const
export const BASES = ['collected', 'published', 'simulated'] as const
export const MARKS = ['yes', 'partly', 'no', 'under_review', 'not_applicable'] as const
export const USABLE_BASES = ['rule', 'full'] as const

/** What a schema describes, as our code hands it out. */
export type Answer<Value> = Value extends readonly (infer Item)[]
  ? readonly Answer<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Answer<Value[Key]> }
    : Value
