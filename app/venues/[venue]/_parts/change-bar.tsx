import styles from './change-section.module.css'

const HALF = 60
const HEIGHT = 10

/** A part of a change as a bar to the left (out) or to the right (in) of a middle line; the figure stands beside it. */
export function ChangeBar({ value, most }: { readonly value: number; readonly most: number }) {
  const length = most === 0 ? 0 : Math.max(1, Math.round((Math.abs(value) / most) * HALF))
  return (
    <svg
      className={styles.bar}
      width={2 * HALF}
      height={HEIGHT}
      viewBox={`0 0 ${2 * HALF} ${HEIGHT}`}
      aria-hidden="true"
      focusable="false"
    >
      <path d={`M${HALF} 0V${HEIGHT}`} className={styles.axis} />
      {value === 0 ? null : (
        <rect
          x={value < 0 ? HALF - length : HALF}
          y="2"
          width={length}
          height={HEIGHT - 4}
          className={value < 0 ? styles.out : styles.in}
        />
      )}
    </svg>
  )
}
