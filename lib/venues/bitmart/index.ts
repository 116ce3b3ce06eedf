import { defineVenue } from '@/lib/venues/_contract/module'
import { detailsEndpoint } from '@/lib/venues/bitmart/schemas'
import { depthSource, openInterestSource } from '@/lib/venues/bitmart/sources'

const DOCS = 'https://developer-pro.bitmart.com/en/futuresv2/'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'bitmart',
  name: 'BitMart',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.bitmart.com', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'page',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  fundAbsence:
    'BitMart publishes no machine-readable insurance fund: a help article says that balances can be viewed on its website, and no API path exists.',
  openInterest: {
    sourceSides: 1,
    note: 'Contracts x size x index price, or x dollars for contracts margined in coins; no mark price is given for all contracts. Only contracts with trades in 24 hours are counted. One side or both is not stated; taken as one-sided and marked as an estimate.',
  },
  adl: {
    signal: null,
    absence: 'BitMart has a private event of the kind adl and no public signal.',
    rule: 'Auto-deleveraging exists as a kind of private event. How positions are ranked and at which price they close is not documented in the API.',
    sourceUrl: DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: detailsEndpoint.docsUrl,
    observedOn: READ_ON,
    perMarket: true,
  },
  // Half of the documented 12 in 2 seconds; beyond it an address is shut out.
  rateLimit: { weight: 6, perMs: 2000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Insurance fund',
      text: 'Help article 360049294174 names an insurance fund whose current and past balances can be viewed on the website. When it pays is not documented in the API.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Auto-deleveraging',
      text: 'Auto-deleveraging is a documented kind of private event. Its order and price are not documented in the API.',
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
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'Help article 360049294174 says that balances can be viewed on the website; neither the API documentation nor the official libraries have a path for them.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'ADL appears only as a kind of private event.',
    },
  ],
  notes: [
    'Of 359 contracts that BitMart called trading in September 2026, only about 100 had a trade in 24 hours; the others are left out.',
    'Contracts margined in coins have a face of 100 or 10 US dollars; their volume has no stated unit.',
    'Books have 50 levels a side, which may end within 1 % of the middle.',
    'Margin tiers are public, contract by contract.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations: 'BitMart has no public list of liquidations.',
    history: 'BitMart publishes no past open interest; past fund balances are on its website only.',
  },
  sources: [openInterestSource, depthSource],
  histories: [],
})
