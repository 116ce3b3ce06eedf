'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const REFRESH_MS = 60_000
const PROBE_MS = 5_000

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
      try {
        const answer = await fetch('/readyz', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) })
        if (answer.ok) router.refresh()
      } catch {
        // Offline or down: the next tick asks again.
      } finally {
        isAsking = false
      }
    }
    const onVisible = () => {
      if (Date.now() - renderedAt > REFRESH_MS) void refresh()
    }
    const timer = setInterval(refresh, REFRESH_MS)
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [router, renderedAt])
  return null
}
