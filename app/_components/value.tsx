import type { DecimalText } from '@/lib/queries/dto/common'
import {
  formatChange,
  formatRatioPercent,
  formatUnits,
  formatUnitsExact,
  formatUsd,
  formatUsdExact,
} from '@/lib/render/format'
import { Absent } from './absent'
import styles from './value.module.css'

interface MaybeAbsent {
  /** Shown in place of a missing value. */
  readonly reason: string
}

/** A dollar amount, short; every digit is in `value` and in the title. */
export function Usd({ value, reason }: MaybeAbsent & { readonly value: DecimalText | null }) {
  if (value === null) return <Absent reason={reason} />
  return (
    <data className={styles.figure} value={value} title={formatUsdExact(value)}>
      {formatUsd(value)}
    </data>
  )
}

/** An amount in its own asset. */
export function Units({
  value,
  asset,
  reason,
}: MaybeAbsent & { readonly value: DecimalText | null; readonly asset: string }) {
  if (value === null) return <Absent reason={reason} />
  return (
    <data className={styles.figure} value={value} title={formatUnitsExact(value, asset)}>
      {formatUnits(value, asset)}
    </data>
  )
}

/** A plain ratio, as percent. */
export function Percent({ value, reason }: MaybeAbsent & { readonly value: number | null }) {
  if (value === null) return <Absent reason={reason} />
  return (
    <data className={styles.figure} value={value}>
      {formatRatioPercent(value)}
    </data>
  )
}

/** A relative change, with its sign and without a colour: a falling fund may be a fund at work. */
export function Change({ value, reason }: MaybeAbsent & { readonly value: number | null }) {
  if (value === null) return <Absent reason={reason} />
  return (
    <data className={styles.figure} value={value}>
      {formatChange(value)}
    </data>
  )
}
