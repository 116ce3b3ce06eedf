import { defineVenue } from '@/lib/venues/_contract/module'
import { productsEndpoint } from '@/lib/venues/phemex/schemas'
import { depthSource, leverageSource, openInterestSource } from '@/lib/venues/phemex/sources'

const DOCS = 'https://phemex-docs.github.io/'
const FUND_PAGE = 'https://phemex.com/contract/insurance-fund'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'phemex',
  name: 'Phemex',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://phemex.com', docs: DOCS, fundPage: FUND_PAGE },
  active: { from: null, until: null },
  disclosure: 'page',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  fundAbsence:
    'Phemex publishes no machine-readable insurance fund: its documentation has no path for one; the balance is on a web page only.',
  openInterest: {
    sourceSides: 1,
    note: 'Only contracts margined in coins are counted: they are contracts of one dollar. The unit of the far more numerous contracts margined in USDT and USDC is not documented, so they are left out. One side or both is not stated; taken as one-sided.',
  },
  adl: {
    signal: null,
    absence: 'Phemex shows ADL rank only to the holder of a position; there is no public signal.',
    rule: 'Trades of the kind auto-deleverage exist in the account history. How positions are ranked and at which price they close is not documented in the API.',
    sourceUrl: DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: productsEndpoint.docsUrl,
    observedOn: READ_ON,
    perMarket: true,
  },
  // A tenth of the documented 5,000 in 5 minutes, beyond which an address is shut out for as long again.
  rateLimit: { weight: 100, perMs: 60_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Insurance fund',
      text: 'Phemex keeps an insurance fund and shows its balance on a web page. When it pays is not documented in the API.',
      closePrice: null,
      sourceUrl: FUND_PAGE,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Auto-deleveraging',
      text: 'Auto-deleveraging trades are a documented kind of trade. Their order and price are not documented in the API.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: FUND_PAGE,
      observedOn: READ_ON,
      note: 'The balance is on a web page; a full-text search of the API documentation found no path for it.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'The ADL percentile is a field of private positions.',
    },
  ],
  notes: [
    'The open interest shown is that of the few contracts margined in coins, not that of the venue.',
    'Volume covers contracts margined in USDT and USDC; contracts margined in coins state none in a documented unit.',
    'Books have 30 levels a side, which can end well within 1 % of the middle.',
    'Margin tiers are public in the list of products.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations: 'Phemex has no public list of liquidations.',
    history: 'Phemex documents no call for past fund balances or past open interest.',
  },
  sources: [leverageSource, openInterestSource, depthSource],
  histories: [],
})
