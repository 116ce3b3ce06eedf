import { defineVenue } from '@/lib/venues/_contract/module'
import { histories } from '@/lib/venues/mexc/histories'
import { DOCS, FUND_DOCS } from '@/lib/venues/mexc/schemas'
import { sources } from '@/lib/venues/mexc/sources'

const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'mexc',
  name: 'MEXC',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.mexc.com', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Insurance Fund (risk reserve)',
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'MEXC does not state whether it counts one side or both; the figure is taken as one-sided and marked as an estimate. Contracts on stocks are included.',
  },
  adl: {
    signal: null,
    absence: 'MEXC shows the ADL level only to the holder of a position; there is no public signal.',
    rule: 'Auto-deleveraging exists (private orders carry a category for it). Its trigger, ranking and price are not documented in the pages read.',
    sourceUrl: DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  // Half of the strictest limit reported, 10 requests in 2 seconds.
  rateLimit: { weight: 5, perMs: 2000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'The position is liquidated. The price at which it is taken over is not documented in the pages read.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'MEXC publishes a balance per contract. Whether each contract has money of its own is not documented.',
      closePrice: null,
      sourceUrl: FUND_DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'Orders of auto-deleveraging are a category of private orders. Ranking and price are not documented in the pages read.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'A public feed gives a balance per contract in its settle coin, without a login. Whether a contract has a pool of its own or shows a shared one is not stated.',
    },
    {
      criterion: 'T3',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'Net changes can be read from the balance history, their causes cannot.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'The ADL level is part of private positions only.',
    },
    {
      criterion: 'T14',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'Current tiers and highest leverage are public. A dated history of changes is not part of the feed.',
    },
  ],
  notes: [
    'MEXC does not state whether contracts share money. Contracts that show the same balance are counted once, the others as separate.',
    'About a third of the contracts were on stocks in September 2026; they are part of the open interest.',
    'The history of balances reaches back about a week in the documented example.',
    'Delisted contracts leave the list without a change of state.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations: 'MEXC has no public liquidation feed.',
    history: null,
  },
  sources,
  histories,
})
