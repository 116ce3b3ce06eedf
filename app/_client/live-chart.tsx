'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { PlotPanel } from '@/lib/render/chart-plot'
import type { ChartHandle } from './draw-chart'
import styles from './live-chart.module.css'

const SPOKEN_AFTER_MS = 150

/**
 * Draws the panel on a canvas once it comes near the screen, in place of the picture in the HTML (`children`). Left and
 * right arrow keys, Home and End walk its points, `[` and `]` its incidents; each stop is announced.
 */
export function LiveChart({
  panel,
  log,
  label,
  children,
}: {
  readonly panel: PlotPanel
  readonly log: boolean
  readonly label: string
  readonly children: ReactNode
}) {
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const handle = useRef<ChartHandle | null>(null)
  const [drawn, setDrawn] = useState(false)
  const [spoken, setSpoken] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const hint = useId()

  const drawing = useMemo(() => ({ panel, log }), [panel, log])

  useEffect(() => {
    const target = frame.current
    if (target === null) return
    let isGone = false
    const draw = async () => {
      const { drawChart } = await import('./draw-chart')
      if (isGone || canvas.current === null) return
      handle.current = drawChart(canvas.current, drawing.panel, drawing.log)
      setDrawn(true)
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        observer.disconnect()
        void draw()
      },
      { rootMargin: '200px' },
    )
    observer.observe(target)
    const restyle = () => handle.current?.restyle()
    const themeObserver = new MutationObserver(restyle)
    themeObserver.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', restyle)
    return () => {
      isGone = true
      observer.disconnect()
      themeObserver.disconnect()
      dark.removeEventListener('change', restyle)
      clearTimeout(timer.current)
      handle.current?.destroy()
      handle.current = null
      setDrawn(false)
    }
  }, [drawing])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const text = handle.current?.walk(event.key)
    if (text === undefined || text === null) return
    event.preventDefault()
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setSpoken(text), SPOKEN_AFTER_MS)
  }

  return (
    <div className={styles.chart} ref={frame} data-drawn={drawn}>
      <div className={styles.static}>{children}</div>
      <section
        className={styles.live}
        tabIndex={drawn ? 0 : -1}
        aria-label={label}
        aria-describedby={hint}
        aria-hidden={!drawn}
        onKeyDown={onKeyDown}
        onBlur={() => handle.current?.leave()}
      >
        <canvas ref={canvas}>{label}</canvas>
      </section>
      <p className={styles.hint} id={hint}>
        Left and right arrow keys go from point to point, Home and End to the first and last, [ and ] to incidents. The
        table below has the same figures.
      </p>
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
    </div>
  )
}
