import {
  basis,
  confidence,
  decimal,
  list,
  ORIGIN,
  rawSha256,
  sourceUrl,
  text,
  time,
  USD,
  venue,
} from '@/lib/export/columns'
import type { SeriesDefinition } from '@/lib/export/series'

const record = { origin: ORIGIN.record } as const
const word = { ...record, repeats: true } as const
const asset = text('asset', 'Asset of the amount.', word)

export const events: SeriesDefinition = {
  name: 'events',
  title: 'Events',
  description: 'Documented fund use, ADL, socialised losses, halts and injections, from public sources.',
  order: 'start of the period (undated last), event',
  primaryKey: ['event'],
  timeColumn: null,
  columns: [
    text('event', 'Event id.', record),
    venue,
    text('start', 'Start, as precise as the source: a year, month, day or time.', record),
    text('end', 'End, as precise as the source.', { ...record, missing: 'one moment, or its end is not known' }),
    text('kind', 'What happened.', word),
    list('stages', 'Stages of the loss waterfall reached.', {
      ...record,
      resembles: 'breaches: how far the default waterfall was used',
    }),
    decimal('amount', 'Amount; amount_meaning says of what.', {
      ...record,
      unit: 'units of asset',
      missing: 'no amount published',
      resembles: 'largest observed loss, where amount_meaning is a loss or a draw of the fund',
    }),
    { ...asset, missing: 'no amount published' },
    decimal('usd', 'The amount in US dollars, where published.', { ...record, unit: USD, missing: 'not published' }),
    text('amount_meaning', 'What the amount is. It is not always a fund loss.', {
      ...word,
      missing: 'no amount published',
    }),
    text('title', 'Title.', record),
    text('summary', 'Summary.', record),
    confidence,
    sourceUrl,
  ],
}

export const figures: SeriesDefinition = {
  name: 'figures',
  title: 'Published figures',
  description: 'Dated figures found in public sources, and the balances BitMEX published.',
  order: 'date (undated last), venue, metric, then the figure id of the record',
  primaryKey: null,
  timeColumn: null,
  columns: [
    venue,
    text('date', 'Date, as precise as the source.', { ...record, missing: 'the source has no date' }),
    text('date_precision', 'day, month, year, approx or undated.', word),
    text('metric', 'What the figure is.', word),
    text('fund_type', 'insurance, vault or protection.', {
      ...record,
      missing: 'the figure is not of a fund',
      values: ['insurance', 'vault', 'protection'],
    }),
    decimal('amount', 'Amount.', {
      ...record,
      unit: 'units of asset',
      resembles: 'prefunded default resources, where metric is a fund balance',
    }),
    asset,
    decimal('usd', 'The amount in US dollars; the note says how it was found.', {
      ...record,
      unit: USD,
      missing: 'no dollar value known for that date',
    }),
    confidence,
    text('note', 'What a reader must know of the figure.', word),
    sourceUrl,
  ],
}

const ledger = { origin: ORIGIN.collector } as const

export const disclosureChanges: SeriesDefinition = {
  name: 'disclosure-changes',
  title: 'Disclosure changes',
  description:
    'What changed in what venues publish: form of the answers, types of rows, pools and their contracts, cadence, closures.',
  order: 'changed_on, change',
  primaryKey: ['change'],
  timeColumn: null,
  columns: [
    text('change', 'Change id.', ledger),
    venue,
    text('source', 'Source id of the venue; empty where it was not found in our captures.', {
      ...ledger,
      repeats: true,
      missing: 'not found in our captures',
    }),
    text('endpoint', 'Endpoint of the source.', { ...ledger, repeats: true, missing: 'not about one endpoint' }),
    text('changed_on', 'Day of the first answer with the new form, or the day documented.', ledger),
    text('kind', 'field_new, field_gone, field_emptied, type_changed, format_changed, pool_moved and so on.', {
      ...ledger,
      repeats: true,
    }),
    text('path', 'Field, with [] for items of a list and {} for values of a map.', {
      ...ledger,
      missing: 'not about one field',
    }),
    text('before', 'What was there before.', { ...ledger, missing: 'nothing was there, or it is not known' }),
    text('after', 'What is there since.', { ...ledger, missing: 'nothing is there since, or it is not known' }),
    list('funds', 'Funds concerned.', ledger),
    list('markets', 'Contracts that moved, joined or left.', ledger),
    text('text', 'The change in one sentence.', ledger),
    { ...confidence, missing: 'seen in our own captures' },
    { ...sourceUrl, missing: 'seen in our own captures' },
    text('before_sha256', 'SHA-256 of the last answer with the old form.', { ...ledger, missing: 'no capture of it' }),
    { ...rawSha256, missing: 'no capture of it' },
    basis,
    time('recorded_at', 'When the ledger took it up: something missing is told only after several answers.', ledger),
  ],
}
