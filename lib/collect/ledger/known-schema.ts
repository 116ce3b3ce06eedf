import { z } from 'zod'
import type { KnownShape } from '@/lib/core/ledger/known'

const runShape = {
  captures: z.number().int().positive(),
  since: z.iso.datetime(),
  before: z.string(),
  after: z.string(),
}
const common = { since: z.iso.datetime().exactOptional(), longestMs: z.number().exactOptional() }
const fieldStateSchema = z.enum(['filled', 'empty', 'gone'])

const fieldSchema = z.strictObject({
  types: z.array(z.enum(['string', 'number', 'boolean', 'object', 'list'])),
  state: fieldStateSchema,
  ...common,
  run: z.strictObject({ ...runShape, to: fieldStateSchema }).exactOptional(),
})
const wordSchema = z.strictObject({
  capture: z.string(),
  state: z.enum(['used', 'gone']),
  ...common,
  run: z.strictObject(runShape).exactOptional(),
})

/** The form of an endpoint's answers as it is stored. */
export const knownShapeSchema: z.ZodType<KnownShape> = z.strictObject({
  maps: z.array(z.string()),
  containers: z.record(z.string(), z.record(z.string(), fieldSchema)),
  words: z.record(z.string(), z.record(z.string(), wordSchema)),
})
