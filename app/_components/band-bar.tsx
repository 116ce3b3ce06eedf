import type { Band } from '@/lib/queries/dto/common'
import { formatMove } from '@/lib/render/format'
import { Absent } from './absent'
import styles from './band-bar.module.css'

const WIDTH = 48
const HEIGHT = 8
/** The bar ends at a fall of 50 %; a longer band touches its end. */
const FULL_SCALE = 0.5

function place(move: number): number {
  return Math.round((Math.min(Math.max(move, 0), FULL_SCALE) / FULL_SCALE) * WIDTH * 100) / 100
}

/** The exhaustion band in figures, with a small bar from 0 to 50 %. */
export function BandBar({ band, reason }: { readonly band: Band | null; readonly reason: string }) {
  if (band === null) return <Absent reason={reason} />
  const low = place(band.low)
  const high = band.high === null ? WIDTH : place(band.high)
  return (
    <span className={styles.band}>
      <span className={styles.text}>{formatMove(band)}</span>
      <svg
        className={styles.bar}
        width={WIDTH}
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        aria-hidden="true"
        focusable="false"
      >
        <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} className={styles.axis} />
        <rect x={low} y="1" width={Math.max(high - low, 1)} height={HEIGHT - 3} className={styles.range} />
        {band.central === null ? null : (
          <path d={`M${place(band.central)} 0V${HEIGHT - 1}`} className={styles.central} />
        )}
      </svg>
    </span>
  )
}
