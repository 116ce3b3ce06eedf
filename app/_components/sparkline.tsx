import { sparkline } from '@/lib/render/sparkline'
import { Absent } from './absent'
import styles from './sparkline.module.css'

const BOX = { width: 80, height: 24, padding: 2 }

/** A line of the last days without axes: shape only. `label` says in words what it shows. */
export function Sparkline({
  values,
  label,
  reason,
}: {
  readonly values: readonly (number | null)[]
  readonly label: string
  readonly reason: string
}) {
  const line = sparkline(values, BOX)
  // One point has no shape.
  if (line === null || values.filter((value) => value !== null).length < 2) return <Absent reason={reason} />
  return (
    <svg
      className={styles.line}
      width={BOX.width}
      height={BOX.height}
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      role="img"
      aria-label={label}
    >
      <path d={line.path} fill="none" stroke="currentColor" strokeWidth="1.25" strokeLinejoin="round" />
      {line.dots.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r="1.25" fill="none" stroke="currentColor" />
      ))}
      {line.end === null ? null : <circle cx={line.end.x} cy={line.end.y} r="1.75" fill="currentColor" />}
    </svg>
  )
}
