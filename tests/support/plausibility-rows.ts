import type { Pool } from 'pg'
import { seededRandom } from '@/lib/core/metrics/plausibility/random'
import {
  balance,
  bucket,
  fund,
  fundLatest,
  insertStored,
  liquidation,
  listedMarket,
  marketLatest,
  marketVolume,
  openInterest,
  venueLatest,
} from '@/tests/support/store-rows'

const DAY = 86_400_000

/**
 * A venue with one fund whose daily change is reckoned from volume, as in the testimony on FTX; `honest` instead adds
 * what volume does not decide, and losses. Days end before `midnight`.
 */
export async function insertLedger(
  pool: Pool,
  venue: string,
  { midnight, days, honest }: { readonly midnight: Date; readonly days: number; readonly honest: boolean },
): Promise<void> {
  const random = seededRandom(days + (honest ? 1 : 2))
  const at = (back: number, ms = 0) => new Date(midnight.getTime() - back * DAY + ms)
  const checked = at(0, -60_000)
  await insertStored(pool, 'venue_latest', [venueLatest(venue, { fund_usd: '1000' })])
  await insertStored(pool, 'fund', [fund(venue, 'main', { label: 'Main fund' })])
  await insertStored(pool, 'fund_latest', [fundLatest(venue, 'main', checked)])
  await insertStored(pool, 'balance_latest', [{ ...balance(venue, 'main', 'USDT', checked), cadence_s: 60 }])
  await insertStored(pool, 'market', [listedMarket(venue, 'BTC', checked)])
  await insertStored(pool, 'market_latest', [marketLatest(venue, 'BTC', checked)])
  let units = 40_000_000
  const rows = Array.from({ length: days }, (_, index) => {
    const back = days - index
    const volume = 2e9 * (0.5 + random())
    units += honest ? 9000 * (random() - 0.5) : (volume * (7400 + 200 * random())) / 1e9
    return { start: at(back), late: at(back, DAY - 60_000), volume, units: units.toFixed(4), oi: 8e9 * random() }
  })
  await insertStored(
    pool,
    'coverage_day',
    rows.map(({ start, oi, late }) =>
      bucket(venue, 'total', start, { level: '1', oi_usd: oi.toFixed(2), fund_observed_at: late }),
    ),
    'bucket_start',
  )
  await insertStored(
    pool,
    'fund_balance',
    rows.map((row) => balance(venue, 'main', 'USDT', row.late, { units: row.units, revision: 0 })),
    'observed_at',
  )
  await insertStored(
    pool,
    'market_volume',
    rows.map((row) =>
      marketVolume(venue, 'BTC', row.late, { value_usd: row.volume.toFixed(2), base_units: '10', revision: 0 }),
    ),
    'observed_at',
  )
  await insertStored(
    pool,
    'liquidation',
    rows.map(({ start }, index) =>
      liquidation(venue, `l${index}`, new Date(start.getTime() + DAY / 2), { value_usd: '1000', revision: 0 }),
    ),
    'observed_at',
  )
  // Open interest every hour of the last 30 days: it ranges over 3 coins a day, 12 where the ledger is made up.
  const hours = Math.min(days, 30) * 24
  await insertStored(
    pool,
    'open_interest',
    Array.from({ length: hours }, (_, index) =>
      openInterest(venue, 'BTC', at(0, -(index + 1) * 3_600_000), {
        base_units: String(100 + (index % 2) * (honest ? 3 : 12)),
        revision: 0,
      }),
    ),
    'observed_at',
  )
}
