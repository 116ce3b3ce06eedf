import {
  type Column,
  decimal,
  fund,
  integer,
  list,
  ORIGIN,
  observedAt,
  rawSha256,
  SECONDS,
  source,
  text,
  time,
  USD,
  venue,
} from '@/lib/export/columns'
import { coins } from '@/lib/export/tables/coins'
import { corrections } from '@/lib/export/tables/corrections'
import { plausibility } from '@/lib/export/tables/plausibility'

export type TableName = 'sources' | 'current-balances' | 'coins' | 'disclosures' | 'plausibility' | 'corrections'

/** A downloadable table of how things stand now; small, without a history and without `as_of`. */
export interface TableDefinition {
  readonly name: TableName
  readonly title: string
  readonly description: string
  readonly order: string
  /** Columns that tell a row from all others. */
  readonly primaryKey: readonly string[]
  readonly columns: readonly Column[]
}

const ours = { origin: ORIGIN.collector } as const
const judged = { origin: ORIGIN.computed } as const
const read = { origin: ORIGIN.module } as const

const CLOCKS: readonly Column[] = [
  time('checked_at', 'Our last good check.', { ...ours, missing: 'not yet collected' }),
  time('changed_at', 'When the figures last differed from the check before.', {
    ...ours,
    missing: 'not yet collected',
  }),
  integer('expected_every_s', 'How often a new one is due, seconds.', { ...read, unit: SECONDS }),
  text('state', 'live, unchanged, late, failing, withdrawn or none, from the clocks.', {
    ...judged,
    values: ['live', 'unchanged', 'late', 'failing', 'withdrawn', 'none'],
  }),
]

const sources: TableDefinition = {
  name: 'sources',
  title: 'Sources now',
  description: 'Every source of every venue with its clocks, its state, and what fails.',
  order: 'venue, source as the venue module lists them',
  primaryKey: ['venue', 'source'],
  columns: [
    venue,
    source,
    text('kind', 'What it is a source of.', { ...read, repeats: true }),
    time('attempted_at', 'Our last attempt, good or not.', { ...ours, missing: 'not yet attempted' }),
    ...CLOCKS,
    integer('consecutive_failures', 'Failed attempts in a row; 2 make it failing.', { ...ours, unit: 'attempts' }),
    time('failing_since', 'First of them.', { ...ours, missing: 'it does not fail' }),
    text('error_kind', 'Kind of the last error.', { ...ours, repeats: true, missing: 'it does not fail' }),
    text('reason', 'What is missing, late or failing, in plain words.', { ...ours, missing: 'nothing to explain' }),
    integer('rows_rejected_last_run', 'Rows refused in the last good reading.', { ...ours, unit: 'rows' }),
    text('docs_url', 'Documentation of the endpoint.', { ...read, missing: 'the venue does not document it' }),
    integer('form_changes', 'Changes of the form of its answers in the ledger.', { ...ours, unit: 'changes' }),
    text('form_changed_on', 'Day of the newest of them.', { ...ours, missing: 'none known' }),
  ],
}

const currentBalances: TableDefinition = {
  name: 'current-balances',
  title: 'Balances now',
  description: 'The latest balance of every fund and asset, with its four clocks and its state.',
  order: 'venue, then funds as on the venue page, asset',
  primaryKey: ['venue', 'fund', 'asset'],
  columns: [
    venue,
    fund,
    text('fund_type', 'insurance, vault, protection or counterparty.', {
      ...read,
      values: ['insurance', 'vault', 'protection', 'counterparty'],
    }),
    text('part_of', 'The fund it is a component of; never summed again.', {
      ...read,
      repeats: true,
      missing: 'it is part of no other fund',
    }),
    text('asset', 'Asset held.', { repeats: true }),
    decimal('units', 'Amount of the asset.', {
      unit: 'units of asset',
      resembles: 'prefunded default resources, in kind',
    }),
    decimal('price_usd', 'Price used, US dollars per unit.', {
      unit: 'US dollars per unit of asset',
      missing: 'no dollar price known',
    }),
    text('price_source', 'venue, index, par or close.', {
      ...ours,
      missing: 'no price used',
      values: ['venue', 'index', 'par', 'close'],
    }),
    decimal('value_usd', 'units x price_usd, or the value the venue published.', {
      ...judged,
      unit: USD,
      missing: 'no dollar price known',
      resembles: 'prefunded default resources, value',
    }),
    { ...observedAt, description: "The venue's time; our first check where it gives none." },
    ...CLOCKS,
    text('reason', 'Why something of its fund is missing, late or estimated.', {
      ...ours,
      missing: 'nothing to explain',
    }),
    { ...rawSha256, missing: 'a balance of the published record' },
  ],
}

const disclosures: TableDefinition = {
  name: 'disclosures',
  title: 'Disclosure now',
  description: 'The fourteen disclosure marks of every open venue as they count now, with the stage they make.',
  order: 'venue name, criterion',
  primaryKey: ['venue', 'criterion'],
  columns: [
    venue,
    integer('stage', '0 claimed, 1 observable, 2 verifiable; empty while under review.', {
      ...judged,
      missing: 'under review',
    }),
    text('stage_state', 'claimed, observable, verifiable or under_review.', {
      ...judged,
      missing: 'the venue has no stage',
      values: ['claimed', 'observable', 'verifiable', 'under_review'],
    }),
    list('stage_missed', 'What the next stage asks for and is known to be missed.', {
      ...judged,
      missing: 'the venue has no stage',
    }),
    list('stage_open', 'What the next stage asks for and is under review.', {
      ...judged,
      missing: 'the venue has no stage',
    }),
    text('floor', 'Lowest mark of T1, T5, T7, T9 and T10.', {
      ...judged,
      repeats: true,
      missing: 'the venue has no stage',
    }),
    integer('points', 'Sum of marks (2, 1, 0), when every fitting criterion is judged.', {
      ...judged,
      unit: 'points',
      missing: 'a criterion is under review',
    }),
    integer('points_of', 'The highest sum possible.', {
      ...judged,
      unit: 'points',
      missing: 'a criterion is under review',
    }),
    text('criterion', 'T1 to T14.', { ...judged, repeats: true }),
    text('mark', 'yes, partly, no, under_review or not_applicable, as it counts now.', {
      ...judged,
      values: ['yes', 'partly', 'no', 'under_review', 'not_applicable'],
    }),
    text('evidence_level', 'E0 to E4.', {
      ...read,
      missing: 'no evidence named',
      values: ['E0', 'E1', 'E2', 'E3', 'E4'],
    }),
    text('evidence_url', 'Where the evidence is.', { ...read, missing: 'no evidence named' }),
    text('observed_on', 'Day the evidence was read.', { ...read, missing: 'no evidence named' }),
    text('valid_until', 'Up to when the evidence counts.', { ...judged, missing: 'it does not grow too old' }),
    text('expired_mark', 'What the mark was before its evidence grew too old.', {
      ...judged,
      missing: 'its evidence counts',
    }),
    text('expired_on', 'Since when it does not count.', { ...judged, missing: 'its evidence counts' }),
    text('captures_since', 'Raised to yes by our own captures, held since this day.', {
      ...judged,
      missing: 'not raised by our captures',
    }),
    text('downgrade_to', 'A lower mark that is announced.', { ...judged, missing: 'none is announced' }),
    text('downgrade_on', 'From this day on.', { ...judged, missing: 'none is announced' }),
    text('note', 'Why the mark is what it is.', read),
  ],
}

/** The tables, by name, in the order they are listed. */
export const tableDefinitions: Readonly<Record<TableName, TableDefinition>> = {
  sources,
  'current-balances': currentBalances,
  coins,
  disclosures,
  plausibility,
  corrections,
}

/** The table of this name; null when there is none. */
export function findTable(name: string): TableDefinition | null {
  return Object.values(tableDefinitions).find((definition) => definition.name === name) ?? null
}
