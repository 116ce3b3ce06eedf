import type { Readable } from 'node:stream'
import type pg from 'pg'
import { copyOut } from '@/lib/db/copy'
import { IDLE_LIMIT_MS, readInSnapshot } from '@/lib/db/read-snapshot'

/** A value of a statement that takes no parameters, with the type it is read back as. */
export interface Setting {
  readonly value: unknown
  readonly type: string
}

/** SQL for COPY, of one column of text that is never null; `settingOf` stands for its values. */
export interface CopyQuery {
  readonly text: string
  readonly settings: readonly Setting[]
}

/** How a COPY reads a value, from 0: COPY takes no parameters, so values are settings of its transaction. */
export function settingOf(index: number, { type }: Setting): string {
  return `current_setting('coverline.value_${index}')::${type}`
}

/** Handed on once this much has come together; a part of the wire alone is a tenth of it. */
const PART_BYTES = 256 * 1024

/**
 * The text of a query's rows, one after the other, as PostgreSQL's COPY sends it: several times faster than rows of a
 * cursor. In a snapshot of its own, `before` in the same one. Whole rows at a time; returns how many there were.
 */
export function streamText(
  pool: pg.Pool,
  { text, settings }: CopyQuery,
  before?: (client: pg.ClientBase) => Promise<void>,
): AsyncGenerator<Buffer, number, undefined> {
  return readInSnapshot(pool, async function* ({ client, breakOff }) {
    await before?.(client)
    for (const [index, { value, type }] of settings.entries())
      await client.query(`SELECT set_config('coverline.value_${index}', ($1::${type})::text, true)`, [value])
    // A reader may take hours over it, as long as it reads: see the watch.
    await client.query('SET LOCAL statement_timeout = 0')
    const { stream } = copyOut(client, text, '(FORMAT binary)')
    // Broken off it says so once more, when nobody reads it any longer.
    stream.on('error', () => undefined)
    const watch = setTimeout(
      () => breakOff(new Error(`nothing was read for ${IDLE_LIMIT_MS / 1000} s`)),
      IDLE_LIMIT_MS,
    ).unref()
    let isWhole = false
    try {
      const rows = yield* textOf(stream, () => watch.refresh())
      isWhole = true
      return rows
    } finally {
      clearTimeout(watch)
      // In the middle of a COPY a connection can be used for nothing else.
      if (!isWhole) breakOff(new Error('the reader left'))
    }
  })
}

const SIGNATURE_BYTES = 19
/** The number of columns and the length of the one column. */
const HEAD_BYTES = 6

/** The text within COPY's binary format: a signature, rows of a head and a text, and -1 as a number of columns. */
async function* textOf(stream: Readable, moved: () => void): AsyncGenerator<Buffer, number, undefined> {
  let rows = 0
  let before: Buffer = Buffer.alloc(0)
  let at = SIGNATURE_BYTES
  let part = Buffer.allocUnsafe(PART_BYTES)
  let filled = 0
  let isFirst = true
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    moved()
    const bytes = before.length > 0 ? Buffer.concat([before, chunk]) : chunk
    while (at + HEAD_BYTES <= bytes.length) {
      const end = at + HEAD_BYTES + bytes.readInt32BE(at + 2)
      if (end > bytes.length) break
      const length = end - at - HEAD_BYTES
      if (filled + length > part.length) {
        if (filled > 0) yield part.subarray(0, filled)
        part = Buffer.allocUnsafe(Math.max(PART_BYTES, length))
        filled = 0
      }
      filled += bytes.copy(part, filled, at + HEAD_BYTES, end)
      rows += 1
      at = end
    }
    // The first rows go at once: they tell the reader that the answer has begun.
    if (isFirst && filled > 0) {
      yield part.subarray(0, filled)
      part = Buffer.allocUnsafe(PART_BYTES)
      filled = 0
      isFirst = false
    }
    const rest = Math.min(at, bytes.length)
    before = bytes.subarray(rest)
    at -= rest
  }
  if (filled > 0) yield part.subarray(0, filled)
  return rows
}
