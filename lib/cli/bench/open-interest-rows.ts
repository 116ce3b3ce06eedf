import type { Client } from 'pg'

const MARKETS_A_PASS = 1000
const EVERY = "interval '15 minutes'"
const START = '2026-01-01T00:00:00Z'
const CHUNK = 1_000_000
// The site answers only for venues it knows.
const VENUES = ['aevo', 'apex', 'aster', 'binance', 'bingx', 'bitfinex', 'bitget', 'bitmart', 'bybit', 'okx']

/**
 * Fills `open_interest` with rows as a collector would write them: ten venues with a hundred markets each, every
 * quarter of an hour. Amounts have up to seven decimals; every seventh has a reason.
 */
export async function fillOpenInterest(client: Client, rows: number, say: (step: string) => void): Promise<void> {
  const passes = Math.ceil(rows / MARKETS_A_PASS)
  await client.query(
    `SELECT ensure_month_partition('open_interest', month) FROM generate_series(
       timestamptz '${START}', timestamptz '${START}' + $1 * ${EVERY} + interval '1 month', interval '1 month') AS month`,
    [passes],
  )
  for (let from = 0; from < rows; from += CHUNK) {
    await client.query(
      `INSERT INTO open_interest (venue, market, observed_at, contract_type, settle_asset, checked_at, contracts,
         base_units, value_usd, mark_price, source_sides, basis, obs_status, reason, source, raw_sha256)
       SELECT ($3::text[])[i % 10 + 1], 'ASSET' || ((i / 10) % 100) || 'USDT', at, 'linear', 'USDT', at + interval '1.234 s',
         i % 100000, (i % 99991) * 1.0012345, (i % 99991) * 1234.56789, 1234.5, 1, 'simulated',
         CASE WHEN i % 7 = 0 THEN 'E' ELSE 'A' END, CASE WHEN i % 7 = 0 THEN 'the side is not documented' END,
         'open_interest', encode(sha256((i / ${MARKETS_A_PASS})::text::bytea), 'hex')
       FROM generate_series($1::int, $2::int) i,
         LATERAL (SELECT timestamptz '${START}' + (i / ${MARKETS_A_PASS}) * ${EVERY} AS at) t`,
      [from, Math.min(from + CHUNK, rows) - 1, VENUES],
    )
    say(`${Math.min(from + CHUNK, rows)} of ${rows} rows`)
  }
  await client.query('VACUUM (ANALYZE) open_interest')
}
