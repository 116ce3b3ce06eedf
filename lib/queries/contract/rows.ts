import { z } from 'zod'
import type { CellKind, Column } from '@/lib/export/columns'
import type { Dataset } from '@/lib/export/dataset'
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

/** A row as JSON and NDJSON give it, from the columns of its definition. */
export function rowSchema({ columns }: Dataset): z.ZodObject {
  return z.object(Object.fromEntries(columns.map((column) => [column.name, cellSchema(column)])))
}

function cellSchema({ kind, description, unit, missing }: Column): z.ZodType {
  const words = [description, ...(unit === null ? [] : [`Unit: ${unit}.`])]
  if (missing === null) return CELLS[kind].describe(words.join(' '))
  return CELLS[kind].nullable().describe([...words, `Null: ${missing}.`].join(' '))
}

/** One page of a series. */
export function seriesPageSchema(row: z.ZodObject) {
  return z.object({
    data: z.array(row).describe('Rows in the stated order.'),
    next_cursor: z.string().nullable().describe('Give it as cursor to read on; null at the end.'),
    meta: metaSchema,
  })
}
