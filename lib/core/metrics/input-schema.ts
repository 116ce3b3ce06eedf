import { z } from 'zod'

interface Issue {
  readonly code?: string | undefined
  readonly input?: unknown
  readonly keys?: readonly string[]
}

/** `NAME is GIVEN; accepted: ACCEPTED`, for the `error` option of a zod schema. */
export function statesAccepted(name: string, accepted: string): { error: (issue: Issue) => string } {
  return { error: (issue) => `${name} is ${shown(issue.input)}; accepted: ${accepted}` }
}

/** For `z.strictObject`: names the unknown keys, or what was given where an object belongs. */
export function statesKeys(name: string, keys: readonly string[]): { error: (issue: Issue) => string } {
  const accepted = keys.join(', ')
  return {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `${name} has unknown key ${(issue.keys ?? []).map(shown).join(', ')}; accepted: ${accepted}`
        : `${name} is ${shown(issue.input)}; accepted: an object with ${accepted}`,
  }
}

/** A finite JSON number in a closed range. */
export function numberWithin(name: string, least: number, most: number): z.ZodNumber {
  const error = statesAccepted(name, `a number from ${least} to ${most}`)
  return z.number(error).gte(least, error).lte(most, error)
}

/** A finite JSON number above `least` and up to `most`. */
export function numberAbove(name: string, least: number, most: number): z.ZodNumber {
  const error = statesAccepted(name, `a number above ${least} and at most ${most}`)
  return z.number(error).gt(least, error).lte(most, error)
}

/** A value as it was given, short enough for a message. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
