import { useId } from 'react'
import type { AdlStrip } from '@/lib/queries/dto/adl'
import { formatCount } from '@/lib/render/format'
import {
  type DrawnRun,
  describeSpan,
  describeStrip,
  drawStrip,
  type HeatKind,
  heatRuns,
  heatWord,
  runBounds,
} from '@/lib/render/heat-strip'
import { Absent } from './absent'
import { ColumnHeader, DataTable } from './data-table'
import styles from './heat-strip.module.css'

const HEIGHT = 28
const AXIS = 16
const LEVEL_HEIGHTS = [5, 12, 20, 28] as const
const LEGEND: readonly HeatKind[] = [0, 1, 2, 3, 'ungraded', 'unread']
const MOST_SUBJECTS = 3
/** Rows of the table on a page that is not about ADL. */
const FEW_RUNS = 5

/** One stretch: the higher the level, the higher the bar; hatched where nothing was read. */
function Run({
  run: { kind },
  x,
  width,
  hatch,
}: {
  readonly run: Pick<DrawnRun, 'kind'>
  readonly x: string
  readonly width: string
  readonly hatch: string
}) {
  if (kind === 'unread') return <rect x={x} y="0" width={width} height={HEIGHT} fill={`url(#${hatch})`} />
  if (kind === 'ungraded') return <rect x={x} y={HEIGHT / 2 - 1} width={width} height="2" className={styles.ungraded} />
  const height = LEVEL_HEIGHTS[kind]
  return <rect x={x} y={HEIGHT - height} width={width} height={height} className={styles[`level${kind}`]} />
}

function Hatch({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V5" className={styles.hatch} />
      </pattern>
    </defs>
  )
}

/** The highest ADL level of a venue over time, drawn on the server, with the same in words and as a table. */
export function HeatStrip({
  strip,
  name,
  caption,
  wholeHref = null,
}: {
  readonly strip: AdlStrip
  /** Whose signal it is. */
  readonly name: string
  readonly caption: string
  /** The page with every row of the table, where this one shows the newest few; null: all are here. */
  readonly wholeHref?: string | null
}) {
  const hatch = useId()
  const { runs, ticks } = drawStrip(strip)
  const words = describeStrip(strip)
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        {strip.simulated ? <strong>SIMULATED</strong> : null} {caption}: {words}
      </figcaption>
      <svg
        className={styles.strip}
        width="100%"
        height={HEIGHT + AXIS}
        role="img"
        aria-label={`${name}, highest ADL level per ${strip.interval}, ${describeSpan(strip)}: ${words}`}
      >
        <Hatch id={hatch} />
        {ticks.map(({ at, percent }) => (
          <line key={at} x1={`${percent}%`} x2={`${percent}%`} y1="0" y2={HEIGHT + 3} className={styles.mark} />
        ))}
        {runs.map((run) => (
          <Run key={run.from} run={run} x={`${run.x}%`} width={`${run.width}%`} hatch={hatch} />
        ))}
        <line x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} className={styles.base} />
        {ticks.map(({ at, text, percent }) => (
          <text
            key={at}
            x={`${percent}%`}
            y={HEIGHT + AXIS - 2}
            textAnchor={percent < 3 ? 'start' : percent > 97 ? 'end' : 'middle'}
            className={styles.tick}
          >
            {text}
          </text>
        ))}
      </svg>
      <details className={styles.twin}>
        <summary>
          As a table
          <span className="visually-hidden">
            : {name}, {caption}
          </span>
        </summary>
        <Twin strip={strip} name={name} wholeHref={wholeHref} />
      </details>
    </figure>
  )
}

function Twin({
  strip,
  name,
  wholeHref,
}: {
  readonly strip: AdlStrip
  readonly name: string
  readonly wholeHref: string | null
}) {
  const { interval } = strip
  const runs = heatRuns(strip).toReversed()
  const shown = wholeHref === null || runs.length <= FEW_RUNS + 1 ? runs : runs.slice(0, FEW_RUNS)
  return (
    <>
      {shown.length === runs.length || wholeHref === null ? null : (
        <p className={styles.few}>
          The newest {shown.length} of {runs.length} rows. <a href={wholeHref}>All {runs.length} rows</a>
        </p>
      )}
      <DataTable
        caption={`${name}: highest ADL level, ${describeSpan(strip)}, ${formatCount(strip.cells.length, interval)}`}
      >
        <thead>
          <tr>
            <ColumnHeader>From{interval === 'hour' ? ' (UTC)' : ''}</ColumnHeader>
            <ColumnHeader>To{interval === 'hour' ? ' (UTC)' : ', included'}</ColumnHeader>
            <ColumnHeader>Highest level</ColumnHeader>
            <ColumnHeader>At it</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {shown.map((run) => {
            const [from, to] = runBounds(run, interval)
            return (
              <tr key={run.from}>
                <th scope="row">{from}</th>
                <td>{to}</td>
                <td>{run.kind === 'unread' ? <Absent reason={heatWord(run.kind)} /> : heatWord(run.kind)}</td>
                <td>{subjectsOf(run.subjects)}</td>
              </tr>
            )
          })}
        </tbody>
      </DataTable>
    </>
  )
}

function subjectsOf(subjects: readonly string[]): string {
  if (subjects.length === 0) return 'no market'
  const more = subjects.length - MOST_SUBJECTS
  return `${subjects.slice(0, MOST_SUBJECTS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** What the bars of a strip mean; once per page that shows strips. */
export function HeatLegend() {
  const hatch = useId()
  return (
    <ul className={styles.legend} aria-label="How a strip is drawn">
      {LEGEND.map((kind) => (
        <li key={kind}>
          <svg width="20" height={HEIGHT} aria-hidden="true" focusable="false">
            {kind === 'unread' ? <Hatch id={hatch} /> : null}
            <Run run={{ kind }} x="0" width="20" hatch={hatch} />
            <line x1="0" x2="20" y1={HEIGHT} y2={HEIGHT} className={styles.base} />
          </svg>
          {heatWord(kind)}
        </li>
      ))}
    </ul>
  )
}
