import { defineVenue } from '@/lib/venues/_contract/module'
import { instrumentsEndpoint } from '@/lib/venues/coinbase-intl/schemas'
import { openInterestSource } from '@/lib/venues/coinbase-intl/sources'

const DOCS = 'https://docs.cdp.coinbase.com/api-reference/international-exchange-api/rest-api/introduction'
const LIQUIDATION_HELP = 'https://help.coinbase.com/international-exchange/liquidations'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'coinbase-intl',
  name: 'Coinbase International',
  kind: 'cex',
  status: 'active',
  statusNote: '25 perpetuals were suspended on 16 March 2026; the list of contracts is getting shorter.',
  links: { site: 'https://international.coinbase.com', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'none',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  fundAbsence:
    'Coinbase International publishes no machine-readable insurance fund: its API has no path for a balance, and no page with one was found.',
  openInterest: {
    sourceSides: 1,
    note: 'Base units x mark price, in USDC. Contracts whose base_asset_multiplier is not 1 are left out, as its effect is not documented. One side or both is not stated; taken as one-sided and marked as an estimate.',
  },
  adl: {
    signal: null,
    absence: 'Coinbase International has no public signal or list of auto-deleveraging.',
    rule: 'Auto-deleveraging and clawbacks come after the insurance fund. How positions are ranked and at which price they close is not documented in the API.',
    sourceUrl: LIQUIDATION_HELP,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: instrumentsEndpoint.docsUrl,
    observedOn: READ_ON,
    perMarket: true,
  },
  // No number is given for calls without a key; one a second is far below what a refusal names.
  rateLimit: { weight: 1, perMs: 1000, concurrency: 1 },
  waterfall: [
    {
      step: 1,
      name: 'Pre-liquidation and partial liquidation',
      text: 'After a pre-liquidation phase, positions are reduced automatically and in parts.',
      closePrice: null,
      sourceUrl: LIQUIDATION_HELP,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Liquidity Support Program',
      text: 'Members of the programme take over positions. Pre-launch contracts are outside it.',
      closePrice: null,
      sourceUrl: LIQUIDATION_HELP,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Insurance fund',
      text: 'A segregated fund, seeded by the exchange and topped up by part of the transaction fees, covers negative equity and compensates members of the programme.',
      closePrice: null,
      sourceUrl: LIQUIDATION_HELP,
      checkedOn: READ_ON,
    },
    {
      step: 4,
      name: 'Auto-deleveraging and clawbacks',
      text: 'Auto-deleveraging and clawbacks come last. Whom they meet and at which price is not documented in the API.',
      closePrice: null,
      sourceUrl: LIQUIDATION_HELP,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'The public reference lists no path for a fund balance, and no page with one was found.',
    },
    {
      criterion: 'T9',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: LIQUIDATION_HELP,
      observedOn: READ_ON,
      note: 'The order of the layers is stated, clawbacks among them; the closing price is not.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'The public reference has no indicator or list of auto-deleveraging.',
    },
  ],
  notes: [
    'Losses beyond the fund may be clawed back as well as closed by auto-deleveraging.',
    'Maximum leverage is taken as one over base_imf, which is inferred; when the higher default fraction applies is not documented.',
    'Each contract also has a limit of open interest and of position size in USDC.',
  ],
  absences: {
    volume: null,
    depth: 'Coinbase International gives best bid and ask without a key, and no order book.',
    liquidations: 'Coinbase International has no public list of liquidations.',
    history: 'Coinbase International publishes no past fund balances and no past open interest.',
  },
  sources: [openInterestSource],
  histories: [],
})
