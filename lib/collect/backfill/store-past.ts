import type { ClientBase, Pool } from 'pg'
import { captureOf, observationsOf, type Reading } from '@/lib/collect/reading'
import { balanceColumns, contractColumns, flowColumns, type Origin, openInterestColumns } from '@/lib/collect/rows'
import { storeLiquidations } from '@/lib/collect/store-context'
import { readKnownFunds, toDescribed } from '@/lib/collect/store-funds'
import { groupBy } from '@/lib/core/collections'
import { resolveFundIds } from '@/lib/core/fund-identity'
import type { FundBalanceObservation, FundDescription, Observation } from '@/lib/core/observation'
import { newest, oldest } from '@/lib/core/time'
import { appendObservations } from '@/lib/db/bulk'
import { type PartitionedTable, prepareMonths } from '@/lib/db/partitions'

/** What was read of the past in one answer of a history, or in one old answer of a source. */
export type Past = Origin & Pick<Reading, 'observations'>

export type FundIds = Readonly<Record<string, string>>

const TABLES: Readonly<Partial<Record<Observation['kind'], PartitionedTable>>> = {
  fund_balance: 'fund_balance',
  open_interest: 'open_interest',
  flow: 'fund_flow',
  liquidation: 'liquidation',
}

/** Makes the partitions of every month these observations belong to; before the transaction that stores them. */
export async function preparePast(pool: Pool, past: Pick<Past, 'observations'>): Promise<void> {
  const times = new Map<PartitionedTable, Date[]>()
  for (const item of past.observations) {
    const table = TABLES[item.kind]
    if (table !== undefined && 'observedAt' in item && item.observedAt !== null)
      times.set(table, [...(times.get(table) ?? []), item.observedAt])
  }
  for (const [table, dates] of times) await prepareMonths(pool, table, dates)
}

/**
 * Stores observations of the past without touching what is known of now: no latest row, no listing, no membership of a
 * fund that is collected. What another source said of the same moment stands. `known` holds the fund ids given out
 * before for the same lane, so that it keeps them. Returns rows added and the ids.
 */
export async function storePast(
  client: ClientBase,
  past: Past,
  known: FundIds,
): Promise<{ readonly rows: number; readonly fundIds: FundIds }> {
  const fundIds = await storePastFunds(client, past, known)
  const idOf = (key: string) => fundIds[key] ?? key
  const balances = await appendObservations(
    client,
    'fund_balance',
    ['venue', 'fund', 'asset', 'observed_at'],
    ['units', 'price_usd', 'value_usd'],
    observationsOf(past, 'fund_balance').map((item) => {
      const row = balanceColumns(past, item)
      return { ...row, fund: idOf(item.fund.key), changed_at: row.observed_at }
    }),
    { ownOnly: true },
  )
  const openInterest = await appendObservations(
    client,
    'open_interest',
    ['venue', 'market', 'observed_at'],
    ['contracts', 'base_units', 'value_usd'],
    observationsOf(past, 'open_interest').map((item) => ({
      ...openInterestColumns(past, item),
      ...contractColumns(item),
    })),
    { ownOnly: true },
  )
  const flows = await appendObservations(
    client,
    'fund_flow',
    ['venue', 'fund', 'asset', 'observed_at', 'venue_type'],
    ['units'],
    observationsOf(past, 'flow').map((item) => ({ ...flowColumns(past, item), fund: idOf(item.fundKey) })),
    { ownOnly: true },
  )
  const liquidations = await storeLiquidations(client, past, { ownOnly: true })
  return { rows: balances.length + openInterest.length + flows.length + liquidations, fundIds }
}

interface PastFund {
  readonly description: FundDescription
  readonly first: Date
  readonly last: Date
}

async function storePastFunds(client: ClientBase, past: Past, known: FundIds): Promise<FundIds> {
  const funds = pastFunds(past)
  if (funds.length === 0) return known
  const unknown = funds.map((fund) => fund.description).filter((fund) => known[fund.key] === undefined)
  const given = new Set(Object.values(known))
  const stored = unknown.length === 0 ? [] : await readKnownFunds(client, past.module.id)
  const resolved = resolveFundIds(
    unknown.map(toDescribed),
    stored.filter((fund) => !given.has(fund.fund)),
  )
  const fundIds: FundIds = { ...known, ...Object.fromEntries(resolved) }
  await upsertPastFunds(client, past.module.id, funds, fundIds)
  return fundIds
}

/** Each fund as its newest row describes it. */
export function pastFunds(past: Past): readonly PastFund[] {
  return [...groupBy(observationsOf(past, 'fund_balance'), (item) => item.fund.key).values()].flatMap((rows) => {
    const timeOf = (row: FundBalanceObservation) => row.observedAt ?? captureOf(past, row).response.fetchedAt
    const times = rows.map(timeOf)
    const [first, last] = [oldest(times), newest(times)]
    const described = rows.find((row) => timeOf(row).getTime() === last?.getTime())
    return first && last && described ? [{ description: described.fund, first, last }] : []
  })
}

/**
 * A fund nobody has collected yet is `history_only`, and withdrawn as of its newest row, so that no sum of today takes
 * it in. The markets it names are kept as those of that moment: by them a later pass knows a shared pool again.
 */
export async function upsertPastFunds(
  client: ClientBase,
  venue: string,
  funds: readonly PastFund[],
  ids: FundIds,
): Promise<void> {
  const rows = funds.map(({ description, first, last }) => ({
    venue,
    fund: ids[description.key] ?? description.key,
    label: description.label,
    fund_type: description.fundType,
    scope: description.scope,
    identity: description.key,
    shared: description.shared,
    cover_kind: description.cover.kind,
    cover_segment: description.cover.kind === 'segment' ? description.cover.segment : null,
    part_of: description.partOf,
    first_seen_at: first,
    last_seen_at: last,
    withdrawn_at: last,
    history_only: true,
  }))
  await client.query(
    `INSERT INTO fund AS f (venue, fund, label, fund_type, scope, identity, shared, cover_kind, cover_segment, part_of,
       first_seen_at, last_seen_at, withdrawn_at, history_only)
     SELECT venue, fund, label, fund_type, scope, identity, shared, cover_kind, cover_segment, part_of, first_seen_at,
       last_seen_at, withdrawn_at, history_only FROM jsonb_populate_recordset(NULL::fund, $1::jsonb)
     ON CONFLICT (venue, fund) DO UPDATE SET first_seen_at = least(f.first_seen_at, EXCLUDED.first_seen_at),
       last_seen_at = greatest(f.last_seen_at, EXCLUDED.last_seen_at),
       withdrawn_at = greatest(f.withdrawn_at, EXCLUDED.withdrawn_at) WHERE f.history_only`,
    [JSON.stringify(rows)],
  )
  const named = funds.flatMap(({ description, last }) => {
    const { cover } = description
    const markets = cover.kind === 'markets' ? [...new Set(cover.markets)] : []
    return markets.map((market) => ({ fund: ids[description.key] ?? description.key, market, last }))
  })
  if (named.length === 0) return
  const values = [venue, JSON.stringify(named)]
  await client.query(
    `DELETE FROM fund_market c USING fund f
     WHERE c.venue = $1 AND f.venue = $1 AND f.fund = c.fund AND f.history_only
       AND EXISTS (SELECT 1 FROM jsonb_to_recordset($2::jsonb) AS w(fund text, last timestamptz)
                   WHERE w.fund = f.fund AND w.last = f.withdrawn_at)`,
    values,
  )
  await client.query(
    `INSERT INTO fund_market (venue, fund, market, valid_from, valid_to)
     SELECT $1, w.fund, w.market, w.last, w.last
     FROM jsonb_to_recordset($2::jsonb) AS w(fund text, market text, last timestamptz)
     JOIN fund f ON f.venue = $1 AND f.fund = w.fund AND f.history_only AND f.withdrawn_at = w.last
     ON CONFLICT DO NOTHING`,
    values,
  )
}
