'use client'

import { useSyncExternalStore } from 'react'

const TICK_MS = 15_000
const listeners = new Set<() => void>()
let now = 0
let timer: ReturnType<typeof setInterval> | null = null

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) {
    now = Date.now()
    timer = setInterval(tick, TICK_MS)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer)
      timer = null
    }
  }
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
