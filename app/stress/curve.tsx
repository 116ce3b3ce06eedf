import { type CurveStop, CurveWalk } from '@/app/_client/curve-walk'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { known } from '@/lib/core/known'
import type { CurvePoint } from '@/lib/core/metrics/stress-pools'
import { DASHES } from '@/lib/render/chart-geometry'
import { formatTick } from '@/lib/render/chart-text'
import { CURVE_BOTTOM, CURVE_HEIGHT, CURVE_TOP, CURVE_WIDTH, drawCurve } from '@/lib/render/stress-curve'
import { formatAmount, formatShare, formatSolvedMove } from '@/lib/render/stress-text'
import { Amount } from './amount'
import styles from './curve.module.css'
import type { CurveData } from './scenario'

/** Every sixth point of the curve stands in the table. */
const TABLE_STEP = 5

function wordsOf(data: CurveData, unit: string, move: string): string {
  const fund = `The usable fund is ${formatAmount(data.usable, unit)}.`
  const lines = data.lines.map(({ law, meets }) =>
    meets === null
      ? `${law.text}: does not use up the fund within ${formatShare(data.end)}`
      : `${law.text}: uses up the fund at a ${move} of ${formatSolvedMove(meets)}`,
  )
  return `Hole by size of the ${move}, 0 to ${formatShare(data.end)}. ${fund} ${lines.join('; ')}.`
}

/** All lines are drawn over the same gaps. */
const holeAt = (points: readonly CurvePoint[], index: number): number =>
  known(points[index], 'a point of the curve').shortfall

/** What stands at each gap of the curve, in words. */
function stopsOf({ lines, usable, end }: CurveData, unit: string, move: string): readonly CurveStop[] {
  const fund = `Usable fund ${formatAmount(usable, unit)}.`
  const gaps = lines[0]?.points.map(({ gap }) => gap) ?? []
  return gaps.map((gap, index) => {
    const holes = lines.map(({ law, points }) => `${law.short} ${formatAmount(holeAt(points, index), unit)}`)
    return {
      percent: Number(((gap / end) * 100).toFixed(3)),
      text: `A ${move} of ${formatShare(gap)}, hole by law: ${holes.join(', ')}. ${fund}`,
    }
  })
}

/** The hole over the size of the move, one line per leverage law, against the usable fund; with its figures as a table. */
export function Curve({
  data,
  unit,
  move,
  simulated,
}: {
  readonly data: CurveData
  readonly unit: string
  readonly move: 'fall' | 'rise'
  readonly simulated: boolean
}) {
  const drawing = drawCurve({
    ...data,
    lines: data.lines.map(({ law, points, meets }) => ({ name: law.short, points, meets })),
  })
  const plotUnit = unit === 'USD' ? ({ kind: 'usd' } as const) : ({ kind: 'asset', asset: unit } as const)
  return (
    <>
      <figure className={styles.figure}>
        <CurveWalk stops={stopsOf(data, unit, move)} label={`Hole over the size of the ${move}`}>
          <svg
            className={styles.chart}
            width="100%"
            height={CURVE_HEIGHT}
            role="img"
            aria-label={wordsOf(data, unit, move)}
          >
            {drawing.valueTicks.map(({ value, y }) => (
              <line key={value} x1="0" x2="100%" y1={y} y2={y} className={styles.grid} />
            ))}
            {drawing.gapTicks.map(({ gap, percent }) => (
              <text
                key={gap}
                x={`${percent}%`}
                y={CURVE_HEIGHT - 12}
                textAnchor={percent === 0 ? 'start' : percent > 97 ? 'end' : 'middle'}
                className={styles.tick}
              >
                {formatShare(gap)}
              </text>
            ))}
            <line
              x1={`${drawing.gapPercent}%`}
              x2={`${drawing.gapPercent}%`}
              y1={CURVE_TOP}
              y2={CURVE_BOTTOM}
              className={styles.gap}
            />
            <svg
              x="0"
              y={CURVE_TOP}
              width="100%"
              height={CURVE_BOTTOM - CURVE_TOP + 1}
              viewBox={`0 ${CURVE_TOP} ${CURVE_WIDTH} ${CURVE_BOTTOM - CURVE_TOP + 1}`}
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
            <line x1="0" x2="100%" y1={drawing.fundY} y2={drawing.fundY} className={styles.fund} />
            {drawing.lines.map(({ name, meets }, index) =>
              meets === null ? null : (
                <circle
                  key={name}
                  cx={`${meets.percent}%`}
                  cy={meets.y}
                  r="4"
                  className={styles.dot}
                  data-series={index + 1}
                />
              ),
            )}
            {drawing.valueTicks.map(({ value, y }) => (
              <text key={value} x="0" y={y - 4} className={styles.tick}>
                {formatTick(value, plotUnit)}
              </text>
            ))}
            <text x="100%" y={drawing.fundY - 5} textAnchor="end" className={styles.label}>
              usable fund {formatAmount(data.usable, unit)}
            </text>
            <text
              x={`${drawing.gapPercent}%`}
              y={CURVE_TOP - 4}
              textAnchor={drawing.gapPercent > 90 ? 'end' : drawing.gapPercent < 10 ? 'start' : 'middle'}
              className={styles.label}
            >
              chosen: {formatShare(data.gap)}
            </text>
            {drawing.lines.map(({ name, labelY, labelPercent }) => (
              <text
                key={name}
                x={`${Math.max(8, labelPercent - 1)}%`}
                y={labelY}
                textAnchor="end"
                className={styles.label}
              >
                {name}
              </text>
            ))}
            {simulated ? (
              <text x="50%" y={(CURVE_TOP + CURVE_BOTTOM) / 2} textAnchor="middle" className={styles.simulated}>
                SIMULATED
              </text>
            ) : null}
          </svg>
        </CurveWalk>
        <figcaption className={styles.legend}>
          <ul>
            {data.lines.map(({ law }, index) => (
              <li key={law.name}>
                <svg width="28" height="8" aria-hidden="true" focusable="false">
                  <path
                    d="M0 4H28"
                    className={styles.line}
                    data-series={index + 1}
                    strokeDasharray={DASHES[index]?.join(' ')}
                  />
                </svg>{' '}
                {law.text}
              </li>
            ))}
          </ul>
          Across: the size of the {move}. Up: the hole it would leave. Rings: where a line meets the usable fund. Lines
          that go far beyond the fund are cut off at the top.
        </figcaption>
      </figure>
      <details className={styles.table}>
        <summary>The curve as a table</summary>
        <DataTable caption={`Hole by size of the ${move} and leverage law`} height="flowing">
          <thead>
            <tr>
              <ColumnHeader>{move === 'fall' ? 'Fall' : 'Rise'}</ColumnHeader>
              {data.lines.map(({ law }) => (
                <ColumnHeader key={law.name} numeric>
                  {law.text}
                </ColumnHeader>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.lines[0]?.points.map(({ gap }, index) =>
              index % TABLE_STEP === 0 ? (
                <tr key={gap}>
                  <th scope="row">{formatShare(gap)}</th>
                  {data.lines.map(({ law, points }) => (
                    <NumberCell key={law.name}>
                      <Amount value={holeAt(points, index)} unit={unit} />
                    </NumberCell>
                  ))}
                </tr>
              ) : null,
            )}
          </tbody>
        </DataTable>
      </details>
    </>
  )
}
