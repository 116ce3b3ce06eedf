import { defineVenue } from '@/lib/venues/_contract/module'
import {
  depthSource,
  fundHistory,
  fundSource,
  liquidationHistory,
  liquidationsSource,
  openInterestSource,
} from '@/lib/venues/lighter/sources'

const DOCS = 'https://docs.lighter.xyz'
const API_DOCS = 'https://apidocs.lighter.xyz'
const POOLS = `${API_DOCS}/docs/manage-public-pools-shares` as const
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'lighter',
  name: 'Lighter',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://lighter.xyz', docs: DOCS, fundPage: POOLS },
  active: { from: '2025-01-17', until: null },
  disclosure: 'api',
  fundType: 'vault',
  fundName: 'LLP',
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'Open interest is in base units, valued at the mark price, or at the last trade where a market has no mark price. Lighter does not say whether it counts one side; third parties read it so, and it is marked as an estimate.',
  },
  adl: {
    signal: null,
    absence:
      'Lighter has no indicator ahead of deleveraging; deleveraging that happened is listed among the liquidations.',
    rule: 'When the collateral of a strategy of LLP is used up, positions in the markets of that strategy are deleveraged. Who is closed first and at which price is not documented in the pages read.',
    sourceUrl: DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: openInterestSource.docsUrl,
    observedOn: READ_ON,
    perMarket: true,
  },
  rateLimit: { weight: 60, perMs: 60_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Risk-reducing orders only',
      text: 'Below the initial margin an account may only reduce its positions.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Partial liquidation',
      text: 'Below the maintenance margin the orders are cancelled and positions are closed by immediate orders at the zero price; a fee of up to 1 % goes to LLP.',
      closePrice: 'zero price or better',
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Insurance fund (LLP)',
      text: 'Below the close-out margin LLP takes over all positions and the remaining collateral.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 4,
      name: 'Auto-deleveraging',
      text: 'When the collateral of the strategy is exhausted, positions in the markets of that strategy are deleveraged; the loss of LLP is capped by what the strategy was given.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: POOLS,
      observedOn: READ_ON,
      note: 'A public feed gives the equity of LLP and the collateral of each strategy, without a login. A full mark needs our own captures over time.',
      yesWithCaptures: true,
    },
    {
      criterion: 'T2',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: fundHistory.docsUrl,
      observedOn: READ_ON,
      note: 'Daily share prices and shares give the past equity; how far back is not stated, and a series of the equity itself is not published.',
    },
    {
      criterion: 'T4',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: liquidationsSource.docsUrl,
      observedOn: READ_ON,
      note: 'The trade tape marks liquidations and deleveraging with time, market and amount; what LLP lost in them is not stated.',
    },
  ],
  notes: [
    'LLP is depositors’ money that also makes markets and can be withdrawn after five minutes. Lighter names it as its insurance fund; it is shown as a vault and not ranked with insurance funds.',
    'Losses of LLP are capped per strategy, so less than its whole equity stands behind any one market. Which strategy is for which market cannot be told with certainty from the feed.',
    'The collateral of the strategies is part of the equity of LLP and is not added to it.',
    'Each market names the account that is its insurance fund; only markets that name LLP count as covered.',
    'A second system pool exists; its role is not documented, so it is not counted.',
  ],
  absences: { volume: null, depth: null, liquidations: null, history: null },
  sources: [fundSource, openInterestSource, depthSource, liquidationsSource],
  histories: [fundHistory, liquidationHistory],
})
