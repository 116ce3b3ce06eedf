import type { ClientBase } from 'pg'
import { captureOf, observationsOf, type Reading } from '@/lib/collect/reading'
import type { Origin } from '@/lib/collect/rows'
import { type Decimal, plain } from '@/lib/core/decimal'
import { type AppendOptions, appendObservations, upsertRows } from '@/lib/db/bulk'

/** Volume of a market is kept at most this often; the latest value is always kept. */
const KEEP_VOLUME_EVERY_MS = 3_600_000
/** A pass may come a little early. */
const KEEP_SLACK_MS = 30_000

const text = (value: Decimal | null): string | null => (value === null ? null : plain(value))

interface Observed {
  readonly payload: number
  readonly observedAt: Date | null
  readonly status: string
  readonly reason: string | null
}

/** What every row of market context has, whatever it is about. */
function commonColumns(reading: Origin, item: Observed) {
  const capture = captureOf(reading, item)
  const checkedAt = capture.response.fetchedAt
  return {
    venue: reading.module.id,
    observed_at: item.observedAt ?? checkedAt,
    checked_at: checkedAt,
    basis: reading.basis,
    obs_status: item.status,
    reason: item.reason,
    source: reading.source.id,
    raw_sha256: capture.sha256,
  }
}

const cadenceSeconds = (reading: Reading) => Math.round(reading.source.cadenceMs / 1000)

/** Stores volume, depth and liquidations. Returns rows added. */
export async function storeMarketContext(client: ClientBase, reading: Reading): Promise<number> {
  const volumes = await storeVolumes(client, reading)
  const depths = await storeDepths(client, reading)
  return volumes + depths + (await storeLiquidations(client, reading))
}

/** Stores 24 h volume: the latest of every market, and a kept observation every hour. Returns rows added. */
async function storeVolumes(client: ClientBase, reading: Reading): Promise<number> {
  const found = observationsOf(reading, 'volume')
  if (found.length === 0) return 0
  const known = await client.query<{ market: string; kept_at: Date; valued: boolean }>(
    'SELECT market, kept_at, value_usd IS NOT NULL AS valued FROM volume_latest WHERE venue = $1',
    [reading.module.id],
  )
  const before = new Map(known.rows.map((row) => [row.market, row]))
  const rows = found.map((item) => {
    const common = commonColumns(reading, item)
    const keptAt = before.get(item.market)?.kept_at ?? null
    const due =
      keptAt === null || common.checked_at.getTime() - keptAt.getTime() >= KEEP_VOLUME_EVERY_MS - KEEP_SLACK_MS
    return {
      due,
      keptAt: due ? common.checked_at : keptAt,
      common: { ...common, market: item.market, base_units: text(item.baseUnits), value_usd: text(item.valueUsd) },
    }
  })
  // A market read without a value is missing from this pass: its last value stays, and ages.
  const isCurrent = ({ common }: (typeof rows)[number]) =>
    common.value_usd !== null || !before.get(common.market)?.valued
  await upsertRows(
    client,
    'volume_latest',
    ['venue', 'market'],
    rows
      .filter(isCurrent)
      .map(({ common, keptAt }) => ({ ...common, kept_at: keptAt, cadence_s: cadenceSeconds(reading) })),
  )
  const keptWithoutValue = rows.filter((row) => row.due && !isCurrent(row))
  if (keptWithoutValue.length > 0) {
    await client.query('UPDATE volume_latest SET kept_at = $3 WHERE venue = $1 AND market = ANY($2)', [
      reading.module.id,
      keptWithoutValue.map(({ common }) => common.market),
      reading.at,
    ])
  }
  const added = await appendObservations(
    client,
    'market_volume',
    ['venue', 'market', 'observed_at'],
    ['base_units', 'value_usd'],
    rows.filter((row) => row.due).map((row) => row.common),
  )
  return added.length
}

/** Stores the depth of order books, every reading of it. Returns rows added. */
async function storeDepths(client: ClientBase, reading: Reading): Promise<number> {
  const rows = observationsOf(reading, 'depth').map((item) => ({
    ...commonColumns(reading, item),
    market: item.market,
    mid_price: plain(item.midPrice),
    bid_usd_1: text(item.bidUsd1),
    ask_usd_1: text(item.askUsd1),
    bid_usd_2: text(item.bidUsd2),
    ask_usd_2: text(item.askUsd2),
  }))
  await upsertRows(
    client,
    'depth_latest',
    ['venue', 'market'],
    rows.map((row) => ({ ...row, cadence_s: cadenceSeconds(reading) })),
  )
  const added = await appendObservations(
    client,
    'book_depth',
    ['venue', 'market', 'observed_at'],
    ['mid_price', 'bid_usd_1', 'ask_usd_1', 'bid_usd_2', 'ask_usd_2'],
    rows,
  )
  return added.length
}

const LIQUIDATION_KEY = ['venue', 'event', 'observed_at'] as const
const LIQUIDATION_CONTENT = ['market', 'liquidation', 'side', 'window_start', 'base_units', 'price'] as const

/**
 * Stores liquidations; the same one seen again adds nothing. Where the venue gives units, dollars follow from the price
 * of the pass, so that a new dollar value alone is no new revision. Returns rows added.
 */
export async function storeLiquidations(
  client: ClientBase,
  reading: Origin & Pick<Reading, 'observations'>,
  options: AppendOptions = {},
): Promise<number> {
  const rows = observationsOf(reading, 'liquidation').map((item) => ({
    ...commonColumns(reading, item),
    event: item.event,
    market: item.market,
    liquidation: item.liquidation,
    side: item.side,
    window_start: item.windowStart,
    base_units: text(item.baseUnits),
    price: text(item.price),
    value_usd: text(item.valueUsd),
    loss_usd: text(item.lossUsd),
  }))
  const inUnits = rows.filter((row) => row.base_units !== null)
  const inDollars = rows.filter((row) => row.base_units === null)
  const added = [
    ...(await appendObservations(client, 'liquidation', LIQUIDATION_KEY, LIQUIDATION_CONTENT, inUnits, options)),
    ...(await appendObservations(
      client,
      'liquidation',
      LIQUIDATION_KEY,
      [...LIQUIDATION_CONTENT, 'value_usd', 'loss_usd'],
      inDollars,
      options,
    )),
  ]
  return added.length
}
