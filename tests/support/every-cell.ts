import type { Pool } from 'pg'
import {
  adlSignal,
  balance,
  bookDepth,
  bucket,
  flow,
  insertStored,
  liquidation,
  marketVolume,
  openInterest,
} from '@/tests/support/store-rows'

const at = (text: string) => new Date(text)

/** Text that has broken files before: quotes, line ends, separators, formulas, other alphabets, nothing at all. */
const HOSTILE: readonly string[] = [
  '=HYPERLINK("http://x")',
  '+1',
  '-1',
  '@SUM(A1)',
  '\tx',
  '\rx',
  'a "b", \r\nc',
  "'quoted'",
  'back\\slash|bar',
  '日本語 🪙',
  'é',
  '\u2028line',
  '\u0001control',
  ' space ',
  '',
  'NULL',
  '\uFEFFmark',
  '<script>',
  'a,b',
  '%s {0} $1',
]
const DECIMALS = ['0', '-0.000000000000000001', '99999999999999999999.999999999999999999', '-5', '1.50', '1000000']
const RATIOS = [0, 1e-7, 1e-300, 0.1, 123456789.125, 1e21, 5e-324, -0.5, 0.30000000000000004]
const RECORDED = { recorded_at: at('2026-11-19T00:00:00Z') }

/** Rows of every series with every kind of cell: hostile text, missing values, tiny and huge numbers, lists, times. */
export async function storeEveryKindOfCell(pool: Pool): Promise<void> {
  const moments = HOSTILE.map((_, index) => new Date(Date.UTC(2026, 9, 30, index * 5, 59, 59, index * 50)))
  const moment = (index: number) => moments[index] ?? at('2026-11-01T00:00:00Z')
  const decimal = (index: number) => DECIMALS[index % DECIMALS.length] ?? '0'
  const positive = (index: number) => decimal(index).replace('-', '')
  const ratio = (index: number) => RATIOS[index % RATIOS.length] ?? 0
  // A cell that is never empty by its definition holds some text; `words` may be empty text, which is not missing.
  const each = HOSTILE.map((words, index) => ({
    words,
    text: words || 'some',
    index,
    on: moment(index),
    none: index % 3 === 0,
  }))
  await insertStored(
    pool,
    'fund_balance',
    each.map(({ words, text, index, on, none }) =>
      balance('alpha', `fund${text}`, text, on, {
        ...RECORDED,
        units: decimal(index),
        price_usd: none ? null : positive(index),
        price_source: none ? null : 'par',
        value_usd: none ? null : decimal(index),
        reason: none ? words : null,
        raw_sha256: index === 4 ? null : 'a'.repeat(64),
      }),
    ),
    'observed_at',
  )
  await insertStored(
    pool,
    'open_interest',
    each.map(({ words, text, index, on, none }) =>
      openInterest('alpha', text, on, {
        ...RECORDED,
        contracts: none ? positive(index) : null,
        base_units: none ? null : positive(index),
        value_usd: none ? null : positive(index),
        settle_asset: text,
        obs_status: none ? 'M' : 'A',
        reason: none ? words : null,
        source: text,
      }),
    ),
    'observed_at',
  )
  await insertStored(
    pool,
    'adl_signal',
    each.map(({ text, index, on, none }) =>
      adlSignal('alpha', text, on, {
        ...RECORDED,
        signal: text,
        value: text,
        level: none ? null : 3,
        proximity: none ? null : ratio(index),
      }),
    ),
    'observed_at',
  )
  await insertStored(
    pool,
    'fund_flow',
    each.map(({ text, index, on }) =>
      flow('alpha', text, on, { ...RECORDED, venue_type: text, units: decimal(index) }),
    ),
    'observed_at',
  )
  await insertStored(
    pool,
    'market_volume',
    each.map(({ words, text, index, on, none }) =>
      marketVolume('beta', text, on, {
        ...RECORDED,
        base_units: none ? null : positive(index),
        value_usd: none ? null : positive(index),
        reason: none ? words : null,
      }),
    ),
    'observed_at',
  )
  await insertStored(
    pool,
    'book_depth',
    each.map(({ words, text, index, on, none }) =>
      bookDepth('alpha', text, on, { ...RECORDED, bid_usd_1: none ? null : positive(index), reason: words }),
    ),
    'observed_at',
  )
  await insertStored(
    pool,
    'liquidation',
    each.map(({ words, text, index, on, none }) =>
      liquidation('alpha', `event${text}`, on, {
        ...RECORDED,
        market: none ? null : text,
        side: none ? null : 'short',
        window_start: none ? at('2026-10-29T00:00:00.001Z') : null,
        loss_usd: none ? null : positive(index),
        reason: words,
      }),
    ),
    'observed_at',
  )
  for (const table of ['coverage_day', 'coverage_hour', 'coverage_raw']) {
    await insertStored(
      pool,
      table,
      each.map(({ words, text, index, on, none }) =>
        bucket('alpha', `fund${text}`, on, {
          ...RECORDED,
          fund_usd: none ? null : decimal(index),
          coverage: none ? null : ratio(index),
          exhaustion_low: ratio(index + 1),
          exhaustion_central: none ? null : ratio(index + 2),
          reason: words,
        }),
      ),
      'bucket_start',
    )
  }
  await pool.query(
    `INSERT INTO episode (episode, venue, fund, asset, level_basis, state, severity, minor, material, severe, cause,
       started_at, crossed_at, trough_at, until_at, before_units, trough_usd, fall, fall_24h, samples, expected_samples,
       longest_gap_s, trough_sha256, basis, recorded_at)
     SELECT 'episode-' || i || t, 'alpha', t || '.', NULLIF(t, '+1'), 'units', 'standing', 'minor', 'reached',
       'not_reached', 'unobservable', 'net_outflow', at, at, at, at, CASE WHEN i % 2 = 0 THEN -i / 3.0 END, i * 1e18,
       1e-7 * i, CASE WHEN i % 2 = 0 THEN 1e-300 END, i, i, i, NULLIF(t, '+1'), 'collected', '2026-11-19T00:00:00Z'
     FROM unnest($1::text[]) WITH ORDINALITY AS hostile(t, i),
       LATERAL (SELECT timestamptz '2026-10-31T22:59:59.999Z' + i * interval '7 minutes' AS at) moment
     WHERE t <> ''`,
    [HOSTILE],
  )
  await pool.query(
    `INSERT INTO disclosure_change (change, venue, source, changed_on, kind, path, before, after, funds, markets, text,
       basis, recorded_at)
     SELECT 'change-' || i, 'alpha', t, '2026-11-01'::date + i::int, 'field_new', t, t, t, ARRAY[t, 'b'],
       CASE WHEN i % 2 = 0 THEN '{}'::text[] ELSE ARRAY[t] END, t || '.', 'collected', '2026-11-19T00:00:00Z'
     FROM unnest($1::text[]) WITH ORDINALITY AS hostile(t, i)`,
    [HOSTILE],
  )
}
