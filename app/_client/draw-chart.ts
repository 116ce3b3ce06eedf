import {
  Chart,
  type ChartConfiguration,
  type ChartDataset,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js'
import { CHART_HEIGHT, DASHES, drawPanel, PLOT_BOTTOM, PLOT_TOP, restatedPoints } from '@/lib/render/chart-geometry'
import { type PlotPanel, type PlotSeries, runsOf, valueAxis } from '@/lib/render/chart-plot'
import { describeStop, formatPlotValue, stopsOf } from '@/lib/render/chart-text'
import { nextStop } from '@/lib/render/chart-walk'
import { formatTime } from '@/lib/render/time'
import { type ChartColours, marksPlugin } from './chart-marks'
import { drawPicture, type PictureText } from './chart-picture'

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip)

interface Dot {
  readonly x: number
  readonly y: number
  readonly note: string | null
  readonly alone: boolean
  readonly square: boolean
}

export interface ChartHandle {
  readonly destroy: () => void
  /** Reads the colours again, after a change of theme. */
  readonly restyle: () => void
  /** Goes where the key leads; the words for the stop, or null when the key leads nowhere. */
  readonly walk: (key: string) => string | null
  readonly leave: () => void
  /** Shows newer figures or another view, and stays at the moment walked to. */
  readonly update: (panel: PlotPanel, log: boolean) => void
  /** What is shown, as a picture of its own with title, time and source. */
  readonly picture: (about: PictureText) => Promise<Blob | null>
}

function readColours(element: Element): ChartColours {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    ink: read('--ink'),
    inkSoft: read('--ink-soft'),
    inkFaint: read('--ink-faint'),
    paper: read('--paper'),
    hairline: read('--hairline'),
    hairlineStrong: read('--hairline-strong'),
    series: DASHES.map((_, index) => read(`--series-${index + 1}`)),
    font: read('--font-text'),
  }
}

/** Dots of a line; between two runs stands one without a value, which breaks it. `squares`: moments to mark so. */
function dotsOf(series: PlotSeries, squares: ReadonlySet<number>): Dot[] {
  const notes = new Map(series.points.map(([at, , note]) => [at, note]))
  return runsOf(series).flatMap((run, index) => {
    const dots = run.map(({ at, value }) => ({
      x: at,
      y: value,
      note: notes.get(at) ?? null,
      alone: run.length === 1,
      square: squares.has(at),
    }))
    const start = dots[0]
    return index === 0 || start === undefined
      ? dots
      : [{ x: start.x, y: Number.NaN, note: null, alone: false, square: false }, ...dots]
  })
}

function datasetsOf(panel: PlotPanel, colours: ChartColours): ChartDataset<'line', Dot[]>[] {
  return panel.series.map((series, index) => {
    const data = dotsOf(series, new Set(restatedPoints(series).map(({ at }) => at)))
    const colour = colours.series[index] ?? colours.ink
    return {
      label: series.name,
      data,
      borderColor: colour,
      backgroundColor: colours.paper,
      borderWidth: 1.75,
      borderDash: [...(DASHES[index] ?? [])],
      stepped: 'before',
      spanGaps: false,
      pointRadius: data.map((dot) => (dot.alone || dot.square ? 3.5 : 0)),
      pointStyle: data.map((dot) => (dot.square ? 'rect' : 'circle')),
      pointHoverRadius: 4,
      pointHitRadius: 8,
      pointBorderColor: colour,
      pointBackgroundColor: colours.paper,
      pointHoverBackgroundColor: colour,
    }
  })
}

function configure(panel: PlotPanel, log: boolean, colours: ChartColours): ChartConfiguration<'line', Dot[]> {
  const axis = valueAxis(panel, log)
  // A single moment stands in the middle.
  const margin = panel.from === panel.to ? 1 : 0
  const font = { family: colours.font, size: 12 }
  return {
    type: 'line',
    data: { datasets: datasetsOf(panel, colours) },
    plugins: [marksPlugin(panel, drawPanel(panel, axis, log), colours)],
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: PLOT_TOP, bottom: CHART_HEIGHT - PLOT_BOTTOM, left: 0, right: 0 }, autoPadding: false },
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: { type: 'linear', display: false, min: panel.from - margin, max: panel.to + margin },
        y: { type: log ? 'logarithmic' : 'linear', display: false, min: axis.min, max: axis.max },
      },
      plugins: {
        tooltip: {
          backgroundColor: colours.paper,
          borderColor: colours.hairlineStrong,
          borderWidth: 1,
          titleColor: colours.ink,
          bodyColor: colours.ink,
          footerColor: colours.inkSoft,
          titleFont: { ...font, weight: 'bold' },
          bodyFont: font,
          footerFont: { ...font, weight: 'normal' },
          cornerRadius: 2,
          caretSize: 0,
          displayColors: panel.series.length > 1,
          callbacks: {
            title: (items) => items.slice(0, 1).map((item) => `${formatTime(Number(item.parsed.x))} UTC`),
            label: (item) => `${item.dataset.label ?? ''}  ${formatPlotValue(Number(item.parsed.y), panel.unit)}`,
            footer: (items) =>
              items.flatMap((item) => (isDot(item.raw) && item.raw.note !== null ? [item.raw.note] : [])),
          },
        },
      },
    },
  }
}

function isDot(raw: unknown): raw is Dot {
  return typeof raw === 'object' && raw !== null && 'note' in raw
}

/** Draws a panel on a canvas; its colours are those of the page around it. */
export function drawChart(canvas: HTMLCanvasElement, panel: PlotPanel, log: boolean): ChartHandle {
  let shown = { panel, log, stops: stopsOf(panel) }
  const make = () => new Chart(canvas, configure(shown.panel, shown.log, readColours(canvas)))
  let chart = make()
  /** The moment walked to. */
  let current: number | null = null

  const show = () => {
    const active = chart.data.datasets.flatMap((dataset, datasetIndex) => {
      const dot = current === null ? -1 : dataset.data.findIndex(({ x, y }) => x === current && !Number.isNaN(y))
      return dot < 0 ? [] : [{ datasetIndex, index: dot }]
    })
    chart.setActiveElements(active)
    chart.tooltip?.setActiveElements(active, { x: 0, y: 0 })
    chart.update('none')
  }
  const redraw = () => {
    chart.destroy()
    chart = make()
    if (current !== null) show()
  }

  return {
    destroy: () => chart.destroy(),
    restyle: redraw,
    walk: (key) => {
      const place = current === null ? null : shown.stops.indexOf(current)
      const next = nextStop(key, place === -1 ? null : place, shown.stops, shown.panel.marks)
      if (next === null) return null
      current = shown.stops[next] ?? null
      show()
      return describeStop(shown.panel, shown.stops, next)
    },
    leave: () => {
      current = null
      show()
    },
    update: (nextPanel, nextLog) => {
      shown = { panel: nextPanel, log: nextLog, stops: stopsOf(nextPanel) }
      redraw()
    },
    picture: (about) => drawPicture(canvas, shown.panel, about, readColours(canvas)),
  }
}
