import { z } from 'zod'
import { dataOf } from '@/lib/queries/contract/common'
import { marketContextSchema } from '@/lib/queries/contract/context'
import { measuresSchema } from '@/lib/queries/contract/measures'
import {
  type Answer,
  BASES,
  dateTextSchema,
  decimal,
  decimalOrNull,
  FUND_TYPES,
  flag,
  MARKS,
  ratioOrNull,
  STATES,
  sha256OrNull,
  sha256Schema,
  text,
  textOrNull,
  texts,
  time,
  timeOrNull,
  USABLE_BASES,
  whole,
  wholeOrNull,
  word,
  wordOrNull,
} from '@/lib/queries/contract/scalars'

const CRITERIA = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12', 'T13', 'T14'] as const

/** The latest figures of a venue. */
export const latestSchema = z.object({
  fund_usd: decimalOrNull(
    'Sum of its insurance funds, or of its vault funds where that is its only layer, US dollars.',
  ),
  fund_type: wordOrNull(FUND_TYPES, 'Which of the two.'),
  usable_usd: decimalOrNull('What the fund can pay before ADL starts, US dollars.'),
  usable_basis: wordOrNull(USABLE_BASES, 'rule: by the published trigger; full: the whole fund.'),
  oi_usd: decimalOrNull('Open interest, one side, all perpetuals and futures, US dollars.'),
  covered_fund_usd: decimalOrNull('Money whose markets have a known open interest, US dollars.'),
  covered_oi_usd: decimalOrNull('Open interest of the markets that money covers, US dollars.'),
  coverage: ratioOrNull('covered_fund_usd / covered_oi_usd.'),
  negative_pools_usd: decimalOrNull('Sum of the pools below zero, US dollars.'),
  change_24h: ratioOrNull('Change over 24 hours, of units or flow-adjusted.'),
  change_7d: ratioOrNull('Change over 7 days.'),
  drawdown: ratioOrNull('1 - units / highest so far.'),
  exhaustion_move: z
    .object({
      low: z.number().describe('Smallest over the leverage laws.'),
      central: ratioOrNull('Median.'),
      high: ratioOrNull('Largest; null: no fall can exhaust the fund under that law.'),
    })
    .nullable()
    .describe('The instant fall that would use up the fund.'),
  weakest_fund: z
    .object({ fund: text('Fund id.'), coverage: z.number().describe('Its coverage.') })
    .nullable()
    .describe('The pool of size with the lowest coverage.'),
  fund_observed_at: timeOrNull('Time of the fund observation.'),
  oi_observed_at: timeOrNull('Time of the newest open interest.'),
  checked_at: timeOrNull('Our last good check.'),
  state: word(STATES, 'The worst of the sources coverage needs.'),
  basis: wordOrNull(BASES, 'Where the figures come from.'),
  reason: textOrNull('Why something is missing, late or failing.'),
})

const noteSchema = z.object({
  id: text('Id of the correction.'),
  date: dateTextSchema.describe('Its day.'),
  about: word(
    ['fund', 'open_interest', 'record'],
    'fund, open_interest: the row goes into those figures; record: another row of the venue.',
  ),
  record: text('Id of the corrected row.'),
  field: text('Corrected field.'),
  was: textOrNull('What it said before; null: it was missing.'),
  now: textOrNull('What it says now; null: withdrawn.'),
  text: text('The note that is shown beside the figure.'),
  path: text('Where the entry stands, from the root of the site.'),
})

const replySchema = z.object({
  id: text('Id of the reply.'),
  date: dateTextSchema.describe('Day it was given.'),
  venue: text('Venue slug.'),
  about: text('A figure (fund, coverage, open_interest, exhaustion), a criterion (T1 to T14) or a record id.'),
  text: text('What the venue says, in its words.'),
  said_by: text('In which role.'),
  disputes: flag('It says that what is shown is wrong.'),
  source_url: text('Where it was given.'),
})

/** A venue. */
export const venueSchema = z.object({
  venue: text('Venue slug.'),
  name: text('Its name.'),
  kind: word(['cex', 'dex'], 'A company, or a protocol on a chain.'),
  status: wordOrNull(['active', 'paused', 'closed'], 'Null where no source states it.'),
  status_note: textOrNull('What a reader must know of the status.'),
  record_only: flag('Known only from the published record.'),
  website: textOrNull('Its site.'),
  fund_page_url: textOrNull('Its own page about the fund.'),
  disclosure: wordOrNull(['api', 'onchain', 'page', 'none'], 'How it discloses its fund; null: nobody has looked.'),
  max_leverage: ratioOrNull('Highest leverage offered.'),
  latest: latestSchema.describe('Its latest figures.'),
  notes: z.array(noteSchema).describe('Corrections of the last 30 days, newest first.'),
})

const balanceSchema = z.object({
  asset: text('Asset held.'),
  units: decimal('Amount of the asset.'),
  price_usd: decimalOrNull('Price used, US dollars per unit.'),
  price_source: wordOrNull(['venue', 'index', 'par', 'close'], 'Where the price comes from.'),
  value_usd: decimalOrNull('units x price_usd, or the value the venue published.'),
  observed_at: time("The venue's time; our first check where it gives none."),
  checked_at: time('Our last good check.'),
  changed_at: time('When the units last differed.'),
  expected_every_s: whole('How often a new one is due, seconds.'),
  state: word(STATES, 'From the clocks.'),
  raw_sha256: sha256OrNull('SHA-256 of the answer it was read from.'),
})

const fundSchema = z.object({
  fund: text('Fund id.'),
  label: text("The venue's own name of it."),
  fund_type: word(FUND_TYPES, 'Which kind of money it is.'),
  scope: word(['venue', 'settle', 'group', 'market'], 'What it covers.'),
  part_of: textOrNull('The fund it is a component of; never summed again.'),
  markets: texts('Markets it covers.'),
  oi_usd: decimalOrNull('Open interest of those markets, US dollars.'),
  coverage: ratioOrNull('value_usd / oi_usd.'),
  value_usd: decimalOrNull('Its value, US dollars.'),
  usable_usd: decimalOrNull('What it can pay before ADL starts.'),
  state: word(STATES, 'From the clocks.'),
  reason: textOrNull('Why something is missing, late or estimated.'),
  regrouped_on: dateTextSchema.nullable().describe('Day contracts last moved between it and another fund.'),
  balances: z.array(balanceSchema).describe('What it holds, per asset.'),
})

const adlSchema = z.object({
  subject: text('What the signal is about.'),
  signal: text("The venue's name of it."),
  value: text('The raw value, as printed.'),
  level: wholeOrNull('0 none, 1 elevated, 2 near the trigger, 3 active.'),
  proximity: ratioOrNull('0 calm, 1 at the trigger.'),
  observed_at: time("The venue's time."),
  raw_sha256: sha256Schema.describe('SHA-256 of the answer it was read from.'),
})

const waterfallSchema = z.object({
  step: whole('Place in the order.'),
  name: text('Name of the step.'),
  text: text('What happens.'),
  close_price: textOrNull('Price at which positions are closed.'),
  source_url: text('Where it is documented.'),
  checked_on: dateTextSchema.describe('Day it was read.'),
})

const disclosureSchema = z.object({
  criterion: word(CRITERIA, 'See /methodology.'),
  mark: word(MARKS, 'As it counts now.'),
  evidence_level: wordOrNull(['E0', 'E1', 'E2', 'E3', 'E4'], 'E0 a claim to E4 anyone can verify it.'),
  evidence_url: textOrNull('Where the evidence is.'),
  observed_on: textOrNull('Day it was read.'),
  note: text('Why the mark is what it is.'),
  valid_until: textOrNull('Up to when the evidence counts.'),
  expired: z
    .object({ mark: word(MARKS, 'The mark it was.'), on: text('Since when it does not count.') })
    .nullable()
    .describe('What the mark was before its evidence grew too old.'),
  captures_since: textOrNull('Raised to yes by our own captures, held since this day.'),
  downgrade: z
    .object({ to: word(MARKS, 'The lower mark.'), on: text('From this day on.'), reason: text('Why.') })
    .nullable()
    .describe('A lower mark that is announced.'),
})

const stageSchema = z.object({
  stage: z
    .union([z.literal(0), z.literal(1), z.literal(2)])
    .nullable()
    .describe('0 to 2; null while under review.'),
  state: word(['claimed', 'observable', 'verifiable', 'under_review'], 'The stage in a word.'),
  next: z
    .union([z.literal(1), z.literal(2)])
    .nullable()
    .describe('The lowest stage that is not reached.'),
  missed: texts('What it asks for and is known to be missed.'),
  open: texts('What it asks for and is under review.'),
  floor: z
    .object({
      mark: word(MARKS, 'Lowest of them.'),
      criteria: z.array(z.enum(CRITERIA)).describe('The criteria with that mark.'),
    })
    .describe('Lowest mark of T1, T5, T7, T9 and T10.'),
  sum: z
    .object({ points: whole('Sum of marks.'), of: whole('Highest possible.') })
    .nullable()
    .describe('Only to be read with the stage and the floor.'),
})

/** An event with the names of the `events` series. */
const eventSchema = z.object({
  event: text('Event id.'),
  venue: text('Venue slug.'),
  start: textOrNull('Start, as precise as the source.'),
  end: textOrNull('End, as precise as the source.'),
  kind: text('What happened.'),
  stages: texts('Stages of the loss waterfall reached.'),
  amount: decimalOrNull('Amount; amount_meaning says of what.'),
  asset: textOrNull('Asset of the amount.'),
  usd: decimalOrNull('The amount in US dollars, where published.'),
  amount_meaning: textOrNull('What the amount is.'),
  title: text('Title.'),
  summary: text('Summary.'),
  confidence: text('high, medium or low.'),
  source_url: text('Where it was published.'),
})

/** One venue with everything behind its figures. */
export const venueDetailSchema = venueSchema.extend({
  funds: z.array(fundSchema).describe('Its funds.'),
  open_interest: z
    .object({
      oi_usd: decimalOrNull('One side, US dollars.'),
      markets: whole('Markets listed.'),
      source_sides: z.union([z.literal(1), z.literal(2)]).describe('How the venue itself counts.'),
      observed_at: timeOrNull("The venue's time."),
    })
    .describe('Open interest of the venue.'),
  adl: z.array(adlSchema).describe('Its ADL signals.'),
  waterfall: z.array(waterfallSchema).describe('What happens when a liquidation fails, in order.'),
  leverage: z
    .object({
      max: ratioOrNull('Highest leverage.'),
      reason: textOrNull('Why it is missing.'),
      source_url: textOrNull('Where it is documented.'),
      observed_at: textOrNull('When it was read.'),
    })
    .describe('Its leverage policy.'),
  disclosures: z.array(disclosureSchema).describe('The fourteen disclosure marks.'),
  stage: stageSchema.nullable().describe('The stage they make; null where nothing is left to judge.'),
  events: z.array(eventSchema).describe('Documented events.'),
  market_context: marketContextSchema,
  measures: measuresSchema,
  replies: z.array(replySchema).describe('What the venue said of its figures, newest first.'),
})

export const venuesAnswerSchema = dataOf(z.array(venueSchema))
export const venueAnswerSchema = dataOf(venueDetailSchema)

export type VenueAnswer = Answer<z.output<typeof venueSchema>>
export type VenueDetailAnswer = Answer<z.output<typeof venueDetailSchema>>
