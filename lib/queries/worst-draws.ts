import { dec } from '@/lib/core/decimal'
import { medianOf } from '@/lib/core/metrics/plausibility/statistics'
import { findWorstDraw, type LevelSample } from '@/lib/core/metrics/worst-draw'
import type { Database } from '@/lib/db/client'
import { type LevelRow, readLevels, readUnitsAt } from '@/lib/db/repositories/rollup'
import type { WorstDraws } from '@/lib/queries/dto/measures'
import { isoTime, orNull } from '@/lib/queries/words'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How far back days and hours are read. */
const DAYS = 400
const HOURS_FOR_DAYS = 30
const WINDOWS = [
  { window: '1d', ms: DAY_MS },
  { window: '7d', ms: 7 * DAY_MS },
] as const

/** The fund and asset of a venue whose headline is one balance; null where it is several. */
export interface SingleBalance {
  readonly fund: string
  readonly asset: string
}

interface Sample extends LevelSample {
  readonly hourly: boolean
}

/** Where nothing is measured. */
export function noWorstDraws(reason: string): WorstDraws {
  return {
    windows: WINDOWS.map(({ window }) => ({ ...NOTHING, window, unobservable: false, reason })),
    since: null,
    hourlySince: null,
    typicalStepMs: null,
    samples: 0,
    basis: null,
  }
}

const NOTHING = { multiple: null, drawOfNow: null, from: null, to: null } as const

/**
 * The venue's fund now against its largest falls within a day and within seven days, over 400 days: hours of the last
 * 30, days before. In units where the headline is one balance, else in the flow index of our own observations.
 */
export async function readWorstDraws(
  db: Database,
  venue: string,
  { single, now }: { readonly single: SingleBalance | null; readonly now: Date },
): Promise<WorstDraws> {
  const from = (days: number) => new Date(now.getTime() - days * DAY_MS)
  const [days, hours] = await Promise.all([
    readLevels(db, { venue, interval: 'day', from: from(DAYS) }),
    readLevels(db, { venue, interval: 'hour', from: from(HOURS_FOR_DAYS) }),
  ])
  const firstHour = hours[0]?.bucketStart ?? now
  const rows = [
    ...days
      .filter((row) => row.bucketStart.getTime() + DAY_MS <= firstHour.getTime())
      .map((row) => ({ row, hourly: false })),
    ...hours.map((row) => ({ row, hourly: true })),
  ]
  const samples = await samplesOf(db, venue, rows, { single, now })
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined) return noWorstDraws('no history yet')
  return {
    windows: WINDOWS.map(({ window, ms }) => {
      const found = findWorstDraw(samples, ms)
      const share = found.draw !== null && last.level.gt(0) ? found.draw.div(last.level).toNumber() : null
      return {
        window,
        multiple: found.multiple,
        drawOfNow: share,
        from: orNull(found.from, (at) => isoTime(new Date(at))),
        to: orNull(found.to, (at) => isoTime(new Date(at))),
        unobservable: found.unobservable,
        reason: found.multiple === null ? reasonOf(found.unobservable, found.draw === null, samples.length) : null,
      }
    }),
    since: isoTime(new Date(first.at)),
    hourlySince: orNull(samples.find(({ hourly }) => hourly) ?? null, ({ at }) => isoTime(new Date(at))),
    typicalStepMs: typicalStep(samples),
    samples: samples.length,
    basis: single === null ? 'flow_index' : single.asset === 'USD' ? 'dollars' : 'units',
  }
}

function typicalStep(samples: readonly Sample[]): number | null {
  const steps = samples.slice(1).map(({ at }, index) => at - (samples[index]?.at ?? at))
  return steps.length === 0 ? null : medianOf(steps)
}

function reasonOf(unobservable: boolean, noFall: boolean, samples: number): string {
  if (samples < 2) return 'no history yet'
  if (unobservable) return 'unobservable: samples are further apart than the window'
  return noFall ? 'no fall on record' : 'the fund is not above zero'
}

async function samplesOf(
  db: Database,
  venue: string,
  rows: readonly { readonly row: LevelRow; readonly hourly: boolean }[],
  { single, now }: { readonly single: SingleBalance | null; readonly now: Date },
): Promise<readonly Sample[]> {
  const known = rows.filter(({ row }) => row.fundObservedAt !== null)
  const units =
    single === null
      ? null
      : await readUnitsAt(
          db,
          { venue, ...single },
          known.flatMap(({ row }) => row.fundObservedAt ?? []),
        )
  return known.flatMap(({ row, hourly }, index) => {
    const level = units === null ? row.level : (units[index] ?? null)
    if (level === null) return []
    const end = row.bucketStart.getTime() + (hourly ? HOUR_MS : DAY_MS)
    return [{ at: Math.min(end, now.getTime()), level: dec(level), hourly }]
  })
}
