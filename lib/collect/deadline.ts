import { setMaxListeners } from 'node:events'

/**
 * Runs `work` with a signal that aborts when `outer` does or after `ms`. Held by plain references and a timer: on Node
 * 20 a signal made by `AbortSignal.any` of `AbortSignal.timeout` can be collected before it fires.
 */
export async function withDeadline<T>(
  outer: AbortSignal | null,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new DOMException(`more than ${ms} ms`, 'TimeoutError')), ms)
  try {
    return await linked(outer, controller, work)
  } finally {
    clearTimeout(timer)
  }
}

/** Runs `work` with the controller's signal, which also aborts when `outer` does. */
export async function linked<T>(
  outer: AbortSignal | null,
  controller: AbortController,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // Every request of a reading listens to the same signal; that is no leak, each stops listening when it ends.
  setMaxListeners(0, controller.signal, ...(outer ? [outer] : []))
  const forward = () => controller.abort(outer?.reason)
  if (outer?.aborted) forward()
  outer?.addEventListener('abort', forward, { once: true })
  try {
    return await work(controller.signal)
  } finally {
    outer?.removeEventListener('abort', forward)
  }
}
