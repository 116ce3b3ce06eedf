import type { PlotPanel } from '@/lib/render/chart-plot'
import { formatDay, formatTime } from '@/lib/render/time'
import { markSign } from '@/lib/render/words'
import type { ChartColours } from './chart-marks'

/** What a picture says besides the chart itself. */
export interface PictureText {
  readonly title: string
  /** What the axes do, in a sentence. */
  readonly note: string
  /** Data as of, UTC. */
  readonly asOf: string
  /** Where the chart was taken from. */
  readonly source: string
}

const SCALE = 2
const MARGIN = 16
const LINE = 18
const MOST_INCIDENTS = 8

/** Text cut to a width, with an ellipsis where something is left out. */
function shorten(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  let end = text.length
  while (end > 0 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1
  return `${text.slice(0, end)}…`
}

function footLines(panel: PlotPanel, { note, asOf, source }: PictureText): readonly string[] {
  const incidents = panel.marks
    .slice(0, MOST_INCIDENTS)
    .map(({ number, at, kind, title }) => `${markSign(kind)} ${number}  ${formatDay(at)}  ${title}`)
  const left = panel.marks.length - incidents.length
  return [
    ...incidents,
    ...(left > 0 ? [`and ${left} more incidents on the page`] : []),
    note,
    `Data as of ${asOf} UTC. ${formatTime(panel.from)} to ${formatTime(panel.to)} UTC is shown.`,
    `Source: Coverline, ${source}`,
    ...(panel.simulated ? ['SIMULATED: these figures are made up and describe no exchange.'] : []),
  ]
}

/** A PNG of a drawn chart with what it needs to stand alone; null where the browser cannot make one. */
export function drawPicture(
  chart: HTMLCanvasElement,
  panel: PlotPanel,
  about: PictureText,
  colours: ChartColours,
): Promise<Blob | null> {
  const [width, height] = [chart.clientWidth, chart.clientHeight]
  const foot = footLines(panel, about)
  const head = MARGIN + 2 * LINE
  const canvas = document.createElement('canvas')
  canvas.width = (width + 2 * MARGIN) * SCALE
  canvas.height = (head + height + MARGIN + foot.length * LINE + MARGIN) * SCALE
  const context = canvas.getContext('2d')
  if (context === null) return Promise.resolve(null)
  context.scale(SCALE, SCALE)
  context.fillStyle = colours.paper
  context.fillRect(0, 0, width + 2 * MARGIN, canvas.height / SCALE)
  context.fillStyle = colours.ink
  context.font = `600 16px ${colours.font}`
  context.fillText(
    shorten(context, `${panel.simulated ? 'SIMULATED · ' : ''}${about.title}`, width),
    MARGIN,
    MARGIN + LINE,
  )
  context.drawImage(chart, MARGIN, head, width, height)
  context.font = `12px ${colours.font}`
  context.fillStyle = colours.inkSoft
  for (const [index, line] of foot.entries()) {
    context.fillText(shorten(context, line, width), MARGIN, head + height + MARGIN + (index + 0.5) * LINE)
  }
  return new Promise((done) => canvas.toBlob(done, 'image/png'))
}
