import { defineVenue } from '@/lib/venues/_contract/module'
import { DOCS } from '@/lib/venues/apex/schemas'
import { depthSource, openInterestSource } from '@/lib/venues/apex/sources'

const ADL_DOCS = 'https://docs.zk.link'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'apex',
  name: 'ApeX Omni',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://omni.apex.exchange', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'none',
  fundType: null,
  fundName: null,
  fundAbsence:
    'ApeX publishes no machine-readable insurance fund: none was found in its SDK or in public programs that read it.',
  openInterest: {
    sourceSides: 1,
    note: 'Stated in base units; whether one side or both are counted is not stated, so it is taken as one side and marked as an estimate. Prediction contracts are not included.',
  },
  adl: {
    signal: null,
    absence: 'No public signal of auto-deleveraging was found.',
    rule: 'The chain it settles on has a transaction of type AutoDeleveraging, with account, size and price; how positions are chosen is not documented in what was read.',
    sourceUrl: ADL_DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  // Others use about five requests a second; the documented limits depend on the endpoint.
  rateLimit: { weight: 40, perMs: 10_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'Positions below maintenance margin are liquidated. Whether an insurance fund pays before the next step is not documented in what was read.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Auto-deleveraging',
      text: 'Positions may be closed by a transaction of type AutoDeleveraging that states its price.',
      closePrice: null,
      sourceUrl: ADL_DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [],
  notes: ['Vaults of ApeX are for copy trading and market making; they are not a fund and are not counted.'],
  absences: {
    volume: null,
    depth: null,
    liquidations: 'no public list of liquidations was found',
    history: 'no public address with past open interest was found',
  },
  sources: [openInterestSource, depthSource],
  histories: [],
})
