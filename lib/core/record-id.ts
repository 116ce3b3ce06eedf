/** How each kind of public row is told from all others: the parts of its id, in order. */
export const RECORD_PARTS = {
  'fund-balances': ['venue', 'fund', 'asset', 'observedAt'],
  'open-interest': ['venue', 'market', 'observedAt'],
  flows: ['venue', 'fund', 'asset', 'observedAt', 'venueType'],
  adl: ['venue', 'scope', 'subject', 'signal', 'observedAt'],
  figures: ['venue', 'figure'],
  events: ['venue', 'event'],
  marks: ['venue', 'criterion'],
  venues: ['venue'],
  pages: ['path'],
} as const

export type RecordKind = keyof typeof RECORD_PARTS
type PartName<Kind extends RecordKind> = (typeof RECORD_PARTS)[Kind][number]

/** A public row by what tells it from all others; `observedAt` is ISO 8601 UTC with milliseconds. */
export type RecordRef = {
  [Kind in RecordKind]: { readonly kind: Kind } & { readonly [Name in PartName<Kind>]: string }
}[RecordKind]

export class RecordIdError extends RangeError {
  override readonly name = 'RecordIdError'
}

const isKind = (text: string): text is RecordKind => Object.hasOwn(RECORD_PARTS, text)

/** The same moment written one way, with milliseconds and `Z`; null for what is not a moment in UTC. */
function momentOf(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(text)) return null
  const at = new Date(text)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text.slice(0, 19)) ? at.toISOString() : null
}

const valuesOf = (ref: RecordRef): readonly string[] => {
  const parts: ReadonlyMap<string, string> = new Map(Object.entries(ref))
  return RECORD_PARTS[ref.kind].map((name) => parts.get(name) ?? '')
}

/**
 * The stable id of a public row: its kind, then its parts, each escaped as in an address, set apart by slashes:
 * `fund-balances/bybit/BTCUSDT/USDT/2026-11-24T10:00:00.000Z`. No unit; the form is Coverline's own. Throws a
 * URIError for text that is not Unicode.
 */
export function recordId(ref: RecordRef): string {
  return [ref.kind, ...valuesOf(ref)].map((part) => encodeURIComponent(part).replaceAll('%3A', ':')).join('/')
}

/**
 * The row an id names: the inverse of `recordId`. A time may be given without its milliseconds. Throws a RecordIdError
 * that says which part is wrong and what is accepted.
 */
export function parseRecordId(id: string): RecordRef {
  const [kind = '', ...raw] = id.split('/')
  if (!isKind(kind))
    throw new RecordIdError(
      `record: "${kind.slice(0, 60)}" is no kind; there are ${Object.keys(RECORD_PARTS).join(', ')}`,
    )
  const names: readonly string[] = RECORD_PARTS[kind]
  const form = `${kind}/${names.map((name) => `{${name}}`).join('/')}`
  if (raw.length !== names.length)
    throw new RecordIdError(`record: ${raw.length} parts after ${kind}, accepted are ${names.length}: ${form}`)
  const values = names.map((name, index) => [name, readPart(name, raw[index] ?? '', form)] as const)
  // The names are those of the kind, one value each.
  return { kind, ...Object.fromEntries(values) } as RecordRef
}

function readPart(name: string, raw: string, form: string): string {
  const value = unescaped(raw)
  if (value === null) throw new RecordIdError(`record: ${name} is not escaped as in an address; the form is ${form}`)
  if (name !== 'observedAt') return value
  const at = momentOf(value)
  if (at === null)
    throw new RecordIdError(
      `record: observedAt "${value.slice(0, 40)}" is no time; accepted is 2026-11-24T10:00:00.000Z`,
    )
  return at
}

function unescaped(raw: string): string | null {
  try {
    return decodeURIComponent(raw)
  } catch {
    return null
  }
}

/** The venue a row belongs to; null for a page. */
export function venueOfRecord(ref: RecordRef): string | null {
  return ref.kind === 'pages' ? null : ref.venue
}
