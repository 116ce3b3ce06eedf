/** Names a rule of letters cannot give. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['change24h', 'change_24h'],
  ['change7d', 'change_7d'],
])

type SnakeName<Name extends string> = Name extends 'change24h'
  ? 'change_24h'
  : Name extends 'change7d'
    ? 'change_7d'
    : Name extends `${infer First}${infer Rest}`
      ? First extends Lowercase<First>
        ? `${First}${SnakeName<Rest>}`
        : `_${Lowercase<First>}${SnakeName<Rest>}`
      : Name

/** The public form of a DTO: the same values under snake_case names, to the depth. */
export type Snake<T> = T extends readonly (infer Item)[]
  ? readonly Snake<Item>[]
  : T extends object
    ? { readonly [Key in keyof T & string as SnakeName<Key>]: Snake<T[Key]> }
    : T

/** The public name of a DTO field: `rawSha256` is `raw_sha256`, `change24h` is `change_24h`. */
export function snakeName(name: string): string {
  return EXCEPTIONS.get(name) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/**
 * Renames every key of a DTO to its public name, to the depth; values stay. DTOs hold plain objects, lists, text,
 * numbers, booleans and null only.
 */
export function toSnake<T>(value: T): Snake<T> {
  // The walk renames exactly the keys the type renames; TypeScript cannot follow it.
  return renameKeys(value) as Snake<T>
}

function renameKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renameKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [snakeName(key), renameKeys(part)]))
}
