import { defineVenue } from '@/lib/venues/_contract/module'
import { fundHistory, openInterestHistory } from '@/lib/venues/gate/history'
import { depthSource, fundSource, liquidationsSource, openInterestSource } from '@/lib/venues/gate/sources'

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
  nativeTokens: ['GT'],
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'position_size of each contract is the long side, in contracts of a stated size. Contracts settled in BTC have no documented size and are left out. Delivery futures are not included.',
  },
  adl: {
    signal: null,
    absence:
      'Gate shows ADL lights and ADL history only to the holder of a position. A mark on public trades that the fund or ADL took over does not tell the two apart and is deprecated: no signal is left.',
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
      criterion: 'T2',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'The feed gives the last daily points of each fund and cannot be asked for earlier ones; a reader saw 31 of them in September 2026.',
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
      criterion: 'T4',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'Liquidation orders are public, but not what the fund paid for them or which were auto-deleveraged. The mark on trades that the fund or ADL took over is deprecated.',
    },
    {
      criterion: 'T5',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'One fund per settlement currency; that it stands behind every contract of the currency follows from the address, it is not stated.',
    },
    {
      criterion: 'T6',
      mark: 'yes',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'Each fund is one asset, given in its own units.',
    },
    {
      criterion: 'T9',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_HELP,
      observedOn: READ_ON,
      note: 'Liquidation order, fund and ADL in this order, at the bankruptcy price. Whether losses could be shared is not stated.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'ADL history and ADL rank need a key; only the holder of a position sees its lights.',
    },
    {
      criterion: 'T13',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'Long positions per contract, with the contract size; contracts settled in BTC have no documented size. Liquidation orders reach back about an hour.',
    },
    {
      criterion: 'T14',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'Risk tiers with leverage and maintenance margin are public. A dated history of changes is not part of the feed.',
    },
  ],
  notes: [
    'Liquidation orders of about the last hour are public. What the fund or ADL took over is not counted: Gate has deprecated the mark on such trades.',
    'One fund per settlement currency stands behind all its contracts; Gate gives no split by contract.',
    'Gate also publishes an insurance history for margin loans. It is another pool and is not counted here.',
    'The help pages were read in stored copies on mirror sites of Gate.',
  ],
  absences: { volume: null, depth: null, liquidations: null, history: null },
  sources: [fundSource, openInterestSource, liquidationsSource, depthSource],
  histories: [fundHistory, openInterestHistory],
})
