import { defineVenue } from '@/lib/venues/_contract/module'
import { vaultHistory } from '@/lib/venues/hyperliquid/history'
import { depthSource, fundSource, liquidationsSource, openInterestSource } from '@/lib/venues/hyperliquid/sources'

const DOCS = 'https://hyperliquid.gitbook.io/hyperliquid-docs'
const LIQUIDATIONS = `${DOCS}/trading/liquidations` as const
const ADL = `${DOCS}/trading/auto-deleveraging` as const
const INFO = `${DOCS}/for-developers/api/info-endpoint` as const
const READ_ON = '2026-11-23'

export default defineVenue({
  id: 'hyperliquid',
  name: 'Hyperliquid',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://hyperliquid.xyz', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'onchain',
  fundType: 'vault',
  fundName: 'HLP',
  nativeTokens: ['HYPE'],
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'Open interest is one side in base units, valued at the mark price. Markets of dexes run by third parties (HIP-3) are counted in the open interest and are not covered by HLP.',
  },
  adl: {
    signal: null,
    absence: 'Hyperliquid has no public feed of auto-deleveraging and no public queue for the whole market.',
    rule: 'When an account or an isolated position is worth less than nothing, opposite positions are ranked by (mark price / entry price) x (notional / account value) and closed at the previous mark price (older copies of the page: oracle price). Users without positions never share a loss.',
    sourceUrl: ADL,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: INFO,
    observedOn: READ_ON,
    perMarket: true,
  },
  // No first-party page read here confirms the limit.
  rateLimit: { weight: 1200, perMs: 60_000, concurrency: 4 },
  waterfall: [
    {
      step: 1,
      name: 'Order book',
      text: 'Below maintenance margin the position is sent to the book as market orders; of a large position first a part, the rest after a pause.',
      closePrice: 'market price',
      sourceUrl: LIQUIDATIONS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Liquidator vault (part of HLP)',
      text: 'Below two thirds of maintenance margin the position and its margin move to the liquidator vault; maintenance margin is not returned. Markets of HIP-3 dexes skip this step.',
      closePrice: null,
      sourceUrl: LIQUIDATIONS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'When an account or isolated position, the liquidator included, is worth less than nothing, ranked opposite positions are closed against it.',
      closePrice: 'previous mark price',
      sourceUrl: ADL,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INFO,
      observedOn: READ_ON,
      note: 'A public feed gives the equity of the vault and of each of its children, without a login. A full mark needs our own captures over time.',
      yesWithCaptures: true,
    },
    {
      criterion: 'T2',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INFO,
      observedOn: READ_ON,
      note: 'The feed keeps the account value since the start; the further back, the coarser.',
    },
    {
      criterion: 'T3',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INFO,
      observedOn: READ_ON,
      note: 'Profit and loss of the vault is given apart from its value, so deposits can be told from results; what liquidations brought or cost is not.',
    },
    {
      criterion: 'T4',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INFO,
      observedOn: READ_ON,
      note: 'The fills of the liquidator vaults show each takeover with time, market and size. Auto-deleveraging has no public list for the whole market.',
    },
    {
      criterion: 'T5',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: LIQUIDATIONS,
      observedOn: READ_ON,
      note: 'One vault stands behind the main dex. HIP-3 dexes are not covered by it; this is stated by the dexes, not in one list.',
    },
    {
      criterion: 'T7',
      mark: 'yes',
      evidenceLevel: 'E4',
      evidenceUrl: INFO,
      observedOn: READ_ON,
      note: 'The vault and its children are accounts of the chain whose state anyone can read.',
    },
    {
      criterion: 'T9',
      mark: 'yes',
      evidenceLevel: 'E1',
      evidenceUrl: LIQUIDATIONS,
      observedOn: READ_ON,
      note: 'Book, liquidator vault and auto-deleveraging in this order, with the ranking and the closing price; users without positions never share a loss.',
    },
    {
      criterion: 'T10',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: ADL,
      observedOn: READ_ON,
      note: 'The rule is a number in prose: the value of an account or isolated position falls below zero. There is no feed of it.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: INFO,
      observedOn: READ_ON,
      note: 'The documented interface has no market-wide signal of auto-deleveraging.',
    },
    {
      criterion: 'T13',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INFO,
      observedOn: READ_ON,
      note: 'Open interest per market in base units, one side. Liquidations closed in the book have no public list.',
    },
    {
      criterion: 'T14',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INFO,
      observedOn: READ_ON,
      note: 'Margin tables with tiers and highest leverage are public. A dated history of changes is not part of the feed.',
    },
  ],
  notes: [
    'HLP is depositors’ money in a trading vault, withdrawable after a lock-up. It is not an insurance fund and is not ranked with one.',
    'The liquidator vaults are children of HLP; their equity is part of its equity and is not added to it.',
    'HLP is compared with the main dex only; HIP-3 dexes have no public backstop balance.',
    'The Assistance Fund buys back tokens; it does not absorb losses.',
  ],
  absences: { volume: null, depth: null, liquidations: null, history: null },
  sources: [fundSource, openInterestSource, liquidationsSource, depthSource],
  histories: [vaultHistory],
})
