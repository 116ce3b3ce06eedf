import { defineVenue } from '@/lib/venues/_contract/module'
import { depthSource, openInterestSource } from '@/lib/venues/woox/sources'

const DOCS = 'https://docs.woox.io/'
const HELP = 'https://support.woo.org'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'woox',
  name: 'WOO X',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://woox.io', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'none',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  fundAbsence:
    'WOO X publishes no machine-readable insurance fund of known form: the public path /v3/public/insuranceFund exists, but its reply is not documented, so nothing is read from it.',
  openInterest: {
    sourceSides: 1,
    note: 'Base units x mark price. Contracts whose baseAssetMultiplier is not 1 are left out, as its effect is not documented. One side or both is not stated; taken as one-sided and marked as an estimate.',
  },
  adl: {
    signal: null,
    absence: 'WOO X shows the ADL quantile only to the holder of a position; there is no public signal.',
    rule: 'A fund counts as depleted when it falls 30 % from its peak of 8 hours or below zero. Backstop Liquidity Providers take over positions before auto-deleveraging (help article 4719450837017).',
    sourceUrl: HELP,
  },
  leverage: {
    max: 50,
    reason:
      '50 for BTC and ETH perpetuals, 20 for all others, by the rules of the funds; no public call gives it contract by contract',
    sourceUrl: HELP,
    observedOn: READ_ON,
    perMarket: false,
  },
  // Half of the documented 10 a second.
  rateLimit: { weight: 5, perMs: 1000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Insurance fund',
      text: 'One fund stands behind BTC and ETH perpetuals (up to 50x), another behind all other perpetuals (up to 20x), by help article 4719450837017.',
      closePrice: null,
      sourceUrl: HELP,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Backstop Liquidity Providers',
      text: 'When a fund is depleted, providers take over positions before anyone is deleveraged.',
      closePrice: null,
      sourceUrl: HELP,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'What the providers do not take over is closed against opposing positions. The price is not documented in the API.',
      closePrice: null,
      sourceUrl: HELP,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T5',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: HELP,
      observedOn: READ_ON,
      note: 'Help article 4719450837017 splits contracts between two funds in prose; there is no table and no date of changes.',
    },
    {
      criterion: 'T10',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: HELP,
      observedOn: READ_ON,
      note: 'A fall of 30 % from the peak of 8 hours, or a balance below zero, is stated in prose for both funds.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'The ADL quantile is a field of private positions.',
    },
  ],
  notes: [
    'Two funds would have to be set against the open interest of their own contracts.',
    'WOO X Pro is another venue, with rules of its own; it is not part of this page.',
    'Books are those open to programs: orders meant for retail customers only are left out, which makes the spread wide.',
  ],
  absences: {
    volume: 'WOO X prints volume and amount of 24 hours without stating their unit; they are not collected.',
    depth: null,
    liquidations: 'No public list of liquidations of WOO X was found.',
    history: 'WOO X publishes no past open interest, and no past fund balances were found.',
  },
  sources: [openInterestSource, depthSource],
  histories: [],
})
