import { defineVenue } from '@/lib/venues/_contract/module'
import { productsEndpoint } from '@/lib/venues/delta/schemas'
import { depthSource, openInterestSource } from '@/lib/venues/delta/sources'

const DOCS = 'https://docs.delta.exchange/'
const FUND_PAGE = 'https://india.delta.exchange/insurance-fund'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'delta',
  name: 'Delta Exchange India',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://india.delta.exchange', docs: DOCS, fundPage: FUND_PAGE },
  active: { from: null, until: null },
  disclosure: 'page',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  fundAbsence:
    'Delta publishes no machine-readable insurance fund: its API documentation does not name one; a web page shows the balance in dollars with a daily history.',
  openInterest: {
    sourceSides: 1,
    note: 'The dollar value that Delta states for each contract is taken as it is. One side or both is not stated; taken as one-sided and marked as an estimate. Options and spot are not included.',
  },
  adl: {
    signal: null,
    absence: 'Delta shows ADL level and ADL fills only to the holder of a position; there is no public signal.',
    rule: 'Auto-deleveraging takes over where a liquidation loses more than the insurance fund absorbs. How positions are ranked is not documented in the API.',
    sourceUrl: FUND_PAGE,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: productsEndpoint.docsUrl,
    observedOn: READ_ON,
    perMarket: true,
  },
  // Half of 10,000 in 5 minutes; the calls used here cost 3.
  rateLimit: { weight: 1000, perMs: 60_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Insurance fund',
      text: 'The fund absorbs liquidation losses up to 5 % beyond the bankruptcy price. An older text says 2 % for contracts other than those on BTC and ETH, a newer help article 5 % for all.',
      closePrice: null,
      sourceUrl: FUND_PAGE,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Auto-deleveraging',
      text: 'Beyond that threshold opposing positions are closed. The price is not documented in the API.',
      closePrice: null,
      sourceUrl: FUND_PAGE,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_PAGE,
      observedOn: READ_ON,
      note: 'A web page shows the balance in dollars; the documentation repository does not contain the word insurance.',
    },
    {
      criterion: 'T2',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_PAGE,
      observedOn: READ_ON,
      note: 'The web page has a table of daily balances; how far back it goes is not stated and no download is documented.',
    },
    {
      criterion: 'T10',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_PAGE,
      observedOn: READ_ON,
      note: 'The threshold is a number in prose, and two texts give different ones.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'The ADL level is a field of private positions.',
    },
  ],
  notes: [
    'Only Delta Exchange India is collected. Delta Exchange Global has another host; that it answers with the same fields is not confirmed.',
    'Maximum leverage is taken as 100 over the initial margin of a small position, which is inferred; how the margin rises with size is not in the API, and there is no table of tiers.',
    'Whether the page of the fund is fed by an address that programs may call is not confirmed.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations: 'Delta has no public list of liquidations.',
    history:
      'Delta has candles of past open interest without stating whether they count contracts or value; they are not collected.',
  },
  sources: [openInterestSource, depthSource],
  histories: [],
})
