import { Decimal } from '@/lib/core/decimal'

/** What Prisma hands out for NUMERIC, whichever copy of the class it is. */
interface DecimalValue {
  toFixed(): string
  readonly s: number
  readonly e: number
}

type PlainValue<Value> = Value extends DecimalValue ? string : Value extends bigint ? number : Value

/** A row as it may leave the store: decimals are plain digits, big integers numbers, dates dates. */
export type PlainRow<Row> = { readonly [Key in keyof Row]: PlainValue<Row[Key]> }

/** Converts a Prisma row once, here; nothing above ever sees a Decimal object of the driver. */
export function plainRow<Row extends object>(row: Row): PlainRow<Row> {
  const entries = Object.entries(row).map(([key, value]) => [key, plainValue(value)])
  // Key by key the conversion the type states; Object.fromEntries forgets it.
  return Object.fromEntries(entries) as PlainRow<Row>
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  return Decimal.isDecimal(value) ? value.toFixed() : value
}
