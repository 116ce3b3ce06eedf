import type { SearchParams } from '@/lib/render/overview-query'

export interface Sort<Column extends string> {
  readonly column: Column
  readonly descending: boolean
}

/** The first value of a key in the address, trimmed; empty when it is not there. */
export function readText(params: SearchParams, key: string, most: number = 60): string {
  const value = params[key]
  return ((typeof value === 'string' ? value : value?.[0]) ?? '').trim().slice(0, most)
}

/** The word when it is one of the list; null for any other: an old or mistyped link still opens. */
export function readWord<Word extends string>(params: SearchParams, key: string, words: readonly Word[]): Word | null {
  const text = readText(params, key)
  return words.find((word) => word === text) ?? null
}

/** `sort=-oi_usd`: the sort of the address, else the one given. */
export function readSort<Column extends string>(
  params: SearchParams,
  columns: readonly Column[],
  otherwise: Sort<Column>,
): Sort<Column> {
  const text = readText(params, 'sort')
  const descending = text.startsWith('-')
  const column = columns.find((name) => name === (descending ? text.slice(1) : text))
  return column === undefined ? otherwise : { column, descending }
}

/** `-oi_usd`: the sort as the address carries it. */
export function writeSort({ column, descending }: Sort<string>): string {
  return descending ? `-${column}` : column
}

/** The sort a header leads to: the other way when it is the present one, else names upwards and figures downwards. */
export function turnSort<Column extends string>(current: Sort<Column>, column: Column, isName: boolean): Sort<Column> {
  if (current.column === column) return { column, descending: !current.descending }
  return { column, descending: !isName }
}

/** How a header stands to the present sort, for `aria-sort`. */
export function sortedAs(current: Sort<string>, column: string): 'ascending' | 'descending' | null {
  if (current.column !== column) return null
  return current.descending ? 'descending' : 'ascending'
}

/** An address with only what differs from the default: empty values are left out. */
export function hrefOf(path: string, values: Readonly<Record<string, string>>): string {
  const params = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''))
  const text = params.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Rows by a value, rows without one last in both directions, equal ones by name. */
export function sortRows<Row>(
  rows: readonly Row[],
  { descending }: { readonly descending: boolean },
  valueIn: (row: Row) => number | string | null,
  nameOf: (row: Row) => string,
): readonly Row[] {
  return [...rows].sort((a, b) => {
    const [left, right] = [valueIn(a), valueIn(b)]
    const byName = nameOf(a).localeCompare(nameOf(b), 'en')
    if (left === null || right === null) return left === right ? byName : left === null ? 1 : -1
    const order = left < right ? -1 : left > right ? 1 : 0
    return (descending ? -order : order) || byName
  })
}
