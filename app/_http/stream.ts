/** More would leave too few connections of the pool for pages. */
const MOST_AT_ONCE = 4
let running = 0

/** A place among the downloads that may run at once; null when all are taken. Giving it back twice counts once. */
export function takeStreamPlace(): (() => void) | null {
  if (running >= MOST_AT_ONCE) return null
  running += 1
  let held = true
  return () => {
    if (held) running -= 1
    held = false
  }
}

/**
 * Batches of text or bytes as a response body, each made when the reader asks for it; the first one is made before this
 * resolves, so that what fails before it can still be answered with a status. `done` runs once, however it ends: read
 * to the end, failed, or left by the reader.
 */
export async function streamBody(
  batches: AsyncGenerator<string | Uint8Array, void, undefined>,
  { signal, done }: { readonly signal: AbortSignal; readonly done: () => void },
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder()
  const stop = async () => {
    signal.removeEventListener('abort', stop)
    // Ends the reading of the store as well, also when nothing was read yet.
    await batches.return().finally(done)
  }
  let next = await batches.next().catch((error: unknown) => {
    done()
    throw error
  })
  signal.addEventListener('abort', stop)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (next.done) {
          await stop()
          return controller.close()
        }
        controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : next.value)
        try {
          next = await batches.next()
        } catch (error) {
          // The answer has begun: the only way left to say that it failed is to break it off.
          await stop()
          controller.error(error)
        }
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  )
}
