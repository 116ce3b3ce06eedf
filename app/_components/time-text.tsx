import type { IsoTime } from '@/lib/queries/dto/common'
import { formatTime, formatTimeSeconds } from '@/lib/render/time'
import { Absent } from './absent'
import styles from './value.module.css'

/** A moment in UTC to the minute, with seconds in the title. */
export function TimeText({ at, reason }: { readonly at: IsoTime | null; readonly reason: string }) {
  if (at === null) return <Absent reason={reason} />
  return (
    <time className={styles.figure} dateTime={at} title={`${formatTimeSeconds(at)} UTC`}>
      {formatTime(at)}
    </time>
  )
}
