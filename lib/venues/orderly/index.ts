import { defineVenue } from '@/lib/venues/_contract/module'
import {
  adlSource,
  fundSource,
  liquidationHistory,
  liquidationsSource,
  openInterestSource,
} from '@/lib/venues/orderly/sources'

const DOCS = 'https://orderly.network/docs'
const FUND_API = fundSource.docsUrl
const SPEC = openInterestSource.docsUrl
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'orderly',
  name: 'Orderly Network',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://orderly.network', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Insurance fund',
  nativeTokens: ['ORDER'],
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'Open interest is in base units, valued at the mark price. Orderly does not say whether it counts one side; it is taken as one side and marked as an estimate. Markets listed by builders are counted and are not covered by the platform fund.',
  },
  adl: {
    signal: 'margin_ratio',
    absence: null,
    rule: 'Three conditions together: liquidators do not take the position, nobody claims it from the fund for a while, and the margin ratio of the fund is below its minimum. Then the most profitable and most leveraged opposite positions are closed.',
    sourceUrl: FUND_API,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: SPEC,
    observedOn: READ_ON,
    perMarket: true,
  },
  rateLimit: { weight: 10, perMs: 1_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidators',
      text: 'Below maintenance margin the orders are cancelled and the positions are offered to liquidators at a discount; the fee is split between the liquidator and the fund.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'When the margin cannot pay a liquidator, all positions and the balance move to the fund, from which they can be claimed at a discount.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'When the margin ratio of the fund falls below its minimum and nobody takes the positions, the most profitable and most leveraged opposite positions are closed against them.',
      closePrice: null,
      sourceUrl: FUND_API,
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
      note: 'A public feed gives the balance, the margin ratio and the positions of the platform fund, without a login. No public endpoint was found for the funds of builders’ markets.',
    },
    {
      criterion: 'T2',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_API,
      observedOn: READ_ON,
      note: 'The interface gives the present only; there is no history of the fund.',
    },
    {
      criterion: 'T10',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_API,
      observedOn: READ_ON,
      note: 'The margin ratio below which deleveraging may start is in the feed; it is one of three conditions, and the other two are not numeric.',
    },
  ],
  notes: [
    'This is the fund of the platform. Markets listed by builders use isolated funds of their own, at least 25,000 USDC per market, whose balances no public endpoint shows.',
    'The signal shown is the margin ratio of the fund, 10 in the documented answer of an idle one. Its proximity is the minimum ratio divided by it: 1 at the trigger. Two further conditions are not public.',
    'The fund holds positions it took over, so its account value moves with the market; the balance is shown.',
    'The list of liquidations does not say which of them ended in the fund or in deleveraging.',
  ],
  absences: {
    volume: null,
    depth: 'the order book of Orderly is only answered to a signed request',
    liquidations: null,
    history: null,
  },
  sources: [fundSource, openInterestSource, adlSource, liquidationsSource],
  histories: [liquidationHistory],
})
