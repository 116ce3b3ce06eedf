import type { ClientBase } from 'pg'
import { groupBy } from '@/lib/core/collections'
import { dec, plain } from '@/lib/core/decimal'
import type { Composition } from '@/lib/core/metrics/fund-money'
import { advanceLevel, type Level } from '@/lib/core/metrics/level'
import { appendObservations, type BulkRow } from '@/lib/db/bulk'
import { annotationsOn, type BitmexBalance, bitmexBalances } from '@/lib/record/bitmex'
import { syncTable } from '@/lib/record/sync-table'

const VENUE = 'bitmex'
const SOURCE = 'record'
/** Month-end rows: decision 16. */
const EXPECTED_EVERY_S = 31 * 86_400
const LABELS: Readonly<Record<BitmexBalance['fund'], string>> = {
  xbt: 'BTC wallet (XBt)',
  usdt: 'USDT wallet (USDt)',
  eth: 'ETH wallet (Gwei)',
}
const UNRECORDED_WALLETS = 'the USD, USDe and USDc wallets are not in the record'

interface Wallet {
  readonly fund: BitmexBalance['fund']
  /** Oldest first. */
  readonly balances: readonly BitmexBalance[]
  readonly first: BitmexBalance
  readonly last: BitmexBalance
}

/**
 * BitMEX's own balances as funds of basis `published`, one per wallet. A changed row becomes a new revision. The venue
 * has no US dollar total: wallets are missing from the record. Returns the balances written.
 */
export async function loadBitmex(client: ClientBase, now: Date): Promise<number> {
  const wallets = readWallets()
  const mine = { only: { venue: VENUE } }
  await syncTable(client, { table: 'fund', key: ['venue', 'fund'], rows: wallets.map(fundRow), ...mine })
  const written = await appendObservations(
    client,
    'fund_balance',
    ['venue', 'fund', 'asset', 'observed_at'],
    ['units', 'price_usd', 'price_source', 'value_usd', 'reason'],
    wallets.flatMap((wallet) => balanceRows(wallet)),
  )
  const latest = wallets.map((wallet) => ({ ...balanceRows(wallet).at(-1), cadence_s: EXPECTED_EVERY_S }))
  await syncTable(client, { table: 'balance_latest', key: ['venue', 'fund', 'asset'], rows: latest, ...mine })
  await syncTable(client, { table: 'fund_latest', key: ['venue', 'fund'], rows: wallets.map(fundLatestRow), ...mine })
  await syncTable(client, {
    table: 'venue_latest',
    key: ['venue'],
    rows: [venueLatestRow(wallets)],
    stamp: { computed_at: now },
    ...mine,
  })
  return written.length
}

function readWallets(): readonly Wallet[] {
  return [...groupBy(bitmexBalances(), (balance) => balance.fund)].flatMap(([fund, rows]) => {
    const balances = [...rows].sort((a, b) => a.observedAt.getTime() - b.observedAt.getTime())
    const [first, last] = [balances[0], balances.at(-1)]
    return first && last ? [{ fund, balances, first, last }] : []
  })
}

function fundRow({ fund, first, last }: Wallet): BulkRow {
  return {
    venue: VENUE,
    fund,
    label: LABELS[fund],
    fund_type: 'insurance',
    scope: 'settle',
    identity: fund,
    shared: false,
    cover_kind: 'none',
    part_of: null,
    first_seen_at: first.observedAt,
    last_seen_at: last.observedAt,
    withdrawn_at: null,
  }
}

function balanceRows({ balances }: Wallet): readonly BulkRow[] {
  let changedAt: Date | null = null
  return balances.map((balance, index) => {
    const before = balances[index - 1]
    if (changedAt === null || !before || !dec(before.units).eq(balance.units)) changedAt = balance.observedAt
    const announced = announcedStep(before, balance)
    return {
      venue: VENUE,
      fund: balance.fund,
      asset: balance.asset,
      observed_at: balance.observedAt,
      checked_at: balance.observedAt,
      changed_at: changedAt,
      units: balance.units,
      price_usd: balance.priceUsd,
      price_source: balance.priceSource,
      value_usd: balance.valueUsd,
      expected_every_s: EXPECTED_EVERY_S,
      basis: balance.basis,
      obs_status: announced === null ? 'A' : 'B',
      reason: [balance.reason, announced].filter((text) => text !== null).join('; ') || null,
      source: SOURCE,
      raw_sha256: null,
    }
  })
}

/** What BitMEX announced of the step from one row to the next: the series breaks there, it is no use of the fund. */
function announcedStep(before: BitmexBalance | undefined, balance: BitmexBalance): string | null {
  if (before === undefined) return null
  const notes = annotationsOn(balance.currency, balance.date).filter(({ kind }) => kind === 'rebalancing')
  return notes.find(({ date }) => before.date <= date && date < balance.date)?.text ?? null
}

/** One asset, so the level follows the units. */
function levelOf({ balances }: Wallet): Level {
  let previous: { readonly level: Level; readonly composition: Composition } | null = null
  for (const { asset, units } of balances) {
    const composition: Composition = new Map([[asset, { units: dec(units), valueUsd: null }]])
    previous = { level: advanceLevel(previous, composition), composition }
  }
  if (previous === null) throw new RangeError('a wallet without a balance has no level')
  return previous.level
}

function fundLatestRow(wallet: Wallet): BulkRow {
  const { fund, last } = wallet
  const level = levelOf(wallet)
  return {
    venue: VENUE,
    fund,
    value_usd: last.valueUsd,
    level: plain(level.level),
    level_basis: level.basis,
    peak_level: plain(level.peak),
    markets_listed: 0,
    markets_missing: 0,
    fund_observed_at: last.observedAt,
    checked_at: last.observedAt,
    basis: last.basis,
    obs_status: 'A',
    reason: last.reason,
    exhaustion_reason: 'no open interest in the record',
  }
}

function venueLatestRow(wallets: readonly Wallet[]): BulkRow {
  const newest = Math.max(...wallets.map(({ last }) => last.observedAt.getTime()))
  const observedAt = new Date(newest)
  const unpriced = wallets.flatMap(({ last }) => (last.reason === null ? [] : [last.reason]))
  const day = observedAt.toISOString().slice(0, 10)
  return {
    venue: VENUE,
    fund_usd: null,
    fund_type: 'insurance',
    exhaustion_reason: 'no open interest in the record',
    fund_observed_at: observedAt,
    checked_at: observedAt,
    changed_at: observedAt,
    markets_listed: 0,
    funds_counted: wallets.length,
    basis: 'published',
    obs_status: 'M',
    reason: [
      `last published balances of ${day}`,
      `no US dollar total: ${[UNRECORDED_WALLETS, ...unpriced].join(', ')}`,
      'no coverage: no open interest of that day in the record',
    ].join('; '),
  }
}
