import type { ClientBase } from 'pg'
import { readStanding, standingKey } from '@/lib/collect/corrections/standing'
import { storePools } from '@/lib/collect/ledger/store-pools'
import { captureOf, observationsOf, type Reading } from '@/lib/collect/reading'
import { balanceColumns } from '@/lib/collect/rows'
import { dec } from '@/lib/core/decimal'
import { type DescribedFund, type KnownFund, resolveFundIds } from '@/lib/core/fund-identity'
import { type PoolMembers, REGROUPING_KINDS, regroupedFunds } from '@/lib/core/ledger/membership'
import type { FundDescription, ObsStatus } from '@/lib/core/observation'
import { appendObservations, upsertRows } from '@/lib/db/bulk'

/** Without a venue time, an unchanged balance is stored again after this long. */
const REPEAT_AFTER_MS = 3_600_000

export interface StoredFunds {
  /** Stored id by described key. */
  readonly ids: ReadonlyMap<string, string>
  readonly rowsAdded: number
  /** Stored ids of the funds that got a new observation. */
  readonly renewed: ReadonlySet<string>
  /** Stored ids of the funds whose contracts changed pools in this pass. */
  readonly regrouped: ReadonlySet<string>
}

const NO_FUNDS: StoredFunds = { ids: new Map(), rowsAdded: 0, renewed: new Set(), regrouped: new Set() }

/** Stores funds, which markets they cover from when to when, and their balances. */
export async function storeFunds(client: ClientBase, reading: Reading): Promise<StoredFunds> {
  const balances = observationsOf(reading, 'fund_balance')
  if (balances.length === 0) return NO_FUNDS
  const described = [...new Map(balances.map((item) => [item.fund.key, item.fund])).values()]
  const known = await readKnownFunds(client, reading.module.id)
  const ids = resolveFundIds(described.map(toDescribed), known)
  const idOf = (key: string) => ids.get(key) ?? key
  const members = membersOf(reading, idOf)
  // With refused rows it is not certain who is missing.
  if (reading.rejected.length === 0) await storePools(client, reading, members, reading.captures)
  const regrouped = new Set([...regroupedFunds(known, members), ...(await readOlderThanRegrouping(client, reading))])
  await upsertFunds(client, reading, described, idOf)
  await syncNamedMarkets(client, reading, described, idOf)
  await closeAbsentFunds(
    client,
    reading,
    described.map((fund) => idOf(fund.key)),
  )
  const added = await storeBalances(client, reading, { idOf, regrouped })
  return { ids, rowsAdded: added.length, renewed: new Set(added.map((row) => row.fund)), regrouped }
}

/** The pools of this pass under their stored ids, each with the capture that shows it. */
function membersOf(reading: Reading, idOf: (key: string) => string): readonly PoolMembers[] {
  const balances = observationsOf(reading, 'fund_balance')
  return [...new Map(balances.map((item) => [item.fund.key, item])).values()].map((item) => ({
    fund: idOf(item.fund.key),
    label: item.fund.label,
    markets: item.fund.cover.kind === 'markets' ? [...new Set(item.fund.cover.markets)] : [],
    capture: captureOf(reading, item).sha256,
  }))
}

/** What tells a described fund from others. */
export function toDescribed(fund: FundDescription): DescribedFund {
  return { key: fund.key, shared: fund.shared, markets: fund.cover.kind === 'markets' ? fund.cover.markets : [] }
}

/** The funds in the store, with the markets each covered at its last pass. */
export async function readKnownFunds(client: ClientBase, venue: string): Promise<readonly KnownFund[]> {
  const result = await client.query<{ fund: string; shared: boolean; markets: string[] }>(
    `SELECT f.fund, f.shared,
       coalesce(array_agg(m.market) FILTER (WHERE m.market IS NOT NULL), '{}') AS markets
     FROM fund f
     LEFT JOIN LATERAL (
       SELECT market FROM fund_market c
       WHERE c.venue = f.venue AND c.fund = f.fund
         AND (c.valid_to IS NULL OR c.valid_to = f.withdrawn_at)
     ) m ON true
     WHERE f.venue = $1 GROUP BY f.fund, f.shared`,
    [venue],
  )
  return result.rows
}

/** Funds whose last balance is from before their regrouping: a pool renewed once a day shows the effect a day later. */
async function readOlderThanRegrouping(client: ClientBase, reading: Reading): Promise<readonly string[]> {
  const result = await client.query<{ fund: string }>(
    `SELECT DISTINCT b.fund FROM balance_latest b
     JOIN disclosure_change d ON d.venue = b.venue AND b.fund = ANY(d.funds) AND d.changed_at > b.observed_at
     WHERE b.venue = $1 AND b.venue_time AND d.kind = ANY($2)`,
    [reading.module.id, REGROUPING_KINDS],
  )
  return result.rows.map((row) => row.fund)
}

async function upsertFunds(
  client: ClientBase,
  reading: Reading,
  described: readonly FundDescription[],
  idOf: (key: string) => string,
): Promise<void> {
  await client.query(
    `INSERT INTO fund AS f (venue, fund, label, fund_type, scope, identity, shared, cover_kind, cover_segment, part_of,
       first_seen_at, last_seen_at)
     SELECT venue, fund, label, fund_type, scope, identity, shared, cover_kind, cover_segment, part_of, $2, $2
     FROM jsonb_populate_recordset(NULL::fund, $1::jsonb)
     ON CONFLICT (venue, fund) DO UPDATE SET label = EXCLUDED.label, fund_type = EXCLUDED.fund_type,
       scope = EXCLUDED.scope, identity = EXCLUDED.identity, cover_kind = EXCLUDED.cover_kind,
       cover_segment = EXCLUDED.cover_segment, part_of = EXCLUDED.part_of, last_seen_at = EXCLUDED.last_seen_at,
       withdrawn_at = NULL, history_only = false`,
    [
      JSON.stringify(
        described.map((fund) => ({
          venue: reading.module.id,
          fund: idOf(fund.key),
          label: fund.label,
          fund_type: fund.fundType,
          scope: fund.scope,
          identity: fund.key,
          shared: fund.shared,
          cover_kind: fund.cover.kind,
          cover_segment: fund.cover.kind === 'segment' ? fund.cover.segment : null,
          part_of: fund.partOf,
        })),
      ),
      reading.at,
    ],
  )
}

/** Opens and closes fund-to-market rows for funds that name their markets. Rule-based cover follows in the rollup. */
async function syncNamedMarkets(
  client: ClientBase,
  reading: Reading,
  described: readonly FundDescription[],
  idOf: (key: string) => string,
): Promise<void> {
  const named = described.flatMap((fund) =>
    fund.cover.kind === 'markets' ? [{ fund: idOf(fund.key), markets: fund.cover.markets }] : [],
  )
  const pairs = named.flatMap(({ fund, markets }) => [...new Set(markets)].map((market) => ({ fund, market })))
  await syncFundMarkets(
    client,
    reading.module.id,
    reading.at,
    named.map((fund) => fund.fund),
    pairs,
  )
}

/** Makes the open fund-to-market rows of these funds exactly the given pairs; what ends gets its end time. */
export async function syncFundMarkets(
  client: ClientBase,
  venue: string,
  at: Date,
  funds: readonly string[],
  pairs: readonly { readonly fund: string; readonly market: string }[],
): Promise<void> {
  if (funds.length === 0) return
  const wanted = JSON.stringify(pairs)
  await client.query(
    `UPDATE fund_market c SET valid_to = $2
     WHERE c.venue = $1 AND c.valid_to IS NULL AND c.fund = ANY($3)
       AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset($4::jsonb) AS w(fund text, market text)
                       WHERE w.fund = c.fund AND w.market = c.market)`,
    [venue, at, funds, wanted],
  )
  await client.query(
    `INSERT INTO fund_market (venue, fund, market, valid_from)
     SELECT $1, w.fund, w.market, $2 FROM jsonb_to_recordset($3::jsonb) AS w(fund text, market text)
     WHERE NOT EXISTS (SELECT 1 FROM fund_market c
                       WHERE c.venue = $1 AND c.fund = w.fund AND c.market = w.market AND c.valid_to IS NULL)
     ON CONFLICT DO NOTHING`,
    [venue, at, wanted],
  )
}

/** A pool that a complete pass no longer names has ended (regrouped or closed); with refused rows nothing is certain. */
async function closeAbsentFunds(client: ClientBase, reading: Reading, present: readonly string[]): Promise<void> {
  if (reading.rejected.length > 0) return
  const gone = await client.query<{ fund: string }>(
    `UPDATE fund SET withdrawn_at = $3
     WHERE venue = $1 AND withdrawn_at IS NULL AND NOT fund = ANY($2)
       AND EXISTS (SELECT 1 FROM balance_latest b WHERE b.venue = fund.venue AND b.fund = fund.fund AND b.source = $4)
     RETURNING fund`,
    [reading.module.id, present, reading.at, reading.source.id],
  )
  const funds = gone.rows.map((row) => row.fund)
  if (funds.length === 0) return
  await client.query('UPDATE fund_market SET valid_to = $3 WHERE venue = $1 AND fund = ANY($2) AND valid_to IS NULL', [
    reading.module.id,
    funds,
    reading.at,
  ])
  await client.query('DELETE FROM balance_latest WHERE venue = $1 AND fund = ANY($2)', [reading.module.id, funds])
  await client.query('DELETE FROM fund_latest WHERE venue = $1 AND fund = ANY($2)', [reading.module.id, funds])
}

async function storeBalances(
  client: ClientBase,
  reading: Reading,
  { idOf, regrouped }: { readonly idOf: (key: string) => string; readonly regrouped: ReadonlySet<string> },
): Promise<readonly { readonly fund: string }[]> {
  const latest = await client.query<{
    fund: string
    asset: string
    units: string
    observed_at: Date
    changed_at: Date
    stored_at: Date | null
  }>('SELECT fund, asset, units::text, observed_at, changed_at, stored_at FROM balance_latest WHERE venue = $1', [
    reading.module.id,
  ])
  const before = new Map(latest.rows.map((row) => [`${row.fund} ${row.asset}`, row]))
  const found = observationsOf(reading, 'fund_balance')
  const corrected = await readStanding(client, 'fund_balance', reading.module.id, found)
  const rows = found.map((item) => {
    const read = balanceColumns(reading, item)
    const checkedAt = read.checked_at
    const fund = idOf(item.fund.key)
    const standing = corrected.get(standingKey(`${fund} ${item.asset}`, read.observed_at))
    const row = { ...read, ...standing }
    const known = before.get(`${fund} ${item.asset}`)
    const changed = !known || !dec(row.units).toDecimalPlaces(18).eq(known.units)
    const storedAt = known?.stored_at ?? null
    const due =
      standing === undefined &&
      (item.observedAt !== null ||
        changed ||
        storedAt === null ||
        checkedAt.getTime() - storedAt.getTime() >= REPEAT_AFTER_MS)
    return {
      due,
      // An answer from a lagging backend must not turn the latest figure back.
      older: known !== undefined && item.observedAt !== null && item.observedAt < known.observed_at,
      storedAt: due ? checkedAt : storedAt,
      venueTime: item.observedAt !== null,
      common: {
        ...row,
        fund,
        changed_at: changed ? row.observed_at : known.changed_at,
      },
    }
  })
  await upsertRows(
    client,
    'balance_latest',
    ['venue', 'fund', 'asset'],
    rows
      .filter((row) => !row.older)
      .map((row) => ({
        ...row.common,
        stored_at: row.storedAt,
        venue_time: row.venueTime,
        cadence_s: Math.round(reading.source.cadenceMs / 1000),
      })),
  )
  if (reading.rejected.length === 0)
    await dropAbsentAssets(
      client,
      reading,
      rows.map((row) => row.common),
    )
  const added = await appendObservations(
    client,
    'fund_balance',
    ['venue', 'fund', 'asset', 'observed_at'],
    // What a history said of the same moment gives way: it may be without a price, and is not what we saw.
    ['units', 'source'],
    rows
      .filter((row) => row.due)
      .map(({ common }) => (regrouped.has(common.fund) ? { ...common, ...breakOf(common.reason) } : common)),
  )
  return added.map((row) => ({ fund: String(row.fund) }))
}

/** The history of a fund breaks where its contracts changed pools: the step is not a flow. */
function breakOf(reason: string | null): { readonly obs_status: ObsStatus; readonly reason: string } {
  const said = 'contracts moved between pools'
  return { obs_status: 'B', reason: reason === null ? said : `${said}; ${reason}` }
}

/** A wallet that a fund no longer lists is gone from its sum; its history stays. */
async function dropAbsentAssets(
  client: ClientBase,
  reading: Reading,
  present: readonly { readonly fund: string; readonly asset: string }[],
): Promise<void> {
  await client.query(
    `DELETE FROM balance_latest b WHERE b.venue = $1 AND b.source = $2
       AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset($3::jsonb) AS w(fund text, asset text)
                       WHERE w.fund = b.fund AND w.asset = b.asset)`,
    [reading.module.id, reading.source.id, JSON.stringify(present.map(({ fund, asset }) => ({ fund, asset })))],
  )
}
