'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { PlotPanel } from '@/lib/render/chart-plot'
import type { PictureText } from './chart-picture'
import type { ChartHandle } from './draw-chart'
import styles from './live-chart.module.css'
import { isShortcutOn } from './search-shortcut'

const SPOKEN_AFTER_MS = 150

export interface LiveChartProps {
  readonly panel: PlotPanel
  readonly log: boolean
  readonly label: string
  /** Id of the disclosure with the same figures as a table. */
  readonly tableId: string
  readonly about: Omit<PictureText, 'source'>
  readonly children: ReactNode
}

/** Opens the table twin of a chart and goes to it; false where the page has none. */
function goToTable(tableId: string): boolean {
  const twin = document.getElementById(tableId)
  if (!(twin instanceof HTMLDetailsElement)) return false
  twin.open = true
  twin.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  twin.scrollIntoView({ block: 'start' })
  return true
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

function fileName(title: string): string {
  return `coverline-${title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/-$/, '')}.png`
}

/**
 * Draws the panel on a canvas once it comes near the screen, in place of the picture in the HTML (`children`). Left and
 * right arrow keys, Home and End walk its points, `[` and `]` its incidents, T goes to the table; each stop is announced.
 */
export function LiveChart({ panel, log, label, tableId, about, children }: LiveChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const handle = useRef<ChartHandle | null>(null)
  const latest = useRef({ panel, log })
  const [drawn, setDrawn] = useState(false)
  const [spoken, setSpoken] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const hint = useId()

  useEffect(() => {
    const target = frame.current
    if (target === null) return
    let isGone = false
    const draw = async () => {
      const { drawChart } = await import('./draw-chart')
      if (isGone || canvas.current === null) return
      handle.current = drawChart(canvas.current, latest.current.panel, latest.current.log)
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
  }, [])

  // Newer figures go into the chart that is there: a reader walking it keeps the place.
  useEffect(() => {
    if (latest.current.panel === panel && latest.current.log === log) return
    latest.current = { panel, log }
    handle.current?.update(panel, log)
  }, [panel, log])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    // A key that is a letter is off where the reader has turned such keys off.
    if (event.key.toLowerCase() === 't') {
      if (isShortcutOn() && goToTable(tableId)) event.preventDefault()
      return
    }
    const text = handle.current?.walk(event.key)
    if (text === undefined || text === null) return
    event.preventDefault()
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setSpoken(text), SPOKEN_AFTER_MS)
  }

  const savePicture = async () => {
    const source = `${location.origin}${location.pathname}${location.search}`
    const blob = await handle.current?.picture({ ...about, source })
    if (blob) save(blob, fileName(about.title))
    else setSpoken('The picture could not be made.')
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
        Left and right arrow keys go from point to point, Home and End to the first and last, [ and ] to incidents, T to
        the table with the same figures.
      </p>
      <button type="button" className={drawn ? styles.save : styles.waiting} onClick={() => void savePicture()}>
        Save as PNG
      </button>
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
    </div>
  )
}
