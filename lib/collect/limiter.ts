import type { VenueModule } from '@/lib/venues/_contract/module'

/** Waits until the venue's limit allows a request of this weight, or until the signal aborts, then runs it. */
export type Limiter = <T>(weight: number, task: () => Promise<T>, signal: AbortSignal) => Promise<T>

export interface LimiterEffects {
  readonly now: () => number
  /** Ends early, without an error, when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/**
 * A token bucket and a concurrency bound for one venue. The bucket holds a tenth of the venue's budget, so a burst
 * never spends what other readers behind the same address may need.
 */
export function createLimiter(limit: VenueModule['rateLimit'], effects: LimiterEffects): Limiter {
  const perMs = limit.weight / limit.perMs
  const capacity = Math.max(1, limit.weight / 10)
  let tokens = capacity
  let refilledAt = effects.now()
  let running = 0
  const waiting: (() => void)[] = []

  async function takeSlot(): Promise<void> {
    if (running < limit.concurrency) {
      running += 1
      return
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function releaseSlot(): void {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  async function takeTokens(weight: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    const now = effects.now()
    tokens = Math.min(capacity, tokens + (now - refilledAt) * perMs)
    refilledAt = now
    tokens -= weight
    if (tokens < 0) await effects.sleep(-tokens / perMs, signal)
  }

  return async (weight, task, signal) => {
    await takeSlot()
    try {
      await takeTokens(weight, signal)
      return await task()
    } finally {
      releaseSlot()
    }
  }
}
