import type { Column } from '@/lib/export/columns'

/** The first characters of a text that a spreadsheet runs as a formula: = + - @ TAB CR. */
const FORMULA_STARTS = '61, 43, 45, 64, 9, 13'

/** A cell: its place in the line, and the SQL of what stands there. */
interface CellParts {
  readonly place: string
  readonly expression: string
}

/**
 * SQL for a row of a CSV file with its line end, the same text `csvRow` writes: PostgreSQL puts it together several
 * times faster than it can send the cells one by one and have them joined here. `expressions` follow the columns.
 */
export function csvLine(columns: readonly Column[], expressions: readonly string[]): string {
  const cells = columns.map((column, index) => cell(column, expressions[index] ?? 'NULL'))
  // One template: `concat` and `||` write their parts down once more for every piece they add.
  const template = `E'${cells.map(({ place }) => place).join(',')}\\r\\n'`
  return `format(${[template, ...cells.map(({ expression }) => expression)].join(', ')})`
}

/** `%s` leaves NULL out, which makes a missing cell empty. */
function cell({ kind, values, missing }: Column, expression: string): CellParts {
  if (kind === 'time') return { place: '%s', expression: isoTime(expression) }
  // A float prints small numbers with an exponent; its shortest digits are kept on the way through numeric.
  if (kind === 'ratio') return { place: '%s', expression: `(${expression})::text::numeric` }
  if (kind === 'decimal' || kind === 'integer') return { place: '%s', expression }
  const text = kind === 'list' ? `array_to_string(${expression}, '|')` : expression
  // A closed list of values is held by a check of the table and needs no care.
  const safe = values === null ? guarded(text) : text
  return missing === null && kind === 'text'
    ? { place: '"%s"', expression: safe }
    : { place: '%s', expression: `'"' || ${safe} || '"'` }
}

/**
 * A time of whole milliseconds as text, in UTC as every connection is. Half of one more, so that its milliseconds are
 * written also where they are 0, and cut off behind them: half the time `to_char` takes.
 */
function isoTime(expression: string): string {
  return `substr(to_json(${expression} + interval '500 microseconds')::text, 2, 23) || 'Z'`
}

/** Text with quotes doubled and a leading apostrophe before what would be run as a formula. */
function guarded(text: string): string {
  // Every one of these characters sorts before the letters: the common case is one comparison.
  const free = `(${text}) COLLATE "C" >= 'A' OR ascii(${text}) NOT IN (${FORMULA_STARTS})`
  return `replace(CASE WHEN ${free} THEN ${text} ELSE '''' || (${text}) END, '"', '""')`
}
