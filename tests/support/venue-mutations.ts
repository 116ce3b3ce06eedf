import { z } from 'zod'
import { Decimal } from '@/lib/core/decimal'
import type { Observation } from '@/lib/core/observation'
import type { Endpoint, NormaliseResult } from '@/lib/venues/_contract/module'

type Path = readonly (string | number)[]

/** Freezes a value and everything in it, so that a write by a normaliser throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const item of Object.values(value)) deepFreeze(item)
  }
  return value
}

const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))

/** Where a payload holds a number, as text or as a JSON number. */
export function numericPaths(value: unknown, path: Path = []): readonly Path[] {
  if (isNumeric(value)) return [path]
  if (Array.isArray(value)) return value.flatMap((item, index) => numericPaths(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => numericPaths(item, [...path, key]))
}

/** A copy of the payload with one value changed; `undefined` takes its key away. */
export function withValue(body: unknown, path: Path, replacement: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return replacement
  if (Array.isArray(body)) {
    return body.map((item, index) => (index === step ? (withValue(item, rest, replacement) ?? null) : item))
  }
  if (typeof body !== 'object' || body === null) return body
  return Object.fromEntries(
    Object.entries(body).flatMap(([key, item]) => {
      if (key !== step) return [[key, item]]
      const changed = withValue(item, rest, replacement)
      return changed === undefined ? [] : [[key, changed]]
    }),
  )
}

const jsonSchemaSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  prefixItems: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
})

function keysOf(raw: unknown, path: Path): readonly { path: Path; required: boolean }[] {
  const { properties = {}, required = [], prefixItems = [], anyOf = [] } = jsonSchemaSchema.parse(raw)
  return [
    ...Object.entries(properties).flatMap(([key, inner]) => [
      { path: [...path, key], required: required.includes(key) },
      ...keysOf(inner, [...path, key]),
    ]),
    ...prefixItems.flatMap((inner, index) => keysOf(inner, [...path, index])),
    ...anyOf.flatMap((inner) => keysOf(inner, path)),
  ]
}

/** The keys an endpoint's envelope names, outside any list of rows. */
export function envelopeKeys(endpoint: Endpoint<unknown>): readonly { path: Path; required: boolean }[] {
  return keysOf(z.toJSONSchema(endpoint.schema, { io: 'input', unrepresentable: 'any' }), [])
}

/** True when the payload holds a value at this path. */
export function hasPath(body: unknown, path: Path): boolean {
  const [step, ...rest] = path
  if (step === undefined) return true
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, step)) return false
  return hasPath(Object.entries(body).find(([key]) => key === String(step))?.[1], rest)
}

/** How many zeros each decimal field of each kind of observation holds. */
export function countZeros({ observations }: NormaliseResult): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const observation of observations) {
    for (const [field, value] of decimalFields(observation)) {
      if (!value.isZero()) continue
      const name = `${observation.kind}.${field}`
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  return counts
}

/** The decimals of an observation by field name. */
export function decimalFields(observation: Observation): readonly (readonly [string, Decimal])[] {
  return Object.entries(observation).flatMap(([field, value]) =>
    Decimal.isDecimal(value) ? [[field, value] as const] : [],
  )
}
