import type { z } from 'zod'
import {
  correctionsFileSchema,
  type RecordCorrection,
  type RecordReply,
  repliesFileSchema,
} from '@/lib/record/correction-schema'
import annotationsFile from '@/lib/record/data/bitmex-annotations.json'
import bitmexFile from '@/lib/record/data/bitmex-insurance.json'
import correctionsFile from '@/lib/record/data/corrections.json'
import changesFile from '@/lib/record/data/disclosure-changes.json'
import eventsFile from '@/lib/record/data/events.json'
import figuresFile from '@/lib/record/data/figures.json'
import pricesFile from '@/lib/record/data/prices.json'
import repliesFile from '@/lib/record/data/replies.json'
import venuesFile from '@/lib/record/data/venues.json'
import {
  annotationsFileSchema,
  type BitmexAnnotation,
  type BitmexRow,
  bitmexFileSchema,
  changesFileSchema,
  eventsFileSchema,
  figuresFileSchema,
  pricesFileSchema,
  type RecordChange,
  type RecordEvent,
  type RecordFigure,
  type RecordPrice,
  type RecordVenue,
  venuesFileSchema,
} from '@/lib/record/schema'

export interface PublishedRecord {
  readonly figures: readonly RecordFigure[]
  readonly events: readonly RecordEvent[]
  readonly changes: readonly RecordChange[]
  readonly prices: readonly RecordPrice[]
  readonly bitmex: readonly BitmexRow[]
  readonly annotations: readonly BitmexAnnotation[]
  readonly venues: readonly RecordVenue[]
  /** Oldest first: entries are only ever added at the end. */
  readonly corrections: readonly RecordCorrection[]
  readonly replies: readonly RecordReply[]
}

let cached: PublishedRecord | undefined

/**
 * The published record: every file validated, every row with its source resolved, ids checked to be unique.
 * Parsed once per process and frozen to the depth. Throws an Error that names the file and every bad row.
 */
export function readRecord(): PublishedRecord {
  cached ??= deepFreeze(parseRecord())
  return cached
}

function parseRecord(): PublishedRecord {
  const prices = parseFile('prices.json', pricesFileSchema, pricesFile)
  const bitmex = parseFile('bitmex-insurance.json', bitmexFileSchema, bitmexFile)
  const annotations = parseFile('bitmex-annotations.json', annotationsFileSchema, annotationsFile)
  const figures = parseFile('figures.json', figuresFileSchema, figuresFile)
  const events = parseFile('events.json', eventsFileSchema, eventsFile)
  const changes = parseFile('disclosure-changes.json', changesFileSchema, changesFile)
  const venues = parseFile('venues.json', venuesFileSchema, venuesFile)
  const corrections = parseFile('corrections.json', correctionsFileSchema, correctionsFile)
  const replies = parseFile('replies.json', repliesFileSchema, repliesFile)
  assertAppended('corrections.json', corrections)
  assertAppended('replies.json', replies)
  assertUnique('prices.json', prices.rows)
  assertUnique('bitmex-annotations.json', annotations)
  assertUnique('events.json', events)
  assertUnique('disclosure-changes.json', changes)
  assertUnique('figures.json and bitmex-insurance.json', [...figures, ...bitmex.rows])
  assertUnique(
    'venues.json',
    venues.map((row) => ({ id: row.venue })),
  )
  return {
    figures,
    events,
    changes,
    venues,
    annotations,
    corrections,
    replies,
    prices: prices.rows.map((row) => ({
      ...row,
      sourceUrl: resolveSource('prices.json', row, prices.sources).url,
    })),
    bitmex: bitmex.rows.map((row) => {
      const source = resolveSource('bitmex-insurance.json', row, bitmex.sources)
      return { ...row, sourceUrl: source.url, viaCopy: source.viaCopy, publisher: source.publisher }
    }),
  }
}

function parseFile<T extends z.ZodType>(file: string, schema: T, content: unknown): z.output<T> {
  const result = schema.safeParse(content)
  if (result.success) return result.data
  const issues = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`lib/record/data/${file} is not valid: ${issues.join('; ')}`)
}

function resolveSource<T>(file: string, row: { id: string; source: string }, sources: Record<string, T>): T {
  const source = sources[row.source]
  if (source === undefined)
    throw new Error(`lib/record/data/${file}: ${row.id} names an unknown source "${row.source}"`)
  return source
}

function assertUnique(file: string, rows: ReadonlyArray<{ id: string }>): void {
  const seen = new Set<string>()
  for (const { id } of rows) {
    if (seen.has(id)) throw new Error(`lib/record/data/${file}: the id "${id}" is used twice`)
    seen.add(id)
  }
}

/** A file that only grows: every id once, and no date before that of the entry above. */
export function assertAppended(file: string, rows: ReadonlyArray<{ id: string; date: string }>): void {
  assertUnique(file, rows)
  for (const [index, { id, date }] of rows.entries()) {
    const before = rows[index - 1]
    if (before && date < before.date)
      throw new Error(`lib/record/data/${file}: ${id} is dated before ${before.id} above it; new entries go last`)
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}
