import type { Fault, PayloadFaultKind } from '@/lib/simulate/faults'
import type { Reply, RowsPath } from '@/lib/simulate/responder'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

const NUMERIC = /^-?\d+(\.\d+)?$/
/** `partial` drops every fourth row. */
const DROPPED = 4

/** The payload as it arrives, without the values JSON cannot hold. */
function toJson(body: unknown): Json {
  return JSON.parse(JSON.stringify(body))
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

function changeAt(value: Json, path: RowsPath, change: (rows: Json) => Json): Json {
  const [step, ...rest] = path
  if (step === undefined) return change(value)
  if (isList(value)) return value.map((item, index) => (String(index) === step ? changeAt(item, rest, change) : item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === step ? changeAt(item, rest, change) : item]),
  )
}

/** Rows are a list, or an object keyed by market. */
function keepRows(rows: Json, keep: (position: number) => boolean): Json {
  if (isList(rows)) return rows.filter((_row, position) => keep(position))
  if (typeof rows !== 'object' || rows === null) return rows
  return Object.fromEntries(Object.entries(rows).filter((_row, position) => keep(position)))
}

function mapNumbers(value: Json, change: (number: string | number) => Json): Json {
  if (typeof value === 'number' || (typeof value === 'string' && NUMERIC.test(value))) return change(value)
  if (isList(value)) return value.map((item) => mapNumbers(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapNumbers(item, change)]))
}

function negate(value: string | number): Json {
  if (typeof value === 'number') return -value
  return value.startsWith('-') ? value.slice(1) : `-${value}`
}

/** A row may be a list: its fields are then positions, and one that is renamed leaves an empty place. */
function changeFields(value: Json, field: string, change: (key: string, value: Json) => readonly [string, Json]): Json {
  if (isList(value)) {
    return value.map((item, position) => {
      if (String(position) !== field || (typeof item === 'object' && item !== null)) {
        return changeFields(item, field, change)
      }
      const [key, changed] = change(field, item)
      return key === field ? changed : null
    })
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      key === field ? change(key, item) : [key, changeFields(item, field, change)],
    ),
  )
}

const FIELD_CHANGES: Partial<Record<PayloadFaultKind, (key: string, value: Json) => readonly [string, Json]>> = {
  changed_field: (key, value) => [`${key}_v2`, value],
  wrong_type: (key, value) => [key, { value }],
  nan: (key, value) => [key, mapNumbers(value, () => 'NaN')],
  negative: (key, value) => [key, mapNumbers(value, negate)],
}

/** A payload with one thing wrong in it. Refusals have no rows and no fields, and stay as they are. */
export function spoil(reply: Reply, kind: PayloadFaultKind, fault: Fault): Reply {
  const change = FIELD_CHANGES[kind]
  const body = toJson(reply.body)
  if (change) {
    const field = fault.field ?? reply.fields[0]
    return field === undefined ? reply : { ...reply, body: changeFields(body, field, change) }
  }
  const keep = (position: number) => kind === 'partial' && position % DROPPED !== DROPPED - 1
  const spoilt = reply.rows.reduce((value, path) => changeAt(value, path, (rows) => keepRows(rows, keep)), body)
  return { ...reply, body: spoilt }
}
