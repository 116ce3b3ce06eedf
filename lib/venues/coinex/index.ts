import { defineVenue } from '@/lib/venues/_contract/module'

const DOCS = 'https://docs.coinex.com/api/v2/'
const STATE_DOCS = 'https://docs.coinex.com/api/v2/futures/market/ws/market-state'
const READ_ON = '2026-11-22'

/** Closed: nothing is collected, because an answer of its interface today would be old data that looks current. */
export default defineVenue({
  id: 'coinex',
  name: 'CoinEx',
  kind: 'cex',
  status: 'closed',
  statusNote:
    'CoinEx announced its end on 14 September 2026. Futures ended on 22 September 2026, with open positions settled at the index price (notice 53539656293908, known from a third party that quotes it).',
  links: { site: 'https://www.coinex.com', docs: DOCS, fundPage: null },
  active: { from: null, until: '2026-09-22' },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  fundAbsence: 'futures closed on 22 September 2026',
  openInterest: {
    sourceSides: 1,
    note: 'Futures are closed; there is no open interest. Its interface still answered on 23 September 2026, with empty books and figures that no longer moved.',
  },
  adl: {
    signal: null,
    absence: 'Futures are closed. There was no public signal of auto-deleveraging; its history needed a login.',
    rule: 'Auto-deleveraging existed, as its history per account shows; how positions were ranked is not documented in what was read.',
    sourceUrl: DOCS,
  },
  leverage: {
    max: null,
    reason: 'Futures are closed.',
    sourceUrl: DOCS,
    observedOn: READ_ON,
    perMarket: false,
  },
  rateLimit: { weight: 10, perMs: 10_000, concurrency: 1 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'Positions were liquidated; the public list named liquidation price, bankruptcy price and amount of each.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'A fund in USDT, USDC, BTC and ETH was published with the state of every market. When it paid is not documented in what was read.',
      closePrice: null,
      sourceUrl: STATE_DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'Accounts could read their own auto-deleveraging history; its order and price are not documented in what was read.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [],
  notes: [
    'The fund was published by stream without a login. The same amount beside small markets points to one pool per settlement coin, repeated on every market, which must not be summed.',
    'Spot trading ended on 29 September 2026; withdrawals were announced until 22 December 2026.',
    'No public history of the fund is documented.',
  ],
  absences: {
    volume: 'the venue is closed',
    depth: 'the venue is closed',
    liquidations: 'the venue is closed',
    history: 'the venue is closed, and no public history of its fund is documented',
  },
  sources: [],
  histories: [],
})
