import type { Cell, Column } from '@/lib/export/columns'

/** A row as a JSON object, keys in column order; missing is null. */
export function rowObject(columns: readonly Column[], cells: readonly Cell[]): Record<string, Cell> {
  return Object.fromEntries(columns.map((column, index) => [column.name, cells[index] ?? null]))
}

/** One line of NDJSON with its line end. */
export function ndjsonRow(columns: readonly Column[], cells: readonly Cell[]): string {
  return `${JSON.stringify(rowObject(columns, cells))}\n`
}
