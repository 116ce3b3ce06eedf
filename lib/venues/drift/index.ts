import { defineVenue } from '@/lib/venues/_contract/module'

const CODE = 'https://github.com/drift-labs/protocol-v2'
const MARKET_CODE = 'https://github.com/drift-labs/protocol-v2/blob/0ae3e3b/programs/drift/src/state/perp_market.rs'
const READ_ON = '2026-11-22'

/** Paused: its vault is public on Solana, but no public node is named in what was checked, so nothing is collected. */
export default defineVenue({
  id: 'drift',
  name: 'Drift',
  kind: 'dex',
  status: 'paused',
  statusNote:
    'Trading, deposits and withdrawals were paused after an attack on 1 April 2026 that took 285 to 296 million dollars, by press reports. The team said the insurance fund in USDC was untouched. A new exchange, Velocity DEX, was announced; whether it is open is not confirmed.',
  links: { site: 'https://www.drift.trade', docs: CODE, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'onchain',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  fundAbsence:
    'The venue is paused. Its USDC insurance vault is a public Solana account (2CqkQvYxp9Mq4PqLvAQ1eryYxebUh4Liyn5YMDtXsYci); its balance is not read here.',
  openInterest: {
    sourceSides: 2,
    note: 'Trading is paused. Drift stated long and short open interest apart; its data service was reported gone in June 2026.',
  },
  adl: {
    signal: null,
    absence: 'Drift shares a loss among open positions instead of closing chosen ones, so there is no signal of it.',
    rule: 'There is no auto-deleveraging: what the fund may not pay is shared across open positions through the funding rate.',
    sourceUrl: MARKET_CODE,
  },
  leverage: {
    max: null,
    reason: 'Trading is paused; the limits were kept per market on the chain.',
    sourceUrl: MARKET_CODE,
    observedOn: READ_ON,
    perMarket: false,
  },
  rateLimit: { weight: 10, perMs: 10_000, concurrency: 1 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidators',
      text: 'A liquidator takes the position over; the account pays a fee to the liquidator and one to the insurance fund.',
      closePrice: null,
      sourceUrl: CODE,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'After a bankruptcy the fund pays, up to a limit per market: 100 million dollars in tier A, 1 million in B, 0.1 million in C and nothing below.',
      closePrice: null,
      sourceUrl: MARKET_CODE,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Fee pool of the market',
      text: 'Then the fees the market maker of that market has gathered.',
      closePrice: null,
      sourceUrl: CODE,
      checkedOn: READ_ON,
    },
    {
      step: 4,
      name: 'Socialised loss',
      text: 'What is left is shared across the open positions of that market through the cumulative funding rate; the running total is kept on the chain.',
      closePrice: null,
      sourceUrl: CODE,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [],
  notes: [
    'The fund belongs to users who stake into it and to the protocol; it takes losses before traders do.',
    'Limits per market mean that the fund over all open interest would overstate the cover of small markets.',
    'Daily files of fund payments stopped in January 2025; a data service listed the yield of the fund; whether it gave a balance is not confirmed.',
    'Velocity DEX is to settle in USDT under new programs; their addresses are not confirmed.',
  ],
  absences: {
    volume: 'the venue is paused',
    depth: 'the venue is paused',
    liquidations: 'the venue is paused, and no public list of its bankruptcies was confirmed',
    history: 'no source of past balances is confirmed: the daily files of the venue stopped in January 2025',
  },
  sources: [],
  histories: [],
})
