'use client'

import { Aside } from '@/app/_components/aside'
import { StateIcon } from '@/app/_components/state-icon'
import { type RenderedState, stateAt } from '@/lib/render/live-state'
import { formatAge, formatTime } from '@/lib/render/time'
import { stateWords } from '@/lib/render/words'
import styles from './live-badge.module.css'
import { useNow } from './use-now'

/**
 * Icon, word, age and time of a state. The same function judges the state here and on the server, with a later clock.
 * What goes wrong is said in full; a remark on figures that are in order waits behind a word.
 */
export function LiveBadge({
  renderedAt,
  reason,
  staleText,
  ...rendered
}: RenderedState & { readonly renderedAt: number; readonly reason: string | null; readonly staleText: string }) {
  const { state, ageMs, suppressed } = stateAt(rendered, useNow(renderedAt))
  const { word, meaning } = stateWords[state]
  const needsAttention = state === 'late' || state === 'failing' || state === 'withdrawn'
  // The server may have judged it in order; a page left open must not go on stating what it no longer would.
  const said = reason ?? (state === 'late' && suppressed ? staleText : null)
  const inOrder = state === 'live' || state === 'unchanged'
  return (
    <span className={styles.badge} data-state={state}>
      <span className={needsAttention ? styles.attention : styles.state} title={meaning}>
        <StateIcon state={state} /> {word}
        {ageMs === null || state === 'none' ? null : <span className={styles.age}> · {formatAge(ageMs)}</span>}
      </span>
      <span className={styles.time}>
        {rendered.checkedAt === null || state === 'none' ? null : (
          <time dateTime={new Date(rendered.checkedAt).toISOString()}>{formatTime(rendered.checkedAt)}</time>
        )}
        {reason !== null && inOrder ? (
          <>
            {' · '}
            <Aside label="note">{reason}</Aside>
          </>
        ) : null}
      </span>
      {inOrder || said === null ? null : <span className={styles.reason}>{said}</span>}
    </span>
  )
}
