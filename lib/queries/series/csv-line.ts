import type { Column } from '@/lib/export/columns'

/** The first characters of a text that a spreadsheet runs as a formula: = + - @ TAB CR. */
const FORMULA_STARTS = '61, 43, 45, 64, 9, 13'

/**
 * SQL for a row of a CSV file with its line end, the same text `csvRow` writes: PostgreSQL puts it together several
 * times faster than it can send the cells one by one and have them joined here. `expressions` follow the columns.
 */
export function csvLine(columns: readonly Column[], expressions: readonly string[]): string {
  const cells = columns.map((column, index) => cell(column, expressions[index] ?? 'NULL'))
  return `concat(${cells.join(`, ',', `)}, E'\\r\\n')`
}

/** The pieces of one cell; `concat` leaves NULL out, which makes a missing cell empty. */
function cell({ kind, values, missing }: Column, expression: string): string {
  if (kind === 'time') return `to_char((${expression}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  // A float prints small numbers with an exponent; its shortest digits are kept on the way through numeric.
  if (kind === 'ratio') return `(${expression})::text::numeric`
  if (kind === 'decimal' || kind === 'integer') return expression
  const text = kind === 'list' ? `array_to_string(${expression}, '|')` : expression
  // A closed list of values is held by a check of the table and needs no care.
  const safe = values === null ? guarded(text) : text
  return missing === null && kind === 'text' ? `'"', ${safe}, '"'` : `'"' || ${safe} || '"'`
}

/** Text with quotes doubled and a leading apostrophe before what would be run as a formula. */
function guarded(text: string): string {
  // Every one of these characters sorts before the letters: the common case is one comparison.
  const free = `(${text}) COLLATE "C" >= 'A' OR ascii(${text}) NOT IN (${FORMULA_STARTS})`
  return `replace(CASE WHEN ${free} THEN ${text} ELSE '''' || (${text}) END, '"', '""')`
}
