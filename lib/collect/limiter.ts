import type { VenueModule } from '@/lib/venues/_contract/module'

/** Waits until the venue's limit allows a request of this weight, then runs it. */
export type Limiter = <T>(weight: number, task: () => Promise<T>) => Promise<T>

export interface LimiterEffects {
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
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

  async function takeTokens(weight: number): Promise<void> {
    const now = effects.now()
    tokens = Math.min(capacity, tokens + (now - refilledAt) * perMs)
    refilledAt = now
    tokens -= weight
    if (tokens < 0) await effects.sleep(-tokens / perMs)
  }

  return async (weight, task) => {
    await takeSlot()
    try {
      await takeTokens(weight)
      return await task()
    } finally {
      releaseSlot()
    }
  }
}
