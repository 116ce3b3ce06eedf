import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import type { Cell, CellKind, Column } from '@/lib/export/columns'

const SCALE = 18
/** Rows held until they are written: what a download keeps in memory does not grow with its length. */
const ROW_GROUP = 20_000

/** A cell as the writer takes it: decimals unscaled, times in microseconds. */
type Stored = string | number | bigint | readonly string[] | null

const ELEMENTS: Readonly<Record<Exclude<CellKind, 'list'>, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  decimal: {
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 16,
    converted_type: 'DECIMAL',
    scale: SCALE,
    precision: 38,
    logical_type: { type: 'DECIMAL', scale: SCALE, precision: 38 },
  },
  ratio: { type: 'DOUBLE' },
  integer: { type: 'INT32' },
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  },
}

/**
 * Rows as a Parquet file: decimals DECIMAL(38,18) with every digit, times TIMESTAMP in UTC microseconds, ratios
 * DOUBLE, lists LIST, ids dictionary-encoded; a missing cell is null. `metadata` becomes key-value metadata.
 */
export async function* parquetFile(
  columns: readonly Column[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  metadata: () => Readonly<Record<string, string>>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = new DrainedWriter()
  const file = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(columns),
    createdBy: 'coverline',
  })
  let waiting: (readonly Cell[])[] = []
  for await (const batch of batches) {
    waiting.push(...batch)
    if (waiting.length < ROW_GROUP) continue
    writeGroup(file, columns, waiting)
    waiting = []
    yield bytes.drain()
  }
  if (waiting.length > 0) writeGroup(file, columns, waiting)
  file.kvMetadata = Object.entries(metadata()).map(([key, value]) => ({ key, value }))
  file.finish()
  yield bytes.drain()
}

/** Hands out what was written so far and forgets it; offsets go on. */
class DrainedWriter extends ByteWriter {
  drain(): Uint8Array {
    const written = this.getBytes().slice()
    this.index = 0
    return written
  }
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  const elements = columns.flatMap(({ name, kind }): SchemaElement[] => {
    if (kind !== 'list') return [{ name, repetition_type: 'OPTIONAL', ...ELEMENTS[kind] }]
    return [
      { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', repetition_type: 'REQUIRED', ...ELEMENTS.text },
    ]
  })
  return [{ name: 'root', num_children: columns.length }, ...elements]
}

function writeGroup(file: ParquetWriter, columns: readonly Column[], rows: readonly (readonly Cell[])[]): void {
  file.write({
    rowGroupSize: rows.length,
    columnData: columns.map((column, index) => ({
      name: column.name,
      data: rows.map((cells) => stored(column, cells[index] ?? null)),
      ...(column.repeats ? { encoding: 'RLE_DICTIONARY' as const } : {}),
    })),
  })
}

function stored({ kind, name }: Column, cell: Cell): Stored {
  if (cell === null) return null
  if (kind === 'time') return BigInt(Date.parse(asText(name, cell))) * 1000n
  if (kind === 'decimal') return unscaled(asText(name, cell))
  return cell
}

function asText(name: string, cell: Cell): string {
  if (typeof cell === 'string') return cell
  throw new TypeError(`a cell of ${name} is not text`)
}

/** Plain digits as the integer they are at 18 decimals; never through a float. */
function unscaled(digits: string): bigint {
  const [whole = '0', fraction = ''] = digits.split('.')
  if (fraction.length > SCALE) throw new RangeError(`${digits} has more than ${SCALE} decimals`)
  return BigInt(whole + fraction.padEnd(SCALE, '0'))
}
