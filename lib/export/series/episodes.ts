import {
  basis,
  decimal,
  fund,
  integer,
  ORIGIN,
  ratio,
  revision,
  SECONDS,
  text,
  time,
  USD,
  venue,
} from '@/lib/export/columns'
import type { SeriesDefinition } from '@/lib/export/series'

const found = { origin: ORIGIN.computed } as const
const reached = { ...found, values: ['reached', 'not_reached', 'unobservable'] } as const
const units = { ...found, unit: 'units of asset, or of the index', missing: 'the fund holds several assets' } as const
const usd = { ...found, unit: USD, missing: 'no dollar price known' } as const
const fall = { ...found, unit: 'fall as a ratio' } as const
const largest = { ...fall, missing: 'samples lie further apart' } as const
const bytes = { origin: ORIGIN.collector, missing: 'the balance was not read from stored bytes' } as const

export const episodes: SeriesDefinition = {
  name: 'episodes',
  title: 'Net outflows',
  description:
    'Net outflows found in stored balances: at least 1 % or 5 % of the units within 24 hours, 30 % within 8. Not every one is a use of the fund.',
  order: 'crossed_at, episode',
  primaryKey: ['episode'],
  timeColumn: 'crossed_at',
  columns: [
    text('episode', 'Episode id: day, venue, fund. The address of its page is /events/{episode}.', found),
    venue,
    fund,
    text('asset', 'Asset of the units; empty where the fund holds several.', {
      ...found,
      repeats: true,
      missing: 'the fund holds several assets',
    }),
    text('level_basis', 'units, or flow_index for a fund of several assets.', {
      ...found,
      values: ['units', 'flow_index'],
    }),
    text('state', 'standing, or retracted where a later reading of the balances does not show it any more.', {
      ...found,
      values: ['standing', 'retracted'],
    }),
    text('severity', 'minor, material or severe: the highest level reached; unobservable where none can be told.', {
      ...found,
      values: ['minor', 'material', 'severe', 'unobservable'],
    }),
    text('minor', 'reached, not_reached or unobservable: 1 % within 24 hours.', reached),
    text('material', 'The same: 5 % within 24 hours.', reached),
    text('severe', 'The same: 30 % within 8 hours.', reached),
    text('cause', "net_outflow, or bankruptcy_loss by the venue's own typed flow.", {
      ...found,
      values: ['net_outflow', 'bankruptcy_loss'],
      resembles: 'use of default resources, where it is bankruptcy_loss',
    }),
    time('started_at', 'Last observation at the highest level before the fall.', found),
    time('crossed_at', 'First observation at which the fall was large enough.', found),
    time('trough_at', 'Lowest observation.', found),
    time('until_at', 'Last observation still below an earlier one of its window by a level.', found),
    time('recovered_at', 'First observation at or above the level before the fall; empty while open.', {
      ...found,
      missing: 'not recovered',
    }),
    time('broken_at', 'Contracts moved between pools before a recovery: what follows cannot be compared.', {
      ...found,
      missing: 'no contracts moved',
    }),
    decimal('before_units', 'Units before the fall.', units),
    decimal('trough_units', 'Units at the lowest.', units),
    decimal('before_usd', 'Value before the fall, US dollars at the price then.', usd),
    decimal('trough_usd', 'Value at the lowest, US dollars at the price then.', usd),
    ratio('fall', '1 - lowest / before, in units or in the index.', {
      ...fall,
      resembles: 'stress loss: the largest observed draw on prefunded default resources',
    }),
    ratio('fall_24h', 'Largest fall within 24 hours; empty where samples lie further apart.', largest),
    ratio('fall_8h', 'Largest fall within 8 hours; empty where samples lie further apart.', largest),
    integer('samples', 'Observations from started_at to until_at.', { ...found, unit: 'observations' }),
    integer('expected_samples', 'What their cadence would give.', { ...found, unit: 'observations' }),
    integer('longest_gap_s', 'Longest time between two of them, seconds.', { ...found, unit: SECONDS }),
    text('before_sha256', 'SHA-256 of the response bytes the balance before was read from.', bytes),
    text('trough_sha256', 'The same of the lowest balance.', bytes),
    basis,
    revision,
    time('recorded_at', 'When this revision was found.', found),
  ],
}
