import { defineVenue } from '@/lib/venues/_contract/module'
import { fundSource } from '@/lib/venues/jupiter-perps/sources'

const POOL_DOCS = 'https://dev.jup.ag/docs/perps/pool-account'
const CUSTODY_DOCS = 'https://dev.jup.ag/docs/perps/custody-account'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'jupiter-perps',
  name: 'Jupiter Perps',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://jup.ag/perps', docs: 'https://dev.jup.ag/docs/perps', fundPage: null },
  active: { from: null, until: null },
  disclosure: 'onchain',
  fundType: 'counterparty',
  fundName: 'JLP pool',
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'Not published. Every position faces the pool, so longs and shorts would be added; what third parties derive from reserved tokens and short sizes is approximate and of undocumented scale, so no figure is shown.',
  },
  adl: {
    signal: null,
    absence: 'No public signal and no documented mechanism of auto-deleveraging was found.',
    rule: 'Auto-deleveraging is not documented. The profit of longs ends at the tokens reserved for them, that of shorts at the reserved stablecoins.',
    sourceUrl: CUSTODY_DOCS,
  },
  leverage: {
    max: null,
    reason: 'the limit is kept in accounts of the chain, which are not read; the figures of the site are not confirmed',
    sourceUrl: CUSTODY_DOCS,
    observedOn: READ_ON,
    perMarket: false,
  },
  // No limit is documented.
  rateLimit: { weight: 5, perMs: 10_000, concurrency: 1 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'Keepers close a position when its collateral no longer covers it.',
      closePrice: null,
      sourceUrl: POOL_DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'JLP pool',
      text: 'A loss beyond the collateral stays with the pool, which takes the other side of every trade. Payouts end at the tokens reserved for the position.',
      closePrice: null,
      sourceUrl: CUSTODY_DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [],
  notes: [
    'There is no insurance fund. Depositors of the JLP pool take the other side of every trade; the pool is shown, never counted as cover.',
    'Part of the pool is lent against JLP as collateral, so not all of its value is liquid.',
    'The interface is not documented as stable. Only its formatted figures are read: the scale of the raw ones contradicts itself in the documentation.',
  ],
  absences: {
    volume: 'it is published per asset without a documented unit',
    depth: 'trades face a pool; there is no order book',
    liquidations: 'no public list of liquidations was found',
    history: 'no public history was found',
  },
  sources: [fundSource],
  histories: [],
})
