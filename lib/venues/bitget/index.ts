import { defineVenue } from '@/lib/venues/_contract/module'
import { histories } from '@/lib/venues/bitget/histories'
import { sources } from '@/lib/venues/bitget/sources'

const DOCS = 'https://www.bitget.com/api-doc/uta/public/'
const RESERVE_DOCS = `${DOCS}Get-Risk-Reserve` as const
const INSTRUMENT_DOCS = `${DOCS}Instruments` as const
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'bitget',
  name: 'Bitget',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.bitget.com', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Risk Reserve',
  nativeTokens: ['BGB'],
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'Bitget does not state whether it counts one side or both; the figure is taken as one-sided and marked as an estimate. Coin-margined contracts are left out, because the unit of their figure is not documented in this feed.',
  },
  adl: {
    signal: null,
    absence: 'Bitget shows the ADL rank only to the holder of a position; there is no public signal.',
    rule: 'Auto-deleveraging comes after the pool of a contract. Its trigger, ranking and price are not documented in the pages read.',
    sourceUrl: RESERVE_DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: INSTRUMENT_DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  // The strictest documented limit of the calls used here.
  rateLimit: { weight: 20, perMs: 1000, concurrency: 3 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'The position is liquidated. How, and at which price it is taken over, is not documented in the pages read.',
      closePrice: null,
      sourceUrl: RESERVE_DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Risk reserve',
      text: 'The pool of the contract stands behind liquidation (help article 360059239211). Some contracts have a pool of their own, others share one.',
      closePrice: null,
      sourceUrl: RESERVE_DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Auto-deleveraging',
      text: 'Auto-deleveraging comes after the pool. Its trigger, ranking and price are not documented in the pages read.',
      closePrice: null,
      sourceUrl: RESERVE_DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: RESERVE_DOCS,
      observedOn: READ_ON,
      note: 'A public feed gives the balance of every pool in its own coin, without a login. A full mark needs our own captures over time.',
      yesWithCaptures: true,
    },
    {
      criterion: 'T3',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: RESERVE_DOCS,
      observedOn: READ_ON,
      note: 'The net change of each day and hour is published; its causes are not, since the type field became empty.',
    },
    {
      criterion: 'T5',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: RESERVE_DOCS,
      observedOn: READ_ON,
      note: 'The feed lists the contracts of each pool. It has no dates of changes.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: DOCS,
      observedOn: READ_ON,
      note: 'The ADL rank needs a key; only the holder of a position sees it.',
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
    'Each row of the list of pools is taken as one pool; that it is never repeated is read from its layout, not stated, so balances are marked as estimates.',
    'Contracts may move from one pool to another. The history of a pool is shown under its contracts of today.',
    'Bitget’s proof of reserves is about user assets. It is not this fund and is not counted here.',
    'How many days and hours of history come back is not documented.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations:
      'Bitget lists liquidations of the last three days, but documents neither the unit of their amount nor whose side is meant.',
    history: null,
  },
  sources,
  histories,
})
