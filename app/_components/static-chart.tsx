import { useId } from 'react'
import { CHART_HEIGHT, DASHES, type Drawing, PLOT_BOTTOM, PLOT_TOP, PLOT_WIDTH } from '@/lib/render/chart-geometry'
import type { PlotUnit } from '@/lib/render/chart-plot'
import { formatTick } from '@/lib/render/chart-text'
import styles from './static-chart.module.css'

/** Numbers and signs of incidents stay within the picture. */
function markAnchor(percent: number): 'start' | 'middle' | 'end' {
  if (percent < 2) return 'start'
  return percent > 97 ? 'end' : 'middle'
}

/** The chart as it stands in the HTML: for readers without scripts, for print, and until the live one is drawn. */
export function StaticChart({
  drawing,
  unit,
  label,
  simulated,
}: {
  readonly drawing: Drawing
  readonly unit: PlotUnit
  readonly label: string
  readonly simulated: boolean
}) {
  const hatch = useId()
  const labelled = drawing.lines.length > 1
  return (
    <svg className={styles.chart} width="100%" height={CHART_HEIGHT} role="img" aria-label={label}>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" className={styles.hatch} />
        </pattern>
      </defs>
      {drawing.valueTicks.map(({ value, y }) => (
        <line key={value} x1="0" x2="100%" y1={y} y2={y} className={styles.grid} />
      ))}
      {drawing.timeTicks.map(({ at, text, percent, anchor }, index) => (
        <text
          key={at}
          x={`${percent}%`}
          y={CHART_HEIGHT - 8}
          textAnchor={anchor}
          className={index % 2 === 1 ? styles.between : styles.tick}
        >
          {text}
        </text>
      ))}
      {drawing.stalePercent === null ? null : (
        <>
          <rect
            x={`${drawing.stalePercent}%`}
            y={PLOT_TOP}
            width={`${100 - drawing.stalePercent}%`}
            height={PLOT_BOTTOM - PLOT_TOP}
            fill={`url(#${hatch})`}
          />
          <text x="100%" y={PLOT_TOP + 14} textAnchor="end" className={styles.label}>
            {drawing.staleText}
          </text>
        </>
      )}
      {drawing.marks.map(({ percent, label, word, sign }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two incidents may share a moment
        <g key={index} className={styles.mark}>
          <line x1={`${percent}%`} x2={`${percent}%`} y1={PLOT_TOP} y2={PLOT_BOTTOM} />
          <text x={`${percent}%`} y={PLOT_TOP} textAnchor={markAnchor(percent)} className={styles.sign}>
            {sign}
          </text>
          {label === null ? null : (
            <text x={`${percent}%`} y={PLOT_TOP - 11} textAnchor={markAnchor(percent)}>
              {label}
            </text>
          )}
          {word === null ? null : (
            <svg x={`${percent}%`} y={PLOT_BOTTOM} className={styles.upright} aria-hidden="true">
              <text transform="rotate(-90)" x="6" y="-4" className={styles.word}>
                {word}
              </text>
            </svg>
          )}
        </g>
      ))}
      <svg
        x="0"
        y="0"
        width="100%"
        height={CHART_HEIGHT}
        viewBox={`0 0 ${PLOT_WIDTH} ${CHART_HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {drawing.lines.map(({ name, path }, index) => (
          <path
            key={name}
            d={path}
            className={styles.line}
            data-series={index + 1}
            strokeDasharray={DASHES[index]?.join(' ')}
          />
        ))}
      </svg>
      {drawing.lines.map(({ name, dots }, index) =>
        dots.map(({ percent, y }) => (
          <circle
            key={`${name} ${percent}`}
            cx={`${percent}%`}
            cy={y}
            r="3.5"
            className={styles.dot}
            data-series={index + 1}
          />
        )),
      )}
      {drawing.lines.map(({ name, restated }, index) =>
        restated.map(({ percent, y }) => (
          <svg key={`${name} ${percent}`} x={`${percent}%`} y={y} className={styles.upright} aria-hidden="true">
            <rect x="-3" y="-3" width="6" height="6" className={styles.dot} data-series={index + 1} />
          </svg>
        )),
      )}
      {drawing.valueTicks.map(({ value, y }) => (
        <text key={value} x="0" y={y - 4} className={styles.tick}>
          {formatTick(value, unit)}
        </text>
      ))}
      {labelled
        ? drawing.labels.map(({ name, y }, index) => (
            <text key={name} x="100%" y={y} textAnchor="end" className={styles.label} data-series={index + 1}>
              {name}
            </text>
          ))
        : null}
      {simulated ? (
        <text x="50%" y={(PLOT_TOP + PLOT_BOTTOM) / 2} textAnchor="middle" className={styles.simulated}>
          SIMULATED
        </text>
      ) : null}
    </svg>
  )
}
