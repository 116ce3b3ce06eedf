import type { JsonType } from '@/lib/core/ledger/shape'

/** How much of a field is there, judged over all rows: more is a greater rank. */
export type FieldState = 'filled' | 'empty' | 'gone'

/** Captures in a row that show less than before, not yet enough to be a change. */
export interface Run {
  readonly to: FieldState
  readonly captures: number
  /** Time of the first capture with less. */
  readonly since: string
  /** The last capture that showed more, and the first that shows less. */
  readonly before: string
  readonly after: string
}

export interface KnownField {
  readonly types: readonly JsonType[]
  readonly state: FieldState
  /** When it came into this state, where that is not `filled`. */
  readonly since?: string
  /** The longest it was ever less than `filled` before it came back: an optional field may be away that long again. */
  readonly longestMs?: number
  readonly run?: Run
}

export interface KnownWord {
  readonly capture: string
  readonly state: 'used' | 'gone'
  readonly since?: string
  readonly longestMs?: number
  readonly run?: Omit<Run, 'to'>
}

/** What is known of the form of an endpoint's answers. Plain data: it is stored as JSON. */
export interface KnownShape {
  readonly maps: readonly string[]
  readonly containers: Readonly<Record<string, Readonly<Record<string, KnownField>>>>
  readonly words: Readonly<Record<string, Readonly<Record<string, KnownWord>>>>
}

export type ShapeChangeKind =
  | 'field_new'
  | 'field_filled'
  | 'field_emptied'
  | 'field_gone'
  | 'type_changed'
  | 'row_type_new'
  | 'row_type_gone'

/** One change of form, with the captures that show it. */
export interface ShapeChange {
  readonly kind: ShapeChangeKind
  readonly path: string
  readonly before: string
  readonly after: string
  /** Time of the first capture with the new form. */
  readonly at: Date
  readonly beforeCapture: string
  readonly afterCapture: string
}

const HOUR_MS = 3_600_000

/**
 * A field is gone or emptied when no row of that many captures in a row shows it, over at least that long; a field
 * that was away before and came back must be away twice as long as then. A row type likewise, over 30 days.
 */
export const GONE_AFTER = { captures: 12, fieldMs: HOUR_MS, rowTypeMs: 30 * 24 * HOUR_MS } as const

const RANK: Readonly<Record<FieldState, number>> = { gone: 0, empty: 1, filled: 2 }

export function rankOf(state: FieldState): number {
  return RANK[state]
}

/** True when a run of captures with less is long enough to be a change. */
export function isLongEnough(
  run: Pick<Run, 'captures' | 'since'>,
  at: Date,
  leastMs: number,
  longestMs: number | undefined,
): boolean {
  const elapsed = at.getTime() - Date.parse(run.since)
  return run.captures >= GONE_AFTER.captures && elapsed >= Math.max(leastMs, 2 * (longestMs ?? 0))
}
