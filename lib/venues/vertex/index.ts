import { defineVenue } from '@/lib/venues/_contract/module'

const DOCS = 'https://docs.vertexprotocol.com'
const SDK = 'https://github.com/vertex-protocol/vertex-typescript-sdk'
const READ_ON = '2026-11-22'

/** Closed: nothing is collected. Nado, its successor, is another venue. */
export default defineVenue({
  id: 'vertex',
  name: 'Vertex',
  kind: 'dex',
  status: 'closed',
  statusNote: 'The sequencer stopped on 14 August 2025 at 14:00 UTC on all nine chains, announced on 8 July 2025.',
  links: { site: 'https://vertexprotocol.com', docs: DOCS, fundPage: null },
  active: { from: null, until: '2025-08-14' },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Insurance',
  fundAbsence: 'venue closed on 14 August 2025',
  openInterest: {
    sourceSides: 1,
    note: 'The venue is closed; there is no open interest.',
  },
  adl: {
    signal: null,
    absence:
      'The venue is closed. The description of its design names no auto-deleveraging; a loss was shared among holders.',
    rule: 'What the insurance could not pay was shared among holders; the description of the design names no ranking of positions.',
    sourceUrl: DOCS,
  },
  leverage: {
    max: null,
    reason: 'The venue is closed.',
    sourceUrl: DOCS,
    observedOn: READ_ON,
    perMarket: false,
  },
  rateLimit: { weight: 10, perMs: 10_000, concurrency: 1 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidators',
      text: 'Liquidators took over positions of accounts below maintenance.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'An insurance balance in USDC, published without a login, paid what was left. Its scale is not documented in what was read.',
      closePrice: null,
      sourceUrl: SDK,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Socialised loss',
      text: 'A loss beyond the insurance was shared among holders.',
      closePrice: null,
      sourceUrl: DOCS,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [],
  notes: [
    'The team moved to the Ink Foundation; the successor is Nado, an exchange on Ink with the same line of code.',
    'Nado is not collected: whether it publishes its insurance balance, as Vertex did, and whether it has auto-deleveraging are not confirmed. Its archive publishes open interest per product, as third parties read it.',
  ],
  absences: {
    volume: 'the venue is closed',
    depth: 'the venue is closed',
    liquidations: 'the venue is closed',
    history: 'the venue is closed',
  },
  sources: [],
  histories: [],
})
