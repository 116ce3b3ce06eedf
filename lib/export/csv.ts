import { Decimal, plain } from '@/lib/core/decimal'
import type { Cell, Column } from '@/lib/export/columns'

/** A spreadsheet runs a text cell that starts so as a formula. */
const FORMULA_START = /^[=+\-@\t\r]/
const LIST_SEPARATOR = '|'
/** The byte-order mark. */
export const BOM = '\uFEFF'

/** The header row of a CSV, with its line end. */
export function csvHeader(columns: readonly Column[]): string {
  return `${columns.map((column) => column.name).join(',')}\r\n`
}

/**
 * One CSV row with its line end (RFC 4180, CRLF). Text is always quoted and kept from being run as a formula by a
 * leading `'`; numbers and times are plain; missing is empty.
 */
export function csvRow(columns: readonly Column[], cells: readonly Cell[]): string {
  return `${columns.map((column, index) => csvCell(column, cells[index] ?? null)).join(',')}\r\n`
}

function csvCell(column: Column, cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return plainNumber(cell)
  if (typeof cell !== 'string') return quote(cell.join(LIST_SEPARATOR))
  return column.kind === 'text' ? quote(cell) : cell
}

/** A number in plain digits, without an exponent. */
function plainNumber(value: number): string {
  const text = String(value)
  return text.includes('e') ? plain(new Decimal(text)) : text
}

function quote(text: string): string {
  const guarded = FORMULA_START.test(text) ? `'${text}` : text
  return `"${guarded.replaceAll('"', '""')}"`
}
