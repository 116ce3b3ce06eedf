import { z } from 'zod'
import {
  BASES,
  decimalOrNull,
  flag,
  ratioOrNull,
  STATES,
  sha256OrNull,
  text,
  textOrNull,
  timeOrNull,
  whole,
  wholeOrNull,
  word,
  wordOrNull,
} from '@/lib/queries/contract/scalars'

const clocks = {
  observed_at: timeOrNull("The venue's time."),
  checked_at: timeOrNull('Our last good check.'),
  expected_every_s: wholeOrNull('How often a new one is due, seconds.'),
  state: word(STATES, 'From the clocks.'),
}

const volumeSchema = z.object({
  volume_usd: decimalOrNull('Volume of 24 hours over the listed markets, US dollars.'),
  markets: whole('Markets added up.'),
  fund_over_volume: ratioOrNull('Fund over that volume, a ratio.'),
  ...clocks,
  reason: textOrNull('Why the volume is missing, or what is left out of it.'),
  fund_over_volume_reason: textOrNull('Why the ratio is missing.'),
  raw_sha256: sha256OrNull('SHA-256 of the answer it was read from.'),
})

const depthSchema = z.object({
  mid_price: decimalOrNull('Middle of best bid and best ask, in the quote asset.'),
  bands: z
    .array(
      z.object({
        band: z.number().describe('Distance from the middle, a ratio: 0.01 or 0.02.'),
        bid_usd: decimalOrNull('Bids within the band, US dollars.'),
        ask_usd: decimalOrNull('Asks within the band, US dollars.'),
        oi_over_depth: ratioOrNull('Open interest of the market over the thinner side.'),
      }),
    )
    .describe('Distances from the middle.'),
  ...clocks,
  reason: textOrNull('Why something of it is missing.'),
  raw_sha256: sha256OrNull('SHA-256 of the answer it was read from.'),
})

const volatilitySchema = z.object({
  daily: ratioOrNull('Standard deviation of the log price over a day.'),
  annualised: ratioOrNull('The same over a year.'),
  from: timeOrNull('First price used.'),
  to: timeOrNull('Last price used.'),
  returns: whole('Price changes used.'),
  reason: textOrNull('Why it is missing.'),
})

const marketSchema = z.object({
  market: text('Market id of the venue.'),
  oi_usd: decimalOrNull('Open interest, one side, US dollars.'),
  max_leverage: ratioOrNull('Highest leverage offered.'),
  volume_usd: decimalOrNull('Volume of 24 hours, US dollars.'),
  volume_reason: textOrNull('Why the volume is missing.'),
  depth: depthSchema.describe('What rests in the order book.'),
  volatility: volatilitySchema.describe('How much the mark price moves.'),
  thinnest_margin_moves: ratioOrNull('Daily standard deviations until the thinnest margin is used up.'),
  thinnest_margin_reason: textOrNull('Why that is missing.'),
})

const windowSchema = z.object({
  window: word(['24h', '7d'], 'Ends now.'),
  rows: whole('Rows in it.'),
  liquidated_usd: decimalOrNull('Notional closed by liquidation, US dollars.'),
  beyond_usd: decimalOrNull('Of it beyond bankruptcy.'),
  beyond_share: ratioOrNull('The same as a share.'),
  loss_usd: decimalOrNull('Loss beyond bankruptcy, where published.'),
  backstop_usd: decimalOrNull('Taken over by a backstop.'),
  adl_usd: decimalOrNull('Closed by auto-deleveraging.'),
  lower_bound: flag('The figures may be less than the whole.'),
  reason: textOrNull('Why a figure is missing.'),
  beyond_reason: textOrNull('Why beyond_usd is missing.'),
})

/** Liquidity and activity of a venue. */
export const marketContextSchema = z
  .object({
    basis: wordOrNull(BASES, 'Where the rows come from.'),
    volume: volumeSchema.describe('Volume of 24 hours.'),
    markets: z.array(marketSchema).describe('The largest markets by open interest.'),
    depth_reason: textOrNull('Why no order book is shown.'),
    liquidations: z
      .object({
        windows: z.array(windowSchema).describe('A day and a week.'),
        bookings: z
          .array(z.object({ window: word(['24h', '7d'], 'Back from now.'), usd: decimalOrNull('US dollars.') }))
          .describe('Bankruptcy losses the fund booked, where its flows are typed.'),
        checked_at: timeOrNull('Our last good check.'),
        expected_every_s: wholeOrNull('How often a new one is due, seconds.'),
        state: word(STATES, 'From the clocks.'),
        reason: textOrNull('Why there is none.'),
      })
      .describe('Liquidations of a day and a week.'),
    incomplete: z
      .array(z.object({ source: text('Source id.'), kind: text('Kind of source.'), text: text('What is left out.') }))
      .describe('Feeds that give less than the whole.'),
    absences: z
      .object({
        volume: textOrNull('Of volume.'),
        depth: textOrNull('Of order books.'),
        liquidations: textOrNull('Of liquidations.'),
        history: textOrNull('Of the past.'),
      })
      .describe('What is not collected, and why; null where it is.'),
  })
  .describe('What the size of the fund is to be read against. It never enters coverage.')
