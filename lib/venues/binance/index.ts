import { defineVenue } from '@/lib/venues/_contract/module'
import { openInterestHistory } from '@/lib/venues/binance/history'
import { sources } from '@/lib/venues/binance/sources'

const DOCS = 'https://developers.binance.com/docs/derivatives/usds-margined-futures'
const FUND_DOCS = `${DOCS}/market-data/rest-api/Insurance-Fund-Balance` as const
const ADL_DOCS = `${DOCS}/market-data/rest-api/ADL-Risk` as const
const FUND_FAQ = 'https://www.binance.com/en/support/faq/introduction-to-futures-insurance-funds-360033525371'
const ADL_FAQ = 'https://www.binance.com/en/support/faq/360033525471'
const READ_ON = '2026-11-22'
/** The dates on the versions of the FAQ that were read. */
const FAQ_DATE = '2025-05-06'
const OLD_FAQ_DATE = '2024-05-29'

export default defineVenue({
  id: 'binance',
  name: 'Binance',
  kind: 'cex',
  status: 'active',
  statusNote: 'USD-margined futures only: no public API gives the funds of the coin-margined futures.',
  links: {
    site: 'https://www.binance.com',
    docs: `${DOCS}/general-info`,
    fundPage: 'https://www.binance.com/en/futures/funding-history/perpetual/insurance-fund-history',
  },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Futures Insurance Fund',
  nativeTokens: ['BNB'],
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'Binance does not state whether it counts one side or both; the figure is taken as one-sided and marked as an estimate.',
  },
  adl: {
    signal: 'symbolAdlRisk',
    absence: null,
    rule: 'Binance rates the ADL risk of each contract as low, medium or high every 30 minutes, from the fund balance, position concentration, order book depth, volatility, average leverage, unrealised profit and margin use. It does not publish the limits behind the rating.',
    sourceUrl: ADL_DOCS,
  },
  leverage: {
    max: null,
    reason: 'not published by API',
    sourceUrl: null,
    observedOn: null,
    perMarket: false,
  },
  // A quarter of the documented 2,400 a minute, which both futures APIs share.
  rateLimit: { weight: 600, perMs: 60_000, concurrency: 4 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'The liquidation engine closes a position whose collateral is below the required margin.',
      closePrice: null,
      sourceUrl: FUND_FAQ,
      checkedOn: FAQ_DATE,
    },
    {
      step: 2,
      name: 'Futures Insurance Fund',
      text: 'The fund that covers the contract takes over bankrupt positions as far as possible; it pays their losses and keeps their profits (page of 6 May 2025, read via a mirror).',
      closePrice: null,
      sourceUrl: FUND_FAQ,
      checkedOn: FAQ_DATE,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'When the fund cannot accept the position, positions on the other side are closed, more profitable and more leveraged ones first, without a fee.',
      closePrice: 'bankruptcy price of the liquidated order',
      sourceUrl: ADL_FAQ,
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
      note: 'The documented public feed gives every USD-margined fund in units per asset; coin-margined funds are not in it. A full mark also needs our own captures over time.',
    },
    {
      criterion: 'T2',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: 'https://www.binance.com/en/futures/funding-history/perpetual/insurance-fund-history',
      observedOn: READ_ON,
      note: 'A web page shows the balance over time; the API gives snapshots only. The page is not archived yet.',
    },
    {
      criterion: 'T3',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'Inflows and outflows are not itemised, neither by the API nor on the page.',
    },
    {
      criterion: 'T4',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'No public list of what a fund paid or of ADL trades; trades of the funds and of ADL are left out of the public trades.',
    },
    {
      criterion: 'T5',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'Each fund lists its contracts. Changes of allocation are not dated.',
    },
    {
      criterion: 'T6',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'Every asset of a USD-margined fund in its own units, BNFCR among them, Binance’s own futures credit; coin-margined funds are not in the feed.',
    },
    {
      criterion: 'T9',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: FUND_FAQ,
      observedOn: FAQ_DATE,
      note: 'Liquidation, fund and ADL in this order, ADL at the bankruptcy price. Whether losses could be shared is not stated. Read via a mirror of the page of 6 May 2025.',
    },
    {
      criterion: 'T10',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: ADL_DOCS,
      observedOn: READ_ON,
      note: 'ADL starts when the fund cannot accept a position; no number is given for it or for the rating.',
    },
    {
      criterion: 'T11',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: ADL_DOCS,
      observedOn: READ_ON,
      note: 'A public rating per contract, every 30 minutes, without its inputs.',
    },
    {
      criterion: 'T12',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: FUND_FAQ,
      observedOn: OLD_FAQ_DATE,
      note: 'A version of May 2024 says that the smallest size is calibrated to 99.9 %, without horizon, scenario or result.',
    },
    {
      criterion: 'T13',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: `${DOCS}/market-data/rest-api/Open-Interest`,
      observedOn: READ_ON,
      note: 'Open interest per contract in base units; whether one side or both are counted is not stated. Liquidations are a throttled stream.',
    },
  ],
  notes: [
    'Binance keeps several funds, each for its own contracts; Binance may move contracts between funds, so a fund can change without money moving.',
    'A fund holds several assets. BNFCR, Binance’s own futures credit, has no published dollar price and is left out of dollar sums.',
    'How often the balances are renewed is not documented; one hour is assumed from the time stamps of the documented example.',
    'Binance refuses requests from some regions, the United States among them.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations:
      'Binance streams only the latest liquidation of a contract in each second and has answered no request for them since April 2021; trades of the funds and of ADL are left out of its public trades.',
    history: null,
  },
  sources,
  histories: [openInterestHistory],
})
