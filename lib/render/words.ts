import type { FundScope, FundType, MarketKind, PriceSource, State } from '@/lib/core/observation'
import type { OverviewRow } from '@/lib/queries/dto/overview'

export interface Word {
  readonly word: string
  readonly meaning: string
}

/** The states as a reader sees them, with what each one says. */
export const stateWords: Readonly<Record<State, Word>> = {
  live: { word: 'live', meaning: 'Checked on time, and the figure changed within its cadence.' },
  unchanged: { word: 'unchanged', meaning: 'Checked on time; the source still says the same.' },
  late: { word: 'late', meaning: 'The last good check is older than twice its cadence.' },
  failing: { word: 'failing', meaning: 'The last two or more checks failed.' },
  withdrawn: { word: 'withdrawn', meaning: 'The venue has stopped publishing this.' },
  none: { word: 'not collected', meaning: 'There is nothing to collect, or nothing was collected yet.' },
}

export const fundTypeWords: Readonly<Record<FundType, Word>> = {
  insurance: { word: 'insurance fund', meaning: 'Money set aside to pay for liquidations that end below bankruptcy.' },
  vault: {
    word: 'liquidation vault',
    meaning: 'Depositors’ money that takes over liquidated positions and bears their losses. Not an insurance fund.',
  },
  protection: {
    word: 'protection reserve',
    meaning: 'A reserve for hacks and other events. It does not pay for liquidations and is never added to a fund.',
  },
  counterparty: {
    word: 'counterparty pool',
    meaning:
      'A pool that takes the other side of every trade. It bears losses and gains alike and is not an insurance fund.',
  },
}

export const scopeWords: Readonly<Record<FundScope, string>> = {
  venue: 'all contracts of the venue',
  settle: 'contracts with one margin currency',
  group: 'a group of contracts',
  market: 'one contract',
}

export type Disclosure = NonNullable<OverviewRow['disclosure']>

const disclosureWords: Readonly<Record<Disclosure, Word>> = {
  api: { word: 'public API', meaning: 'The venue publishes its fund by a public API.' },
  onchain: { word: 'on chain', meaning: 'The fund can be read on chain.' },
  page: { word: 'page only', meaning: 'The venue shows its fund on a web page, not by a public API.' },
  none: { word: 'nothing', meaning: 'No public figure of a fund was found.' },
}

/** How a venue lets its fund be read, in words; a venue nobody has looked at yet says so. */
export function disclosureWord(disclosure: OverviewRow['disclosure']): string {
  return disclosure === null ? 'not looked at yet' : disclosureWords[disclosure].word
}

export const priceSourceWords: Readonly<Record<PriceSource, Word>> = {
  venue: { word: 'venue’s value', meaning: 'Valued by the venue itself.' },
  index: { word: 'at index', meaning: 'Priced at the venue’s own index or mark price of the same pass.' },
  par: { word: 'at par', meaning: 'A dollar stablecoin, taken at one dollar.' },
  close: { word: 'at close', meaning: 'Priced at the close of the day.' },
}

export const marketKindWords: Readonly<Record<MarketKind, string>> = { perpetual: 'perpetual', future: 'future' }

/** ADL levels of decision 11: every venue’s own signal, put on one scale of words. */
export const adlLevelWords: readonly string[] = ['none', 'elevated', 'near', 'active']

export function adlLevelWord(level: number): string {
  const word = adlLevelWords[level]
  if (word === undefined) throw new RangeError(`not an ADL level: ${level}; accepted: 0 to 3`)
  return word
}

const MARK_WORDS: Readonly<Record<string, string>> = {
  rebalancing: 'announced rebalancing',
  unknown: 'cause not known',
  outage: 'no figure',
}

/** Signs of the kinds of incident: ADL, money in, money out or used, disclosure, collection. Any other is a dot. */
const MARK_SIGNS: readonly (readonly [sign: string, kind: RegExp])[] = [
  ['▲', /^adl|socialised/],
  ['+', /injection|surplus|compensation/],
  ['▼', /draw|depletion|shortfall|loss|outflow/],
  ['◆', /change/],
  ['×', /outage|data_error|halt/],
]

/** The sign of an incident in a chart, beside its number. */
export function markSign(kind: string): string {
  return MARK_SIGNS.find(([, kinds]) => kinds.test(kind))?.[0] ?? '●'
}

/** The word beside an incident in a chart. */
export function markWord(kind: string): string {
  return MARK_WORDS[kind] ?? plainWord(kind)
}

/** `fund_used` as a reader sees it: `fund used`. For closed words of the record only. */
export function plainWord(word: string): string {
  return word.replaceAll('_', ' ').replace(/\badl\b/, 'ADL')
}

/** A sentence of what data gives: a capital in front, one full stop at the end. */
export function asSentence(text: string): string {
  const trimmed = text.trim().replace(/\.$/, '')
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}.`
}
