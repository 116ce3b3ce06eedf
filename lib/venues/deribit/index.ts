import { defineVenue } from '@/lib/venues/_contract/module'
import { bankruptcyHistory } from '@/lib/venues/deribit/bankruptcies'
import { depthSource, liquidationsSource, openInterestSource } from '@/lib/venues/deribit/sources'

const FUND_HELP = 'https://support.deribit.com/hc/en-us/articles/25944777576477-Insurance-Fund'
const FUND_ARTICLE = 'https://insights.deribit.com/education/the-deribit-insurance-fund-and-socialised-loss-system'
const API_DOCS = 'https://docs.deribit.com/'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'deribit',
  name: 'Deribit',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.deribit.com', docs: API_DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'page',
  fundType: 'insurance',
  fundName: 'Insurance fund',
  fundAbsence: 'Deribit shows its insurance fund on a web page only; its public interface has no method for it.',
  openInterest: {
    sourceSides: 1,
    note: 'Inverse contracts are stated in dollars and linear futures in base coin. For linear perpetuals the documented sentence is unclear; they are taken as base coin. One side or both is not stated; every figure is taken as one-sided and marked as an estimate. Options are not included.',
  },
  adl: {
    signal: null,
    absence: 'Deribit describes no auto-deleveraging, so there is no signal of it.',
    rule: 'No auto-deleveraging step is described: what the insurance fund cannot pay is taken from the winning traders of that day.',
    sourceUrl: FUND_HELP,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: API_DOCS,
    observedOn: READ_ON,
    perMarket: true,
  },
  // get_instruments has a limit of its own; the strictest one documented is a burst of 5, then one per 10 s.
  rateLimit: { weight: 10, perMs: 10_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Incremental liquidation',
      text: 'Positions are reduced step by step before the account is bankrupt; liquidation orders pay an extra fee that goes to the fund every hour.',
      closePrice: null,
      sourceUrl: FUND_HELP,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Insurance fund',
      text: 'The fund of the currency pays the negative equity of bankrupt accounts.',
      closePrice: null,
      sourceUrl: FUND_ARTICLE,
      checkedOn: READ_ON,
    },
    {
      step: 3,
      name: 'Socialised loss',
      text: 'When the fund is empty, further bankruptcies are shared among the winning traders of that day. Deribit says this has not happened.',
      closePrice: null,
      sourceUrl: FUND_HELP,
      checkedOn: READ_ON,
    },
  ],
  disclosures: [
    {
      criterion: 'T1',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: FUND_HELP,
      observedOn: READ_ON,
      note: 'The help page says the balance is on a web page; there is no public feed of it.',
    },
    {
      criterion: 'T2',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: FUND_HELP,
      observedOn: READ_ON,
      note: 'The help page says that balance and bankruptcies are shown with their history on a web page; there is no feed of it.',
    },
    {
      criterion: 'T3',
      mark: 'partly',
      evidenceLevel: 'E0',
      evidenceUrl: FUND_HELP,
      observedOn: READ_ON,
      note: 'Liquidation fees are added every hour as one sum; losses are listed as bankruptcies.',
    },
    {
      criterion: 'T4',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'A public method lists bankruptcies with the amount funded and the amount socialised; how far back it goes is not stated.',
    },
    {
      criterion: 'T9',
      mark: 'yes',
      evidenceLevel: 'E0',
      evidenceUrl: FUND_HELP,
      observedOn: READ_ON,
      note: 'Liquidation, fund and loss shared among the winners of the day, in this order; no auto-deleveraging, which would have a closing price, is described.',
    },
    {
      criterion: 'T10',
      mark: 'not_applicable',
      evidenceLevel: null,
      evidenceUrl: FUND_HELP,
      observedOn: READ_ON,
      note: 'Deribit describes no auto-deleveraging; whether contracts that came from Coinbase International have it is not confirmed.',
    },
    {
      criterion: 'T11',
      mark: 'not_applicable',
      evidenceLevel: null,
      evidenceUrl: FUND_HELP,
      observedOn: READ_ON,
      note: 'Deribit describes no auto-deleveraging; whether contracts that came from Coinbase International have it is not confirmed.',
    },
    {
      criterion: 'T13',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'Open interest per contract with its unit, which the text leaves unclear for linear perpetuals; the side convention is not stated. Bankruptcies are listed; a list of other liquidations is not documented in what was read.',
    },
    {
      criterion: 'T14',
      mark: 'partly',
      evidenceLevel: 'E1',
      evidenceUrl: API_DOCS,
      observedOn: READ_ON,
      note: 'Highest leverage per contract is public; the margin that depends on size is not part of the feed, and changes come as notices.',
    },
  ],
  notes: [
    'Losses beyond the fund are shared by winners of the day instead of closing chosen positions.',
    'Maximum leverage is stated instrument by instrument; since August 2026 it also depends on position size.',
    'Options are outside this open interest.',
    'Contracts of Coinbase International are moving to Deribit in 2026; whether they follow the same rules is not confirmed.',
  ],
  absences: { volume: null, depth: null, liquidations: null, history: null },
  sources: [openInterestSource, liquidationsSource, depthSource],
  histories: [bankruptcyHistory],
})
