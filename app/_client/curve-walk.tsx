'use client'

import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { nextStop } from '@/lib/render/chart-walk'
import styles from './curve-walk.module.css'

const SPOKEN_AFTER_MS = 150

export interface CurveStop {
  /** Where it stands, in percent of the width. */
  readonly percent: number
  /** What all lines are there, in words. */
  readonly text: string
}

/**
 * Makes a server-drawn curve readable point by point: left and right arrow keys, Home and End, or the pointer. What stands
 * at a point is written below the picture and announced.
 */
export function CurveWalk({
  stops,
  label,
  children,
}: {
  readonly stops: readonly CurveStop[]
  readonly label: string
  readonly children: ReactNode
}) {
  const [current, setCurrent] = useState<number | null>(null)
  const [spoken, setSpoken] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const hint = useId()
  const stop = current === null ? undefined : stops[current]

  useEffect(() => () => clearTimeout(timer.current), [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const indexes = stops.map((_, index) => index)
    const next = nextStop(event.key, current, indexes, [])
    if (next === null) return
    event.preventDefault()
    setCurrent(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setSpoken(stops[next]?.text ?? ''), SPOKEN_AFTER_MS)
  }

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const share = width === 0 ? 0 : (event.clientX - left) / width
    setCurrent(Math.round(Math.min(1, Math.max(0, share)) * (stops.length - 1)))
  }

  return (
    <div>
      <section
        className={styles.frame}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the curve is walked with the keyboard
        tabIndex={0}
        aria-label={label}
        aria-describedby={hint}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setCurrent(null)}
        onBlur={() => setCurrent(null)}
      >
        {children}
        {stop === undefined ? null : (
          <svg className={styles.cursor} width="100%" height="100%" aria-hidden="true" focusable="false">
            <line x1={`${stop.percent}%`} x2={`${stop.percent}%`} y1="0" y2="100%" />
          </svg>
        )}
      </section>
      <p className={styles.reading} id={hint}>
        {stop?.text ?? 'Left and right arrow keys, or the pointer, read the lines point by point.'}
      </p>
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
    </div>
  )
}
