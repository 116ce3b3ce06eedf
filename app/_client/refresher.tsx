'use client'

import { type ComponentType, useEffect, useState } from 'react'

interface RefresherProps {
  readonly renderedAt: number
}

/**
 * Fetches newer figures once a minute while the page is in sight, and at once when it comes back into sight. It asks
 * first whether the site is ready: an outage must not take away the figures a reader has open. It is said instead, over
 * the page, so that nothing moves; the age of the figures goes on counting. Its code loads once the page is there.
 */
export function Refresher({ renderedAt }: RefresherProps) {
  const [Poll, setPoll] = useState<ComponentType<RefresherProps> | null>(null)
  useEffect(() => {
    let isGone = false
    import('./refresh-poll').then(
      (loaded) => {
        if (!isGone) setPoll(() => loaded.RefreshPoll)
      },
      // Without it the page stays as it is, with ages that go on counting.
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [])
  return Poll === null ? null : <Poll renderedAt={renderedAt} />
}
