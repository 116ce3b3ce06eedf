import { defineVenue } from '@/lib/venues/_contract/module'
import { fundSource, openInterestSource } from '@/lib/venues/gate/sources'

const FUND_HELP = 'https://www.gate.com/help/futures/futures-logic/22081'
const ADL_HELP = 'https://www.gate.com/help/futures/futures-logic/22082'
const API_DOCS = 'https://www.gate.com/docs/developers/apiv4/en/'
const ADL_HELP_VERSION = '2025-11-20'
const READ_ON = '2026-11-23'

export default defineVenue({
  id: 'gate',
  name: 'Gate',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.gate.com', docs: API_DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'position_size of each contract is the long side, in contracts of a stated size. Contracts settled in BTC have no documented size and are left out. Delivery futures are not included.',
  },
  adl: {
    signal: null,
    absence: 'Gate shows ADL lights and ADL history only to the holder of a position; there is no public signal.',
    rule: 'Positions on the other side are ranked by return rate and maintenance margin ratio and closed at the bankruptcy price of the liquidated position. The exact formula is not published.',
    sourceUrl: ADL_HELP,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: API_DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  rateLimit: { weight: 200, perMs: 10_000, concurrency: 4 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation order',
      text: 'The liquidation system takes over the position and places an order at the bankruptcy price.',
      closePrice: 'bankruptcy price',
      sourceUrl: FUND_HELP,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'The fund takes over what the market did not fill and settles it at the bankruptcy price.',
      closePrice: 'bankruptcy price',
      sourceUrl: FUND_HELP,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'Opposing positions are matched with the liquidated position in the order of their rank.',
      closePrice: 'bankruptcy price of the liquidated position',
      sourceUrl: ADL_HELP,
      checkedOn: ADL_HELP_VERSION,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'A public feed gives the balance of each settlement currency in its own units, without a login. A full mark needs our own captures over time.',
      yesWithCaptures: true,
    },
    {
      criterion: 'T3',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'The feed is a balance history: net changes can be read from it, their causes cannot.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'ADL history and ADL rank need a key; only the holder of a position sees its lights.',
    },
  ],
  notes: [
    'One fund per settlement currency stands behind all its contracts; Gate gives no split by contract.',
    'Gate also publishes an insurance history for margin loans. It is another pool and is not counted here.',
    'The help pages were read in stored copies on mirror sites of Gate.',
  ],
  absences: {
    volume: 'not yet collected',
    depth: 'not yet collected',
    liquidations: 'not yet collected',
    history: 'not yet collected',
  },
  sources: [fundSource, openInterestSource],
  histories: [],
})
