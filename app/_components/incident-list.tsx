import type { PlotPanel } from '@/lib/render/chart-plot'
import { formatTime } from '@/lib/render/time'
import { markSign, markWord } from '@/lib/render/words'
import { AnyLink } from './any-link'
import styles from './history-chart.module.css'

/** The incidents of charts in words, under the numbers and signs the charts give them, each with its evidence. */
export function IncidentList({ panels }: { readonly panels: readonly PlotPanel[] }) {
  const marks = [...new Map(panels.flatMap((panel) => panel.marks).map((mark) => [mark.number, mark])).values()].sort(
    (a, b) => a.number - b.number,
  )
  if (marks.length === 0) return null
  return (
    <ol className={styles.marks} aria-label="Incidents in the chart">
      {marks.map(({ number, at, title, kind, href }) => (
        <li key={number} value={number}>
          <span aria-hidden="true">{markSign(kind)}</span>{' '}
          <time dateTime={new Date(at).toISOString()}>{formatTime(at).replace(' 00:00', '')}</time>{' '}
          <span className={styles.kind}>{markWord(kind)}</span> <AnyLink href={href}>{title}</AnyLink>
        </li>
      ))}
    </ol>
  )
}
