import type { AdlStrips } from '@/lib/queries/dto/adl'
import { HeatStrip } from './heat-strip'

/** The two strips of a venue: 7 days by hour, 90 days by day. */
export function HeatStrips({
  strips,
  wholeHref = null,
}: {
  readonly strips: AdlStrips
  /** The page with every row of their tables, where this one shows the newest few. */
  readonly wholeHref?: string | null
}) {
  return (
    <>
      <HeatStrip strip={strips.hours} name={strips.name} caption="Last 7 days, by hour" wholeHref={wholeHref} />
      <HeatStrip strip={strips.days} name={strips.name} caption="Last 90 days, by day" wholeHref={wholeHref} />
    </>
  )
}
