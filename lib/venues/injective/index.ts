import { defineVenue } from '@/lib/venues/_contract/module'
import { depthSource, fundSource, openInterestSource } from '@/lib/venues/injective/sources'

const DOCS = 'https://docs.injective.network'
const CODE = 'https://github.com/InjectiveLabs/injective-core'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'injective',
  name: 'Injective',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://injective.com', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'onchain',
  fundType: 'insurance',
  fundName: 'Insurance fund of the market',
  nativeTokens: ['INJ'],
  fundAbsence: null,
  openInterest: {
    sourceSides: 2,
    note: 'The chain keeps one figure per market. Its documentation states neither unit nor sides; its code counts base units and adds long and short positions, so half of it is used and marked as an estimate, valued at the mark price.',
  },
  adl: {
    signal: null,
    absence:
      'Injective has no queue of auto-deleveraging and no signal of it; a market in trouble leaves the list of active markets.',
    rule: 'There is no ranking. When a market’s fund is empty the market can be paused and settled, and every position is cut by the same rate of missing funds; or an administrator of the exchange offsets chosen positions.',
    sourceUrl: CODE,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: openInterestSource.docsUrl,
    observedOn: READ_ON,
    perMarket: true,
  },
  // The limit of the public node is not documented; one pass asks once per market.
  rateLimit: { weight: 10, perMs: 1_000, concurrency: 4 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'The position is closed at or above its bankruptcy price; of a surplus the liquidator gets its share and the fund of the market the rest.',
      closePrice: 'at or above the bankruptcy price',
      sourceUrl: CODE,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Available balance of the trader',
      text: 'A deficit is first taken from what else the trader has in the account.',
      closePrice: null,
      sourceUrl: CODE,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Insurance fund of the market',
      text: 'Then the fund of that market pays; newer pools of cross margin draw from the fund of every market in the pool.',
      closePrice: null,
      sourceUrl: CODE,
      checkedOn: READ_ON,
    },
    {
      step: 4,
      name: 'Pause, settlement and haircut',
      text: 'If that is not enough the market is paused and settled, and all positions are cut by the rate of the missing funds; or an administrator offsets positions.',
      closePrice: 'settlement price',
      sourceUrl: CODE,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: fundSource.docsUrl,
      observedOn: READ_ON,
      note: 'The chain gives the balance of every market’s fund in its own units, without a login. A full mark needs our own captures over time.',
      yesWithCaptures: true,
    },
    {
      criterion: 'T5',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: fundSource.docsUrl,
      observedOn: READ_ON,
      note: 'Every fund names its market; past changes, and the pools of cross margin, are not listed there.',
    },
  ],
  notes: [
    'Every market has a fund of its own. The sum over all markets says little: the weakest market matters.',
    'Funds of ended markets stay on the chain; they are not counted.',
    'A market or fund is valued in dollars only where its token is USDT or USDC, known by its denom; tickers are free text.',
    'Anyone may underwrite a fund and redeem the shares after a notice period, so part of the money can leave.',
  ],
  absences: {
    volume: 'the chain’s own interface gives no turnover of 24 hours',
    depth: null,
    liquidations: 'liquidations are events of blocks; the node’s documented interface has no list of them',
    history: 'the node keeps no history, and whether a public archive node answers for old heights is not documented',
  },
  sources: [fundSource, openInterestSource, depthSource],
  histories: [],
})
