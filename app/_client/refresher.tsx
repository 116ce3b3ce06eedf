'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { setClock } from './use-now'

const REFRESH_MS = 60_000
const PROBE_MS = 5_000
/** A page further from this machine's clock is an old copy, or the clock is wrong: the server knows which. */
const DOUBTFUL_MS = 20_000

/** Asks whether the site is ready, and takes the server's time from the answer. */
async function isReady(): Promise<boolean> {
  try {
    const answer = await fetch('/readyz', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) })
    const serverNow = Date.parse(answer.headers.get('date') ?? '')
    if (!Number.isNaN(serverNow)) setClock(serverNow)
    return answer.ok
  } catch {
    // Offline or down: asked again at the next turn.
    return false
  }
}

/**
 * Fetches newer figures once a minute while the page is in sight. It asks first whether the site is ready: an outage
 * must not take away the figures a reader has open, whose age goes on counting.
 */
export function Refresher({ renderedAt }: { readonly renderedAt: number }) {
  const router = useRouter()
  useEffect(() => {
    let isAsking = false
    const refresh = async () => {
      if (document.visibilityState !== 'visible' || isAsking) return
      isAsking = true
      if (await isReady()) router.refresh()
      isAsking = false
    }
    const onVisible = () => {
      if (Date.now() - renderedAt > REFRESH_MS) void refresh()
    }
    if (Math.abs(Date.now() - renderedAt) > DOUBTFUL_MS) void isReady()
    const timer = setInterval(refresh, REFRESH_MS)
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [router, renderedAt])
  return null
}
