import { defineVenue } from '@/lib/venues/_contract/module'
import { openInterestHistory } from '@/lib/venues/dydx-v4/history'
import {
  adlSource,
  depthSource,
  fundSource,
  liquidationsSource,
  openInterestSource,
} from '@/lib/venues/dydx-v4/sources'

const LOSS_HELP = 'https://help.dydx.trade/en/articles/166973-contract-loss-mechanisms-on-dydx-chain'
const FUND_PAGE =
  'https://docs.dydx.community/dydx-token-migration/dydx-chain-modules-and-parameters/governance-adjustable-parameters/trading-core'
const DELEVERAGING_CODE = 'https://github.com/dydxprotocol/v4-chain/blob/main/protocol/x/clob/keeper/deleveraging.go'
const INDEXER_DOCS = openInterestSource.docsUrl
/** The version of the chain's code that was read. */
const CODE_DATE = '2026-03-04'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'dydx-v4',
  name: 'dYdX Chain',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://dydx.trade', docs: 'https://docs.dydx.xyz', fundPage: FUND_PAGE },
  active: { from: null, until: null },
  disclosure: 'onchain',
  fundType: 'insurance',
  fundName: 'Insurance fund',
  nativeTokens: ['DYDX'],
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'The indexer sums long positions in base units and refreshes them about every 30 seconds; the oracle price is the price used for margin.',
  },
  adl: {
    signal: 'negative_tnc_subaccount_seen_at_block',
    absence: null,
    rule: 'An account below zero is closed at its bankruptcy price against opposite positions, starting from a pseudo-random account; profit and leverage do not rank them. It can happen while the fund is full.',
    sourceUrl: DELEVERAGING_CODE,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: INDEXER_DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  rateLimit: { weight: 100, perMs: 10_000, concurrency: 4 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation orders',
      text: 'Below maintenance margin the protocol closes the position on the book; a fee, up to a set maximum, goes to the fund.',
      closePrice: 'price of the fill',
      sourceUrl: LOSS_HELP,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'When a fill is worse than the bankruptcy price the fund pays the difference, only up to the maximum liquidation spread and only when it can pay all of it.',
      closePrice: 'price of the fill, at most the liquidation spread from the oracle price',
      sourceUrl: LOSS_HELP,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Deleveraging',
      text: 'When the account is already below zero, or the fund cannot pay, the position is closed against opposite positions. After a gap this comes without any payment by the fund.',
      closePrice: 'bankruptcy price',
      sourceUrl: DELEVERAGING_CODE,
      checkedOn: CODE_DATE,
    },
    {
      step: 4,
      name: 'Withdrawals held',
      text: 'After an account below zero is seen, withdrawals and transfers of its collateral pool wait for a number of blocks.',
      closePrice: null,
      sourceUrl: 'https://github.com/dydxprotocol/v4-chain/tree/main/proto/dydxprotocol/subaccounts',
      checkedOn: CODE_DATE,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_PAGE,
      observedOn: READ_ON,
      note: 'Each fund is a chain account whose balance anyone can read. A full mark needs our own captures over time.',
      yesWithCaptures: true,
    },
    {
      criterion: 'T4',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INDEXER_DOCS,
      observedOn: READ_ON,
      note: 'Every trade of a market says whether it was a liquidation or a deleveraging, with time, size and price. What the fund paid for one is not listed.',
    },
    {
      criterion: 'T5',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INDEXER_DOCS,
      observedOn: READ_ON,
      note: 'Every market is marked cross or isolated, which names its fund; past changes are not listed.',
    },
    {
      criterion: 'T6',
      mark: 'yes',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_PAGE,
      observedOn: READ_ON,
      note: 'Everything at the address of a fund can be read in its own units. Only USDC counts; anyone can send other coins there.',
    },
    {
      criterion: 'T7',
      mark: 'yes',
      evidenceLevel: 'E4',
      evidenceUrl: FUND_PAGE,
      observedOn: READ_ON,
      note: 'The address of the shared fund is published; the addresses of the others follow from a stated rule.',
    },
    {
      criterion: 'T9',
      mark: 'yes',
      evidenceLevel: 'E1',
      evidenceUrl: DELEVERAGING_CODE,
      observedOn: CODE_DATE,
      note: 'The order of the layers and the bankruptcy price of deleveraging are in public code. There is no shared loss; withdrawals wait instead.',
    },
    {
      criterion: 'T10',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: DELEVERAGING_CODE,
      observedOn: CODE_DATE,
      note: 'The rule is exact: an account below zero, or a fund that cannot pay the whole difference. There is no threshold per pool to watch.',
    },
    {
      criterion: 'T11',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: 'https://github.com/dydxprotocol/v4-chain/blob/main/proto/dydxprotocol/subaccounts/query.proto',
      observedOn: CODE_DATE,
      note: 'The last block with an account below zero is public per collateral pool. It says that it happened, not how near it is.',
    },
    {
      criterion: 'T13',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INDEXER_DOCS,
      observedOn: READ_ON,
      note: 'Open interest per market in base units, long side only. Liquidations are among the public trades of each market, unthrottled; whether older ones stay readable is not confirmed.',
    },
    {
      criterion: 'T14',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INDEXER_DOCS,
      observedOn: READ_ON,
      note: 'Margin fractions and caps per market are public; changes are votes on the chain, without a dated list in the feed.',
    },
  ],
  notes: [
    'The signal shown is the block at which an account below zero was last seen, per collateral pool. When the number changes, an account went below zero; the number itself has no grade.',
    'Isolated markets have a fund each; the cross-margin fund does not stand behind them.',
    'Funds are fed by liquidation fees. MegaVault makes markets and is not a backstop, so it is not counted.',
    'Maximum leverage is shown before it is reduced for large open interest.',
    'Deleveraging also appears in markets that are being wound up at the oracle price; that is not a loss.',
  ],
  absences: { volume: null, depth: null, liquidations: null, history: null },
  sources: [fundSource, openInterestSource, adlSource, liquidationsSource, depthSource],
  histories: [openInterestHistory],
})
