import { defineVenue } from '@/lib/venues/_contract/module'
import { depthSource, fundSource, liquidationsSource, openInterestSource } from '@/lib/venues/paradex/sources'

const DOCS = 'https://docs.paradex.trade'
const LIQUIDATIONS = `${DOCS}/risk/liquidations` as const
const SOCIALISED = `${DOCS}/risk/socialized-losses` as const
const FUND_API = fundSource.docsUrl
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'paradex',
  name: 'Paradex',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.paradex.trade', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Insurance fund',
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'Open interest of perpetuals is in base units, valued at the mark price. Paradex does not say whether it counts one side; it is taken as one side and marked as an estimate. Options and dated futures are not included.',
  },
  adl: {
    signal: null,
    absence: 'Paradex has no public signal of auto-deleveraging; trades of that kind are not marked either.',
    rule: 'The documentation names auto-deleveraging as the last resort when the fund is insufficient; who is closed first and at which price is not documented.',
    sourceUrl: LIQUIDATIONS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: openInterestSource.docsUrl,
    observedOn: READ_ON,
    perMarket: true,
  },
  // The limit of public calls is not in the pages that were read; this is far below what anyone would set.
  rateLimit: { weight: 10, perMs: 1_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Partial liquidation',
      text: 'Above a margin ratio of 100 % the position is liquidated in steps of 20 % until the ratio is below 90 %; 70 % of the share of the maintenance margin goes to the fund as a penalty.',
      closePrice: null,
      sourceUrl: LIQUIDATIONS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'The fund takes over the positions and unwinds them.',
      closePrice: null,
      sourceUrl: LIQUIDATIONS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'The last resort when the fund is insufficient.',
      closePrice: null,
      sourceUrl: LIQUIDATIONS,
      checkedOn: READ_ON,
    },
    {
      step: 4,
      name: 'Socialised loss on withdrawals',
      text: 'While the fund is under-capitalised a share of the loss is charged on withdrawals; it ends when the fund is recapitalised.',
      closePrice: null,
      sourceUrl: SOCIALISED,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_API,
      observedOn: READ_ON,
      note: 'A public feed gives the account value of the fund, without a login; it is one value that includes open positions. A full mark needs our own captures over time.',
    },
    {
      criterion: 'T2',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_API,
      observedOn: READ_ON,
      note: 'The interface gives the present only; there is no history of the fund.',
    },
  ],
  notes: [
    'The fund holds the positions it took over, so its value moves with the market.',
    'Options and dated futures are traded too; only the open interest of perpetuals is compared with the fund.',
    'The factor of socialised loss shows only in the record of one’s own withdrawal.',
    'Vaults and the Gigavault are products for investors; no page names them as a backstop, so they are not counted.',
    'The order book shown leaves out orders for retail traders only.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations: null,
    history: 'Paradex has no history of the fund, and how its market summary of past times is paged is not documented',
  },
  sources: [fundSource, openInterestSource, depthSource, liquidationsSource],
  histories: [],
})
