import { defineVenue } from '@/lib/venues/_contract/module'
import { DOCS, FUND_DOCS, INSTRUMENT_DOCS } from '@/lib/venues/cryptocom/schemas'
import { histories, sources } from '@/lib/venues/cryptocom/sources'

/** Help article 4894442 is where the loss-sharing rule stands. */
const HELP = 'https://help.crypto.com'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'cryptocom',
  name: 'Crypto.com Exchange',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://crypto.com/exchange', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'api',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  nativeTokens: ['CRO'],
  fundAbsence: null,
  openInterest: {
    sourceSides: 1,
    note: 'Crypto.com publishes open interest per contract without documenting its unit or side convention, so it is left out and no coverage is stated.',
  },
  adl: {
    signal: null,
    absence:
      'Crypto.com uses no auto-deleveraging, so there is no signal: losses beyond the fund are shared among winners.',
    rule: 'Instead of auto-deleveraging, a loss that the fund cannot pay is shared pro rata among the winners of that session (socialised loss; help article 4894442).',
    sourceUrl: HELP,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: INSTRUMENT_DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  // A tenth of the documented limit, 100 requests in a second for each call.
  rateLimit: { weight: 10, perMs: 1000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Liquidation',
      text: 'The position is liquidated, and liquidation fees go to the fund. The price at which it is taken over is not documented in the pages read.',
      closePrice: null,
      sourceUrl: HELP,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'The fund pays what a liquidated position still owes. One balance in US dollars is published for the venue.',
      closePrice: null,
      sourceUrl: FUND_DOCS,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Socialised loss',
      text: 'There is no auto-deleveraging. When the fund is used up, the remaining loss is shared pro rata among the winners of that session.',
      closePrice: null,
      sourceUrl: HELP,
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
      note: 'One public balance in US dollars for the venue, without a login.',
    },
    {
      criterion: 'T3',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: FUND_DOCS,
      observedOn: READ_ON,
      note: 'The feed is a balance history: net changes can be read from it, their causes cannot.',
    },
    {
      criterion: 'T11',
      mark: 'not_applicable',
      evidenceLevel: null,
      evidenceUrl: HELP,
      observedOn: READ_ON,
      note: 'The venue shares losses among winners and has no auto-deleveraging to signal.',
    },
    {
      criterion: 'T14',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: INSTRUMENT_DOCS,
      observedOn: READ_ON,
      note: 'Current leverage limits and risk parameters are public. A dated history of changes is not part of the feed.',
    },
  ],
  notes: [
    'Losses beyond the fund are socialised: winners of the session share them. A public list of such events was not found.',
    'The unit of open interest is not documented, so no coverage can be stated.',
    'Of 396 perpetuals in September 2026, 153 were on stocks, indices and commodities.',
    'How often the balance is written down, and for how long it is kept, is not documented; one point per day is read of the past.',
    'The balance shown in the documentation is a sample and says nothing about the fund.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations: 'Crypto.com has no public liquidation feed.',
    history: null,
  },
  sources,
  histories,
})
