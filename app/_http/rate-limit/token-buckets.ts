export interface Quota {
  readonly name: string
  /** Requests that may come at once, and as many again per window. */
  readonly quota: number
  readonly windowS: number
}

/** What is left after one request. Times are whole seconds, rounded up. */
export interface Standing {
  readonly allowed: boolean
  readonly remaining: number
  /** Until the whole quota is there again. */
  readonly fullInS: number
  /** Until the next request is allowed; 0 when it is now. */
  readonly retryAfterS: number
}

interface Bucket {
  readonly tokens: number
  readonly atMs: number
}

/** A token bucket per key. The key not seen for longest is forgotten when there are more than `most`. */
export class TokenBuckets {
  readonly #quota: Quota
  readonly #most: number
  readonly #buckets = new Map<string, Bucket>()

  constructor(quota: Quota, most: number) {
    this.#quota = quota
    this.#most = most
  }

  get size(): number {
    return this.#buckets.size
  }

  /** Takes one token; a refused request costs none. A clock that goes back refills nothing. */
  take(key: string, nowMs: number): Standing {
    const { quota, windowS } = this.#quota
    const perMs = quota / (windowS * 1000)
    const before = this.#buckets.get(key) ?? { tokens: quota, atMs: nowMs }
    const tokens = Math.min(quota, before.tokens + Math.max(0, nowMs - before.atMs) * perMs)
    const allowed = tokens >= 1
    const left = allowed ? tokens - 1 : tokens
    this.#keep(key, { tokens: left, atMs: Math.max(nowMs, before.atMs) })
    const seconds = (missing: number) => Math.max(0, Math.ceil(missing / perMs / 1000))
    return {
      allowed,
      remaining: Math.floor(left),
      fullInS: seconds(quota - left),
      retryAfterS: allowed ? 0 : Math.max(1, seconds(1 - left)),
    }
  }

  #keep(key: string, bucket: Bucket): void {
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= this.#most) break
      this.#buckets.delete(oldest)
    }
  }
}
