import { setTimeout as sleep } from 'node:timers/promises'
import { createHttp } from '@/lib/collect/http'
import { createLimiter, type Limiter } from '@/lib/collect/limiter'
import type { CollectDeps } from '@/lib/collect/read-source'
import type { Database } from '@/lib/db/client'
import type { Logger } from '@/lib/log'

export interface RuntimeOptions {
  readonly database: Database
  readonly log: Logger
  readonly gateway: string | null
  readonly simulated: boolean
  readonly now?: () => Date
  /** False only against the simulator, which has no limits to respect. */
  readonly paced?: boolean
}

const unpaced: Limiter = (_weight, task) => task()

/** Everything a collector needs, wired once per process: one HTTP client, one limiter per venue. */
export function createRuntime(options: RuntimeOptions): { readonly deps: CollectDeps; close(): Promise<void> } {
  const now = options.now ?? (() => new Date())
  const http = createHttp({ gateway: options.gateway, now })
  const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => undefined)
  const limiters = new Map<string, Limiter>()
  return {
    deps: {
      database: options.database,
      log: options.log,
      now,
      simulated: options.simulated,
      fetchEffects(module) {
        if (options.paced === false) return { send: http.send, limiter: unpaced, now, sleep: pause }
        const limiter =
          limiters.get(module.id) ?? createLimiter(module.rateLimit, { now: () => performance.now(), sleep: pause })
        limiters.set(module.id, limiter)
        return { send: http.send, limiter, now, sleep: pause }
      },
    },
    close: http.close,
  }
}
