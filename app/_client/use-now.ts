'use client'

import { useSyncExternalStore } from 'react'

const TICK_MS = 15_000
/** Less than this between two clocks is the time an answer takes. */
const TOLERANCE_MS = 5_000

const listeners = new Set<() => void>()
let now = 0
/** How far the clock of this machine is ahead of the server's. */
let ahead = 0
let timer: ReturnType<typeof setInterval> | null = null

function tick(): void {
  now = Date.now() - ahead
  for (const listener of listeners) listener()
}

/** A hidden page's clock is slowed down by browsers: it is set right the moment the page is seen again. */
function tickWhenSeen(): void {
  if (document.visibilityState === 'visible') tick()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) {
    now = Date.now() - ahead
    timer = setInterval(tick, TICK_MS)
    document.addEventListener('visibilitychange', tickWhenSeen)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer)
      timer = null
      document.removeEventListener('visibilitychange', tickWhenSeen)
    }
  }
}

/** Sets the page's clock by the server's: ages must not depend on how well this machine keeps time. */
export function setClock(serverNow: number): void {
  const difference = Date.now() - serverNow
  const corrected = Math.abs(difference) > TOLERANCE_MS ? difference : 0
  if (Math.abs(corrected - ahead) <= TOLERANCE_MS) return
  ahead = corrected
  tick()
}

/**
 * The present, in epoch ms, renewed every 15 s for the whole page at once. On the server and while hydrating it is the
 * moment the page was made; a clock that runs behind it never makes an age negative.
 */
export function useNow(renderedAt: number): number {
  const current = useSyncExternalStore(
    subscribe,
    () => now,
    () => 0,
  )
  return Math.max(current, renderedAt)
}
