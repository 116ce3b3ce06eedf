import type { Column } from '@/lib/export/series'

export type TableName = 'sources' | 'current-balances' | 'coins' | 'disclosures' | 'plausibility'

/** A downloadable table of how things stand now; small, without a history and without `as_of`. */
export interface TableDefinition {
  readonly name: TableName
  readonly title: string
  readonly description: string
  readonly order: string
  readonly columns: readonly Column[]
}

const CLOCKS: readonly Column[] = [
  { name: 'checked_at', kind: 'time', description: 'Our last good check.' },
  { name: 'changed_at', kind: 'time', description: 'When the figures last differed from the check before.' },
  { name: 'expected_every_s', kind: 'integer', description: 'How often a new one is due, seconds.' },
  { name: 'state', kind: 'text', description: 'live, unchanged, late, failing, withdrawn or none, from the clocks.' },
]
const VENUE: Column = { name: 'venue', kind: 'text', description: 'Venue slug.' }

const sources: TableDefinition = {
  name: 'sources',
  title: 'Sources now',
  description: 'Every source of every venue with its clocks, its state, and what fails.',
  order: 'venue, source as the venue module lists them',
  columns: [
    VENUE,
    { name: 'source', kind: 'text', description: 'Source id of the venue.' },
    { name: 'kind', kind: 'text', description: 'What it is a source of.' },
    { name: 'attempted_at', kind: 'time', description: 'Our last attempt, good or not.' },
    ...CLOCKS,
    { name: 'consecutive_failures', kind: 'integer', description: 'Failed attempts in a row; 2 make it failing.' },
    { name: 'failing_since', kind: 'time', description: 'First of them.' },
    { name: 'error_kind', kind: 'text', description: 'Kind of the last error.' },
    { name: 'reason', kind: 'text', description: 'What is missing, late or failing, in plain words.' },
    { name: 'rows_rejected_last_run', kind: 'integer', description: 'Rows refused in the last good reading.' },
    { name: 'docs_url', kind: 'text', description: 'Documentation of the endpoint.' },
    { name: 'form_changes', kind: 'integer', description: 'Changes of the form of its answers in the ledger.' },
    { name: 'form_changed_on', kind: 'text', description: 'Day of the newest of them.' },
  ],
}

const currentBalances: TableDefinition = {
  name: 'current-balances',
  title: 'Balances now',
  description: 'The latest balance of every fund and asset, with its four clocks and its state.',
  order: 'venue, then funds as on the venue page, asset',
  columns: [
    VENUE,
    { name: 'fund', kind: 'text', description: 'Fund id.' },
    { name: 'fund_type', kind: 'text', description: 'insurance, vault, protection or counterparty.' },
    { name: 'part_of', kind: 'text', description: 'The fund it is a component of; never summed again.' },
    { name: 'asset', kind: 'text', description: 'Asset held.' },
    { name: 'units', kind: 'decimal', description: 'Amount of the asset.' },
    { name: 'price_usd', kind: 'decimal', description: 'Price used, US dollars per unit.' },
    { name: 'price_source', kind: 'text', description: 'venue, index, par or close.' },
    { name: 'value_usd', kind: 'decimal', description: 'units x price_usd, or the value the venue published.' },
    { name: 'observed_at', kind: 'time', description: "The venue's time; our first check where it gives none." },
    ...CLOCKS,
    { name: 'reason', kind: 'text', description: 'Why something of its fund is missing, late or estimated.' },
    { name: 'raw_sha256', kind: 'text', description: 'SHA-256 of the response bytes the row was read from.' },
  ],
}

const coins: TableDefinition = {
  name: 'coins',
  title: 'Coins now',
  description:
    'Every contract of every coin that two or more venues list (and of BTC and ETH), with the fund behind it, its coverage, open interest, leverage and ADL signal.',
  order: 'coin, venue, fund, market',
  columns: [
    { name: 'coin', kind: 'text', description: 'The coin; names of the same coin are unified by a list on the page.' },
    { name: 'base_asset', kind: 'text', description: 'The base asset as the venue names it.' },
    { name: 'coins_per_base', kind: 'integer', description: 'Coins in one base unit: 1000 for 1000PEPE.' },
    VENUE,
    { name: 'market', kind: 'text', description: 'Market id of the venue.' },
    { name: 'contract_type', kind: 'text', description: 'linear, inverse or quanto.' },
    { name: 'market_kind', kind: 'text', description: 'perpetual or future.' },
    { name: 'settle_asset', kind: 'text', description: 'Asset it is margined in.' },
    {
      name: 'backing',
      kind: 'text',
      description: 'insurance, vault, counterparty or none: only like compares with like.',
    },
    { name: 'fund', kind: 'text', description: 'Fund id of the pool behind it; empty with the reason.' },
    { name: 'further_funds', kind: 'list', description: 'Components of it, or other funds that cover the contract.' },
    { name: 'fund_usd', kind: 'decimal', description: 'Value of the whole pool, US dollars.' },
    { name: 'coverage', kind: 'ratio', description: 'Coverage of the whole pool: value / open interest it covers.' },
    { name: 'exhaustion_low', kind: 'ratio', description: 'Least fall that would empty the pool, over the laws.' },
    { name: 'exhaustion_central', kind: 'ratio', description: 'Median over the laws; empty: no fall can.' },
    { name: 'exhaustion_high', kind: 'ratio', description: 'Largest over the laws; empty: no fall can.' },
    { name: 'fund_state', kind: 'text', description: 'State of the pool; of the open interest where there is none.' },
    { name: 'fund_checked_at', kind: 'time', description: 'Our last good check of it.' },
    { name: 'oi_usd', kind: 'decimal', description: 'Open interest of the contract, one side, US dollars.' },
    { name: 'oi_observed_at', kind: 'time', description: 'When it was observed.' },
    { name: 'max_leverage', kind: 'decimal', description: 'Highest leverage of the contract, as collected.' },
    { name: 'adl_signal', kind: 'text', description: 'The venue’s public ADL signal that is worst for the contract.' },
    { name: 'adl_value', kind: 'text', description: 'Its raw value.' },
    { name: 'adl_level', kind: 'integer', description: '0 none, 1 elevated, 2 near the trigger, 3 active.' },
    { name: 'adl_proximity', kind: 'ratio', description: '0 calm, 1 at the trigger, where the venue states its rule.' },
    { name: 'adl_observed_at', kind: 'time', description: 'When the signal was observed.' },
    { name: 'basis', kind: 'text', description: 'collected or simulated.' },
    { name: 'reason', kind: 'text', description: 'Why the fund, the open interest or the signal is missing.' },
    { name: 'raw_sha256', kind: 'text', description: 'SHA-256 of the bytes the open interest was read from.' },
  ],
}

const disclosures: TableDefinition = {
  name: 'disclosures',
  title: 'Disclosure now',
  description: 'The fourteen disclosure marks of every open venue as they count now, with the stage they make.',
  order: 'venue name, criterion',
  columns: [
    VENUE,
    { name: 'stage', kind: 'integer', description: '0 claimed, 1 observable, 2 verifiable; empty while under review.' },
    { name: 'stage_state', kind: 'text', description: 'claimed, observable, verifiable or under_review.' },
    { name: 'stage_missed', kind: 'list', description: 'What the next stage asks for and is known to be missed.' },
    { name: 'stage_open', kind: 'list', description: 'What the next stage asks for and is under review.' },
    { name: 'floor', kind: 'text', description: 'Lowest mark of T1, T5, T7, T9 and T10.' },
    { name: 'points', kind: 'integer', description: 'Sum of marks (2, 1, 0), when every fitting criterion is judged.' },
    { name: 'points_of', kind: 'integer', description: 'The highest sum possible.' },
    { name: 'criterion', kind: 'text', description: 'T1 to T14.' },
    { name: 'mark', kind: 'text', description: 'yes, partly, no, under_review or not_applicable, as it counts now.' },
    { name: 'evidence_level', kind: 'text', description: 'E0 to E4.' },
    { name: 'evidence_url', kind: 'text', description: 'Where the evidence is.' },
    { name: 'observed_on', kind: 'text', description: 'Day the evidence was read.' },
    { name: 'valid_until', kind: 'text', description: 'Up to when the evidence counts.' },
    { name: 'expired_mark', kind: 'text', description: 'What the mark was before its evidence grew too old.' },
    { name: 'expired_on', kind: 'text', description: 'Since when it does not count.' },
    { name: 'captures_since', kind: 'text', description: 'Raised to yes by our own captures, held since this day.' },
    { name: 'downgrade_to', kind: 'text', description: 'A lower mark that is announced.' },
    { name: 'downgrade_on', kind: 'text', description: 'From this day on.' },
    { name: 'note', kind: 'text', description: 'Why the mark is what it is.' },
  ],
}

const plausibility: TableDefinition = {
  name: 'plausibility',
  title: 'Plausibility tests now',
  description: 'The declared tests of what venues publish of their funds. A pattern is a question, not an accusation.',
  order: 'venue, then tests as the venue page lists them',
  columns: [
    VENUE,
    { name: 'test', kind: 'text', description: 'Test id; the methodology declares each.' },
    { name: 'series', kind: 'text', description: 'What was tested, in words.' },
    { name: 'basis', kind: 'text', description: 'collected, published or simulated.' },
    { name: 'from', kind: 'text', description: 'First day looked at.' },
    { name: 'to', kind: 'text', description: 'Last day looked at.' },
    { name: 'outcome', kind: 'text', description: 'pattern, none, too_few or unfit.' },
    { name: 'sample', kind: 'integer', description: 'Samples the test had.' },
    { name: 'minimum', kind: 'integer', description: 'Samples below which it says nothing.' },
    { name: 'statistic', kind: 'ratio', description: 'What the test measures; see the methodology.' },
    { name: 'p_value', kind: 'ratio', description: 'Empty for tests that count what should not occur at all.' },
    { name: 'p_adjusted', kind: 'ratio', description: 'Holm over all tests of the venue.' },
    { name: 'finding', kind: 'text', description: 'The outcome in a plain sentence.' },
    { name: 'innocent', kind: 'text', description: 'What would explain a pattern innocently.' },
    { name: 'where', kind: 'list', description: 'Days, markets or pools behind the statistic.' },
  ],
}

/** The tables, by name, in the order they are listed. */
export const tableDefinitions: Readonly<Record<TableName, TableDefinition>> = {
  sources,
  'current-balances': currentBalances,
  coins,
  disclosures,
  plausibility,
}

/** The table of this name; null when there is none. */
export function findTable(name: string): TableDefinition | null {
  return Object.values(tableDefinitions).find((definition) => definition.name === name) ?? null
}
