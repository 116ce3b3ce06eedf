import { defineVenue } from '@/lib/venues/_contract/module'
import { DOCS } from '@/lib/venues/edgex/schemas'
import { depthSource, openInterestSource } from '@/lib/venues/edgex/sources'

const PRIVATE_DOCS = 'https://github.com/edgex-Tech/edgex-python-sdk'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'edgex',
  name: 'edgeX',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.edgex.exchange', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'none',
  fundType: null,
  fundName: null,
  fundAbsence:
    'edgeX publishes no machine-readable insurance fund: none was found in its SDK, in a mirror of its documentation or in public programs that read it.',
  openInterest: {
    sourceSides: 1,
    note: 'Version 1 states it per contract in base units, taken as one side at the oracle price and marked as an estimate. Version 2 is a book of its own since May 2026; its open interest per contract is not documented, so its markets are listed without a figure.',
  },
  adl: {
    signal: null,
    absence: 'The deleveraging light needs a login; there is no public signal.',
    rule: 'Accounts see a deleveraging light and deleveraging orders of their own; how positions are chosen is not documented in what was read.',
    sourceUrl: PRIVATE_DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  // No limit is documented in what was read.
  rateLimit: { weight: 40, perMs: 10_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'Positions below maintenance margin are liquidated; a fee is stated per contract. Whether a fund pays next is not documented in what was read.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Deleveraging',
      text: 'Orders of a type of their own close positions by deleveraging, as fields of the account interface show; their order and price are not documented in what was read.',
      closePrice: null,
      sourceUrl: PRIVATE_DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [],
  notes: [
    'The sum shown is that of version 1 only, so it is less than the whole of edgeX.',
    'A summary call gives one open interest for the venue without a unit; it is not read.',
    'eLP is a vault for market making; what it does in liquidations is not confirmed.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations: 'no public list of liquidations was found',
    history: 'no past open interest was found in the documentation',
  },
  sources: [openInterestSource, depthSource],
  histories: [],
})
