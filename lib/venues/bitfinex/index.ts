import { defineVenue } from '@/lib/venues/_contract/module'
import { histories } from '@/lib/venues/bitfinex/histories'
import { CONF_DOCS, LIQUIDATION_DOCS, STATUS_DOCS, STATUS_HISTORY_DOCS } from '@/lib/venues/bitfinex/schemas'
import { sources } from '@/lib/venues/bitfinex/sources'

const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'bitfinex',
  name: 'Bitfinex Derivatives',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.bitfinex.com', docs: 'https://docs.bitfinex.com', fundPage: null },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  nativeTokens: ['LEO'],
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'Bitfinex does not state whether it counts one side or both; the figure, in base units, is taken as one-sided and marked as an estimate. Paper-trading pairs are left out.',
  },
  adl: {
    signal: null,
    absence: 'Bitfinex has no public ADL indicator or list.',
    rule: 'A rule of auto-deleveraging was not found in the documentation.',
    sourceUrl: STATUS_DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: CONF_DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  // Half of the documented limit of the derivatives status, 90 requests in a minute.
  rateLimit: { weight: 45, perMs: 60_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'A liquidated position is sold in the market, or acquired by the system; each row of the liquidation feed says which.',
      closePrice: null,
      sourceUrl: LIQUIDATION_DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'A balance “available to the pair” is published. When it pays is not documented in the pages read.',
      closePrice: null,
      sourceUrl: STATUS_DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Beyond the fund',
      text: 'What happens when the fund is used up is not documented in the pages read.',
      closePrice: null,
      sourceUrl: STATUS_DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: STATUS_DOCS,
      observedOn: READ_ON,
      note: 'A public feed shows the balance available to each pair, without a login; its currency is not stated. A full mark needs our own captures over time.',
    },
    {
      criterion: 'T3',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: STATUS_HISTORY_DOCS,
      observedOn: READ_ON,
      note: 'Net changes can be read from a balance per minute, their causes cannot.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: STATUS_DOCS,
      observedOn: READ_ON,
      note: 'No ADL indicator or list was found in the documentation.',
    },
  ],
  notes: [
    'Bitfinex does not say which pairs share a fund. A balance is published here only while all pairs of one collateral show the same.',
    'The currency of the balance is taken as the collateral of the pair (USDt or bitcoin), which is not documented.',
    'Four pairs are quoted and settled in bitcoin. They are valued at the mark price of the bitcoin perpetual.',
    'Pairs on indices, currencies and metals are part of the open interest.',
    'Of the history by the minute one row per day is read, for one pair of each collateral; open interest of the past for two pairs only.',
  ],
  absences: { volume: null, depth: null, liquidations: null, history: null },
  sources,
  histories,
})
