import Link from 'next/link'
import { formatTimeSeconds } from '@/lib/render/time'
import styles from './pinned-notice.module.css'

/** What stands on top of every pinned view: the moment, what it means, and the way to the live page. */
export function PinnedNotice({
  asOf,
  live,
  simulated,
}: {
  readonly asOf: string
  readonly live: { readonly href: string; readonly text: string }
  readonly simulated: boolean
}) {
  return (
    <div className={styles.notice}>
      <p>
        <strong>A pinned view.</strong> These figures are as Coverline knew them at{' '}
        <time dateTime={asOf}>{formatTimeSeconds(asOf)} UTC</time>, whatever was collected or corrected since; this
        address gives the same figures for ever. What is not kept for an earlier moment says so. Names and kinds of
        funds are those of today.{' '}
        <Link href={live.href} prefetch={false}>
          {live.text}
        </Link>
      </p>
      {simulated ? <p>SIMULATED: these figures are made up by a simulator.</p> : null}
    </div>
  )
}

/** What stands in place of a pinned view whose moment cannot be used: today's figures must not pass for those of another day. */
export function RefusedMoment({
  problem,
  live,
}: {
  readonly problem: { readonly path: string; readonly message: string }
  readonly live: { readonly href: string; readonly text: string }
}) {
  return (
    <div className={styles.notice} role="alert">
      <p>
        <strong>This moment cannot be shown.</strong> {problem.path}: {problem.message}.{' '}
        <Link href={live.href} prefetch={false}>
          {live.text}
        </Link>
      </p>
    </div>
  )
}
