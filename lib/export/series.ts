/** How the cells of a column are written. `decimal` is plain digits as text; `list` is a JSON array, `|` in CSV. */
export type CellKind = 'text' | 'decimal' | 'ratio' | 'integer' | 'time' | 'list'
/** A value of a row. Null is missing; the row's `reason` says why where the series has one. */
export type Cell = string | number | null | readonly string[]

export interface Column {
  readonly name: string
  readonly kind: CellKind
  readonly description: string
}

export type SeriesName =
  | 'coverage'
  | 'fund-balances'
  | 'flows'
  | 'open-interest'
  | 'volumes'
  | 'depth'
  | 'liquidations'
  | 'adl'
  | 'events'
  | 'figures'
  | 'episodes'
  | 'disclosure-changes'

/** What a downloadable series holds: its columns in order, and the total order of its rows. */
export interface SeriesDefinition {
  readonly name: SeriesName
  readonly title: string
  readonly description: string
  /** The stated total order, as column names. */
  readonly order: string
  readonly columns: readonly Column[]
}

const text = (name: string, description: string): Column => ({ name, kind: 'text', description })
const decimal = (name: string, description: string): Column => ({ name, kind: 'decimal', description })
const ratio = (name: string, description: string): Column => ({ name, kind: 'ratio', description })
const integer = (name: string, description: string): Column => ({ name, kind: 'integer', description })
const time = (name: string, description: string): Column => ({ name, kind: 'time', description })
const list = (name: string, description: string): Column => ({ name, kind: 'list', description })

const venue = text('venue', 'Venue slug.')
const basis = text('basis', 'collected, published or simulated.')
const obsStatus = text('obs_status', 'SDMX CL_OBS_STATUS: A normal, E estimated, P provisional, M missing, B break.')
const reason = text('reason', 'Why a value is missing, estimated or left out.')
const source = text('source', 'Source id of the venue.')
const rawSha256 = text('raw_sha256', 'SHA-256 of the response bytes the row was read from.')
const revision = integer('revision', '0 is the first version of the row; the latest one is given.')
const observedAt = time('observed_at', "The venue's time; checked_at where it gives none.")
const checkedAt = time('checked_at', 'Our first good fetch that showed this observation.')
const confidence = text('confidence', 'high, medium or low.')
const sourceUrl = text('source_url', 'Where it was published.')

const coverage: SeriesDefinition = {
  name: 'coverage',
  title: 'Coverage',
  description:
    'Fund, open interest and coverage per fund and per venue. A day or hour is the last observation at or before its end.',
  order: 'venue, fund, bucket_start',
  columns: [
    venue,
    text('fund', 'Fund id; total for the venue.'),
    text('interval', 'day, hour or raw.'),
    time('bucket_start', 'Start of the bucket; for raw the time of the fund observation.'),
    decimal('fund_usd', 'Value of the fund, US dollars.'),
    decimal('usable_usd', 'What the fund can pay before ADL starts, US dollars.'),
    decimal('oi_usd', 'Open interest, one side, US dollars.'),
    decimal('covered_fund_usd', 'Money whose markets have a known open interest, US dollars.'),
    decimal('covered_oi_usd', 'Open interest of the markets that money covers, US dollars.'),
    ratio('coverage', 'covered_fund_usd / covered_oi_usd.'),
    ratio('exhaustion_low', 'Smallest instant fall that uses up the fund over the leverage laws.'),
    ratio('exhaustion_central', 'Median of the same.'),
    ratio('exhaustion_high', 'Largest of the same.'),
    time('fund_observed_at', 'Time of the fund observation used.'),
    time('oi_observed_at', 'Time of the newest open interest used.'),
    basis,
    obsStatus,
    reason,
    revision,
  ],
}

const fundBalances: SeriesDefinition = {
  name: 'fund-balances',
  title: 'Fund balances',
  description: 'Every stored balance of every fund, per asset, with the price used.',
  order: 'venue, fund, asset, observed_at',
  columns: [
    venue,
    text('fund', 'Fund id.'),
    text('asset', 'Asset held.'),
    observedAt,
    checkedAt,
    decimal('units', 'Amount of the asset.'),
    decimal('price_usd', 'Price used, US dollars per unit.'),
    text('price_source', 'venue, index, par or close.'),
    decimal('value_usd', 'units x price_usd, or the value the venue published.'),
    basis,
    obsStatus,
    reason,
    source,
    rawSha256,
    revision,
  ],
}

const openInterest: SeriesDefinition = {
  name: 'open-interest',
  title: 'Open interest',
  description: 'Open interest per market, one side counted once, at most every 15 minutes.',
  order: 'venue, market, observed_at',
  columns: [
    venue,
    text('market', 'Market id of the venue.'),
    text('contract_type', 'linear, inverse or quanto.'),
    text('settle_asset', 'Asset the contract settles in.'),
    observedAt,
    checkedAt,
    decimal('contracts', 'Contracts, one side.'),
    decimal('base_units', 'Units of the base asset, one side.'),
    decimal('value_usd', 'US dollars, one side.'),
    integer('source_sides', '1 or 2: how the venue itself counts.'),
    basis,
    obsStatus,
    reason,
    source,
    rawSha256,
    revision,
  ],
}

const flows: SeriesDefinition = {
  name: 'flows',
  title: 'Flows',
  description: 'Changes of funds as venues type them. A venue that types none has none here.',
  order: 'venue, fund, asset, observed_at, venue_type',
  columns: [
    venue,
    text('fund', 'Fund id.'),
    text('asset', 'Asset that moved.'),
    time('observed_at', "The venue's time."),
    checkedAt,
    text('flow', 'surplus, bankruptcy_loss, injection, withdrawal or transfer.'),
    text('venue_type', "The venue's own word."),
    decimal('units', 'Amount of the asset, with the sign the venue gives it.'),
    basis,
    source,
    rawSha256,
    revision,
  ],
}

const volumes: SeriesDefinition = {
  name: 'volumes',
  title: 'Volume',
  description:
    'What was traded per market in the 24 hours before observed_at, each trade counted once, kept at most every hour.',
  order: 'venue, market, observed_at',
  columns: [
    venue,
    text('market', 'Market id of the venue.'),
    observedAt,
    checkedAt,
    decimal('base_units', 'Units of the base asset.'),
    decimal('value_usd', 'US dollars.'),
    basis,
    obsStatus,
    reason,
    source,
    rawSha256,
    revision,
  ],
}

const depth: SeriesDefinition = {
  name: 'depth',
  title: 'Order-book depth',
  description: 'What rests in the public order books of the largest markets near their middle, each side alone.',
  order: 'venue, market, observed_at',
  columns: [
    venue,
    text('market', 'Market id of the venue.'),
    observedAt,
    checkedAt,
    decimal('mid_price', 'Middle of best bid and best ask, in the quote asset.'),
    decimal('bid_usd_1', 'Bids within 1 % of the middle, US dollars.'),
    decimal('ask_usd_1', 'Asks within 1 %.'),
    decimal('bid_usd_2', 'Bids within 2 %.'),
    decimal('ask_usd_2', 'Asks within 2 %.'),
    basis,
    obsStatus,
    reason,
    source,
    rawSha256,
    revision,
  ],
}

const liquidations: SeriesDefinition = {
  name: 'liquidations',
  title: 'Liquidations',
  description:
    'Public liquidations, bankruptcies, ADL and takeovers, one row each, or the sum of a window where only sums are published. Feeds may be throttled: the page of the venue says so.',
  order: 'venue, observed_at, event',
  columns: [
    venue,
    text('event', "The venue's id, or the fields that tell the row from all others."),
    time('observed_at', 'Time of the event, or the end of the window.'),
    time('window_start', 'Start of the window summed over; empty for a single event.'),
    checkedAt,
    text('market', 'Market id of the venue; empty where it sums over several.'),
    text('liquidation', 'liquidation, bankruptcy, adl or backstop.'),
    text('side', 'long or short: the position that was closed; empty where the venue does not say.'),
    decimal('base_units', 'Units of the base asset.'),
    decimal('price', 'Price of the close, in the quote asset.'),
    decimal('value_usd', 'Notional closed, US dollars.'),
    decimal('loss_usd', 'What the close fell short of bankruptcy, US dollars; empty where not published.'),
    basis,
    obsStatus,
    reason,
    source,
    rawSha256,
    revision,
  ],
}

const adl: SeriesDefinition = {
  name: 'adl',
  title: 'ADL signals',
  description: 'Public signals of auto-deleveraging; rows older than 90 days are thinned to changes and hours.',
  order: 'venue, scope, subject, signal, observed_at',
  columns: [
    venue,
    text('scope', 'market, fund or venue.'),
    text('subject', 'What the signal is about.'),
    observedAt,
    checkedAt,
    text('signal', "The venue's name of the signal."),
    text('value', 'The raw value, as printed.'),
    integer('level', '0 none, 1 elevated, 2 near the trigger, 3 active.'),
    ratio('proximity', '0 calm, 1 at the trigger.'),
    source,
    rawSha256,
  ],
}

const events: SeriesDefinition = {
  name: 'events',
  title: 'Events',
  description: 'Documented fund use, ADL, socialised losses, halts and injections, from public sources.',
  order: 'start of the period (undated last), event',
  columns: [
    text('event', 'Event id.'),
    venue,
    text('start', 'Start, as precise as the source: a year, month, day or time.'),
    text('end', 'End, as precise as the source.'),
    text('kind', 'What happened.'),
    list('stages', 'Stages of the loss waterfall reached.'),
    decimal('amount', 'Amount; amount_meaning says of what.'),
    text('asset', 'Asset of the amount.'),
    decimal('usd', 'The amount in US dollars, where published.'),
    text('amount_meaning', 'What the amount is. It is not always a fund loss.'),
    text('title', 'Title.'),
    text('summary', 'Summary.'),
    confidence,
    sourceUrl,
  ],
}

const figures: SeriesDefinition = {
  name: 'figures',
  title: 'Published figures',
  description: 'Dated figures found in public sources, and the balances BitMEX published.',
  order: 'date (undated last), venue, metric, then the figure id of the record',
  columns: [
    venue,
    text('date', 'Date, as precise as the source.'),
    text('date_precision', 'day, month, year, approx or undated.'),
    text('metric', 'What the figure is.'),
    text('fund_type', 'insurance, vault or protection.'),
    decimal('amount', 'Amount.'),
    text('asset', 'Asset of the amount.'),
    decimal('usd', 'The amount in US dollars; the note says how it was found.'),
    confidence,
    text('note', 'What a reader must know of the figure.'),
    sourceUrl,
  ],
}

const episodes: SeriesDefinition = {
  name: 'episodes',
  title: 'Net outflows',
  description:
    'Net outflows found in stored balances: at least 1 % or 5 % of the units within 24 hours, 30 % within 8. Not every one is a use of the fund.',
  order: 'crossed_at, episode',
  columns: [
    text('episode', 'Episode id: day, venue, fund. The address of its page is /events/{episode}.'),
    venue,
    text('fund', 'Fund id.'),
    text('asset', 'Asset of the units; empty where the fund holds several.'),
    text('level_basis', 'units, or flow_index for a fund of several assets.'),
    text('state', 'standing, or retracted where a later reading of the balances does not show it any more.'),
    text('severity', 'minor, material or severe: the highest level reached; unobservable where none can be told.'),
    text('minor', 'reached, not_reached or unobservable: 1 % within 24 hours.'),
    text('material', 'The same: 5 % within 24 hours.'),
    text('severe', 'The same: 30 % within 8 hours.'),
    text('cause', "net_outflow, or bankruptcy_loss by the venue's own typed flow."),
    time('started_at', 'Last observation at the highest level before the fall.'),
    time('crossed_at', 'First observation at which the fall was large enough.'),
    time('trough_at', 'Lowest observation.'),
    time('until_at', 'Last observation still below an earlier one of its window by a level.'),
    time('recovered_at', 'First observation at or above the level before the fall; empty while open.'),
    time('broken_at', 'Contracts moved between pools before a recovery: what follows cannot be compared.'),
    decimal('before_units', 'Units before the fall.'),
    decimal('trough_units', 'Units at the lowest.'),
    decimal('before_usd', 'Value before the fall, US dollars at the price then.'),
    decimal('trough_usd', 'Value at the lowest, US dollars at the price then.'),
    ratio('fall', '1 - lowest / before, in units or in the index.'),
    ratio('fall_24h', 'Largest fall within 24 hours; empty where samples lie further apart.'),
    ratio('fall_8h', 'Largest fall within 8 hours; empty where samples lie further apart.'),
    integer('samples', 'Observations from started_at to until_at.'),
    integer('expected_samples', 'What their cadence would give.'),
    integer('longest_gap_s', 'Longest time between two of them, seconds.'),
    text('before_sha256', 'SHA-256 of the response bytes the balance before was read from.'),
    text('trough_sha256', 'The same of the lowest balance.'),
    basis,
    revision,
    time('recorded_at', 'When this revision was found.'),
  ],
}

const disclosureChanges: SeriesDefinition = {
  name: 'disclosure-changes',
  title: 'Disclosure changes',
  description:
    'What changed in what venues publish: form of the answers, types of rows, pools and their contracts, cadence, closures.',
  order: 'changed_on, change',
  columns: [
    text('change', 'Change id.'),
    venue,
    text('source', 'Source id of the venue; empty where it was not found in our captures.'),
    text('endpoint', 'Endpoint of the source.'),
    text('changed_on', 'Day of the first answer with the new form, or the day documented.'),
    text('kind', 'field_new, field_gone, field_emptied, type_changed, format_changed, pool_moved and so on.'),
    text('path', 'Field, with [] for items of a list and {} for values of a map.'),
    text('before', 'What was there before.'),
    text('after', 'What is there since.'),
    list('funds', 'Funds concerned.'),
    list('markets', 'Contracts that moved, joined or left.'),
    text('text', 'The change in one sentence.'),
    confidence,
    sourceUrl,
    text('before_sha256', 'SHA-256 of the last answer with the old form.'),
    rawSha256,
    basis,
    time('recorded_at', 'When the ledger took it up: something missing is told only after several answers.'),
  ],
}

/** The downloadable series, by name, in the order they are listed. */
export const seriesDefinitions: Readonly<Record<SeriesName, SeriesDefinition>> = {
  coverage,
  'fund-balances': fundBalances,
  flows,
  'open-interest': openInterest,
  volumes,
  depth,
  liquidations,
  adl,
  events,
  figures,
  episodes,
  'disclosure-changes': disclosureChanges,
}

/** The series of this name; null when there is none. */
export function findSeries(name: string): SeriesDefinition | null {
  return Object.values(seriesDefinitions).find((definition) => definition.name === name) ?? null
}
