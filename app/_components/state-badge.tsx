import { LiveBadge } from '@/app/_client/live-badge'
import type { State } from '@/lib/core/observation'
import type { IsoTime } from '@/lib/queries/dto/common'

export interface StateBadgeProps {
  readonly state: State
  /** The last good check; null when there was none. */
  readonly checkedAt: IsoTime | null
  readonly expectedEveryS: number | null
  /** When the answer was made (`meta.generatedAt`): the age in the HTML is counted from it. */
  readonly renderedAt: IsoTime
  /** A short plain sentence for what is missing, late or failing. */
  readonly reason?: string | null
  /** What can no longer be stated from it once it is too old. */
  readonly staleText?: string
}

/** State as icon, word and age, with the absolute time in words. Right without JavaScript, kept right with it. */
export function StateBadge({
  state,
  checkedAt,
  expectedEveryS,
  renderedAt,
  reason = null,
  staleText = 'too old for its coverage to stand',
}: StateBadgeProps) {
  return (
    <LiveBadge
      state={state}
      checkedAt={checkedAt === null ? null : Date.parse(checkedAt)}
      expectedEveryMs={expectedEveryS === null ? null : expectedEveryS * 1000}
      renderedAt={Date.parse(renderedAt)}
      reason={reason}
      staleText={staleText}
    />
  )
}
