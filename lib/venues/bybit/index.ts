import { defineVenue } from '@/lib/venues/_contract/module'
import { openInterestHistory } from '@/lib/venues/bybit/history'
import { sources } from '@/lib/venues/bybit/sources'

const DOCS = 'https://bybit-exchange.github.io/docs/v5'
const INSURANCE_DOCS = `${DOCS}/market/insurance` as const
const ADL_DOCS = `${DOCS}/market/adl-alert` as const
const HELP_ADL = 'https://help.bybit.com/hc/en-us/articles/900000031623-What-is-Auto-Deleveraging-ADL-'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'bybit',
  name: 'Bybit',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: {
    site: 'https://www.bybit.com',
    docs: `${DOCS}/intro`,
    fundPage: 'https://www.bybit.com/en/announcement-info/insurance-fund/',
  },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'insurance pool',
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'One-sided figures exist since 11 June 2026. Where only the older two-sided figure is given, half of it is used and marked as an estimate.',
  },
  adl: {
    signal: 'adlAlert',
    absence: null,
    rule: 'ADL starts for a contract when its pool is above a set balance and the contract has lost more than a set share of the pool’s highest balance of the last 8 hours, or when the pool is at or below zero. Balance, share and limits are published per contract, every minute; Bybit may change the limits.',
    sourceUrl: ADL_DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: `${DOCS}/market/instrument`,
    observedOn: READ_ON,
    perMarket: true,
  },
  // A quarter of the documented 600 requests in 5 seconds.
  rateLimit: { weight: 150, perMs: 5000, concurrency: 4 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'The liquidation engine takes the position over and closes it in the market. What is left above the bankruptcy price goes to the insurance pool.',
      closePrice: null,
      sourceUrl: HELP_ADL,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance pool',
      text: 'The pool of the contract, its own or one shared by several contracts, pays the loss beyond the bankruptcy price.',
      closePrice: null,
      sourceUrl: INSURANCE_DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'When a published trigger is met, positions on the other side are closed, those with the highest profit and effective leverage first. The exact ranking formula is not confirmed.',
      closePrice: 'bankruptcy price of the liquidated order',
      sourceUrl: HELP_ADL,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INSURANCE_DOCS,
      observedOn: READ_ON,
      note: 'The documented public feed gives every pool in units, asset and dollars. A full mark needs our own captures of the feed over time.',
      yesWithCaptures: true,
    },
    {
      criterion: 'T2',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: 'https://www.bybit.com/en/announcement-info/insurance-fund/',
      observedOn: READ_ON,
      note: 'The API has no history. The fund page is reported to show daily balances; it is not archived yet.',
    },
    {
      criterion: 'T3',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: 'https://www.bybit.com/en/announcement-info/insurance-fund/',
      observedOn: READ_ON,
      note: 'The help centre says that the fund page shows inflows and outflows; the API has none. Whether they are given by cause is not confirmed.',
    },
    {
      criterion: 'T4',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: ADL_DOCS,
      observedOn: READ_ON,
      note: 'Whether ADL is on can be read per contract from the feed; there is no public list of draws on a pool or of executed ADL trades, and no amounts.',
    },
    {
      criterion: 'T5',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INSURANCE_DOCS,
      observedOn: READ_ON,
      note: 'Each pool lists its contracts, so shared and isolated pools can be told apart. Changes of membership are not dated.',
    },
    {
      criterion: 'T6',
      mark: 'yes',
      evidenceLevel: 'E1',
      evidenceUrl: INSURANCE_DOCS,
      observedOn: READ_ON,
      note: 'Every pool is one coin, given in its own units and in dollars.',
    },
    {
      criterion: 'T9',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: HELP_ADL,
      observedOn: READ_ON,
      note: 'Liquidation, pool and ADL in this order, ADL at the bankruptcy price. Whether losses could be shared is not stated, and the ranking formula is not confirmed.',
    },
    {
      criterion: 'T10',
      mark: 'yes',
      evidenceLevel: 'E1',
      evidenceUrl: ADL_DOCS,
      observedOn: READ_ON,
      note: 'Start and stop limits are numbers, published per contract by the API.',
    },
    {
      criterion: 'T11',
      mark: 'yes',
      evidenceLevel: 'E1',
      evidenceUrl: ADL_DOCS,
      observedOn: READ_ON,
      note: 'A public feed per contract, renewed every minute.',
    },
    {
      criterion: 'T13',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: `${DOCS}/market/tickers`,
      observedOn: READ_ON,
      note: 'Open interest per contract with its unit, one-sided since 11 June 2026. Liquidations are a stream only.',
    },
    {
      criterion: 'T14',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: `${DOCS}/market/risk-limit`,
      observedOn: READ_ON,
      note: 'Current risk tiers and highest leverage are public. A dated history of changes is not part of the feed.',
    },
  ],
  notes: [
    'A pool covers only the contracts it lists; the sum of all pools is not available to each contract.',
    'Shared pools are renewed once a day, isolated pools every minute, under one time stamp.',
    'Pools are regrouped since December 2025 (seen via mirrors of an announcement), so a pool can change without money moving.',
    'A pool can be below zero and counts as it is.',
    'Bybit may add money to a pool or change ADL limits by hand (seen via a mirror of an announcement).',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations:
      'Bybit publishes liquidations only as a stream (allLiquidation); there is no public request for them, and no public list of ADL trades.',
    history: null,
  },
  sources,
  histories: [openInterestHistory],
})
