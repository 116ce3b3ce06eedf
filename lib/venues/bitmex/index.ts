import { defineVenue } from '@/lib/venues/_contract/module'

const CLOSURE = 'https://www.bitmex.com/blog/bitmex-closure'
const FUND_POST = 'https://blog.bitmex.com/bitmex-insurance-fund-your-questions-answered/'
const READ_ON = '2026-11-22'

/** Closed: nothing is collected. Its funds `xbt`, `usdt` and `eth` come from the published record. */
export default defineVenue({
  id: 'bitmex',
  name: 'BitMEX',
  kind: 'cex',
  status: 'closed',
  statusNote: 'The exchange closed on 23 September 2026 at 04:00 UTC. Its fund history stays in the record.',
  links: { site: 'https://www.bitmex.com', docs: 'https://docs.bitmex.com', fundPage: null },
  active: { from: null, until: '2026-09-23' },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  nativeTokens: ['BMEX'],
  fundAbsence: 'exchange closed on 23 September 2026',
  openInterest: {
    sourceSides: 1,
    note: 'The exchange is closed; there is no open interest.',
  },
  adl: {
    signal: null,
    absence: 'The exchange is closed. It had no public feed of auto-deleveraging.',
    rule: 'Profitable positions of the same contract were ranked by profit and leverage and closed against the liquidated position.',
    sourceUrl: FUND_POST,
  },
  leverage: {
    max: null,
    reason: 'The exchange is closed.',
    sourceUrl: CLOSURE,
    observedOn: READ_ON,
    perMarket: false,
  },
  rateLimit: { weight: 30, perMs: 60_000, concurrency: 1 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation engine',
      text: 'The engine took over the position at its bankruptcy price.',
      closePrice: 'bankruptcy price',
      sourceUrl: FUND_POST,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'The fund covered what the engine could not close at the bankruptcy price.',
      closePrice: null,
      sourceUrl: FUND_POST,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'What the fund could not cover was closed against profitable positions, ranked by profit and leverage.',
      closePrice: null,
      sourceUrl: FUND_POST,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [],
  notes: [
    'Between 17 and 18 November 2025 the bitcoin fund fell by 90 %. It was an announced rebalancing, not a loss (the notice was read in a mirror).',
    'The daily history was published without a login while the exchange ran; there was no split by contract.',
  ],
  absences: {
    volume: 'the venue is closed',
    depth: 'the venue is closed',
    liquidations: 'the venue is closed',
    history: 'the venue is closed',
  },
  sources: [],
  histories: [],
})
