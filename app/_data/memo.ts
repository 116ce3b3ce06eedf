interface Kept<Value> {
  readonly at: number
  readonly value: Promise<Value>
}

export interface MemoOptions {
  readonly ttlMs: number
  /** The oldest entry goes when there are more. */
  readonly most: number
}

/**
 * Keeps the answers of an async function for a short time, in this process. Askers for the same key at the same time
 * share one call; a failure is not kept.
 */
export function memoise<Args extends readonly unknown[], Value>(
  run: (...args: Args) => Promise<Value>,
  keyOf: (...args: Args) => string,
  { ttlMs, most }: MemoOptions,
): (...args: Args) => Promise<Value> {
  const kept = new Map<string, Kept<Value>>()
  return (...args) => {
    const key = keyOf(...args)
    const now = Date.now()
    const found = kept.get(key)
    // A clock set back must not make an answer last.
    if (found && now >= found.at && now - found.at < ttlMs) return found.value
    const value = run(...args)
    kept.delete(key)
    kept.set(key, { at: now, value })
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break
      kept.delete(oldest)
    }
    value.catch(() => {
      if (kept.get(key)?.value === value) kept.delete(key)
    })
    return value
  }
}
