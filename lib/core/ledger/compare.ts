import { compareField } from '@/lib/core/ledger/compare-field'
import { compareWords } from '@/lib/core/ledger/compare-words'
import type { KnownField, KnownShape, ShapeChange } from '@/lib/core/ledger/known'
import { type ContainerShape, fieldPath, type Shape } from '@/lib/core/ledger/shape'

/** When a shape was captured, and which earlier capture showed a field last. */
export interface Moment {
  readonly at: Date
  readonly lastCaptureOf: (path: string) => string
}

export interface Comparison {
  readonly known: KnownShape
  readonly changes: readonly ShapeChange[]
}

/** What a first capture teaches: everything in it is known, nothing is news. */
export function learnShape(shape: Shape, at: Date): KnownShape {
  return compareShapes({ maps: [], containers: {}, words: {} }, shape, { at, lastCaptureOf: () => '' }).known
}

/**
 * Compares a good pass with what is known. Only containers with a row are judged. New fields, types and row types
 * count at once; less than before counts after `GONE_AFTER`. A container met for the first time is learned silently:
 * the field that leads to it is the news. Nothing counts as missing from a shape that was cut short.
 */
export function compareShapes(known: KnownShape, shape: Shape, moment: Moment): Comparison {
  const changes: ShapeChange[] = []
  const maps = new Set([...known.maps, ...shape.maps])
  const containers: Record<string, Readonly<Record<string, KnownField>>> = {}
  for (const [path, fields] of Object.entries(known.containers)) {
    // An object first taken for a record whose keys turn out to be data is described by its items from now on.
    if (!(maps.has(path) && shape.maps.has(path))) containers[path] = fields
  }
  for (const [path, found] of shape.containers) {
    const before = containers[path]
    const compared = compareContainer(path, before, found, { moment, truncated: shape.truncated })
    containers[path] = compared.fields
    changes.push(...compared.changes)
  }
  const words = compareWords(known.words, shape, moment.at)
  return {
    known: { maps: [...maps].sort(), containers, words: words.known },
    changes: [...changes, ...words.changes],
  }
}

function compareContainer(
  path: string,
  before: Readonly<Record<string, KnownField>> | undefined,
  found: ContainerShape,
  { moment, truncated }: { readonly moment: Moment; readonly truncated: boolean },
): { readonly fields: Readonly<Record<string, KnownField>>; readonly changes: readonly ShapeChange[] } {
  const changes: ShapeChange[] = []
  const fields = new Map(Object.entries(before ?? {}))
  const judged = new Set([...found.fields.keys(), ...(truncated || found.objects === 0 ? [] : fields.keys())])
  const hadObjects = [...fields.keys()].some((key) => key !== '')
  for (const key of judged) {
    // The item itself is not a field: it is there or the list is empty.
    if (key === '' && !found.fields.has(key)) continue
    const result = compareField({
      path: fieldPath(path, key),
      known: fields.get(key),
      found: found.fields.get(key),
      isNews: key === '' ? before !== undefined : hadObjects,
      capture: found.capture,
      moment,
    })
    fields.set(key, result.field)
    if (result.change) changes.push(result.change)
  }
  return { fields: Object.fromEntries(fields), changes }
}
