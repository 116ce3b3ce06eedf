/** The types of JSON, as a reader knows them. Null is an empty value, not a type. */
export type JsonType = 'string' | 'number' | 'boolean' | 'object' | 'list'

/** What one field held over all rows of the captures described. */
export interface FieldShape {
  readonly types: ReadonlySet<JsonType>
  /** True when one row at least held something other than null, `""` or blanks. */
  readonly filled: boolean
  /** The first capture that shows the field filled, else the first that shows it at all. */
  readonly capture: string
}

/** The objects met at one path (`data[]`, `markets{}`, the empty path for the root) and their fields by name. */
export interface ContainerShape {
  readonly objects: number
  /** The first capture with an object here. */
  readonly capture: string
  /** By key; the empty key is the item itself, where items of a list or map have no name. */
  readonly fields: ReadonlyMap<string, FieldShape>
}

/** The form of a payload without its data: containers, fields, types, and the words of its vocabulary. */
export interface Shape {
  readonly containers: ReadonlyMap<string, ContainerShape>
  /** Words by vocabulary path, each with the first capture that shows it. */
  readonly words: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Paths of objects whose keys are data (symbols, ids, dates) rather than names of fields. */
  readonly maps: ReadonlySet<string>
  /** A bound was reached: what is not described may still be there. */
  readonly truncated: boolean
}

export interface ShapeOptions {
  /** What names the capture, for the evidence of a change. */
  readonly capture: string
  readonly vocabulary?: readonly string[]
  /** Objects known to be maps from an earlier capture. */
  readonly maps?: ReadonlySet<string>
}

export const SHAPE_BOUNDS = { depth: 10, fields: 600, values: 300_000, words: 100 } as const
const NAME_LENGTH = 80

const MAP_FROM_KEYS = 200
/** Keys that may be anything are data when all values are objects of one form, or all are numbers. */
const ALIKE_FROM_KEYS = 8
const NUMBERS_FROM_KEYS = 20
const DATA_KEYS_FROM = 3
const DATA_KEYS_SHARE = 0.8
/** A symbol or coin (`BTC-USDT`, `PF_XBTUSD`), a number, an address, a date. */
const DATA_KEY =
  /^([A-Z0-9]{2,}([-_/:.@,][A-Za-z0-9]+)*|\d+|0x[0-9a-fA-F]{8,}|[a-z]{2,12}1[a-z0-9]{30,}|\d{4}-\d\d-\d\d.*)$/

/** The name of a field as paths print it: `data[].total`. */
export function fieldPath(container: string, key: string): string {
  if (key === '') return container === '' ? 'the answer' : container
  return container === '' ? key : `${container}.${key}`
}

/** Describes one payload. Bounded in depth, fields and values; what is beyond sets `truncated`. */
export function describeShape(body: unknown, options: ShapeOptions): Shape {
  const walk = new Walk(options)
  walk.item('', body, 0)
  return walk.shape()
}

class Walk {
  private readonly containers = new Map<string, { objects: number; fields: Map<string, FieldShape> }>()
  private readonly words = new Map<string, Map<string, string>>()
  private readonly maps = new Set<string>()
  private readonly vocabulary: ReadonlySet<string>
  private fields = 0
  private values = 0
  private truncated = false

  constructor(private readonly options: ShapeOptions) {
    this.vocabulary = new Set(options.vocabulary)
  }

  /** A value without a name of its own: the root, an item of a list or map. */
  item(path: string, value: unknown, depth: number): void {
    this.note(path, '', value)
    this.descend(path, value, depth)
  }

  shape(): Shape {
    const { capture } = this.options
    const containers = new Map([...this.containers].map(([path, found]) => [path, { ...found, capture }]))
    return { containers, words: this.words, maps: this.maps, truncated: this.truncated }
  }

  private descend(path: string, value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null) return
    if (depth >= SHAPE_BOUNDS.depth || this.values >= SHAPE_BOUNDS.values) {
      this.truncated = true
      return
    }
    if (Array.isArray(value)) {
      for (const item of value) this.item(`${path}[]`, item, depth + 1)
      return
    }
    const entries = Object.entries(value)
    if (this.options.maps?.has(path) || isMap(entries)) {
      this.maps.add(path)
      for (const [, item] of entries) this.item(`${path}{}`, item, depth + 1)
      return
    }
    this.containerOf(path).objects += 1
    for (const [key, field] of entries) {
      const name = clean(key)
      this.note(path, name, field)
      this.descend(fieldPath(path, name), field, depth + 1)
    }
  }

  private note(container: string, key: string, value: unknown): void {
    this.values += 1
    const { fields } = this.containerOf(container)
    const before = fields.get(key)
    if (before === undefined && ++this.fields > SHAPE_BOUNDS.fields) {
      this.truncated = true
      return
    }
    const filled = isFilled(value)
    const type = filled ? typeOf(value) : null
    if (before === undefined || (filled && !(before.filled && type !== null && before.types.has(type)))) {
      const types = new Set([...(before?.types ?? []), ...(type === null ? [] : [type])])
      fields.set(key, { types, filled: filled || (before?.filled ?? false), capture: this.options.capture })
    }
    this.noteWord(fieldPath(container, key), value)
  }

  private noteWord(path: string, value: unknown): void {
    if (!this.vocabulary.has(path) || typeof value !== 'string' || value.trim() === '') return
    const words = this.words.get(path) ?? new Map<string, string>()
    this.words.set(path, words)
    const word = clean(value)
    if (words.size < SHAPE_BOUNDS.words && !words.has(word)) words.set(word, this.options.capture)
  }

  private containerOf(path: string): { objects: number; fields: Map<string, FieldShape> } {
    const found = this.containers.get(path) ?? { objects: 0, fields: new Map<string, FieldShape>() }
    this.containers.set(path, found)
    return found
  }
}

/** Names and words as the store can keep them: no NUL, no half of a pair, of bounded length. */
function clean(text: string): string {
  const kept = text
    .slice(0, NAME_LENGTH)
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '')
  return kept === '' ? '(no name)' : kept
}

function isFilled(value: unknown): boolean {
  return value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === '')
}

function typeOf(value: unknown): JsonType | null {
  if (Array.isArray(value)) return 'list'
  const type = typeof value
  return type === 'string' || type === 'number' || type === 'boolean' || type === 'object' ? type : null
}

/** True when the keys are data: most look like symbols, ids or dates, there are very many, or all values are alike. */
function isMap(entries: readonly (readonly [string, unknown])[]): boolean {
  if (entries.length === 0) return false
  if (entries.length >= MAP_FROM_KEYS) return true
  const data = entries.filter(([key]) => DATA_KEY.test(key)).length
  if (data === entries.length) return true
  if (entries.length >= DATA_KEYS_FROM && data / entries.length >= DATA_KEYS_SHARE) return true
  const values = entries.map(([, value]) => value)
  if (entries.length >= NUMBERS_FROM_KEYS && values.every(isNumeric)) return true
  return entries.length >= ALIKE_FROM_KEYS && areAlike(values)
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
}

function areAlike(values: readonly unknown[]): boolean {
  const forms = values.map((value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).sort().join('\n') : null,
  )
  return forms[0] !== null && forms[0] !== '' && forms.every((form) => form === forms[0])
}

/** The shape of several captures of one pass (pages, fan-out) taken together. */
export function mergeShape(left: Shape, right: Shape): Shape {
  const containers = new Map(left.containers)
  for (const [path, found] of right.containers) {
    const before = containers.get(path)
    containers.set(path, before === undefined ? found : mergeContainer(before, found))
  }
  const words = new Map(left.words)
  for (const [path, found] of right.words) words.set(path, new Map([...found, ...(words.get(path) ?? [])]))
  return {
    containers,
    words,
    maps: new Set([...left.maps, ...right.maps]),
    truncated: left.truncated || right.truncated,
  }
}

function mergeContainer(left: ContainerShape, right: ContainerShape): ContainerShape {
  const fields = new Map(left.fields)
  for (const [key, found] of right.fields) {
    const before = fields.get(key)
    if (before === undefined) fields.set(key, found)
    else if (found.filled) {
      fields.set(key, {
        types: new Set([...before.types, ...found.types]),
        filled: true,
        capture: before.filled ? before.capture : found.capture,
      })
    }
  }
  const capture = left.objects > 0 ? left.capture : right.capture
  return { objects: left.objects + right.objects, capture, fields }
}
