import {
  decimal,
  integer,
  list,
  market,
  ORIGIN,
  PLAIN_RATIO,
  ratio,
  SEE_REASON,
  text,
  time,
  USD,
  venue,
} from '@/lib/export/columns'
import type { TableDefinition } from '@/lib/export/tables'

const computed = { origin: ORIGIN.computed, missing: SEE_REASON } as const
const module = { origin: ORIGIN.module } as const
const fall = {
  origin: ORIGIN.computed,
  unit: 'fall of the price as a ratio',
  missing: 'no fall can, or reason says why',
} as const
const signal = { repeats: true, missing: 'no signal speaks of the contract' } as const

export const coins: TableDefinition = {
  name: 'coins',
  title: 'Coins now',
  description:
    'Every contract of every coin that two or more venues list (and of BTC and ETH), with the fund behind it, its coverage, open interest, leverage and ADL signal.',
  order: 'coin, venue, fund, market',
  primaryKey: ['coin', 'venue', 'market'],
  columns: [
    text('coin', 'The coin; names of the same coin are unified by a list on the page.', {
      origin: ORIGIN.collector,
      repeats: true,
    }),
    text('base_asset', 'The base asset as the venue names it.', { repeats: true }),
    integer('coins_per_base', 'Coins in one base unit: 1000 for 1000PEPE.', { ...module, unit: 'coins' }),
    venue,
    market,
    text('contract_type', 'linear, inverse or quanto.', { ...module, values: ['linear', 'inverse', 'quanto'] }),
    text('market_kind', 'perpetual or future.', { ...module, repeats: true }),
    text('settle_asset', 'Asset it is margined in.', { repeats: true }),
    text('backing', 'insurance, vault, counterparty or none: only like compares with like.', {
      ...module,
      values: ['insurance', 'vault', 'counterparty', 'none'],
    }),
    text('fund', 'Fund id of the pool behind it; empty with the reason.', {
      ...module,
      repeats: true,
      missing: SEE_REASON,
    }),
    list('further_funds', 'Components of it, or other funds that cover the contract.', module),
    decimal('fund_usd', 'Value of the whole pool, US dollars.', {
      ...computed,
      unit: USD,
      resembles: 'prefunded default resources',
    }),
    ratio('coverage', 'Coverage of the whole pool: value / open interest it covers.', {
      ...computed,
      unit: PLAIN_RATIO,
    }),
    ratio('exhaustion_low', 'Least fall that would empty the pool, over the laws.', fall),
    ratio('exhaustion_central', 'Median over the laws; empty: no fall can.', fall),
    ratio('exhaustion_high', 'Largest over the laws; empty: no fall can.', fall),
    text('fund_state', 'State of the pool; of the open interest where there is none.', {
      origin: ORIGIN.computed,
      values: ['live', 'unchanged', 'late', 'failing', 'withdrawn', 'none'],
    }),
    time('fund_checked_at', 'Our last good check of it.', { origin: ORIGIN.collector, missing: 'not yet collected' }),
    decimal('oi_usd', 'Open interest of the contract, one side, US dollars.', {
      ...computed,
      unit: USD,
      resembles: 'open interest',
    }),
    time('oi_observed_at', 'When it was observed.', { missing: SEE_REASON }),
    decimal('max_leverage', 'Highest leverage of the contract, as collected.', {
      unit: 'times the margin',
      missing: 'not collected',
    }),
    text('adl_signal', 'The venue’s public ADL signal that is worst for the contract.', signal),
    text('adl_value', 'Its raw value.', signal),
    integer('adl_level', '0 none, 1 elevated, 2 near the trigger, 3 active.', {
      origin: ORIGIN.computed,
      missing: 'no signal, or it has no level',
    }),
    ratio('adl_proximity', '0 calm, 1 at the trigger, where the venue states its rule.', {
      origin: ORIGIN.computed,
      unit: PLAIN_RATIO,
      missing: 'no signal, or the venue states no rule',
    }),
    time('adl_observed_at', 'When the signal was observed.', { missing: 'no signal speaks of the contract' }),
    text('basis', 'collected or simulated.', {
      origin: ORIGIN.collector,
      missing: 'no open interest collected',
      values: ['collected', 'simulated'],
    }),
    text('reason', 'Why the fund, the open interest or the signal is missing.', {
      origin: ORIGIN.collector,
      repeats: true,
      missing: 'nothing to explain',
    }),
    text('raw_sha256', 'SHA-256 of the bytes the open interest was read from.', {
      origin: ORIGIN.collector,
      repeats: true,
      missing: 'no open interest collected',
    }),
  ],
}
