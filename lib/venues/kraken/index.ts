import { defineVenue } from '@/lib/venues/_contract/module'
import {
  depthSource,
  fundHistory,
  fundSource,
  liquidationsSource,
  openInterestHistory,
  openInterestSource,
} from '@/lib/venues/kraken/sources'

const DOCS = 'https://docs.kraken.com/api-reference'
const POOL_HELP = 'https://support.kraken.com/hc/en-us/articles/futures-liquidity-pool'
const PROCESS_HELP = 'https://support.kraken.com/hc/en-us/articles/360022835671'
const READ_ON = '2026-11-22'
/** The analytics pages as stored. */
const ANALYTICS_ON = '2026-05-27'

export default defineVenue({
  id: 'kraken',
  name: 'Kraken Futures',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://futures.kraken.com', docs: DOCS, fundPage: POOL_HELP },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Derivatives Liquidity Pool',
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'Inverse contracts are one dollar each; linear ones are in base units, valued at the mark price. Kraken does not say whether open interest counts one side; it is taken as one side and marked as an estimate.',
  },
  adl: {
    signal: null,
    absence:
      'Kraken has no queue and no indicator; unwinds that happened are marked as terminations in the trade tape.',
    rule: 'What cannot be assigned to a liquidity provider is unwound against counterparties. How they are chosen is not documented in the pages read.',
    sourceUrl: PROCESS_HELP,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: openInterestSource.docsUrl,
    observedOn: READ_ON,
    perMarket: true,
  },
  // The limits of the public calls are not in the pages that were read.
  rateLimit: { weight: 10, perMs: 1_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'Coin-margined: the whole position is closed in the market. Multi-collateral: first a part of it; margin that is left goes back to the client.',
      closePrice: 'market price',
      sourceUrl: PROCESS_HELP,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Assignment',
      text: 'The position is given to liquidity providers of the assignment program. For linear contracts the Derivatives Liquidity Pool may assure them a profit of about 0.5 to 2.5 %, at Kraken’s discretion.',
      closePrice: null,
      sourceUrl: POOL_HELP,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Unwind (termination)',
      text: 'What nobody takes is closed against counterparties.',
      closePrice: null,
      sourceUrl: PROCESS_HELP,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: fundSource.docsUrl,
      observedOn: ANALYTICS_ON,
      note: 'A public feed gives one dollar value of the pool, without a login; assets and units are not given.',
    },
    {
      criterion: 'T2',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: fundHistory.docsUrl,
      observedOn: ANALYTICS_ON,
      note: 'The same feed gives past values in buckets of a minute to a week; how far back is not stated.',
    },
    {
      criterion: 'T4',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: liquidationsSource.docsUrl,
      observedOn: READ_ON,
      note: 'The trade tape marks liquidations, assignments and terminations with time, contract and amount; whether every unwind is in it is not stated.',
    },
  ],
  notes: [
    'Kraken has no insurance fund of the usual kind. The pool is Kraken’s own money from fee revenue, used at its discretion to assure liquidity providers a profit on positions they take over; it is not comparable one to one with a fund that pays losses.',
    'The pool is for linear, multi-collateral contracts only; inverse contracts are not behind it.',
    'Only the dollar value of the pool is published, not what it consists of.',
    'The analytics also have a liquidation volume per contract; its unit is not documented, so it is not collected.',
    'Past open interest of linear contracts has no dollar value, because the history has no prices.',
  ],
  absences: { volume: null, depth: null, liquidations: null, history: null },
  sources: [fundSource, openInterestSource, depthSource, liquidationsSource],
  histories: [fundHistory, openInterestHistory],
})
