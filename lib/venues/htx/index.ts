import { defineVenue } from '@/lib/venues/_contract/module'
import { histories } from '@/lib/venues/htx/histories'
import { DOCS, FUND_DOCS, FUND_HISTORY_DOCS, LEVERAGE_DOCS } from '@/lib/venues/htx/schemas'
import { sources } from '@/lib/venues/htx/sources'

const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'htx',
  name: 'HTX',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.htx.com', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Insurance Fund (risk reserve)',
  nativeTokens: ['HTX', 'HT'],
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'For linear contracts and coin-margined futures HTX’s page calls the figure the sum of both sides, for coin-margined swaps one side. Whether the former are double is not confirmed; they are shown as given and marked as estimates.',
  },
  adl: {
    signal: null,
    absence: 'HTX has no public ADL signal or queue; the risk of a position is shown to its holder only.',
    rule: 'HTX documents a clawback of profits at settlement when the fund is insufficient (clawback_ratio in the settlement records). A trigger or ranking of auto-deleveraging is not documented in the pages read.',
    sourceUrl: DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: LEVERAGE_DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  // Half of the documented limit of the coin-margined futures, 120 requests in 3 seconds.
  rateLimit: { weight: 60, perMs: 3000, concurrency: 4 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'The position is liquidated at its bankruptcy price, which is the price the liquidation orders show.',
      closePrice: 'bankruptcy price',
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'The fund pays what is left. By an older help page contracts that support cross and isolated margin share one USDT fund, and contracts with isolated margin only have their own; the present total is one figure.',
      closePrice: null,
      sourceUrl: FUND_DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Clawback of profits',
      text: 'What the fund cannot pay is taken from the profits of the contract at settlement, by its clawback ratio.',
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
      note: 'One public figure for all business lines, valued in USDT. Figures per contract are being retired.',
    },
    {
      criterion: 'T3',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_HISTORY_DOCS,
      observedOn: READ_ON,
      note: 'Daily totals: net changes can be read from them, their causes cannot.',
    },
    {
      criterion: 'T6',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'Only a total valued in USDT is given, not what it is made of.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'No public ADL signal was found in the documentation.',
    },
    {
      criterion: 'T14',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: LEVERAGE_DOCS,
      observedOn: READ_ON,
      note: 'Current tiers per leverage are public. A dated history of changes is not part of the feed.',
    },
  ],
  notes: [
    'The total stands behind all lines together, so it is set against the open interest of all of them.',
    'Because the fund is valued in USDT, moving prices can change it without any use of it.',
    'Large steps occur from one day to the next in the documented example; a step is not by itself a use of the fund.',
    'Balances per contract exist in older calls that HTX is retiring. They repeat one shared pool and are not collected.',
  ],
  absences: { volume: null, depth: null, liquidations: null, history: null },
  sources,
  histories,
})
