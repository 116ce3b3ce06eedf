import { defineVenue } from '@/lib/venues/_contract/module'
import { DOCS } from '@/lib/venues/aevo/schemas'
import { openInterestSource, volumeSource } from '@/lib/venues/aevo/sources'

const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'aevo',
  name: 'Aevo',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.aevo.xyz', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'none',
  fundType: null,
  fundName: null,
  fundAbsence:
    'Aevo publishes no machine-readable insurance fund: no address of its interface or SDK with one was found.',
  openInterest: {
    sourceSides: 1,
    note: 'Stated per asset; taken as base units, as third parties read it, and as one side, at the mark price. Marked as an estimate. Options are not included.',
  },
  adl: {
    signal: null,
    absence: 'No public signal of auto-deleveraging was found.',
    rule: 'Auto-deleveraging is not documented in what was read.',
    sourceUrl: DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  // Public requests are limited per address; the number is not documented in what was read.
  rateLimit: { weight: 20, perMs: 10_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'How positions below maintenance margin are closed is not documented in what was read.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'After bankruptcy',
      text: 'An insurance fund and then auto-deleveraging are generally ascribed to Aevo; a page of its own that says so was not found, so the order is not documented.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [],
  notes: ['Aevo lists options too; they are outside this open interest.'],
  absences: {
    volume: null,
    depth: 'the size of a contract in its order books is not documented in what was read',
    liquidations: 'no public list of liquidations was found',
    history: 'no public address with past open interest was found',
  },
  sources: [openInterestSource, volumeSource],
  histories: [],
})
