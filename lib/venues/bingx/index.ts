import { defineVenue } from '@/lib/venues/_contract/module'
import { contractsEndpoint } from '@/lib/venues/bingx/schemas'
import { depthSource, openInterestSource } from '@/lib/venues/bingx/sources'

const DOCS = 'https://bingx-api.github.io/docs/'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'bingx',
  name: 'BingX',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://bingx.com', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'none',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  fundAbsence:
    'BingX publishes no machine-readable insurance fund: its documentation, official skill repository and libraries have no path for one, and the address of a page is not known.',
  openInterest: {
    sourceSides: 1,
    note: 'No open interest is shown: BingX answers it one contract at a time, one text says coins and a sample can only be dollars, so the unit is not established.',
  },
  adl: {
    signal: null,
    absence: 'BingX shows five lights of the ADL queue to users only; there is no public signal.',
    rule: 'ADL starts when the insurance fund is insufficient or falls fast (help article 18439073520537); no number is given.',
    sourceUrl: DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: contractsEndpoint.docsUrl,
    observedOn: READ_ON,
    perMarket: true,
  },
  // Far below 500 in 10 seconds for each path.
  rateLimit: { weight: 5, perMs: 1000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Insurance fund',
      text: 'Help article 18439073520537 names an insurance fund that pays before ADL. Its size is not published.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Auto-deleveraging',
      text: 'ADL starts when the fund is insufficient or falls fast. The closing price is not documented in the API.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'Neither the documentation nor the official skill repository has a path for a fund balance, and no page with one is known.',
    },
    {
      criterion: 'T10',
      mark: 'no',
      evidenceLevel: 'E0',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'Help article 18439073520537 says insufficient or falling fast, without a number.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'The queue indicator of five lights is shown to users only.',
    },
    {
      criterion: 'T13',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: contractsEndpoint.docsUrl,
      observedOn: READ_ON,
      note: 'Open interest is answered without a settled unit, and liquidations need a key.',
    },
  ],
  notes: [
    'About half of the contracts are on stocks, currencies, commodities and indices.',
    'Contracts margined in coins are listed by another path whose fields are not confirmed; they are not collected.',
    'Margin tiers need a key; the highest leverage of a contract does not, but whether every row gives it is not confirmed.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations: 'BingX lists liquidations only to the holder of an account.',
    history: 'BingX publishes no past fund balances and no past open interest.',
  },
  sources: [openInterestSource, depthSource],
  histories: [],
})
