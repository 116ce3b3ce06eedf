/**
 * A value whose absence was ruled out before, `what` naming it: where that was wrong it throws, so that nothing is
 * shown in its place.
 */
export function known<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new Error(`${what} is missing`)
  return value
}
