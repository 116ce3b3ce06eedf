import type { AdlStrips } from '@/lib/queries/dto/adl'
import { HeatStrip } from './heat-strip'

/** The two strips of a venue: 7 days by hour, 90 days by day. */
export function HeatStrips({ strips }: { readonly strips: AdlStrips }) {
  return (
    <>
      <HeatStrip strip={strips.hours} name={strips.name} caption="Last 7 days, by hour" />
      <HeatStrip strip={strips.days} name={strips.name} caption="Last 90 days, by day" />
    </>
  )
}
