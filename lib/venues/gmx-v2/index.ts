import { defineVenue } from '@/lib/venues/_contract/module'
import { fundSource, openInterestSource } from '@/lib/venues/gmx-v2/sources'

const CODE = 'https://github.com/gmx-io/gmx-synthetics'
const ADL_CODE = 'https://github.com/gmx-io/gmx-synthetics/blob/main/contracts/adl/AdlUtils.sol'
const MARKET_CONFIG = 'https://github.com/gmx-io/gmx-synthetics/blob/main/config/markets.ts'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'gmx-v2',
  name: 'GMX v2',
  kind: 'dex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://gmx.io', docs: 'https://docs.gmx.io', fundPage: null },
  active: { from: null, until: null },
  disclosure: 'onchain',
  fundType: 'counterparty',
  fundName: 'GM pool',
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'Every position faces the pool of its market, so longs and shorts are added and each is counted once. GMX counts the size at entry; all figures are marked as estimates.',
  },
  adl: {
    signal: null,
    absence:
      'A flag per market and side is kept on the chain; the REST interface of GMX does not give it and the chain is not read here.',
    rule: 'When the profit of one side exceeds a set share of the pool, keepers may close profitable positions of that side; which ones is theirs to pick. It protects the pool from paying profits, not traders from a loss.',
    sourceUrl: ADL_CODE,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: MARKET_CONFIG,
    observedOn: READ_ON,
    perMarket: true,
  },
  // No limit is documented for either host.
  rateLimit: { weight: 10, perMs: 10_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'A position is closed when its collateral falls to the minimum share for liquidation.',
      closePrice: null,
      sourceUrl: CODE,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Pool of the market',
      text: 'What the collateral does not cover stays with the pool of that market, as do all losses and profits of its traders. Other markets do not share it.',
      closePrice: null,
      sourceUrl: CODE,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Profit cap',
      text: 'The profit of traders is limited to a set share of the pool.',
      closePrice: null,
      sourceUrl: CODE,
      checkedOn: READ_ON,
    },
    {
      step: 4,
      name: 'Auto-deleveraging',
      text: 'When profit over pool passes the limit of that market (85 % was seen in its settings), profitable positions may be closed.',
      closePrice: null,
      sourceUrl: ADL_CODE,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [],
  notes: [
    'There is no insurance fund. Depositors of each GM pool take the other side of its trades; the pool is shown, never counted as cover.',
    'Pool values and open interest are read from the public index of the contracts of Arbitrum, Avalanche and MegaETH. Botanix is left out: its markets have no public list of names.',
    'Maximum leverage is one over the minimum collateral factor; large open interest can lower it.',
    'The two sides of a market need not be equal; the pool bears the difference.',
  ],
  absences: {
    volume: 'the unit of its volume per market is not documented in what was read',
    depth: 'trades face a pool; there is no order book',
    liquidations:
      'its public index does not tell liquidations and auto-deleveraging from other closes in what is documented',
    history: 'its public index keeps the present state of a market only',
  },
  sources: [fundSource, openInterestSource],
  histories: [],
})
