import { defineVenue } from '@/lib/venues/_contract/module'
import { DOCS } from '@/lib/venues/aster/schemas'
import { depthSource, openInterestSource } from '@/lib/venues/aster/sources'

const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'aster',
  name: 'Aster',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.asterdex.com', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'none',
  fundType: 'insurance',
  fundName: 'Insurance fund',
  fundAbsence:
    'Aster publishes no machine-readable insurance fund: its interface speaks of one (income type INSURANCE_CLEAR, order type NEW_INSURANCE), but no public balance is documented.',
  openInterest: {
    sourceSides: 1,
    note: 'Read contract by contract from an address that Aster does not document; taken as base units of one side, as public code reads it, and marked as an estimate.',
  },
  adl: {
    signal: null,
    absence:
      'The place in the queue is given account by account: with its key, or on Aster’s own chain for an address that is not private. There is no signal per contract.',
    rule: 'Positions have a quantile from 0 to 4 that ranks them for auto-deleveraging; how it is computed is not documented in what was read.',
    sourceUrl: DOCS,
  },
  leverage: {
    max: null,
    reason: 'leverage limits need a key; the margin shares of the public list are marked as not to be used',
    sourceUrl: DOCS,
    observedOn: READ_ON,
    perMarket: false,
  },
  // A quarter of the documented 2,400 a minute; more than that ends in a ban.
  rateLimit: { weight: 100, perMs: 10_000, concurrency: 4 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'A liquidated position pays a fee that is stated per contract. How it is closed is not documented in what was read.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'The words of the interface name liquidation with an insurance fund. When it pays is not documented in what was read.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'The words of the interface name liquidation against a counterparty. Its order after the fund is inferred from them; its price is not documented in what was read.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [],
  notes: [
    'Public trades leave out those of the insurance fund and of auto-deleveraging.',
    'The mode of up to 1001 times leverage trades against a pool (ALP) and is another book; it is not included.',
    'On its own chain the balance of any address that is not private can be read; the address of the fund is not known.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations:
      'published by stream only, at most one per contract and second and without marking auto-deleveraging; streams are not read',
    history: 'no public address with past fund balances or open interest is documented',
  },
  sources: [openInterestSource, depthSource],
  histories: [],
})
