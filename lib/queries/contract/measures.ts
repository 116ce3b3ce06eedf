import { z } from 'zod'
import {
  decimal,
  decimalOrNull,
  flag,
  ratioOrNull,
  text,
  textOrNull,
  texts,
  timeOrNull,
  whole,
  wholeOrNull,
  word,
  wordOrNull,
} from '@/lib/queries/contract/scalars'

const drawSchema = z.object({
  window: word(['1d', '7d'], 'Length of the window.'),
  multiple: ratioOrNull('The fund now over its largest fall within the window.'),
  draw_of_now: ratioOrNull('That fall as a share of the fund now.'),
  from: timeOrNull('Start of the fall.'),
  to: timeOrNull('Its end.'),
  unobservable: flag('Samples are too far apart to see a fall within the window.'),
  reason: textOrNull('Why it is missing.'),
})

const assetSchema = z.object({
  asset: text('Asset held.'),
  kind: word(['stable', 'major', 'crypto', 'native', 'total', 'unknown'], 'Its class.'),
  value_usd: decimal('US dollars.'),
  share: ratioOrNull('Share of the fund.'),
})

const lawSchema = z.object({
  law: word(['high', 'central', 'low'], 'Law of leverage.'),
  shortfall_usd: decimal('Loss beyond the margins, US dollars.'),
  residual_usd: decimal('What is left for ADL, US dollars.'),
  stress_coverage: ratioOrNull('Usable money after the fall over the shortfall; null without one.'),
  stress_coverage_at_prices: ratioOrNull('The same at the prices before.'),
})

/** What a fund's headline is to be read with. */
export const measuresSchema = z
  .object({
    usable_share: ratioOrNull('Usable over whole fund.'),
    usable_share_reason: textOrNull('Why it is missing.'),
    worst_draws: z
      .object({
        windows: z.array(drawSchema).describe('A day and a week.'),
        since: timeOrNull('First sample.'),
        hourly_since: timeOrNull('From when on samples are hourly.'),
        typical_step_ms: wholeOrNull('Median time from one sample to the next, milliseconds.'),
        samples: whole('Samples looked at.'),
        basis: wordOrNull(['units', 'dollars', 'flow_index'], 'What the fall is measured in.'),
      })
      .describe('The fund now against its largest falls.'),
    assets: z
      .object({
        assets: z.array(assetSchema).describe('What the fund is made of.'),
        from_parts_share: ratioOrNull('Of a total broken down by its parts: the share they add up to.'),
        unpriced: texts('Assets without a price.'),
        hhi: ratioOrNull('Concentration over assets, 0 to 1.'),
        effective_assets: ratioOrNull('1 / hhi.'),
        hhi_reason: textOrNull('Why it is missing.'),
        pool_hhi: ratioOrNull('Concentration over pools.'),
        effective_pools: ratioOrNull('1 / pool_hhi.'),
        pool_hhi_reason: textOrNull('Why it is missing.'),
        native_usd: decimalOrNull("In the venue's own token, US dollars."),
        haircut_usd: decimalOrNull('Value after haircuts, US dollars.'),
        haircut_reason: textOrNull('Why it is missing.'),
        dominant_stablecoin: textOrNull('A stablecoin that is more than half of the fund.'),
        observed_at: timeOrNull("The venue's time."),
      })
      .describe('Concentration and haircuts.'),
    stress: z
      .array(
        z.object({
          fall: z.number().describe('Fall of the market, a ratio.'),
          stressed_fund_usd: decimalOrNull('The fund at the prices after it.'),
          wrong_way_ratio: ratioOrNull('The same over the fund before.'),
          wrong_way_reason: textOrNull('Why it is missing.'),
          laws: z.array(lawSchema).describe('By law of leverage.'),
          reason: textOrNull('Why there is no coverage, or what is left out.'),
        }),
      )
      .describe('The stress model at stated falls.'),
  })
  .describe('What the headline is to be read with.')
