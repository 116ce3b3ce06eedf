import {
  BASE,
  basis,
  checkedAt,
  decimal,
  integer,
  market,
  ORIGIN,
  observedAt,
  obsStatus,
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

const usd = { unit: USD, missing: SEE_REASON, origin: ORIGIN.computed } as const

export const openInterest: SeriesDefinition = {
  name: 'open-interest',
  title: 'Open interest',
  description: 'Open interest per market, one side counted once, at most every 15 minutes.',
  order: 'observed_at, venue, market',
  primaryKey: ['venue', 'market', 'observed_at'],
  timeColumn: 'observed_at',
  columns: [
    venue,
    market,
    text('contract_type', 'linear, inverse or quanto.', {
      origin: ORIGIN.module,
      values: ['linear', 'inverse', 'quanto'],
    }),
    text('settle_asset', 'Asset the contract settles in.', { repeats: true }),
    observedAt,
    checkedAt,
    decimal('contracts', 'Contracts, one side.', {
      unit: 'contracts',
      missing: 'the venue does not count in contracts, or reason says why',
    }),
    decimal('base_units', 'Units of the base asset, one side.', { unit: BASE, missing: SEE_REASON }),
    decimal('value_usd', 'US dollars, one side.', { ...usd, resembles: 'open interest' }),
    integer('source_sides', '1 or 2: how the venue itself counts.', { origin: ORIGIN.module, unit: 'sides' }),
    basis,
    obsStatus,
    reason,
    source,
    rawSha256,
    revision,
  ],
}

export const volumes: SeriesDefinition = {
  name: 'volumes',
  title: 'Volume',
  description:
    'What was traded per market in the 24 hours before observed_at, each trade counted once, kept at most every hour.',
  order: 'venue, market, observed_at',
  primaryKey: ['venue', 'market', 'observed_at'],
  timeColumn: 'observed_at',
  columns: [
    venue,
    market,
    observedAt,
    checkedAt,
    decimal('base_units', 'Units of the base asset.', { unit: BASE, missing: 'the venue states no base units' }),
    decimal('value_usd', 'US dollars.', { ...usd, resembles: 'average daily volume' }),
    basis,
    obsStatus,
    reason,
    source,
    rawSha256,
    revision,
  ],
}

export const depth: SeriesDefinition = {
  name: 'depth',
  title: 'Order-book depth',
  description: 'What rests in the public order books of the largest markets near their middle, each side alone.',
  order: 'venue, market, observed_at',
  primaryKey: ['venue', 'market', 'observed_at'],
  timeColumn: 'observed_at',
  columns: [
    venue,
    market,
    observedAt,
    checkedAt,
    decimal('mid_price', 'Middle of best bid and best ask, in the quote asset.', {
      unit: 'quote asset per unit of the base asset',
      origin: ORIGIN.computed,
    }),
    decimal('bid_usd_1', 'Bids within 1 % of the middle, US dollars.', usd),
    decimal('ask_usd_1', 'Asks within 1 %.', usd),
    decimal('bid_usd_2', 'Bids within 2 %.', usd),
    decimal('ask_usd_2', 'Asks within 2 %.', usd),
    basis,
    obsStatus,
    reason,
    source,
    rawSha256,
    revision,
  ],
}

export const liquidations: SeriesDefinition = {
  name: 'liquidations',
  title: 'Liquidations',
  description:
    'Public liquidations, bankruptcies, ADL and takeovers, one row each, or the sum of a window where only sums are published. Feeds may be throttled: the page of the venue says so.',
  order: 'venue, observed_at, event',
  primaryKey: ['venue', 'event', 'observed_at'],
  timeColumn: 'observed_at',
  columns: [
    venue,
    text('event', "The venue's id, or the fields that tell the row from all others."),
    time('observed_at', 'Time of the event, or the end of the window.'),
    time('window_start', 'Start of the window summed over; empty for a single event.', { missing: 'a single event' }),
    checkedAt,
    {
      ...market,
      description: `${market.description.slice(0, -1)}; empty where it sums over several.`,
      missing: 'a sum over several markets',
    },
    text('liquidation', 'liquidation, bankruptcy, adl or backstop.', {
      origin: ORIGIN.collector,
      values: ['liquidation', 'bankruptcy', 'adl', 'backstop'],
      resembles: 'breaches: adl rows are the waterfall past its prefunded resources',
    }),
    text('side', 'long or short: the position that was closed; empty where the venue does not say.', {
      missing: 'the venue does not say',
      values: ['long', 'short'],
    }),
    decimal('base_units', 'Units of the base asset.', { unit: BASE, missing: SEE_REASON }),
    decimal('price', 'Price of the close, in the quote asset.', {
      unit: 'quote asset per unit of the base asset',
      missing: 'not published, or a sum',
    }),
    decimal('value_usd', 'Notional closed, US dollars.', usd),
    decimal('loss_usd', 'What the close fell short of bankruptcy, US dollars; empty where not published.', {
      unit: USD,
      missing: 'not published',
      resembles: 'stress loss: a loss beyond the margin of the position',
    }),
    basis,
    obsStatus,
    reason,
    source,
    rawSha256,
    revision,
  ],
}
