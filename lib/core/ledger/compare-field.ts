import type { Moment } from '@/lib/core/ledger/compare'
import {
  type FieldState,
  GONE_AFTER,
  isLongEnough,
  type KnownField,
  type Run,
  rankOf,
  type ShapeChange,
} from '@/lib/core/ledger/known'
import type { FieldShape, JsonType } from '@/lib/core/ledger/shape'

export interface FieldInput {
  readonly path: string
  readonly known: KnownField | undefined
  /** Undefined: no row has it. */
  readonly found: FieldShape | undefined
  /** False while the container is being learned. */
  readonly isNews: boolean
  /** The first capture with a row of the container. */
  readonly capture: string
  readonly moment: Moment
}

export interface FieldResult {
  readonly field: KnownField
  readonly change: ShapeChange | null
}

/** What a field is known as after one more pass, and the change that makes, if any. */
export function compareField(input: FieldInput): FieldResult {
  const { known, found } = input
  const seen: FieldState = found === undefined ? 'gone' : found.filled ? 'filled' : 'empty'
  if (known === undefined) return learn(input, seen)
  if (rankOf(seen) < rankOf(known.state)) return fallen(input, known, seen)
  const { run: _, ...settled } = known
  const field: KnownField = known.run ? { ...settled, ...longest(known, Date.parse(known.run.since), input) } : settled
  if (rankOf(seen) > rankOf(known.state)) return risen(input, field, seen)
  return found === undefined ? { field, change: null } : retyped(input, field, found)
}

const typeList = (types: Iterable<JsonType>): string => [...types].sort().join(' or ')

function longest(known: KnownField, since: number, { moment }: FieldInput): Pick<KnownField, 'longestMs'> {
  return { longestMs: Math.max(known.longestMs ?? 0, moment.at.getTime() - since) }
}

function changeOf(
  { path, moment, capture, found }: FieldInput,
  change: Pick<ShapeChange, 'kind' | 'before' | 'after'>,
): ShapeChange {
  return {
    ...change,
    path,
    at: moment.at,
    beforeCapture: moment.lastCaptureOf(path),
    afterCapture: found?.capture ?? capture,
  }
}

function learn(input: FieldInput, seen: FieldState): FieldResult {
  const types = [...(input.found?.types ?? [])].sort()
  const field: KnownField =
    seen === 'filled' ? { types, state: seen } : { types, state: seen, since: input.moment.at.toISOString() }
  const after = types.length === 0 ? 'empty' : typeList(types)
  return { field, change: input.isNews ? changeOf(input, { kind: 'field_new', before: 'not there', after }) : null }
}

/** More than was known: news at once. */
function risen(input: FieldInput, field: KnownField, seen: FieldState): FieldResult {
  const { since, ...rest } = field
  const types = [...new Set([...field.types, ...(input.found?.types ?? [])])].sort()
  const away = since === undefined ? {} : longest(field, Date.parse(since), input)
  const wasGone = field.state === 'gone'
  const change = changeOf(input, {
    kind: wasGone ? 'field_new' : 'field_filled',
    before: wasGone ? 'not there' : 'empty',
    after: seen === 'filled' ? typeList(input.found?.types ?? []) : 'empty',
  })
  const state = seen === 'filled' ? { state: seen } : { state: seen, since: input.moment.at.toISOString() }
  return { field: { ...rest, ...away, ...state, types }, change }
}

/** Less than was known: a run, which becomes news once it is long enough. */
function fallen(input: FieldInput, known: KnownField, seen: FieldState): FieldResult {
  const { moment, path } = input
  const run: Run = known.run
    ? {
        ...known.run,
        captures: known.run.captures + 1,
        to: rankOf(seen) > rankOf(known.run.to) ? seen : known.run.to,
      }
    : {
        to: seen,
        captures: 1,
        since: moment.at.toISOString(),
        before: moment.lastCaptureOf(path),
        after: input.found?.capture ?? input.capture,
      }
  if (!isLongEnough(run, moment.at, GONE_AFTER.fieldMs, known.longestMs)) {
    return { field: { ...known, run }, change: null }
  }
  const { run: _, ...settled } = known
  return {
    field: { ...settled, state: run.to, since: run.since },
    change: {
      kind: run.to === 'empty' ? 'field_emptied' : 'field_gone',
      path,
      before: known.state === 'filled' ? typeList(known.types) : 'empty',
      after: run.to === 'empty' ? 'empty' : 'not there',
      at: new Date(run.since),
      beforeCapture: run.before,
      afterCapture: run.after,
    },
  }
}

/** A type no row had before; types only add up, so that a field of two types is told once. */
function retyped(input: FieldInput, field: KnownField, found: FieldShape): FieldResult {
  if ([...found.types].every((type) => field.types.includes(type))) return { field, change: null }
  const types = [...new Set([...field.types, ...found.types])].sort()
  const change = changeOf(input, {
    kind: 'type_changed',
    before: typeList(field.types),
    after: typeList(found.types),
  })
  return { field: { ...field, types }, change: field.types.length === 0 ? null : change }
}
