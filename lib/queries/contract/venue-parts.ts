import { z } from 'zod'
import { dataOf } from '@/lib/queries/contract/common'
import {
  type Answer,
  BASES,
  decimal,
  decimalOrNull,
  FUND_TYPES,
  flag,
  ratioOrNull,
  sha256OrNull,
  text,
  textOrNull,
  texts,
  time,
  timeOrNull,
  whole,
  word,
} from '@/lib/queries/contract/scalars'

const plausibilitySchema = z.object({
  venue: text('Venue slug.'),
  family_level: z.number().describe('The chance of any false alarm among the tests that have a p.'),
  absence: textOrNull('Why nothing is tested.'),
  computed_at: time('When it was worked out.'),
  tests: z
    .array(
      z.object({
        test: text('Id of the test.'),
        title: text('Its name.'),
        series: text('What was tested.'),
        basis: word(BASES, 'Where the rows come from.'),
        from: textOrNull('First day looked at.'),
        to: textOrNull('Last day looked at.'),
        outcome: word(['pattern', 'none', 'too_few', 'unfit'], 'What was found.'),
        sample: whole('Samples looked at.'),
        minimum: whole('Samples it needs.'),
        statistic: ratioOrNull('Its statistic.'),
        p_value: ratioOrNull('p, where the test has one.'),
        p_adjusted: ratioOrNull('Holm over all tests of the venue.'),
        finding: text('What was found, in words.'),
        innocent: textOrNull('What would explain a pattern innocently.'),
        where: texts('Days, markets or pools behind the statistic.'),
      }),
    )
    .describe('Declared tests of the published series.'),
})

const PARTS = [
  'surplus',
  'bankruptcy_loss',
  'injection',
  'withdrawal',
  'transfer',
  'announced',
  'regrouped',
  'started',
  'ended',
  'unexplained',
  'untyped',
  'price',
] as const

const endSchema = z.object({
  at: time('Time of the balance.'),
  units: decimal('Amount of the asset.'),
  value_usd: decimalOrNull('US dollars.'),
  raw_sha256: sha256OrNull('SHA-256 of the answer it was read from.'),
})
const usdPartsSchema = z.array(z.object({ part: word(PARTS, 'Cause.'), usd: decimal('US dollars.') }))

const attributedAssetSchema = z.object({
  asset: text('Asset held.'),
  before: endSchema.describe('At the start.'),
  after: endSchema.describe('At the end.'),
  change_units: decimal('Change of units.'),
  change_usd: decimalOrNull('Change in US dollars.'),
  parts: z
    .array(
      z.object({
        part: word(PARTS, 'Cause.'),
        units: decimal('Units.'),
        usd: decimalOrNull('US dollars.'),
      }),
    )
    .describe('Add up to the change, to the last digit.'),
})

const attributionSchema = z.object({
  venue: text('Venue slug.'),
  name: text('Its name.'),
  from: time('As asked.'),
  to: time('As asked; itself left out.'),
  measured_from: timeOrNull('Later than from where nothing was stored then.'),
  total: z
    .object({
      fund_type: word(FUND_TYPES, 'Which kind of money it is.'),
      before_usd: decimal('US dollars at the start.'),
      after_usd: decimal('US dollars at the end.'),
      change_usd: decimal('The difference.'),
      parts: usdPartsSchema.describe('Add up to it.'),
      funds: whole('Funds added up.'),
      left_out: texts('Summed funds that are not in it.'),
    })
    .nullable()
    .describe('The summed funds together.'),
  total_reason: textOrNull('Why there is no total.'),
  funds: z
    .array(
      z.object({
        fund: text('Fund id.'),
        label: text("The venue's own name of it."),
        fund_type: word(FUND_TYPES, 'Which kind of money it is.'),
        part_of: textOrNull('The fund it is a component of.'),
        flows_typed: flag('The venue types its flows.'),
        assets: z.array(attributedAssetSchema).describe('Per asset.'),
        change_usd: decimalOrNull('Change in US dollars.'),
        parts: usdPartsSchema.describe('Add up to change_usd.'),
        bound: z
          .object({
            low_usd: decimal('Least flow.'),
            high_usd: decimal('Most flow.'),
            reference_asset: text('Asset the bound is made with.'),
            reference_return: z.number().describe('Its change, a ratio.'),
          })
          .nullable()
          .describe('Of a fund published as one dollar amount.'),
        reason: textOrNull('Why something is missing.'),
      }),
    )
    .describe('Per fund.'),
  announced: z
    .array(
      z.object({
        date: text('Date, as precise as the source.'),
        asset: text('Asset.'),
        amount: decimal('Amount.'),
        usd: decimalOrNull('US dollars.'),
        source_url: text('Where it was published.'),
        fund: textOrNull('The fund it is counted in.'),
      }),
    )
    .describe('Injections and withdrawals of the record.'),
})

export const plausibilityAnswerSchema = dataOf(plausibilitySchema)
export const attributionAnswerSchema = dataOf(attributionSchema)

export type PlausibilityAnswer = Answer<z.output<typeof plausibilitySchema>>
export type AttributionAnswer = Answer<z.output<typeof attributionSchema>>
