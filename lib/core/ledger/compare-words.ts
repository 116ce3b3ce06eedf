import { GONE_AFTER, isLongEnough, type KnownShape, type KnownWord, type ShapeChange } from '@/lib/core/ledger/known'
import type { Shape } from '@/lib/core/ledger/shape'

type Words = KnownShape['words']
type Known = Readonly<Record<string, KnownWord>>

interface Compared {
  readonly known: Words
  readonly changes: readonly ShapeChange[]
}

/** Row types: a word not met before counts at once; one that no row shows counts after 30 days and 12 passes with rows. */
export function compareWords(known: Words, shape: Shape, at: Date): Compared {
  const next: Record<string, Known> = { ...known }
  const changes: ShapeChange[] = []
  for (const [path, found] of shape.words) {
    const [first] = found.values()
    if (first === undefined) continue
    const before = new Map(Object.entries(known[path] ?? {}))
    const isNews = before.size > 0
    const lastCapture = [...before.values()].find((word) => word.state === 'used')?.capture ?? first
    for (const word of new Set([...before.keys(), ...found.keys()])) {
      const result = compareWord({ path, word, known: before.get(word), capture: found.get(word), first, at })
      before.set(word, result.known)
      if (result.change) changes.push(result.change)
      else if (!known[path]?.[word] && isNews) {
        changes.push({
          kind: 'row_type_new',
          path,
          before: 'not seen',
          after: word,
          at,
          beforeCapture: lastCapture,
          afterCapture: result.known.capture,
        })
      }
    }
    next[path] = Object.fromEntries(before)
  }
  return { known: next, changes }
}

interface WordInput {
  readonly path: string
  readonly word: string
  readonly known: KnownWord | undefined
  /** The capture that shows it in this pass; undefined when none does. */
  readonly capture: string | undefined
  /** Any capture of this pass with rows. */
  readonly first: string
  readonly at: Date
}

function compareWord(input: WordInput): { readonly known: KnownWord; readonly change: ShapeChange | null } {
  const { known, capture, first, at } = input
  if (known === undefined) return { known: { capture: capture ?? first, state: 'used' }, change: null }
  if (capture !== undefined) return seenAgain(input, known, capture)
  if (known.state === 'gone') return { known, change: null }
  const run = known.run
    ? { ...known.run, captures: known.run.captures + 1 }
    : { captures: 1, since: at.toISOString(), before: known.capture, after: first }
  if (!isLongEnough(run, at, GONE_AFTER.rowTypeMs, known.longestMs)) return { known: { ...known, run }, change: null }
  const { run: _, ...settled } = known
  return {
    known: { ...settled, state: 'gone', since: run.since },
    change: {
      kind: 'row_type_gone',
      path: input.path,
      before: input.word,
      after: 'not seen',
      at: new Date(run.since),
      beforeCapture: run.before,
      afterCapture: run.after,
    },
  }
}

function seenAgain(
  { path, word, at }: WordInput,
  known: KnownWord,
  capture: string,
): { readonly known: KnownWord; readonly change: ShapeChange | null } {
  const since = known.since ?? known.run?.since
  const longestMs = Math.max(known.longestMs ?? 0, since === undefined ? 0 : at.getTime() - Date.parse(since))
  const next: KnownWord = { capture, state: 'used', ...(longestMs > 0 ? { longestMs } : {}) }
  if (known.state === 'used') return { known: next, change: null }
  return {
    known: next,
    change: {
      kind: 'row_type_new',
      path,
      before: 'not seen',
      after: word,
      at,
      beforeCapture: known.capture,
      afterCapture: capture,
    },
  }
}
