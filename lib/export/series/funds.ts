import {
  basis,
  checkedAt,
  decimal,
  fund,
  integer,
  ORIGIN,
  observedAt,
  obsStatus,
  PLAIN_RATIO,
  ratio,
  rawSha256,
  reason,
  revision,
  SEE_REASON,
  source,
  text,
  time,
  USD,
  venue,
} from '@/lib/export/columns'
import type { SeriesDefinition } from '@/lib/export/series'

const computed = { origin: ORIGIN.computed, missing: SEE_REASON } as const
const usd = { ...computed, unit: USD } as const
const fall = { ...computed, unit: 'fall of the price as a ratio' } as const

export const coverage: SeriesDefinition = {
  name: 'coverage',
  title: 'Coverage',
  description:
    'Fund, open interest and coverage per fund and per venue. A day or hour is the last observation at or before its end.',
  order: 'venue, fund, bucket_start',
  primaryKey: ['venue', 'fund', 'interval', 'bucket_start'],
  timeColumn: 'bucket_start',
  columns: [
    venue,
    { ...fund, description: 'Fund id; total for the venue.' },
    text('interval', 'day, hour or raw.', { origin: ORIGIN.computed, values: ['day', 'hour', 'raw'] }),
    time('bucket_start', 'Start of the bucket; for raw the time of the fund observation.', { origin: ORIGIN.computed }),
    decimal('fund_usd', 'Value of the fund, US dollars.', { ...usd, resembles: 'prefunded default resources' }),
    decimal('usable_usd', 'What the fund can pay before ADL starts, US dollars.', usd),
    decimal('oi_usd', 'Open interest, one side, US dollars.', { ...usd, resembles: 'open interest' }),
    decimal('covered_fund_usd', 'Money whose markets have a known open interest, US dollars.', usd),
    decimal('covered_oi_usd', 'Open interest of the markets that money covers, US dollars.', usd),
    ratio('coverage', 'covered_fund_usd / covered_oi_usd.', { ...computed, unit: PLAIN_RATIO }),
    ratio('exhaustion_low', 'Smallest instant fall that uses up the fund over the leverage laws.', fall),
    ratio('exhaustion_central', 'Median of the same.', fall),
    ratio('exhaustion_high', 'Largest of the same.', fall),
    time('fund_observed_at', 'Time of the fund observation used.', { missing: 'no fund observation used' }),
    time('oi_observed_at', 'Time of the newest open interest used.', { missing: 'no open interest used' }),
    basis,
    obsStatus,
    reason,
    revision,
  ],
}

export const fundBalances: SeriesDefinition = {
  name: 'fund-balances',
  title: 'Fund balances',
  description: 'Every stored balance of every fund, per asset, with the price used.',
  order: 'observed_at, venue, fund, asset',
  primaryKey: ['venue', 'fund', 'asset', 'observed_at'],
  timeColumn: 'observed_at',
  columns: [
    venue,
    fund,
    text('asset', 'Asset held.', { repeats: true }),
    observedAt,
    checkedAt,
    decimal('units', 'Amount of the asset.', {
      unit: 'units of asset',
      resembles: 'prefunded default resources, in kind',
    }),
    decimal('price_usd', 'Price used, US dollars per unit.', {
      unit: 'US dollars per unit of asset',
      missing: 'no dollar price known',
    }),
    text('price_source', 'venue, index, par or close.', {
      missing: 'no price used',
      origin: ORIGIN.collector,
      values: ['venue', 'index', 'par', 'close'],
    }),
    decimal('value_usd', 'units x price_usd, or the value the venue published.', {
      ...usd,
      resembles: 'prefunded default resources, value',
    }),
    basis,
    obsStatus,
    reason,
    source,
    { ...rawSha256, missing: 'a balance of the published record' },
    revision,
  ],
}

export const flows: SeriesDefinition = {
  name: 'flows',
  title: 'Flows',
  description: 'Changes of funds as venues type them. A venue that types none has none here.',
  order: 'observed_at, venue, fund, asset, venue_type',
  primaryKey: ['venue', 'fund', 'asset', 'observed_at', 'venue_type'],
  timeColumn: 'observed_at',
  columns: [
    venue,
    fund,
    text('asset', 'Asset that moved.', { repeats: true }),
    time('observed_at', "The venue's time."),
    checkedAt,
    text('flow', 'surplus, bankruptcy_loss, injection, withdrawal or transfer.', {
      origin: ORIGIN.collector,
      values: ['surplus', 'bankruptcy_loss', 'injection', 'withdrawal', 'transfer'],
      resembles: 'use and replenishment of default resources; an injection resembles a company contribution',
    }),
    text('venue_type', "The venue's own word.", { repeats: true }),
    decimal('units', 'Amount of the asset, with the sign the venue gives it.', { unit: 'units of asset' }),
    basis,
    source,
    rawSha256,
    revision,
  ],
}

export const adl: SeriesDefinition = {
  name: 'adl',
  title: 'ADL signals',
  description: 'Public signals of auto-deleveraging; rows older than 90 days are thinned to changes and hours.',
  order: 'observed_at, venue, scope, subject, signal',
  primaryKey: ['venue', 'scope', 'subject', 'signal', 'observed_at'],
  timeColumn: 'observed_at',
  columns: [
    venue,
    text('scope', 'market, fund or venue.', { origin: ORIGIN.collector, values: ['market', 'fund', 'venue'] }),
    text('subject', 'What the signal is about.', { repeats: true }),
    observedAt,
    checkedAt,
    text('signal', "The venue's name of the signal.", { repeats: true }),
    text('value', 'The raw value, as printed.'),
    integer('level', '0 none, 1 elevated, 2 near the trigger, 3 active.', {
      origin: ORIGIN.computed,
      missing: 'the signal has no level',
      resembles: 'breaches: the waterfall is near or past the prefunded resources',
    }),
    ratio('proximity', '0 calm, 1 at the trigger.', {
      origin: ORIGIN.computed,
      unit: PLAIN_RATIO,
      missing: 'the venue publishes no distance to its trigger',
    }),
    source,
    rawSha256,
  ],
}
