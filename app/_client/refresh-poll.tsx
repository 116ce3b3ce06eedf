'use client'

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { formatTime } from '@/lib/render/time'
import styles from './refresher.module.css'
import { setClock } from './use-now'

const REFRESH_MS = 60_000
const PROBE_MS = 5_000

const queryClient = new QueryClient()

/** Asks whether the site is ready, and takes the server's time from the answer. */
async function askReady(): Promise<number> {
  const answer = await fetch('/readyz', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) })
  const serverNow = Date.parse(answer.headers.get('date') ?? '')
  if (!Number.isNaN(serverNow)) setClock(serverNow)
  if (!answer.ok) throw new Error(`the site is not ready: HTTP ${answer.status}`)
  return Number.isNaN(serverNow) ? Date.now() : serverNow
}

/** Asks once a minute whether there are newer figures, and says when the site does not answer. */
export function RefreshPoll({ renderedAt }: { readonly renderedAt: number }) {
  return (
    <QueryClientProvider client={queryClient}>
      <Poll renderedAt={renderedAt} />
    </QueryClientProvider>
  )
}

function Poll({ renderedAt }: { readonly renderedAt: number }) {
  const router = useRouter()
  // What the server rendered counts as the first answer; an old copy of the page is therefore asked about at once.
  const { data: readyAt, isError } = useQuery({
    queryKey: ['ready'],
    queryFn: askReady,
    initialData: renderedAt,
    initialDataUpdatedAt: renderedAt,
    staleTime: REFRESH_MS,
    refetchInterval: REFRESH_MS,
    retry: false,
  })
  const shown = useRef(readyAt)
  useEffect(() => {
    if (readyAt === shown.current) return
    shown.current = readyAt
    router.refresh()
  }, [readyAt, router])
  return (
    <p className={isError ? styles.outage : 'visually-hidden'} role="status">
      {isError
        ? `Figures are not being refreshed: the site does not answer. What is shown was made at ${formatTime(renderedAt)} UTC; its age goes on counting.`
        : ''}
    </p>
  )
}
