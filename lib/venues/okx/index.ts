import { defineVenue } from '@/lib/venues/_contract/module'
import { familyHistory, openInterestHistory } from '@/lib/venues/okx/history'
import { sources } from '@/lib/venues/okx/sources'

const DOCS = 'https://www.okx.com/docs-v5/en/'
const FUND_DOCS = `${DOCS}#public-data-rest-api-get-security-fund` as const
const INSTRUMENT_DOCS = `${DOCS}#public-data-rest-api-get-instruments` as const
const WARNING_DOCS = `${DOCS}#public-data-websocket-adl-warning-channel` as const
const HELP_ADL = 'https://www.okx.com/help/iv-introduction-to-auto-deleveraging-adl'
const HELP_FUND = 'https://www.okx.com/help/understanding-okxs-security-fund'
const READ_ON = '2026-11-23'

export default defineVenue({
  id: 'okx',
  name: 'OKX',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.okx.com', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Security Fund',
  nativeTokens: ['OKB'],
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'OKX does not state whether it counts one side or both; the figure is taken as one-sided and marked as an estimate.',
  },
  adl: {
    signal: null,
    absence: 'not available by REST',
    rule: 'ADL starts when the security fund is insufficient or falls fast, described as a fall of 30 % from the peak of 8 hours (read via a mirror of an OKX help page); OKX may change the limit.',
    sourceUrl: HELP_ADL,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: INSTRUMENT_DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  // Half of the strictest documented limit used here, 10 requests in 2 seconds.
  rateLimit: { weight: 5, perMs: 2000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'The liquidation engine closes the position in the market. What is left above the bankruptcy price goes to the security fund (page of 25 March 2026, read via a mirror).',
      closePrice: null,
      sourceUrl: HELP_FUND,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Security Fund',
      text: 'The fund of that business line, underlying and currency pays what a closed position still owes. Lines, underlyings and currencies are kept apart (page of 4 April 2024).',
      closePrice: null,
      sourceUrl: HELP_ADL,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'Liquidated positions are matched with positions on the other side, ranked by leveraged return and risk. By a mirror of August 2025 the bankruptcy price is used instead when the fund is nearly depleted. Once ADL is used, losses are not socialised (read via a mirror of an OKX help page).',
      closePrice: 'current mark price, else the bankruptcy price',
      sourceUrl: HELP_ADL,
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
      note: 'One public dollar total for the platform, and balances per family and currency, renewed once a day.',
    },
    {
      criterion: 'T2',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'Bookings of each family can be paged back by time; how far is not stated. The fund page shows only 7 or 30 days, and minute history ended on 9 June 2026.',
    },
    {
      criterion: 'T3',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'Liquidation surplus and bankruptcy losses are booked daily per family. Platform payments into the fund are no longer published.',
    },
    {
      criterion: 'T4',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'What bankruptcies cost is booked per family and currency once a day. Bookings of ADL are deprecated and come empty; single events are not listed.',
    },
    {
      criterion: 'T5',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: HELP_ADL,
      observedOn: READ_ON,
      note: 'Pools are kept per business line, underlying and currency, and the feed names the family of each; changes are not dated.',
    },
    {
      criterion: 'T6',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'The total is in dollars only. Pools give their currency and units, one family at a time.',
    },
    {
      criterion: 'T8',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: HELP_FUND,
      observedOn: READ_ON,
      note: 'The page of 25 March 2026, read via a mirror, calls the fund a segregated pool owned by OKX. Who may withdraw, and when, is not stated there.',
    },
    {
      criterion: 'T9',
      mark: 'yes',
      evidenceLevel: 'E1',
      evidenceUrl: HELP_ADL,
      observedOn: READ_ON,
      note: 'Liquidation, fund and ADL in this order, ADL at the mark price, and no socialised loss once ADL is used. Read via a mirror.',
    },
    {
      criterion: 'T10',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: HELP_ADL,
      observedOn: READ_ON,
      note: 'A fall of 30 % from the peak of 8 hours is given in prose, read via mirrors that differ in detail; the fields for it in the API are deprecated.',
    },
    {
      criterion: 'T11',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: WARNING_DOCS,
      observedOn: READ_ON,
      note: 'A stream warns per family while ADL is near or active and is silent otherwise; most of its fields are now empty.',
    },
    {
      criterion: 'T13',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: `${DOCS}#public-data-rest-api-get-open-interest`,
      observedOn: READ_ON,
      note: 'Open interest per contract in contracts, coins and dollars; whether one side or both are counted is not stated. Liquidations are documented as a stream only.',
    },
    {
      criterion: 'T14',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INSTRUMENT_DOCS,
      observedOn: READ_ON,
      note: 'Current tiers and highest leverage are public. A dated history of changes is not part of the feed.',
    },
  ],
  notes: [
    'The total also backs margin and options, so its coverage of swaps and futures reads too high.',
    'Whether the total spans every business line is not confirmed; the Chinese documentation calls it platform-wide.',
    'Since 9 June 2026 OKX publishes fund movements once a day and no longer by the minute.',
    'Each family’s pool backs its own contracts; families are shown as parts of the total and never added to it.',
    'Whether a bankruptcy loss is printed as a negative amount is not confirmed; amounts are shown with the sign given.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations:
      'OKX documents liquidation orders only as a stream. What bankrupt positions cost each family’s pool is collected once a day, as flows of the pool.',
    history: null,
  },
  sources,
  histories: [familyHistory, openInterestHistory],
})
