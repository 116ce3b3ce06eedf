import type { Plugin } from 'chart.js'
import { CHART_HEIGHT, type Drawing, PLOT_BOTTOM, PLOT_TOP } from '@/lib/render/chart-geometry'
import type { PlotPanel } from '@/lib/render/chart-plot'
import { formatTick } from '@/lib/render/chart-text'

export interface ChartColours {
  readonly ink: string
  readonly inkSoft: string
  readonly inkFaint: string
  readonly paper: string
  readonly hairline: string
  readonly hairlineStrong: string
  readonly series: readonly string[]
  readonly font: string
}

type Context = CanvasRenderingContext2D

/** Below this width every second time tick is left out. */
const NARROW_PX = 480
/** Between the numbers of two incidents. */
const NUMBER_GAP_PX = 4
const HATCH_STEP_PX = 6

function drawGrid(context: Context, width: number, drawing: Drawing, colours: ChartColours): void {
  context.fillStyle = colours.inkSoft
  context.strokeStyle = colours.hairline
  context.lineWidth = 1
  context.textAlign = 'left'
  for (const { y } of drawing.valueTicks) {
    context.beginPath()
    context.moveTo(0, Math.round(y) + 0.5)
    context.lineTo(width, Math.round(y) + 0.5)
    context.stroke()
  }
  for (const [index, { text, percent, anchor }] of drawing.timeTicks.entries()) {
    if (width < NARROW_PX && index % 2 === 1) continue
    context.textAlign = anchor === 'middle' ? 'center' : anchor
    context.fillText(text, (percent / 100) * width, CHART_HEIGHT - 8)
  }
}

function drawStale(context: Context, width: number, percent: number, colours: ChartColours): void {
  const left = (percent / 100) * width
  const height = PLOT_BOTTOM - PLOT_TOP
  context.save()
  context.beginPath()
  context.rect(left, PLOT_TOP, width - left, height)
  context.clip()
  context.strokeStyle = colours.hairlineStrong
  context.lineWidth = 1
  context.beginPath()
  for (let x = left - height; x < width; x += HATCH_STEP_PX) {
    context.moveTo(x, PLOT_BOTTOM)
    context.lineTo(x + height, PLOT_TOP)
  }
  context.stroke()
  context.restore()
}

function drawIncidents(context: Context, width: number, drawing: Drawing, colours: ChartColours): void {
  context.save()
  context.strokeStyle = colours.inkFaint
  context.fillStyle = colours.inkSoft
  context.font = `600 12px ${colours.font}`
  context.setLineDash([2, 3])
  for (const { percent } of drawing.marks) {
    const x = (percent / 100) * width
    context.beginPath()
    context.moveTo(x, PLOT_TOP)
    context.lineTo(x, PLOT_BOTTOM)
    context.stroke()
  }
  context.font = `600 9px ${colours.font}`
  for (const { percent, sign } of drawing.marks) {
    context.textAlign = percent > 97 ? 'right' : percent < 2 ? 'left' : 'center'
    context.fillText(sign, (percent / 100) * width, PLOT_TOP)
  }
  context.font = `600 12px ${colours.font}`
  for (const { x, text } of joinNumbers(context, width, drawing.marks)) {
    context.textAlign = x > 0.97 * width ? 'right' : x < 0.02 * width ? 'left' : 'center'
    context.fillText(text, x, PLOT_TOP - 11)
  }
  context.restore()
}

/** The numbers above the lines; those that would run into each other at this width become one, `2–5`. */
function joinNumbers(context: Context, width: number, marks: Drawing['marks']) {
  const numbers: { readonly x: number; text: string; right: number }[] = []
  for (const { percent, label } of marks) {
    if (label === null) continue
    const x = (percent / 100) * width
    const half = context.measureText(label).width / 2
    const before = numbers.at(-1)
    if (before !== undefined && x - half < before.right + NUMBER_GAP_PX) {
      before.text = `${before.text.split(/\D/)[0]}–${label.split(/\D/).at(-1)}`
      before.right = x + half
    } else numbers.push({ x, text: label, right: x + half })
  }
  return numbers
}

/** Words along the lines of incidents, read from the foot upwards. */
function drawWords(context: Context, width: number, drawing: Drawing, colours: ChartColours): void {
  context.textAlign = 'left'
  for (const { percent, word } of drawing.marks) {
    if (word === null) continue
    context.save()
    context.translate((percent / 100) * width, PLOT_BOTTOM)
    context.rotate(-Math.PI / 2)
    outlinedText(context, word, 6, -4, colours.inkSoft, colours.paper)
    context.restore()
  }
}

function outlinedText(context: Context, text: string, x: number, y: number, ink: string, paper: string): void {
  context.strokeStyle = paper
  context.lineWidth = 3
  context.lineJoin = 'round'
  context.strokeText(text, x, y)
  context.fillStyle = ink
  context.fillText(text, x, y)
}

function drawSimulated(context: Context, width: number, colours: ChartColours): void {
  context.save()
  context.globalAlpha = 0.14
  context.font = `700 40px ${colours.font}`
  context.textAlign = 'center'
  context.fillStyle = colours.ink
  context.fillText('SIMULATED', width / 2, (PLOT_TOP + PLOT_BOTTOM) / 2)
  context.restore()
}

/** Draws on the canvas what the picture in the HTML shows besides its lines: grid, ticks, incidents, late spans, names. */
export function marksPlugin(panel: PlotPanel, drawing: Drawing, colours: ChartColours): Plugin<'line'> {
  return {
    id: 'marks',
    beforeDatasetsDraw: ({ ctx, width }) => {
      ctx.save()
      ctx.font = `12px ${colours.font}`
      ctx.textBaseline = 'alphabetic'
      drawGrid(ctx, width, drawing, colours)
      if (drawing.stalePercent !== null) drawStale(ctx, width, drawing.stalePercent, colours)
      drawIncidents(ctx, width, drawing, colours)
      ctx.restore()
    },
    afterDatasetsDraw: ({ ctx, width }) => {
      ctx.save()
      ctx.font = `12px ${colours.font}`
      drawWords(ctx, width, drawing, colours)
      for (const { value, y } of drawing.valueTicks) {
        outlinedText(ctx, formatTick(value, panel.unit), 0, y - 4, colours.inkSoft, colours.paper)
      }
      ctx.textAlign = 'right'
      if (drawing.stalePercent !== null)
        outlinedText(ctx, drawing.staleText, width, PLOT_TOP + 14, colours.ink, colours.paper)
      if (drawing.labels.length > 1) {
        for (const { name, y } of drawing.labels) outlinedText(ctx, name, width, y, colours.ink, colours.paper)
      }
      ctx.restore()
      if (panel.simulated) drawSimulated(ctx, width, colours)
    },
  }
}
