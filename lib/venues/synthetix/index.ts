import { defineVenue } from '@/lib/venues/_contract/module'
import { DOCS } from '@/lib/venues/synthetix/schemas'
import { depthSource, openInterestSource } from '@/lib/venues/synthetix/sources'

const SITE_DOCS = 'https://docs.synthetix.io'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'synthetix',
  name: 'Synthetix',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://synthetix.io', docs: 'https://developers.synthetix.io', fundPage: null },
  active: { from: '2025-12-18', until: null },
  disclosure: 'none',
  fundType: null,
  fundName: null,
  fundAbsence:
    'Synthetix publishes no machine-readable insurance fund: no such action was found in its public interface, and the index of its documentation mentions no fund.',
  openInterest: {
    sourceSides: 1,
    note: 'Longs and shorts are published apart, in base units; one side at the mark price is used. Where the two differ the larger is taken, as an estimate. This is the order book on Ethereum; older pool-based generations are not included.',
  },
  adl: {
    signal: null,
    absence: 'No public signal of auto-deleveraging was found.',
    rule: 'When a liquidated account reaches bankruptcy, its position is given to the most profitable and most leveraged positions of the other side.',
    sourceUrl: SITE_DOCS,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: `${DOCS}/getMarkets`,
    observedOn: READ_ON,
    perMarket: true,
  },
  // No limit is documented in what was read.
  rateLimit: { weight: 10, perMs: 10_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation on the book',
      text: 'Below maintenance margin the position is closed on the order book; a clearance fee applies.',
      closePrice: 'price of the fill',
      sourceUrl: SITE_DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Auto-deleveraging',
      text: 'At bankruptcy the rest is closed against positions of the other side. No fund before it is mentioned in the index of the documentation; what the liquidity vault (SLP) bears is not documented in what was read.',
      closePrice: null,
      sourceUrl: SITE_DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [],
  notes: [
    'A liquidity vault (SLP) exists; whether it takes over liquidations, and its balance, are not confirmed.',
    'The pools of earlier versions are not collected: their depositors stood behind trades, without a fund. Whether version 3 on Base still trades is not confirmed.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations: 'no list of liquidations by HTTP is documented in what was read',
    history: 'no past open interest was found in the documentation',
  },
  sources: [openInterestSource, depthSource],
  histories: [],
})
