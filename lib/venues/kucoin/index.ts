import { defineVenue } from '@/lib/venues/_contract/module'
import { openInterestHistory } from '@/lib/venues/kucoin/history'
import { contractsEndpoint } from '@/lib/venues/kucoin/schemas'
import { depthSource, openInterestSource } from '@/lib/venues/kucoin/sources'

const DOCS = 'https://www.kucoin.com/docs-new/'
const FUND_HELP = 'https://www.kucoin.com/support/26686139092889'
const READ_ON = '2026-11-22'

export default defineVenue({
  id: 'kucoin',
  name: 'KuCoin Futures',
  kind: 'cex',
  status: 'active',
  statusNote: null,
  links: { site: 'https://www.kucoin.com/futures', docs: DOCS, fundPage: null },
  active: { from: null, until: null },
  disclosure: 'page',
  fundType: 'insurance',
  fundName: 'Insurance Fund',
  fundAbsence:
    'KuCoin publishes no machine-readable insurance fund: its official API description has no path for one; a page of its website shows balances by settlement currency.',
  openInterest: {
    sourceSides: 1,
    note: 'KuCoin counts in lots: coins of linear contracts, dollars of inverse ones. It does not state whether it counts one side or both; the figure is taken as one-sided and marked as an estimate.',
  },
  adl: {
    signal: null,
    absence:
      'KuCoin shows ADL rank only to the holder of a position; its public flag says that ADL can happen, not that it is near.',
    rule: 'Positions of contracts with the flag isDeleverage may be closed by auto-deleveraging. How they are ranked is not documented in the API.',
    sourceUrl: contractsEndpoint.docsUrl,
  },
  leverage: {
    max: null,
    reason: 'maximum leverage not yet collected',
    sourceUrl: contractsEndpoint.docsUrl,
    observedOn: READ_ON,
    perMarket: true,
  },
  // Half of the public pool of 2,000 in 30 seconds.
  rateLimit: { weight: 1000, perMs: 30_000, concurrency: 2 },
  waterfall: [
    {
      step: 1,
      name: 'Insurance fund',
      text: 'The fund takes over liquidated positions, and only cross positions below 600,000 US dollars and isolated positions at risk level 1. The help page says that money is set aside contract by contract.',
      closePrice: null,
      sourceUrl: FUND_HELP,
      checkedOn: READ_ON,
    },
    {
      step: 2,
      name: 'Auto-deleveraging',
      text: 'Positions of contracts that carry the flag isDeleverage may be closed by auto-deleveraging. When, in which order and at what price is not documented in the API.',
      closePrice: null,
      sourceUrl: contractsEndpoint.docsUrl,
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
      note: 'A website page is said to show the balance by settlement currency; the official API description has no path for it.',
    },
    {
      criterion: 'T11',
      mark: 'no',
      evidenceLevel: 'E1',
      evidenceUrl: contractsEndpoint.docsUrl,
      observedOn: READ_ON,
      note: 'ADL rank is a field of private positions; the public isDeleverage flag is a switch without a level.',
    },
  ],
  notes: [
    'The website adds balances up by settlement currency, the help page says they are set aside by contract: what stands behind one contract is not published.',
    'The ladder of margin tiers needs a key; the maximum leverage of each contract does not.',
    'Contracts on stocks are listed among the others and counted here.',
    'The mark price can equal the last trade on quiet contracts.',
  ],
  absences: {
    volume: null,
    depth: null,
    liquidations: 'KuCoin has no public list of liquidations.',
    history: null,
  },
  sources: [openInterestSource, depthSource],
  histories: [openInterestHistory],
})
