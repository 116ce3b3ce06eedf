import { cachedRead } from '@/app/_data/read'
import { readAttribution } from '@/lib/queries/attribution'
import { DAY_MS_OF_PERIODS, type Period } from '@/lib/render/period-query'

/** What changed a venue's funds over a half-open range; null for an unknown venue. */
export const getAttribution = cachedRead((db, now, venue: string, range: { readonly from: Date; readonly to: Date }) =>
  readAttribution(db, venue, { ...range, now }),
)

/** The same over a preset back from now, or from one day up to another. */
export const getAttributionOver = cachedRead((db, now, venue: string, period: Period) => {
  const to = period.kind === 'days' ? new Date(`${period.to}T00:00:00Z`) : now
  const from =
    period.kind === 'days'
      ? new Date(`${period.from}T00:00:00Z`)
      : new Date(now.getTime() - DAY_MS_OF_PERIODS[period.preset])
  return readAttribution(db, venue, { from, to, now })
})
