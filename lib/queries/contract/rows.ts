import { z } from 'zod'
import type { CellKind, Column, SeriesDefinition } from '@/lib/export/series'
import type { TableDefinition } from '@/lib/export/tables'
import { metaSchema } from '@/lib/queries/contract/common'
import { decimalSchema, timeTextSchema } from '@/lib/queries/contract/scalars'

const CELLS: Readonly<Record<CellKind, z.ZodType>> = {
  text: z.string(),
  decimal: decimalSchema,
  ratio: z.number(),
  integer: z.int(),
  time: timeTextSchema,
  list: z.array(z.string()),
}

/** A row as JSON and NDJSON give it, from the columns of its definition; columns of the stated order are never missing. */
export function rowSchema({ columns, order }: SeriesDefinition | TableDefinition): z.ZodObject {
  const key = new Set(order.split(', '))
  const cell = ({ name, kind, description }: Column) =>
    (key.has(name) ? CELLS[kind] : CELLS[kind].nullable()).describe(description)
  return z.object(Object.fromEntries(columns.map((column) => [column.name, cell(column)])))
}

/** One page of a series. */
export function seriesPageSchema(row: z.ZodObject) {
  return z.object({
    data: z.array(row).describe('Rows in the stated order.'),
    next_cursor: z.string().nullable().describe('Give it as cursor to read on; null at the end.'),
    meta: metaSchema,
  })
}
