import { HeatStrip } from '@/app/_components/heat-strip'
import type { AdlAround } from '@/lib/queries/dto/adl'

/** The ADL levels of a venue over the days of its fund chart; nothing where no signal was read in them. */
export function AdlUnderFund({
  around,
  venue,
  name,
}: {
  readonly around: readonly AdlAround[]
  readonly venue: string
  readonly name: string
}) {
  const found = around.find((one) => one.venue === venue)
  if (found === undefined) return null
  const { strip } = found
  return <HeatStrip strip={strip} name={name} caption={`Highest ADL level, by ${strip.interval}`} />
}
